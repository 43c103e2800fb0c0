import type { Vec2 } from '../../base/geometry.ts';
import type { ResolvedEntity } from '../../schema/project.ts';

/** Pixels that stay free around what is placed. */
const GAP = 24;
const STEP = 8;
/** What is larger, in pixels, is background, ground or a wall: things are placed on it. */
const LARGE = 256;
/** Pixels to the right at most: what is placed should be in view. */
const FARTHEST = 640;

/**
 * Where a box of a size can stand without hiding or touching another thing: at `wish`, else to the right of it; at `wish`
 * when there is no room. Turned boxes are taken as they are unturned.
 */
export function freeSpot(entities: readonly ResolvedEntity[], size: Vec2, wish: Vec2): Vec2 {
  const boxes = entities.flatMap(({ parent, components: { Transform } }) => {
    const { position, size: theirs, anchor } = Transform;
    if (parent !== null || Math.max(...theirs) > LARGE) return [];
    const [x, y] = [position[0] + (0.5 - anchor[0]) * theirs[0], position[1] + (0.5 - anchor[1]) * theirs[1]];
    return [{ x, y, halfWidth: theirs[0] / 2, halfHeight: theirs[1] / 2 }];
  });
  const isFree = (x: number) =>
    boxes.every(
      (box) =>
        Math.abs(box.x - x) >= box.halfWidth + size[0] / 2 + GAP ||
        Math.abs(box.y - wish[1]) >= box.halfHeight + size[1] / 2 + GAP,
    );
  for (let x = wish[0]; x <= wish[0] + FARTHEST; x += STEP) if (isFree(x)) return [x, wish[1]];
  return wish;
}
