/** The hierarchy as rows, and what dragging rows about means. Pure: data in, a plan out. */
import { ordersBetween } from '../../base/order.ts';
import { childrenOf } from '../../schema/tree.ts';
import type { EntityData } from '../../schema/project.ts';

type Entities = Readonly<Record<string, EntityData>>;

export interface HierarchyRow {
  id: string;
  /** 1 at the top. */
  level: number;
  /** 1-based place among its siblings, and how many there are. */
  position: number;
  siblings: number;
  hasChildren: boolean;
  open: boolean;
}

/**
 * The visible rows from top to bottom.
 * @param closed ids whose children are folded away
 * @param filter keeps rows whose name holds it (any case) and the rows above them; '' keeps all
 */
export function hierarchyRows(entities: Entities, closed: ReadonlySet<string>, filter = ''): HierarchyRow[] {
  const children = childrenOf(entities);
  const wanted = filter.trim().toLowerCase();
  const kept = wanted ? matching(children, entities, wanted) : null;
  const rows: HierarchyRow[] = [];
  const visit = (parent: string | null, level: number) => {
    const ids = (children.get(parent) ?? []).filter((id) => !kept || kept.has(id));
    ids.forEach((id, at) => {
      const hasChildren = (children.get(id) ?? []).some((child) => !kept || kept.has(child));
      const open = hasChildren && (kept !== null || !closed.has(id));
      rows.push({ id, level, position: at + 1, siblings: ids.length, hasChildren, open });
      if (open) visit(id, level + 1);
    });
  };
  visit(null, 1);
  return rows;
}

function matching(children: Map<string | null, string[]>, entities: Entities, wanted: string): Set<string> {
  const kept = new Set<string>();
  const visit = (id: string): boolean => {
    let keep = entities[id]!.name.toLowerCase().includes(wanted);
    for (const child of children.get(id) ?? []) keep = visit(child) || keep;
    if (keep) kept.add(id);
    return keep;
  };
  for (const id of children.get(null) ?? []) visit(id);
  return kept;
}

/** Where dragged rows are let go: before or after a row, or as its last children. */
export interface DropPlace {
  target: string;
  where: 'before' | 'after' | 'inside';
}

/** New parent and order keys of what was dragged. */
export interface MovePlan {
  parent: string | null;
  orders: { id: string; order: string }[];
}

/**
 * What a drop does; `null` when it would put an entity into itself. Of the dragged, those below another dragged
 * one stay with it. They keep their order among themselves.
 */
export function planMove(
  entities: Entities,
  dragged: readonly string[],
  { target, where }: DropPlace,
): MovePlan | null {
  if (!entities[target]) return null;
  const children = childrenOf(entities);
  const chosen = new Set(dragged);
  const inTree: string[] = [];
  const below = new Set<string>();
  const visit = (id: string, inside: boolean) => {
    if (inside) below.add(id);
    else if (chosen.has(id)) inTree.push(id);
    for (const child of children.get(id) ?? []) visit(child, inside || chosen.has(id));
  };
  for (const id of children.get(null) ?? []) visit(id, false);
  const moved = new Set(inTree);
  if (moved.size === 0 || below.has(target) || (where === 'inside' && moved.has(target))) return null;

  const parent = where === 'inside' ? target : (parentIn(children, target) ?? null);
  const siblings = (children.get(parent) ?? []).filter((id) => !moved.has(id) || id === target);
  // Beside itself: the gap is found as if the target were still there.
  const at = where === 'inside' ? siblings.length : siblings.indexOf(target) + (where === 'after' ? 1 : 0);
  const before = siblings.slice(0, at).findLast((id) => !moved.has(id));
  const after = siblings.slice(at).find((id) => !moved.has(id));
  const keys = ordersBetween(
    before ? entities[before]!.order : null,
    after ? entities[after]!.order : null,
    inTree.length,
  );
  return { parent, orders: inTree.map((id, index) => ({ id, order: keys[index]! })) };
}

function parentIn(children: Map<string | null, string[]>, id: string): string | null | undefined {
  for (const [parent, ids] of children) if (ids.includes(id)) return parent;
  return undefined;
}
