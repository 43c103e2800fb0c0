/** How far two boxes are from each other, as lines to draw. Pure. */
import type { Rect } from '../../base/geometry.ts';
import { highOf, lengthOf, lowOf, type Axis } from './align.ts';
import type { GapMark, Guide } from './snapping.ts';

export interface Distances {
  /** Lines with their length. */
  readonly gaps: readonly GapMark[];
  /** Dotted lines that lengthen an edge to where its distance is shown. */
  readonly guides: readonly Guide[];
}

/** Shorter distances are none. */
const LEAST = 0.05;

/** The empty space between two boxes along one axis; where they overlap, from each edge to the same edge of the other. */
function spans(a: Rect, b: Rect, axis: Axis): [from: number, to: number][] {
  const [a0, a1, b0, b1] = [lowOf(a, axis), highOf(a, axis), lowOf(b, axis), highOf(b, axis)];
  if (a1 <= b0) return [[a1, b0]];
  if (b1 <= a0) return [[b1, a0]];
  return [
    [Math.min(a0, b0), Math.max(a0, b0)],
    [Math.min(a1, b1), Math.max(a1, b1)],
  ];
}

/** Where across the axis distances are shown: in the middle of the smaller box where it lies beside the other one. */
function lineAt(a: Rect, b: Rect, across: Axis): number {
  const inner = lowOf(b, across) >= lowOf(a, across) && highOf(b, across) <= highOf(a, across) ? b : a;
  return lowOf(inner, across) + lengthOf(inner, across) / 2;
}

/** Distances from one box to another, on both axes. */
export function distancesBetween(a: Rect, b: Rect): Distances {
  const gaps: GapMark[] = [];
  const guides: Guide[] = [];
  for (const axis of ['x', 'y'] as const) {
    const across = axis === 'x' ? 'y' : 'x';
    const at = lineAt(a, b, across);
    for (const [from, to] of spans(a, b, axis)) {
      if (to - from < LEAST) continue;
      gaps.push({ axis, from, to, at });
      for (const end of [from, to])
        for (const box of [a, b]) {
          if (end !== lowOf(box, axis) && end !== highOf(box, axis)) continue;
          const [low, high] = [lowOf(box, across), highOf(box, across)];
          if (at < low) guides.push({ axis, at: end, from: at, to: low, gap: 0 });
          else if (at > high) guides.push({ axis, at: end, from: high, to: at, gap: 0 });
        }
    }
  }
  return { gaps, guides };
}
