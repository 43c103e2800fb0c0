import { inOrder } from '../base/order.ts';
import { overlay, partsOf, templateOf, type Part } from './prefab-template.ts';
import type { EntityData, ProjectData, ResolvedEntity, SceneData } from './project.ts';
import { childrenOf } from './tree.ts';

type Prefabs = ProjectData['prefabs'];

/** Id of an entity that a prefab instance brings with it: `instance/inner`, or `instance/arm/hand` further in. */
export const innerId = (instance: string, path: string): string =>
  path === '' ? instance : `${instance}/${path}`;

/** The entity of the document that an id belongs to, and the path inside of it; '' for itself. */
export function splitId(id: string): { owner: string; path: string } {
  const slash = id.indexOf('/');
  return slash < 0 ? { owner: id, path: '' } : { owner: id.slice(0, slash), path: id.slice(slash + 1) };
}

/** An instance in a scene. */
const siteOf = (id: string, parent: string | null) => {
  const place = (path: string) => innerId(id, path);
  return { place, link: place, rename: null, parent };
};

/** An instance with all that it brings, its root first; `null` for what is no instance of a known prefab. */
function instanceParts(
  prefabs: Prefabs,
  id: string,
  entity: EntityData,
  parent: string | null,
): Part[] | null {
  const template = entity.prefab === '' ? null : templateOf(prefabs, entity.prefab);
  if (!template) return null;
  return partsOf(template, prefabs[entity.prefab]!.name, entity, siteOf(id, parent));
}

function asResolved({ path, name, type, parent, tags, visible, components }: Part, layer: string) {
  return { id: path, name, type, parent, layer, tags, visible, components };
}

/** An entity of the document with all that its prefab brings, parents before children. */
export function resolveWhole(
  prefabs: Prefabs,
  id: string,
  entity: EntityData,
  parent: string | null = entity.parent,
): ResolvedEntity[] {
  const parts = instanceParts(prefabs, id, entity, parent);
  if (parts) return parts.map((part) => asResolved(part, entity.layer));
  const { name, layer, tags, visible, components } = entity;
  const type = (entity.prefab && prefabs[entity.prefab]?.name) || name;
  return [{ id, name, type, parent, layer, tags, visible, components: overlay(null, components, null) }];
}

/** One entity of a scene with its prefab and defaults applied. */
export function resolveEntity(
  prefabs: Prefabs,
  id: string,
  entity: EntityData,
  parent: string | null = entity.parent,
): ResolvedEntity {
  const { prefab, layer } = entity;
  const root = prefab === '' ? undefined : templateOf(prefabs, prefab)?.[0];
  if (!root) return resolveWhole(prefabs, id, entity, parent)[0]!;
  // Only the root: what is inside may be much.
  const [part] = partsOf([root], prefabs[prefab]!.name, entity, siteOf(id, parent));
  return asResolved(part!, layer);
}

/** What an instance brings below its root, parents before children. */
export function resolveInner(prefabs: Prefabs, id: string, entity: EntityData): ResolvedEntity[] {
  return entity.prefab === '' ? [] : resolveWhole(prefabs, id, entity).slice(1);
}

/** An entity by its id, also one that an instance brings with it; `null` when there is none. */
export function resolveId(
  prefabs: Prefabs,
  entities: Readonly<Record<string, EntityData>>,
  id: string,
): ResolvedEntity | null {
  const { owner, path } = splitId(id);
  const entity = Object.hasOwn(entities, owner) ? entities[owner] : undefined;
  if (!entity) return null;
  if (path === '') return resolveEntity(prefabs, id, entity);
  return resolveWhole(prefabs, owner, entity).find((each) => each.id === id) ?? null;
}

/**
 * Every entity of a scene ready to play or paint, back to front: by layer, then by the tree. A child on a
 * layer further back comes before its parent.
 * @param wholeOf gives an entity with all that its prefab brings; for who knows some of them already
 */
export function resolveScene(
  project: ProjectData,
  scene: SceneData,
  wholeOf = (id: string, parent: string | null): readonly ResolvedEntity[] =>
    resolveWhole(project.prefabs, id, scene.entities[id]!, parent),
): ResolvedEntity[] {
  const children = childrenOf(scene.entities);
  const list: ResolvedEntity[] = [];
  const visit = (parent: string | null) => {
    for (const id of children.get(parent) ?? []) {
      for (const each of wholeOf(id, parent)) list.push(each);
      visit(id);
    }
  };
  visit(null);
  const layers = new Map(inOrder(scene.layers).map(([id]) => [id, [] as ResolvedEntity[]]));
  const [back] = layers.values();
  // What is on no layer of the scene is furthest back.
  if (back) for (const entity of list) (layers.get(entity.layer) ?? back).push(entity);
  return back ? [...layers.values()].flat() : list;
}

/** Id of the scene that plays first; `null` in a project without scenes. */
export function firstScene(project: ProjectData): string | null {
  return inOrder(project.scenes)[0]?.[0] ?? null;
}
