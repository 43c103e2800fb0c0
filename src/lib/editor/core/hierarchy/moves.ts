/** What moving entities about in the hierarchy means. Pure: data in, new parents and order keys out. */
import { ordersBetween } from '../../../base/order.ts';
import { childrenOf } from '../../../schema/tree.ts';
import type { Children, Entities } from './tree.ts';

/** Where dragged rows are let go: before or after a row, or as its last children. */
export interface DropPlace {
  target: string;
  where: 'before' | 'after' | 'inside';
}

/** Where one entity goes: its new parent, and its order key among the children there. */
export interface Move {
  id: string;
  parent: string | null;
  order: string;
}

/**
 * What a drop does; `null` when it would put an entity into itself. Of the dragged, those below another dragged
 * one stay with it. They keep their order among themselves.
 */
export function planMove(
  entities: Entities,
  dragged: readonly string[],
  { target, where }: DropPlace,
): Move[] | null {
  if (!entities[target]) return null;
  const children = childrenOf(entities);
  const { roots, below } = chosenIn(children, dragged);
  const moved = new Set(roots);
  if (moved.size === 0 || below.has(target) || (where === 'inside' && moved.has(target))) return null;

  const parent = where === 'inside' ? target : (parentIn(children, target) ?? null);
  const siblings = (children.get(parent) ?? []).filter((id) => !moved.has(id) || id === target);
  // Beside itself: the gap is found as if the target were still there.
  const at = where === 'inside' ? siblings.length : siblings.indexOf(target) + (where === 'after' ? 1 : 0);
  const before = siblings.slice(0, at).findLast((id) => !moved.has(id));
  const after = siblings.slice(at).find((id) => !moved.has(id));
  return placed(entities, roots, parent, before, after);
}

/** Puts each chosen entity below the sibling above it, as its last child. Those without one stay. */
export function planIndent(entities: Entities, ids: readonly string[]): Move[] {
  const children = childrenOf(entities);
  const { roots } = chosenIn(children, ids);
  const moved = new Set(roots);
  const moves: Move[] = [];
  for (const siblings of children.values()) {
    let above: string | undefined;
    const into = new Map<string, string[]>();
    for (const id of siblings) {
      if (!moved.has(id)) above = id;
      else if (above !== undefined) into.set(above, [...(into.get(above) ?? []), id]);
    }
    for (const [parent, list] of into)
      moves.push(...placed(entities, list, parent, children.get(parent)?.at(-1), undefined));
  }
  return moves;
}

/** Puts each chosen entity right behind its parent. Those at the top stay. */
export function planOutdent(entities: Entities, ids: readonly string[]): Move[] {
  const children = childrenOf(entities);
  const { roots } = chosenIn(children, ids);
  const moved = new Set(roots);
  const moves: Move[] = [];
  for (const [parent, siblings] of children) {
    const list = siblings.filter((id) => moved.has(id));
    if (parent === null || list.length === 0) continue;
    const above = parentIn(children, parent) ?? null;
    const aunts = children.get(above) ?? [];
    moves.push(...placed(entities, list, above, parent, aunts[aunts.indexOf(parent) + 1]));
  }
  return moves;
}

/** The chosen that stand below no other chosen one, in the order of the tree, and all that stand below those. */
function chosenIn(children: Children, ids: readonly string[]): { roots: string[]; below: Set<string> } {
  const chosen = new Set(ids);
  const roots: string[] = [];
  const below = new Set<string>();
  const visit = (id: string, inside: boolean) => {
    if (inside) below.add(id);
    else if (chosen.has(id)) roots.push(id);
    for (const child of children.get(id) ?? []) visit(child, inside || chosen.has(id));
  };
  for (const id of children.get(null) ?? []) visit(id, false);
  return { roots, below };
}

/** Entities one after the other between two children of a parent. */
function placed(
  entities: Entities,
  ids: readonly string[],
  parent: string | null,
  before: string | undefined,
  after: string | undefined,
): Move[] {
  const orderOf = (id: string | undefined) => (id === undefined ? null : entities[id]!.order);
  const keys = ordersBetween(orderOf(before), orderOf(after), ids.length);
  return ids.map((id, at) => ({ id, parent, order: keys[at]! }));
}

function parentIn(children: Children, id: string): string | null | undefined {
  for (const [parent, ids] of children) if (ids.includes(id)) return parent;
  return undefined;
}
