/** Between the points of a Path component, fractions of a box, and nodes in pixels. Pure. */
import type { CurveNode } from '../base/curves.ts';
import type { Rect } from '../base/geometry.ts';
import type { CurvePoint } from './fields.ts';

/** The nodes of a path whose box is `box`, in the frame of the box. */
export function curveNodes(points: readonly CurvePoint[], { x, y, width, height }: Rect): CurveNode[] {
  return points.map(([px, py, inX = 0, inY = 0, outX = 0, outY = 0]) => ({
    at: [x + px * width, y + py * height],
    in: [inX * width, inY * height],
    out: [outX * width, outY * height],
  }));
}
/** Readable numbers: finer than a thousandth of a pixel in any box of a screen's size. */
const fraction = (part: number, whole: number): number =>
  whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 || 0 : 0;

/** A place between two edges as a fraction; the middle where they are one. */
export const fractionBetween = (low: number, length: number, at: number): number =>
  length > 0 ? fraction(at - low, length) : 0.5;

/** The reverse of {@link curveNodes}. In a box without width, or height, handles lie in that direction no more. */
export function curvePoints(nodes: readonly CurveNode[], { x, y, width, height }: Rect): CurvePoint[] {
  return nodes.map(({ at, in: before, out: after }): CurvePoint => {
    const place = [fractionBetween(x, width, at[0]), fractionBetween(y, height, at[1])] as const;
    const handles = [
      fraction(before[0], width),
      fraction(before[1], height),
      fraction(after[0], width),
      fraction(after[1], height),
    ] as const;
    return handles.every((part) => part === 0) ? place : [...place, ...handles];
  });
}
