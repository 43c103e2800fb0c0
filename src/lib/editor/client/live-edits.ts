/** Turns changes of the document into edits of a running game. */
import type { DocChange } from '../../document/reader.ts';
import type { LiveEdit } from '../../runtime/protocol.ts';
import { resolveEntity, resolveInner, resolveScene } from '../../schema/resolve.ts';
import { soundParents } from '../../schema/tree.ts';
import type { EntityData, ProjectData, SceneData } from '../../schema/project.ts';

/**
 * Remembers which inner entities each prefab instance brought into the game, so that they can be taken out again.
 * One for each run.
 */
export class LiveEdits {
  readonly #scene: string;
  #inner = new Map<string, readonly string[]>();
  /** What of each entity decides where it is drawn. */
  readonly #places = new Map<string, string>();

  /** @param scene id of the scene that plays */
  constructor(project: ProjectData, scene: string) {
    this.#scene = scene;
    for (const [id, entity] of Object.entries(project.scenes[scene]?.entities ?? {}))
      this.#places.set(id, placeOf(entity));
    for (const [id, entity] of Object.entries(project.scenes[scene]?.entities ?? {})) {
      const inner = resolveInner(project.prefabs, id, entity).map((each) => each.id);
      if (inner.length > 0) this.#inner.set(id, inner);
    }
  }

  /**
   * What the game has to be told. Scripts are not in it: they go when they are saved or typing has settled.
   * @param project as it is after the change
   */
  editsFor(change: DocChange, project: ProjectData): LiveEdit[] {
    const edits: LiveEdit[] = [];
    const scene = project.scenes[this.#scene];
    if (change.tilesets) edits.push({ kind: 'tilesets', tilesets: project.tilesets });
    if (change.prefabs) edits.push({ kind: 'prefabs', prefabs: project.prefabs });
    if (change.settings || change.scenes)
      edits.push({ kind: 'settings', settings: project.settings, scene: scene?.settings ?? {} });
    if (change.layers.has(this.#scene)) edits.push({ kind: 'layers', layers: scene?.layers ?? {} });

    const ids = new Set(change.entities.get(this.#scene));
    if (change.prefabs && scene)
      for (const [id, entity] of Object.entries(scene.entities)) if (entity.prefab) ids.add(id);
    if (ids.size > 0 && scene) edits.push(...this.#entityEdits(ids, project, scene));
    if (scene && this.#moveIn(ids, scene))
      edits.push({ kind: 'order', ids: resolveScene(project, scene).map(({ id }) => id) });
    return edits;
  }

  /** Whether the order in which entities are drawn may have changed with these. */
  #moveIn(ids: ReadonlySet<string>, scene: SceneData): boolean {
    let moved = false;
    for (const id of ids) {
      const entity = scene.entities[id];
      const place = entity && placeOf(entity);
      if (place === this.#places.get(id)) continue;
      moved = true;
      if (place === undefined) this.#places.delete(id);
      else this.#places.set(id, place);
    }
    return moved;
  }

  #entityEdits(ids: ReadonlySet<string>, project: ProjectData, scene: SceneData): LiveEdit[] {
    const edits: LiveEdit[] = [];
    const parents = soundParents(scene.entities);
    const living = [...ids].filter((id) => scene.entities[id]);
    for (const id of living) {
      const entity = scene.entities[id]!;
      edits.push({
        kind: 'entity',
        id,
        entity: resolveEntity(project.prefabs, id, entity, parents.get(id) ?? null),
      });
      const inner = resolveInner(project.prefabs, id, entity);
      const names = inner.map((each) => each.id);
      for (const gone of this.#inner.get(id) ?? [])
        if (!names.includes(gone)) edits.push({ kind: 'entity', id: gone, entity: null });
      for (const each of inner) edits.push({ kind: 'entity', id: each.id, entity: each });
      if (names.length > 0) this.#inner.set(id, names);
      else this.#inner.delete(id);
    }
    for (const id of ids) {
      if (scene.entities[id]) continue;
      for (const inner of this.#inner.get(id) ?? []) edits.push({ kind: 'entity', id: inner, entity: null });
      this.#inner.delete(id);
      edits.push({ kind: 'entity', id, entity: null });
    }
    return edits;
  }
}

/** What of an entity decides where it is drawn. */
const placeOf = ({ order, parent, layer, prefab }: EntityData): string =>
  `${order} ${parent} ${layer} ${prefab}`;
