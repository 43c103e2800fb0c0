/** Turns changes of the document into edits of a running game. */
import { same } from '../base/same.ts';
import type { LiveEdit } from './protocol.ts';
import { tilesOnly } from './tile-edits.ts';
import { templateOf } from '../schema/prefab-template.ts';
import { resolveScene, resolveWhole } from '../schema/resolve.ts';
import { soundParents } from '../schema/tree.ts';
import type { EntityData, ProjectData, ResolvedEntity, SceneData } from '../schema/project.ts';

/** What a change of a document touches, as far as running games care. */
export interface ProjectChange {
  /** Scene id to the entities in it that appeared, went or look different. */
  readonly entities: ReadonlyMap<string, ReadonlySet<string>>;
  readonly scenes: boolean;
  /** Scenes whose layers changed. */
  readonly layers: ReadonlySet<string>;
  readonly assets: boolean;
  readonly tilesets: boolean;
  readonly prefabs: boolean;
  readonly settings: boolean;
}

type Parents = ReadonlyMap<string, string | null>;

/** Knows the project as the game was last told of it, so that only what differs is told. One for each run. */
export class LiveEdits {
  readonly #scene: string;
  #told: ProjectData;
  #parents: Parents;

  /** @param scene id of the scene that plays */
  constructor(project: ProjectData, scene: string) {
    this.#scene = scene;
    this.#told = project;
    this.#parents = soundParents(project.scenes[scene]?.entities ?? {});
  }

  /**
   * What the game has to be told. Scripts are not in it: they go when they are saved or typing has settled.
   * @param project as it is after the change
   */
  editsFor(change: ProjectChange, project: ProjectData): LiveEdit[] {
    const edits: LiveEdit[] = [];
    const before = this.#told;
    const scene = project.scenes[this.#scene];
    if (change.assets) edits.push({ kind: 'assets', assets: project.assets });
    if (change.tilesets) edits.push({ kind: 'tilesets', tilesets: project.tilesets });
    if (change.prefabs) edits.push({ kind: 'prefabs', prefabs: project.prefabs });
    if (change.settings || change.scenes)
      edits.push({ kind: 'settings', settings: project.settings, scene: scene?.settings ?? {} });
    if (change.layers.has(this.#scene)) edits.push({ kind: 'layers', layers: scene?.layers ?? {} });
    const ids = change.entities.get(this.#scene) ?? new Set();
    const instances = change.prefabs && scene ? affected(before, project, scene) : [];
    if (scene && (ids.size > 0 || instances.length > 0))
      edits.push(...this.#entityEdits(ids, new Set([...ids, ...instances]), project, scene));
    this.#told = project;
    return edits;
  }

  /** @param own entities that were edited themselves, and are told of in any case */
  #entityEdits(
    own: ReadonlySet<string>,
    ids: ReadonlySet<string>,
    project: ProjectData,
    scene: SceneData,
  ): LiveEdit[] {
    const edits: LiveEdit[] = [];
    const gone: LiveEdit[] = [];
    const parents = own.size > 0 ? soundParents(scene.entities) : this.#parents;
    const old = this.#told.scenes[this.#scene]?.entities ?? {};
    let moved = false;
    for (const id of ids) {
      const before = wholeOf(this.#told, old[id], id, this.#parents);
      const after = wholeOf(project, scene.entities[id], id, parents);
      moved ||= placeOf(old[id]) !== placeOf(scene.entities[id]);
      for (const inner of before.keys())
        if (!after.has(inner) && inner !== id) {
          (after.size > 0 ? edits : gone).push({ kind: 'entity', id: inner, entity: null });
          moved = true;
        }
      if (after.size === 0) gone.push({ kind: 'entity', id, entity: null });
      for (const [each, entity] of after) {
        if (!before.has(each)) moved = true;
        const changes = tilesOnly(before.get(each), entity);
        if (changes) edits.push({ kind: 'tiles', id: each, changes });
        else if ((each === id && own.has(id)) || !same(before.get(each), entity))
          edits.push({ kind: 'entity', id: each, entity });
      }
    }
    this.#parents = parents;
    edits.push(...gone);
    if (moved) edits.push({ kind: 'order', ids: resolveScene(project, scene).map(({ id }) => id) });
    return edits;
  }
}

/** Instances in a scene of prefabs that are other ones than before, or are made of such. */
function affected(before: ProjectData, after: ProjectData, scene: SceneData): string[] {
  const changed = new Map<string, boolean>();
  const isChanged = (prefab: string): boolean => {
    let known = changed.get(prefab);
    if (known === undefined) {
      const [was, is] = [before.prefabs[prefab], after.prefabs[prefab]];
      known =
        templateOf(before.prefabs, prefab) !== templateOf(after.prefabs, prefab) || was?.name !== is?.name;
      changed.set(prefab, known);
    }
    return known;
  };
  return Object.entries(scene.entities).flatMap(([id, { prefab }]) =>
    prefab && isChanged(prefab) ? [id] : [],
  );
}

/** An entity with all that its prefab brings, by id; nothing for one that is not there. */
function wholeOf(
  { prefabs }: ProjectData,
  entity: EntityData | undefined,
  id: string,
  parents: Parents,
): Map<string, ResolvedEntity> {
  if (!entity) return new Map();
  return new Map(resolveWhole(prefabs, id, entity, parents.get(id) ?? null).map((each) => [each.id, each]));
}

/** What of an entity decides where it is drawn. */
const placeOf = (entity: EntityData | undefined): string | undefined =>
  entity && `${entity.order} ${entity.parent} ${entity.layer} ${entity.prefab}`;
