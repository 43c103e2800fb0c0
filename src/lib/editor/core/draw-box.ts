/** The box that a drag draws. Pure. */
import { rectBetween, type Rect, type Vec2 } from '../../base/geometry.ts';

export interface DrawOptions {
  /** Width and height whose ratio is kept; `null` for any. */
  ratio: Vec2 | null;
  /** The drag begins in the middle of the box instead of at a corner. */
  centre: boolean;
  /** Where a corner stops that is to come to a point. */
  snap: (point: Vec2) => Vec2;
}

export interface DrawnBox {
  readonly rect: Rect;
  /** The sides that follow the pointer: 1 for right and bottom, -1 for left and top. */
  readonly sides: Vec2;
}

/** The box between where a drag began and where it is. With a ratio it covers at least what the pointer has gone. */
export function drawnBox(from: Vec2, to: Vec2, { ratio, centre, snap }: DrawOptions): DrawnBox {
  const sides: Vec2 = [to[0] < from[0] ? -1 : 1, to[1] < from[1] ? -1 : 1];
  const corner = ratio ? onDiagonal(from, to, sides, ratio, snap) : snap(to);
  const first: Vec2 = centre ? [2 * from[0] - corner[0], 2 * from[1] - corner[1]] : from;
  return { rect: rectBetween(first, corner), sides };
}

/** The corner on the diagonal of a ratio that comes to rest with one of its edges: the one that is nearer to where it stops. */
function onDiagonal(from: Vec2, to: Vec2, sides: Vec2, ratio: Vec2, snap: DrawOptions['snap']): Vec2 {
  const at = (factor: number): Vec2 => [
    from[0] + sides[0] * factor * ratio[0],
    from[1] + sides[1] * factor * ratio[1],
  ];
  const factorOf = (point: Vec2, axis: 0 | 1) =>
    Math.max(0, ((point[axis] - from[axis]) * sides[axis]) / ratio[axis]);
  const free = at(Math.max(factorOf(to, 0), factorOf(to, 1)));
  const goal = snap(free);
  const off: Vec2 = [Math.abs(goal[0] - free[0]), Math.abs(goal[1] - free[1])];
  // Up to half a pixel away is only the next whole one.
  const stops = ([0, 1] as const).filter((axis) => off[axis] > 0.5).sort((a, b) => off[a] - off[b]);
  return at(factorOf(goal, stops[0] ?? 0));
}
