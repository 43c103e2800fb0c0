/** Copied entities, and what pasting or duplicating them makes. Pure. */
import { isString } from '../../base/guards.ts';
import { add, type Vec2 } from '../../base/geometry.ts';
import { compareOrder, ordersBetween } from '../../base/order.ts';
import { blankEntity } from '../../schema/blank.ts';
import { fieldOf } from '../../schema/components.ts';
import { renameIn } from '../../schema/prefab-overrides.ts';
import { splitId } from '../../schema/resolve.ts';
import type { EntityData, SceneData } from '../../schema/project.ts';
import { relativeTo, SCENE_FRAME, tidyVec, type Placed } from './entity-geometry.ts';
import { layerFor, uniqueName } from './new-entity.ts';
import type { SceneIndex } from './scene-index.ts';
import { topmost } from './selection.ts';

/** Copied entities with everything below them. */
export interface Copied {
  /** Those that were selected, back to front; the rest hangs on them. */
  roots: readonly string[];
  entities: Readonly<Record<string, EntityData>>;
  /** Where the roots stood in the scene. */
  places: Readonly<Record<string, Pick<Placed, 'position' | 'rotation'>>>;
}

/**
 * The selected entities with their descendants; `null` when there are none. Parts that an instance brings become
 * entities of their own.
 */
export function copyOf(index: SceneIndex, ids: readonly string[]): Copied | null {
  const { scene } = index;
  if (!scene) return null;
  const roots = inFrontLast(
    index,
    topmost(ids, (id) => index.items.get(id)?.entity.parent).filter((id) => index.items.has(id)),
  );
  if (roots.length === 0) return null;
  const entities: Record<string, EntityData> = {};
  for (const root of roots) {
    const all = index.withDescendants([root]);
    if (splitId(root).path !== '') Object.assign(entities, unpackedParts(index, all));
    else for (const id of all) if (scene.entities[id]) entities[id] = scene.entities[id];
  }
  const places: Copied['places'] = Object.fromEntries(
    roots.map((id) => {
      const { position, rotation } = index.items.get(id)!.placed;
      return [unpackedId(id), { position, rotation }];
    }),
  );
  return { roots: roots.map(unpackedId), entities, places };
}

const unpackedId = (id: string): string => id.replaceAll('/', '-');

/** Parts of an instance as entities that no prefab stands behind. */
function unpackedParts(index: SceneIndex, ids: ReadonlySet<string>): Record<string, EntityData> {
  const rename = (id: string) => (ids.has(id) ? unpackedId(id) : id);
  const orders = ordersBetween(null, null, ids.size);
  return Object.fromEntries(
    inFrontLast(index, [...ids]).map((id, at) => {
      const { name, parent, layer, tags, visible, components } = index.items.get(id)!.entity;
      const stored = renameIn(components as unknown as EntityData['components'], rename);
      const above = parent === null ? null : rename(parent);
      const fields = { name, layer, tags, visible, parent: above, order: orders[at]!, components: stored };
      return [unpackedId(id), blankEntity(fields)];
    }),
  );
}

/** Ids from back to front. */
export function inFrontLast(index: SceneIndex, ids: readonly string[]): string[] {
  return [...ids].sort((a, b) => (index.items.get(a)?.z ?? 0) - (index.items.get(b)?.z ?? 0));
}

export interface CopyPlan {
  /** New entities by their new ids, parents first. */
  entities: [id: string, entity: EntityData][];
  /** New ids of the roots: the next selection. */
  roots: string[];
}

export interface CopyOptions {
  index: SceneIndex;
  /** How far the copies stand from the originals, in scene pixels. */
  offset: Vec2;
  /** Layer for entities whose own is not in this scene. */
  layer: string;
  newId: () => string;
}

/**
 * Copies of entities with new ids: parents, references to each other and names follow. A root keeps its parent
 * where this scene has it, stands right in front of its original where that is still there, else in front of all.
 */
export function copyPlan(copied: Copied, { index, offset, layer, newId }: CopyOptions): CopyPlan {
  const scene = index.scene!;
  const ids = new Map(Object.keys(copied.entities).map((id) => [id, newId()]));
  const entities: CopyPlan['entities'] = [];
  let named = scene;
  const orders = rootOrders(scene, copied);
  const visit = (id: string, parent: string | null, root: boolean) => {
    const original = copied.entities[id]!;
    const name = root ? uniqueName(named, baseName(original.name)) : original.name;
    const entity: EntityData = {
      ...original,
      name,
      parent,
      layer: layerFor(scene, Object.hasOwn(scene.layers, original.layer) ? original.layer : layer),
      order: root ? orders.get(id)! : original.order,
      components: Object.fromEntries(
        Object.entries(original.components).map(([key, fields]) => [key, remapped(key, fields, ids)]),
      ),
    };
    const newOne = ids.get(id)!;
    const placed = root ? { ...entity, components: moved(index, copied, id, entity, offset) } : entity;
    entities.push([newOne, placed]);
    named = { ...named, entities: { ...named.entities, [newOne]: placed } };
    for (const [child, data] of Object.entries(copied.entities))
      if (data.parent === id && !copied.roots.includes(child)) visit(child, newOne, false);
  };
  for (const id of copied.roots) {
    const parent = copied.entities[id]!.parent;
    visit(id, parent !== null && Object.hasOwn(scene.entities, parent) ? parent : null, true);
  }
  return { entities, roots: copied.roots.map((id) => ids.get(id)!) };
}

/** A name without the number that {@link uniqueName} may have added. */
function baseName(name: string): string {
  return name.replace(/ \d+$/, '') || name;
}

function rootOrders(scene: SceneData, copied: Copied): Map<string, string> {
  const orders = new Map<string, string>();
  const byParent = new Map<string | null, string[]>();
  for (const id of copied.roots) {
    const own = copied.entities[id]!.parent;
    const parent = own !== null && Object.hasOwn(scene.entities, own) ? own : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), id]);
  }
  for (const [parent, roots] of byParent) {
    const siblings = Object.entries(scene.entities)
      .filter(([, entity]) => entity.parent === parent)
      .sort(compareOrder);
    const last = siblings.findLastIndex(([id]) => roots.includes(id));
    const before = last < 0 ? siblings.at(-1) : siblings[last];
    const after = last < 0 ? undefined : siblings[last + 1];
    const keys = ordersBetween(before?.[1].order ?? null, after?.[1].order ?? null, roots.length);
    roots.forEach((id, i) => orders.set(id, keys[i]!));
  }
  return orders;
}

function moved(
  index: SceneIndex,
  copied: Copied,
  id: string,
  entity: EntityData,
  offset: Vec2,
): EntityData['components'] {
  const original = copied.places[id];
  if (!original || !Array.isArray(original.position)) return entity.components;
  const parent = entity.parent === null ? undefined : index.items.get(entity.parent)?.placed;
  const place = relativeTo(parent ?? SCENE_FRAME, { ...original, position: add(original.position, offset) });
  return {
    ...entity.components,
    Transform: {
      ...entity.components.Transform,
      position: tidyVec(place.position),
      rotation: place.rotation,
    },
  };
}

/** Fields that name one of the copied entities name its copy instead. */
function remapped(
  component: string,
  fields: Readonly<Record<string, unknown>>,
  ids: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      fieldOf(component, name)?.type === 'entity' && isString(value) ? (ids.get(value) ?? value) : value,
    ]),
  );
}
