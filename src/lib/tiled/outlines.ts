import { rotate, type Vec2 } from '../base/geometry.ts';
import type { TiledObject } from './model.ts';

const ellipseCorners = 12;

/** The corners of a rectangle or ellipse of a size, from its top left corner. */
export function boxCorners(
  kind: 'rectangle' | 'ellipse',
  width: number,
  height: number,
  corners = ellipseCorners,
): Vec2[] {
  if (kind === 'rectangle')
    return [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ];
  return Array.from({ length: corners }, (_, at): Vec2 => {
    const angle = (2 * Math.PI * at) / corners;
    return [(width / 2) * (1 + Math.cos(angle)), (height / 2) * (1 + Math.sin(angle))];
  });
}

/** The corners of a capsule, whose ends along its longer side are half circles. */
export function capsuleCorners(width: number, height: number): Vec2[] {
  const radius = Math.min(width, height) / 2;
  const [alongX, alongY] = [width / 2 - radius, height / 2 - radius];
  return Array.from({ length: ellipseCorners }, (_, at): Vec2 => {
    const angle = (2 * Math.PI * (at + 0.5)) / ellipseCorners;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [width / 2 + c * radius + Math.sign(c) * alongX, height / 2 + s * radius + Math.sign(s) * alongY];
  });
}

/** The corners of an object from its x, y before it is turned; none for those that have no area. */
export function cornersOf({ shape, width, height, points }: TiledObject): readonly Vec2[] {
  if (shape === 'polygon') return points;
  if (width <= 0 && height <= 0) return [];
  if (shape === 'capsule') return capsuleCorners(width, height);
  return shape === 'rectangle' || shape === 'ellipse' ? boxCorners(shape, width, height) : [];
}

/** What bodies bump into of the collision shapes of a tile, in pixels within the tile. */
export function outlinesOf(objects: readonly TiledObject[]): Vec2[][] {
  return objects.flatMap((object) => {
    const corners = cornersOf(object);
    if (corners.length < 3) return [];
    return [
      corners.map((point): Vec2 => {
        const [x, y] = rotate(point, object.rotation);
        return [object.x + x, object.y + y];
      }),
    ];
  });
}

/** Whether outlines are just the whole tile. */
export function coverTile(outlines: readonly (readonly Vec2[])[], [width, height]: Vec2): boolean {
  const [outline, ...more] = outlines;
  if (!outline || more.length > 0 || outline.length !== 4) return false;
  const corners = new Set(outline.map(([x, y]) => `${x},${y}`));
  return [`0,0`, `${width},0`, `${width},${height}`, `0,${height}`].every((key) => corners.has(key));
}
