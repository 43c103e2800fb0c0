/** Taking instances apart: plain entities that look and play as the instance did. Pure. */
import { ordersBetween } from '../base/order.ts';
import { mergeOverrides, mergeStored, renameIn } from './prefab-overrides.ts';
import { withoutRings } from './prefab-cycles.ts';
import { templateOf } from './prefab-template.ts';
import type { EntityData, InnerOverride, ProjectData } from './project.ts';
import { innerId, splitId } from './resolve.ts';
import { childrenOf } from './tree.ts';

type Prefabs = ProjectData['prefabs'];
type Entities = Readonly<Record<string, EntityData>>;

/** What unpacking makes of the entities of a scene or prefab. */
export interface Unpacked {
  /** Entities that are new, or other than before, by id. */
  entities: ReadonlyMap<string, EntityData>;
  /** How what was an entity of the instance is called now. */
  rename: (id: string) => string;
}

function renamedOverrides(overrides: EntityData['overrides'], rename: (id: string) => string) {
  return Object.fromEntries(
    Object.entries(overrides ?? {}).map(([path, override]): [string, InnerOverride] => [
      path,
      { ...override, components: renameIn(override.components, rename) },
    ]),
  );
}

function withOverrides(entity: EntityData, overrides: Record<string, InnerOverride>): EntityData {
  const { overrides: _, ...rest } = entity;
  return Object.keys(overrides).length > 0 && entity.prefab !== '' ? { ...rest, overrides } : rest;
}

/**
 * Takes one instance apart by one level: what its prefab has of its own become entities, instances among them stay instances, and an
 * instance of a variant becomes one of the variant's base. `null` for what is no instance of a known prefab.
 */
export function unpackOnce(
  prefabs: Prefabs,
  all: Entities,
  instance: string,
  newId: () => string,
): Unpacked | null {
  ({ prefabs } = withoutRings(prefabs));
  const entity = all[instance];
  const prefab = entity && Object.hasOwn(prefabs, entity.prefab) ? prefabs[entity.prefab] : undefined;
  if (!entity || !prefab || !templateOf(prefabs, entity.prefab)) return null;
  const { root, entities } = prefab;
  const children = childrenOf(entities);
  const ids = new Map([[root, instance]]);
  const order: string[] = [];
  const visit = (id: string) => {
    for (const child of children.get(id) ?? []) {
      if (entity.overrides?.[child]?.removed) continue;
      ids.set(child, newId());
      order.push(child);
      visit(child);
    }
  };
  visit(root);
  for (const id of children.get(null) ?? []) {
    if (id === root || entity.overrides?.[id]?.removed) continue;
    ids.set(id, newId());
    order.push(id);
    visit(id);
  }
  /** What an id in the scene is once the instance is taken apart. */
  const rename = (id: string): string => {
    const { owner, path } = splitId(id);
    const { owner: head, path: rest } = splitId(path);
    const own = owner === instance && head !== root ? ids.get(head) : undefined;
    return own === undefined ? id : innerId(own, rest);
  };
  /** What an id in the prefab's definition is in the scene. */
  const fromPrefab = (id: string): string => {
    const { owner, path } = splitId(id);
    const own = ids.get(owner);
    if (own !== undefined) return rename(innerId(own, path));
    return Object.hasOwn(entities, owner) ? innerId(instance, id) : id;
  };
  const made = new Map<string, EntityData>();
  const taken = new Set(order);
  const base = entities[root]!;
  const inBase = Object.entries(entity.overrides ?? {}).filter(
    ([path]) => !taken.has(splitId(path).owner) && !Object.hasOwn(entities, splitId(path).owner),
  );
  made.set(
    instance,
    withOverrides(
      {
        ...entity,
        tags: entity.tags.length > 0 ? entity.tags : base.tags,
        visible: entity.visible && base.visible,
        prefab: base.prefab,
        components: mergeStored(renameIn(base.components, fromPrefab), renameIn(entity.components, rename)),
      },
      mergeOverrides(
        renamedOverrides(base.overrides, fromPrefab),
        renamedOverrides(Object.fromEntries(inBase), rename),
      ),
    ),
  );
  const atTop = new Set([...(children.get(root) ?? []), ...(children.get(null) ?? [])]);
  const tops = order.filter((id) => atTop.has(id));
  const firstChild = (childrenOf(all).get(instance) ?? [])[0];
  const orders = ordersBetween(null, firstChild === undefined ? null : all[firstChild]!.order, tops.length);
  for (const id of order) {
    const data = entities[id]!;
    const own = entity.overrides?.[id];
    const top = tops.indexOf(id);
    const inner = Object.entries(entity.overrides ?? {}).flatMap(
      ([path, override]): [string, InnerOverride][] =>
        path.startsWith(`${id}/`) ? [[path.slice(id.length + 1), override]] : [],
    );
    made.set(
      ids.get(id)!,
      withOverrides(
        {
          ...data,
          name: own?.name ?? data.name,
          parent: top >= 0 ? instance : (ids.get(data.parent ?? '') ?? instance),
          order: top >= 0 ? orders[top]! : data.order,
          layer: entity.layer,
          tags: own?.tags ?? data.tags,
          visible: own?.visible ?? data.visible,
          components: mergeStored(
            renameIn(data.components, fromPrefab),
            renameIn(own?.components ?? {}, rename),
          ),
        },
        mergeOverrides(
          renamedOverrides(data.overrides, fromPrefab),
          renamedOverrides(Object.fromEntries(inner), rename),
        ),
      ),
    );
  }
  return { entities: made, rename };
}

/** Takes an instance apart until nothing of it is an instance any more. */
export function unpackAll(
  prefabs: Prefabs,
  all: Entities,
  instance: string,
  newId: () => string,
): Unpacked | null {
  const first = unpackOnce(prefabs, all, instance, newId);
  if (!first) return null;
  const made = new Map(first.entities);
  const renames = [first.rename];
  const left = [...made.keys()];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const next = unpackOnce(prefabs, { ...all, ...Object.fromEntries(made) }, id, newId);
    if (!next) continue;
    for (const [key, entity] of made) made.set(key, renamedEntity(entity, next.rename));
    for (const [key, entity] of next.entities) {
      made.set(key, entity);
      left.push(key);
    }
    renames.push(next.rename);
  }
  for (const [key, entity] of made)
    if (!templateOf(prefabs, entity.prefab)) made.set(key, { ...entity, prefab: '' });
  return { entities: made, rename: (id) => renames.reduce((name, rename) => rename(name), id) };
}

/** An entity in which what named others by their old ids names them by their new ones. The same object when nothing did. */
export function renamedEntity(entity: EntityData, rename: (id: string) => string): EntityData {
  const components = renameIn(entity.components, rename);
  let { overrides } = entity;
  for (const [path, override] of Object.entries(entity.overrides ?? {})) {
    const renamed = renameIn(override.components, rename);
    if (renamed !== override.components)
      overrides = { ...overrides, [path]: { ...override, components: renamed } };
  }
  return components === entity.components && overrides === entity.overrides
    ? entity
    : { ...entity, components, ...(overrides ? { overrides } : {}) };
}
