import { compareOrder, inOrder } from '../base/order.ts';
import { defaultsOf, fieldOf, isComponentType, typeOfKey } from './components.ts';
import type { EntityData, PrefabData, ProjectData, ResolvedEntity, SceneData } from './project.ts';

type Entities = Readonly<Record<string, EntityData>>;

/** Id of an entity that a prefab instance brings with it: `instance/inner`. */
export const innerId = (instance: string, inner: string): string => `${instance}/${inner}`;

/** Children of each parent in order; entities whose parent is missing or circular stand at the top. */
export function childrenOf(entities: Entities): Map<string | null, string[]> {
  const children = new Map<string | null, string[]>();
  const parents = soundParents(entities);
  for (const [id] of Object.entries(entities).sort(compareOrder)) {
    const parent = parents.get(id) ?? null;
    const list = children.get(parent);
    if (list) list.push(id);
    else children.set(parent, [id]);
  }
  return children;
}

/** The parent of each entity as it should be read: dangling parents and cycles cut. */
export function soundParents(entities: Entities): Map<string, string | null> {
  const sound = new Map<string, string | null>();
  for (const start of Object.keys(entities).sort()) {
    const path: string[] = [];
    let id: string | null = start;
    while (id !== null && !sound.has(id)) {
      const at: number = path.indexOf(id);
      if (at >= 0) {
        // Cut the ring at its smallest id, so that all readers cut it at the same place.
        sound.set(path.slice(at).sort()[0]!, null);
        break;
      }
      path.push(id);
      const parent: string | null = entities[id]!.parent;
      if (parent === null || !Object.hasOwn(entities, parent)) {
        sound.set(id, null);
        break;
      }
      id = parent;
    }
    for (const each of path) if (!sound.has(each)) sound.set(each, entities[each]!.parent);
  }
  return sound;
}

/** The id in the scene of an entity that a field of stored data names. */
type Rename = (id: string) => string;

const unchanged: Rename = (id) => id;

/** Entities of a prefab that name each other mean their neighbours in the same instance. */
function inside(prefab: PrefabData, instance: string): Rename {
  return (id) => {
    if (id === prefab.root) return instance;
    return Object.hasOwn(prefab.entities, id) ? innerId(instance, id) : id;
  };
}

interface Source {
  data: EntityData;
  rename: Rename;
}

/** Stored fields over defaults, component by component; a later source wins over those before. */
function mergeComponents(sources: readonly Source[]): ResolvedEntity['components'] {
  const merged: Record<string, unknown> = { Transform: defaultsOf('Transform') };
  for (const { data, rename } of sources) {
    for (const [key, fields] of Object.entries(data.components)) {
      const type = typeOfKey(key);
      if (!isComponentType(type)) continue;
      const before = (merged[key] ?? defaultsOf(type)) as Record<string, unknown>;
      const next: Record<string, unknown> = { ...before };
      for (const [field, value] of Object.entries(fields)) {
        const spec = fieldOf(key, field);
        if (!spec) continue;
        if (spec.type === 'record') next[field] = { ...(before[field] as object), ...(value as object) };
        else next[field] = spec.type === 'entity' ? rename(value as string) : value;
      }
      merged[key] = next;
    }
  }
  return merged as unknown as ResolvedEntity['components'];
}

/** One entity of a scene with its prefab and defaults applied. */
export function resolveEntity(
  prefabs: ProjectData['prefabs'],
  id: string,
  entity: EntityData,
  parent: string | null = entity.parent,
  rename: Rename = unchanged,
): ResolvedEntity {
  const prefab: PrefabData | undefined = entity.prefab ? prefabs[entity.prefab] : undefined;
  const root = prefab?.entities[prefab.root];
  return {
    id,
    name: entity.name,
    type: prefab?.name ?? entity.name,
    parent,
    layer: entity.layer,
    tags: root && entity.tags.length === 0 ? root.tags : entity.tags,
    visible: entity.visible && (root?.visible ?? true),
    components: mergeComponents([
      ...(prefab && root ? [{ data: root, rename: inside(prefab, id) }] : []),
      { data: entity, rename },
    ]),
  };
}

/** What an instance brings below its root, parents before children. */
export function resolveInner(
  prefabs: ProjectData['prefabs'],
  id: string,
  entity: EntityData,
): ResolvedEntity[] {
  const prefab = entity.prefab ? prefabs[entity.prefab] : undefined;
  if (!prefab) return [];
  const children = childrenOf(prefab.entities);
  const rename = inside(prefab, id);
  const found: ResolvedEntity[] = [];
  const visit = (parent: string, parentId: string) => {
    for (const child of children.get(parent) ?? []) {
      const data = prefab.entities[child]!;
      const childId = innerId(id, child);
      // A prefab inside a prefab is one level: its root applies, its own children do not.
      found.push({ ...resolveEntity(prefabs, childId, data, parentId, rename), layer: entity.layer });
      visit(child, childId);
    }
  };
  visit(prefab.root, id);
  return found;
}

/**
 * Every entity of a scene ready to play or paint, back to front: by layer, then by the tree. A child on a
 * layer further back comes before its parent.
 */
export function resolveScene(project: ProjectData, scene: SceneData): ResolvedEntity[] {
  const children = childrenOf(scene.entities);
  const list: ResolvedEntity[] = [];
  const visit = (parent: string | null) => {
    for (const id of children.get(parent) ?? []) {
      const entity = scene.entities[id]!;
      list.push(
        resolveEntity(project.prefabs, id, entity, parent),
        ...resolveInner(project.prefabs, id, entity),
      );
      visit(id);
    }
  };
  visit(null);
  const ranks = new Map(inOrder(scene.layers).map(([id], rank) => [id, rank]));
  const rank = (entity: ResolvedEntity) => ranks.get(entity.layer) ?? 0;
  return list
    .map((entity, at) => ({ entity, at }))
    .sort((a, b) => rank(a.entity) - rank(b.entity) || a.at - b.at)
    .map(({ entity }) => entity);
}

/** Id of the scene that plays first; `null` in a project without scenes. */
export function firstScene(project: ProjectData): string | null {
  return inOrder(project.scenes)[0]?.[0] ?? null;
}
