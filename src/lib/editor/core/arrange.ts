/** Order and grouping as data: what each entity's fields become. Pure. */
import { compareOrder, orderBetween, ordersBetween } from '../../base/order.ts';
import { blankEntity } from '../../schema/blank.ts';
import type { EntityData, SceneData } from '../../schema/project.ts';
import { inFrontLast } from './clipboard.ts';
import type { EntityFields } from './editor-host.ts';
import { relativeTo, tidyVec } from './entity-geometry.ts';
import { boxAround } from './gizmo.ts';
import { uniqueName } from './new-entity.ts';
import type { SceneIndex } from './scene-index.ts';
import { topmost } from './selection.ts';

export type Direction = 'forward' | 'backward' | 'front' | 'back';

/** New order keys that bring entities one step, or all the way, to the front or back among their siblings. */
export function reorderPlan(
  scene: SceneData,
  ids: readonly string[],
  direction: Direction,
): Map<string, string> {
  const plan = new Map<string, string>();
  const picked = new Set(ids);
  const families = new Map<string, [string, EntityData][]>();
  for (const entry of Object.entries(scene.entities)) {
    // Layers decide first: a step past a sibling on another layer would show nothing.
    const family = JSON.stringify([entry[1].parent, entry[1].layer]);
    families.set(family, [...(families.get(family) ?? []), entry]);
  }
  for (const family of families.values()) {
    if (!family.some(([id]) => picked.has(id))) continue;
    const before = family.sort(compareOrder).map(([id]) => id);
    const after = reordered(before, picked, direction);
    for (const [id, key] of keysFor(after, before, picked, scene)) plan.set(id, key);
  }
  return plan;
}

/** The same ids in their new order; picked ones keep their order among each other. */
export function reordered(
  ids: readonly string[],
  picked: ReadonlySet<string>,
  direction: Direction,
): string[] {
  const chosen = ids.filter((id) => picked.has(id));
  const rest = ids.filter((id) => !picked.has(id));
  if (direction === 'front') return [...rest, ...chosen];
  if (direction === 'back') return [...chosen, ...rest];
  const list = [...ids];
  const step = direction === 'forward' ? 1 : -1;
  const from = direction === 'forward' ? list.length - 2 : 1;
  for (let i = from; i >= 0 && i < list.length; i -= step) {
    const [here, there] = [list[i]!, list[i + step]!];
    if (picked.has(here) && !picked.has(there)) [list[i], list[i + step]] = [there, here];
  }
  return list;
}

/** Keys for the picked ones that have moved, run by run between the neighbours that stay. */
function keysFor(
  after: readonly string[],
  before: readonly string[],
  picked: ReadonlySet<string>,
  scene: SceneData,
): [string, string][] {
  const keys: [string, string][] = [];
  if (after.every((id, i) => id === before[i])) return keys;
  let lower: string | null = null;
  for (let i = 0; i < after.length;) {
    if (!picked.has(after[i]!)) {
      lower = scene.entities[after[i]!]!.order;
      i++;
      continue;
    }
    let end = i;
    while (end < after.length && picked.has(after[end]!)) end++;
    const upper = end < after.length ? scene.entities[after[end]!]!.order : null;
    const run = ordersBetween(lower, upper, end - i);
    for (let k = i; k < end; k++) keys.push([after[k]!, run[k - i]!]);
    i = end;
  }
  return keys;
}

export interface GroupPlan {
  group: EntityData;
  /** What each member becomes. */
  members: Map<string, { fields: EntityFields; transform: Readonly<Record<string, unknown>> }>;
}

/** A new entity around others that carries them along; `null` for nothing to group. */
export function groupPlan(index: SceneIndex, ids: readonly string[]): GroupPlan | null {
  const { scene } = index;
  if (!scene) return null;
  const roots = inFrontLast(
    index,
    topmost(ids, (id) => scene.entities[id]?.parent).filter((id) => scene.entities[id]),
  );
  const front = roots.at(-1);
  const bounds = index.boundsAround(roots);
  if (front === undefined || !bounds) return null;
  const parents = new Set(roots.map((id) => scene.entities[id]!.parent));
  const parent = parents.size === 1 ? scene.entities[front]!.parent : null;
  const frame = parent === null ? undefined : index.items.get(parent)?.placed;
  const box = boxAround(bounds);
  const keys = ordersBetween(null, null, roots.length);
  return {
    group: blankEntity({
      name: uniqueName(scene, 'Group'),
      parent,
      layer: scene.entities[front]!.layer,
      order: orderAfter(scene, parent, front),
      components: {
        Transform: {
          ...(frame ? relativeTo(frame, box) : { position: tidyVec(box.position) }),
          size: tidyVec(box.size),
        },
      },
    }),
    members: new Map(
      roots.map((id, i) => [
        id,
        { fields: { order: keys[i]! }, transform: relativeTo(box, index.items.get(id)!.placed) },
      ]),
    ),
  };
}

/** A key right in front of one sibling. */
function orderAfter(scene: SceneData, parent: string | null, id: string): string {
  const siblings = Object.entries(scene.entities)
    .filter(([, entity]) => entity.parent === parent)
    .sort(compareOrder);
  const at = siblings.findIndex(([each]) => each === id);
  return orderBetween(
    siblings[at < 0 ? siblings.length - 1 : at]?.[1].order ?? null,
    siblings[at < 0 ? siblings.length : at + 1]?.[1].order ?? null,
  );
}

export interface UngroupPlan {
  /** Groups that are no more than groups, and go away. */
  removed: string[];
  members: Map<string, { fields: EntityFields; transform: Readonly<Record<string, unknown>> }>;
}

/** Children of the selected entities one level up, where they stand; `null` where there are none. */
export function ungroupPlan(index: SceneIndex, ids: readonly string[]): UngroupPlan | null {
  const { scene } = index;
  if (!scene) return null;
  const plan: UngroupPlan = { removed: [], members: new Map() };
  for (const id of topmost(ids, (each) => scene.entities[each]?.parent)) {
    const group = scene.entities[id];
    if (!group) continue;
    const children = Object.entries(scene.entities)
      .filter(([, entity]) => entity.parent === id)
      .sort(compareOrder);
    if (children.length === 0) continue;
    const siblings = Object.entries(scene.entities)
      .filter(([, entity]) => entity.parent === group.parent)
      .sort(compareOrder);
    const next = siblings[siblings.findIndex(([each]) => each === id) + 1]?.[1].order ?? null;
    const keys = ordersBetween(group.order, next, children.length);
    const frame = index.parentFrame(id);
    children.forEach(([child], i) =>
      plan.members.set(child, {
        fields: { parent: group.parent, order: keys[i]! },
        transform: relativeTo(frame, index.items.get(child)!.placed),
      }),
    );
    if (group.prefab === '' && Object.keys(group.components).every((key) => key === 'Transform'))
      plan.removed.push(id);
  }
  return plan.members.size > 0 ? plan : null;
}
