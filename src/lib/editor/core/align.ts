/** Aligning, distributing and matching as data: boxes in, how far each goes out. Pure. */
import { union, type Rect, type Vec2 } from '../../base/geometry.ts';
import { fromOwn, ownBox, tidy, tidyVec, type Placed } from './entity-geometry.ts';

export type Axis = 'x' | 'y';
/** Which part of a box is brought to the same part of another: its low edge, middle or high edge along an axis. */
export type Side = 'low' | 'middle' | 'high';

const WHERE: Readonly<Record<Side, number>> = { low: 0, middle: 0.5, high: 1 };

/** Left or top edge of a box. */
export const lowOf = (rect: Rect, axis: Axis): number => rect[axis];
/** Width or height of a box. */
export const lengthOf = (rect: Rect, axis: Axis): number => (axis === 'x' ? rect.width : rect.height);
/** Right or bottom edge of a box. */
export const highOf = (rect: Rect, axis: Axis): number => lowOf(rect, axis) + lengthOf(rect, axis);

const along = (axis: Axis, way: number): Vec2 => (axis === 'x' ? [tidy(way), 0] : [0, tidy(way)]);

/** The smallest rectangle around all; `null` for none. */
export function around(boxes: Iterable<Rect>): Rect | null {
  let all: Rect | null = null;
  for (const box of boxes) all = union(all, box);
  return all;
}

/** How far each box goes so that one of its sides, or its middle, comes to that of `to`. */
export function alignDeltas(
  boxes: ReadonlyMap<string, Rect>,
  axis: Axis,
  side: Side,
  to: Rect,
): Map<string, Vec2> {
  const goal = lowOf(to, axis) + WHERE[side] * lengthOf(to, axis);
  return new Map(
    [...boxes].map(([id, box]) => [
      id,
      along(axis, goal - lowOf(box, axis) - WHERE[side] * lengthOf(box, axis)),
    ]),
  );
}

/** What distributing makes equal: the distances of middles, or the gaps between edges. */
export type Spread = 'middles' | 'gaps';

/**
 * How far each box goes so that all are evenly apart along an axis. The outer two stay where they are; of boxes that
 * need more room than there is the gaps become negative: they overlap evenly. Fewer than three stay.
 */
export function distributeDeltas(
  boxes: ReadonlyMap<string, Rect>,
  axis: Axis,
  spread: Spread,
): Map<string, Vec2> {
  if (boxes.size < 3) return new Map([...boxes.keys()].map((id) => [id, [0, 0]]));
  return spread === 'middles' ? evenMiddles(boxes, axis) : evenGaps(boxes, axis);
}

type Entry = readonly [id: string, box: Rect];
const sorted = (boxes: ReadonlyMap<string, Rect>, by: (box: Rect) => number): Entry[] =>
  [...boxes].sort(([a, one], [b, other]) => by(one) - by(other) || (a < b ? -1 : 1));

function evenMiddles(boxes: ReadonlyMap<string, Rect>, axis: Axis): Map<string, Vec2> {
  const middle = (box: Rect) => lowOf(box, axis) + lengthOf(box, axis) / 2;
  const row = sorted(boxes, middle);
  const from = middle(row[0]![1]);
  const step = (middle(row.at(-1)![1]) - from) / (row.length - 1);
  return new Map(row.map(([id, box], i) => [id, along(axis, from + i * step - middle(box))]));
}

function evenGaps(boxes: ReadonlyMap<string, Rect>, axis: Axis): Map<string, Vec2> {
  const row = sorted(boxes, (box) => lowOf(box, axis) + highOf(box, axis));
  const from = lowOf(row[0]![1], axis);
  const room = highOf(row.at(-1)![1], axis) - from;
  const used = row.reduce((sum, [, box]) => sum + lengthOf(box, axis), 0);
  const gap = (room - used) / (row.length - 1);
  let at = from;
  const deltas = new Map<string, Vec2>();
  for (const [id, box] of row) {
    deltas.set(id, along(axis, at - lowOf(box, axis)));
    at += lengthOf(box, axis) + gap;
  }
  return deltas;
}

/** Boxes with the width, the height or both of another. Each keeps its middle, its turn and its anchor fractions. */
export function matchSizes(
  boxes: ReadonlyMap<string, Placed>,
  size: Vec2,
  what: 'width' | 'height' | 'both',
): Map<string, Placed> {
  return new Map(
    [...boxes].map(([id, box]) => {
      const next: Vec2 = [
        what === 'height' ? box.size[0] : size[0],
        what === 'width' ? box.size[1] : size[1],
      ];
      const own = ownBox(box);
      const middle: Vec2 = [own.x + own.width / 2, own.y + own.height / 2];
      const anchor: Vec2 = [
        middle[0] + (box.anchor[0] - 0.5) * next[0],
        middle[1] + (box.anchor[1] - 0.5) * next[1],
      ];
      return [id, { ...box, position: tidyVec(fromOwn(box, anchor)), size: next }];
    }),
  );
}
