/** Turning as data. Pure. */
import { add, radToDeg, rotate, subtract, type Vec2 } from '../../base/geometry.ts';
import { tidy, tidyVec, type Placed } from './entity-geometry.ts';

/** Degrees between two steps while Shift is held. */
export const ROTATION_STEP = 15;

/** The direction from a pivot to a point, in degrees. */
export function direction(pivot: Vec2, [x, y]: Vec2): number {
  return radToDeg(Math.atan2(y - pivot[1], x - pivot[0]));
}

/** The angle in (-180, 180]. */
export function wrapped(degrees: number): number {
  const turned = ((((degrees + 180) % 360) + 360) % 360) - 180;
  return turned === -180 ? 180 : turned;
}

/**
 * How far a pointer that went from `from` to `to` has turned around the pivot, in degrees.
 * @param base rotation that steps are counted from 0 with; only matters when `stepped`
 */
export function turnOf(pivot: Vec2, from: Vec2, to: Vec2, stepped: boolean, base: number): number {
  const turn = wrapped(direction(pivot, to) - direction(pivot, from));
  if (!stepped) return turn;
  return Math.round((base + turn) / ROTATION_STEP) * ROTATION_STEP - base;
}

/** Boxes turned together around a pivot; rotations come out in (-180, 180]. */
export function rotateAll(
  starts: ReadonlyMap<string, Placed>,
  pivot: Vec2,
  degrees: number,
): Map<string, Placed> {
  return new Map(
    [...starts].map(([id, start]) => [
      id,
      {
        ...start,
        position: tidyVec(add(pivot, rotate(subtract(start.position, pivot), degrees))),
        rotation: tidy(wrapped(start.rotation + degrees)),
      },
    ]),
  );
}
