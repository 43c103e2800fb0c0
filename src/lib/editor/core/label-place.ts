/** Where labels go so that a small canvas does not cut them off. Pure, in CSS pixels. */
import type { Vec2 } from '../../base/geometry.ts';

/** Pixels that stay free between a label and the edge of the canvas. */
const EDGE = 4;
/** From the tip of the pointer to a label beside it. */
const BESIDE: Vec2 = [14, 10];
/** The same to the other side, where the arrow of the pointer is not. */
const BEFORE: Vec2 = [8, 8];

const kept = (low: number, length: number, limit: number): number =>
  Math.max(EDGE, Math.min(low, limit - EDGE - length));

/** The top left corner of a label that should have its middle at a point: moved only as far as the canvas demands. */
export const labelAround = ([x, y]: Vec2, [width, height]: Vec2, canvas: Vec2): Vec2 => [
  kept(x - width / 2, width, canvas[0]),
  kept(y - height / 2, height, canvas[1]),
];

/** The top left corner of a label beside the pointer: right below it, or on the other side where the canvas ends. */
export function labelBeside([x, y]: Vec2, [width, height]: Vec2, canvas: Vec2): Vec2 {
  const fits = (low: number, length: number, limit: number) => low + length <= limit - EDGE;
  const right = x + BESIDE[0];
  const below = y + BESIDE[1];
  return [
    kept(fits(right, width, canvas[0]) ? right : x - BEFORE[0] - width, width, canvas[0]),
    kept(fits(below, height, canvas[1]) ? below : y - BEFORE[1] - height, height, canvas[1]),
  ];
}

/** The middle of the part of a line that is on the canvas; of the whole line where nothing of it is. */
export function middleInSight(from: Vec2, to: Vec2, canvas: Vec2): Vec2 {
  const along = (axis: 0 | 1): number => {
    const [low, high] = [Math.min(from[axis], to[axis]), Math.max(from[axis], to[axis])];
    const [start, end] = [Math.max(low, 0), Math.min(high, canvas[axis])];
    return start <= end ? (start + end) / 2 : (low + high) / 2;
  };
  return [along(0), along(1)];
}
