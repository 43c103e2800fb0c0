/** Snapping as data: what moves, what stands, and the lines that show why it stopped there. Pure. */
import type { Rect, Vec2 } from '../../base/geometry.ts';

/** A line to draw, in scene pixels: vertical at x = `at` from y `from` to `to`, or the other way round. */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
  from: number;
  to: number;
  /** Empty pixels between the two boxes along the line; 0 when they touch or overlap. */
  gap: number;
}

export interface SnapOptions {
  /** Distance of grid lines, or 0 for no grid. */
  grid: number;
  /** Boxes whose edges and centres attract. */
  others: readonly Rect[];
  /** How near an edge must be, in scene pixels. */
  reach: number;
}

export interface Snapped {
  delta: Vec2;
  guides: Guide[];
}

/** The nearest grid line. */
export function toGrid(value: number, grid: number): number {
  return grid > 0 ? Math.round(value / grid) * grid : value;
}

export function pointToGrid([x, y]: Vec2, grid: number): Vec2 {
  return [toGrid(x, grid), toGrid(y, grid)];
}

const low = (rect: Rect, axis: 'x' | 'y'): number => rect[axis];
const length = (rect: Rect, axis: 'x' | 'y'): number => (axis === 'x' ? rect.width : rect.height);
const stops = (rect: Rect, axis: 'x' | 'y'): [number, number, number] => {
  const from = low(rect, axis);
  return [from, from + length(rect, axis) / 2, from + length(rect, axis)];
};

/** The smallest correction along an axis that brings an edge or centre onto one of another box. */
function nearest(moved: Rect, axis: 'x' | 'y', { others, reach }: SnapOptions): number | null {
  let best: number | null = null;
  for (const other of others)
    for (const there of stops(other, axis))
      for (const here of stops(moved, axis)) {
        const off = there - here;
        if (Math.abs(off) <= reach && (best === null || Math.abs(off) < Math.abs(best))) best = off;
      }
  return best;
}

/** The lines on which a box that has stopped lines up with others, one for each stop. */
function guidesAlong(moved: Rect, axis: 'x' | 'y', others: readonly Rect[]): Guide[] {
  const along = axis === 'x' ? 'y' : 'x';
  const guides = new Map<number, Guide>();
  for (const other of others)
    for (const there of stops(other, axis)) {
      if (!stops(moved, axis).some((here) => Math.abs(here - there) < 1e-6)) continue;
      const [a0, , a1] = stops(moved, along);
      const [b0, , b1] = stops(other, along);
      const gap = Math.max(0, b0 - a1, a0 - b1);
      const before = guides.get(there);
      // The nearest box explains the line best.
      if (before && before.gap <= gap) continue;
      guides.set(there, { axis, at: there, from: Math.min(a0, b0), to: Math.max(a1, b1), gap });
    }
  return [...guides.values()];
}

/**
 * The way a box really goes when it is moved by `delta`: on each axis to the edge of another box where one is in
 * reach, else with its top left corner to the grid. An axis that does not move is left alone.
 */
export function snapMove(box: Rect, delta: Vec2, options: SnapOptions): Snapped {
  const snapped: [number, number] = [...delta];
  const drawn: ('x' | 'y')[] = [];
  for (const [i, axis] of (['x', 'y'] as const).entries()) {
    if (delta[i] === 0) continue;
    const moved = { ...box, [axis]: box[axis] + delta[i]! };
    const off = nearest(moved, axis, options);
    if (off !== null) {
      snapped[i] = delta[i]! + off;
      drawn.push(axis);
    } else if (options.grid > 0) snapped[i] = toGrid(moved[axis], options.grid) - box[axis];
  }
  const at = { ...box, x: box.x + snapped[0], y: box.y + snapped[1] };
  return { delta: snapped, guides: drawn.flatMap((axis) => guidesAlong(at, axis, options.others)) };
}
