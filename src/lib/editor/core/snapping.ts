/** Snapping as data: what moves, what stands, and the lines that show why it stopped there. Pure. */
import type { Rect, Vec2 } from '../../base/geometry.ts';
import type { GridData } from '../../schema/navigation.ts';
import { highOf, lengthOf, lowOf, type Axis } from './align.ts';
import { equalGaps, gapOffset, type GapMark } from './equal-gaps.ts';

export type { GapMark };

/** A line to draw, in scene pixels: vertical at x = `at` from y `from` to `to`, or the other way round. */
export interface Guide {
  axis: Axis;
  at: number;
  from: number;
  to: number;
  /** Empty pixels between the two boxes along the line; 0 when they touch or overlap. */
  gap: number;
}

/** A straight line across the whole scene that attracts. */
export interface SnapLine {
  axis: Axis;
  at: number;
}

export interface SnapOptions {
  /** The grid to keep to where nothing attracts; `null` for none. */
  grid: GridData | null;
  /** Boxes whose edges and centres attract. */
  others: readonly Rect[];
  /** Lines that attract. */
  lines?: readonly SnapLine[];
  /** How near an edge must be, in scene pixels. */
  reach: number;
}

export interface Snapped {
  delta: Vec2;
  guides: Guide[];
  gaps: GapMark[];
}

/** The nearest grid line along one axis. */
function toGrid(value: number, { size, offset }: GridData, axis: Axis): number {
  const i = axis === 'x' ? 0 : 1;
  return size[i] > 0 ? Math.round((value - offset[i]) / size[i]) * size[i] + offset[i] : value;
}

/** The nearest crossing of grid lines; whole pixels without a grid. */
export function pointToGrid([x, y]: Vec2, grid: GridData | null): Vec2 {
  const lines = grid ?? PIXELS;
  return [toGrid(x, lines, 'x'), toGrid(y, lines, 'y')];
}

const PIXELS: GridData = { size: [1, 1], offset: [0, 0] };
const AXES = ['x', 'y'] as const;
const across = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x');
const stops = (rect: Rect, axis: Axis): [number, number, number] => {
  const from = lowOf(rect, axis);
  return [from, from + lengthOf(rect, axis) / 2, highOf(rect, axis)];
};

/** The smallest correction that brings one of some places of an axis to a stop of another box or to a line. */
function nearest(
  places: readonly number[],
  axis: Axis,
  { others, lines = [], reach }: SnapOptions,
): number | null {
  let best: number | null = null;
  const attract = (there: number) => {
    for (const here of places) {
      const off = there - here;
      if (Math.abs(off) <= reach && (best === null || Math.abs(off) < Math.abs(best))) best = off;
    }
  };
  for (const other of others) for (const there of stops(other, axis)) attract(there);
  for (const line of lines) if (line.axis === axis) attract(line.at);
  return best;
}

/** The lines on which places of a box that has stopped line up with others, one for each stop. */
function guidesAlong(
  moved: Rect,
  places: readonly number[],
  axis: Axis,
  { others, lines = [] }: SnapOptions,
): Guide[] {
  const along = across(axis);
  const meets = (there: number) => places.some((here) => Math.abs(here - there) < 1e-6);
  const [a0, , a1] = stops(moved, along);
  const guides = new Map<number, Guide>();
  for (const other of others)
    for (const there of stops(other, axis)) {
      if (!meets(there)) continue;
      const [b0, , b1] = stops(other, along);
      const gap = Math.max(0, b0 - a1, a0 - b1);
      const before = guides.get(there);
      // The nearest box explains the line best.
      if (before && before.gap <= gap) continue;
      guides.set(there, { axis, at: there, from: Math.min(a0, b0), to: Math.max(a1, b1), gap });
    }
  for (const line of lines)
    if (line.axis === axis && meets(line.at) && !guides.has(line.at))
      guides.set(line.at, { axis, at: line.at, from: a0, to: a1, gap: 0 });
  return [...guides.values()];
}

/**
 * The way a box really goes when it is moved by `delta`: on each axis to an edge or centre of another box, or to where
 * gaps become equal, whichever is nearer and in reach; else with its top left corner to the grid. An axis that does
 * not move is left alone.
 */
export function snapMove(box: Rect, delta: Vec2, options: SnapOptions): Snapped {
  const snapped: [number, number] = [...delta];
  const drawn: Axis[] = [];
  const at = { ...box, x: box.x + delta[0], y: box.y + delta[1] };
  for (const [i, axis] of AXES.entries()) {
    if (delta[i] === 0) continue;
    const edge = nearest(stops(at, axis), axis, options);
    const gap = gapOffset(at, axis, options.others, options.reach);
    const off = gap !== null && (edge === null || Math.abs(gap) < Math.abs(edge)) ? gap : edge;
    if (off !== null) {
      snapped[i] = delta[i]! + off;
      drawn.push(axis);
    } else if (options.grid) snapped[i] = toGrid(at[axis], options.grid, axis) - box[axis];
    at[axis] = box[axis] + snapped[i]!;
  }
  return {
    delta: snapped,
    guides: drawn.flatMap((axis) => guidesAlong(at, stops(at, axis), axis, options)),
    gaps: drawn.flatMap((axis) => equalGaps(at, axis, options.others)),
  };
}

/**
 * The point that a dragged corner or edge really comes to: on each axis that it moves to an edge or centre of another
 * box in reach, else to the grid, else to whole pixels.
 * @param sides which axes move, as a handle says it: 0 for one that stays
 */
export function snapPoint(point: Vec2, sides: Vec2, options: SnapOptions): Vec2 {
  const [x, y] = AXES.map((axis, i) => {
    if (sides[i] === 0) return point[i]!;
    const off = nearest([point[i]!], axis, options);
    return off === null ? toGrid(point[i]!, options.grid ?? PIXELS, axis) : point[i]! + off;
  });
  return [x!, y!];
}

/** The lines that say why the dragged edges of a box stopped where they are. */
export function edgeGuides(box: Rect, sides: Vec2, options: SnapOptions): Guide[] {
  return AXES.flatMap((axis, i) => {
    if (sides[i] === 0) return [];
    const place = sides[i]! > 0 ? highOf(box, axis) : lowOf(box, axis);
    return guidesAlong(box, [place], axis, options);
  });
}
