/** The definition of a prefab as a scene of its own, so that whatever shows and edits scenes shows and edits it, too. Pure. */
import type { EntityData, PrefabData, ProjectData, SceneData } from './project.ts';

const PREFIX = 'prefab/';

/** What names the definition of a prefab where otherwise the id of a scene stands; no scene has such an id. */
export const definitionHome = (prefab: string): string => PREFIX + prefab;

/** The prefab whose definition a name of {@link definitionHome} is; `null` for the id of a scene. */
export const definitionOf = (home: string): string | null =>
  home.startsWith(PREFIX) ? home.slice(PREFIX.length) : null;

const known = new WeakMap<PrefabData, SceneData>();

/**
 * A definition as a scene without layers. Its root goes by the prefab's name and stands unturned at the origin, since each instance has its
 * own place; whatever stands beside the root is below it, as instances have it. The same object for the same prefab.
 */
export function definitionScene(prefab: PrefabData): SceneData {
  let scene = known.get(prefab);
  if (!scene) known.set(prefab, (scene = asScene(prefab)));
  return scene;
}

function asScene({ name, order, root, entities: stored }: PrefabData): SceneData {
  const entities: Record<string, EntityData> = { ...stored };
  const base = stored[root];
  if (base) {
    const Transform = { ...base.components.Transform, position: [0, 0], rotation: 0 };
    entities[root] = { ...base, name, parent: null, components: { ...base.components, Transform } };
    for (const [id, entity] of Object.entries(stored))
      if (id !== root && (entity.parent === null || !Object.hasOwn(stored, entity.parent)))
        entities[id] = { ...entity, parent: root };
  }
  return { name, order, settings: {}, layers: {}, entities };
}

/**
 * A project in which one definition lies among the scenes, under its {@link definitionHome}: found by that name, and left out where scenes are
 * counted or listed. The project itself for the id of a scene, and for a prefab that is not there.
 */
export function withDefinition(project: ProjectData, home: string): ProjectData {
  const prefab = definitionOf(home);
  if (prefab === null || !Object.hasOwn(project.prefabs, prefab)) return project;
  const scenes = Object.defineProperty({ ...project.scenes }, home, {
    value: definitionScene(project.prefabs[prefab]!),
    enumerable: false,
  });
  return { ...project, scenes };
}
