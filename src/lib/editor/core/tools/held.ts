/** What a gesture holds: the selection as it can be moved, and the frame around it. */
import { fromOwn, ownBox, type Placed } from '../entity-geometry.ts';
import { boxAround } from '../gizmo.ts';
import { coverOf, isGroup, outlineOf } from '../groups.ts';
import { topmost } from '../selection.ts';
import type { ToolContext } from './tool.ts';

type Holding = Pick<ToolContext, 'host' | 'index' | 'played'>;

/** The selected entities that a drag moves, with where they are now: without locked ones and what hangs on others. */
export function movableSelection({ host, index, played }: Holding): Map<string, Placed> {
  const places = played();
  const found = new Map<string, Placed>();
  for (const id of topmost(host.selection.ids, (each) => index.items.get(each)?.entity.parent)) {
    const item = index.items.get(id);
    if (item && !item.locked) found.set(id, places.get(id) ?? item.placed);
  }
  return found;
}

/** The same with all members of selected groups: what changes its size with the frame. */
export function resizableSelection(context: Holding): Map<string, Placed> {
  const { index, played } = context;
  const places = played();
  const found = new Map<string, Placed>();
  const visit = (id: string, placed: Placed) => {
    found.set(id, placed);
    if (!isGroup(index, id)) return;
    for (const child of index.childrenOf(id)) {
      const item = index.items.get(child);
      if (item) visit(child, places.get(child) ?? item.placed);
    }
  };
  for (const [id, placed] of movableSelection(context)) visit(id, placed);
  return found;
}

/** The box with handles around what can be moved; `null` when that is nothing. */
export function selectionFrame(context: Holding): Placed | null {
  const movable = movableSelection(context);
  const [only] = movable.keys();
  if (only === undefined) return null;
  if (movable.size === 1) return outlineOf(context.index, only, context.played());
  const cover = coverOf(context.index, movable.keys(), context.played());
  return cover && boxAround(cover);
}

/** The point that the selection turns and scales around: the anchor of one entity, the middle of several. */
export function pivotOf(
  { index }: Holding,
  held: ReadonlyMap<string, Placed>,
  frame: Placed,
): Placed['position'] {
  const [only] = held.keys();
  if (held.size === 1 && only !== undefined && !isGroup(index, only)) return frame.position;
  const { x, y, width, height } = ownBox(frame);
  return fromOwn(frame, [x + width / 2, y + height / 2]);
}
