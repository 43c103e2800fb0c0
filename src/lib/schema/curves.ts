/** The points of a Path component, fractions of a box, as nodes in pixels. Pure. */
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
