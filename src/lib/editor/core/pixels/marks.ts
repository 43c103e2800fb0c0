/** Which pixels a pencil, a line, a box, an oval or a bucket reaches. */
import type { Vec2 } from '../../../base/geometry.ts';
import { pixelAt, type Picture, type PixelRect } from './picture.ts';

/** Both ends and all pixels between them (Bresenham 1965). */
export function linePixels([x0, y0]: Vec2, [x1, y1]: Vec2): Vec2[] {
  const dx = Math.abs(x1 - x0);
  const dy = -Math.abs(y1 - y0);
  const sx = x0 < x1 ? 1 : -1;
  const sy = y0 < y1 ? 1 : -1;
  const points: Vec2[] = [];
  let error = dx + dy;
  let x = x0;
  let y = y0;
  for (;;) {
    points.push([x, y]);
    if (x === x1 && y === y1) return points;
    const twice = error * 2;
    if (twice >= dy) {
      error += dy;
      x += sx;
    }
    if (twice <= dx) {
      error += dx;
      y += sy;
    }
  }
}

function boxOf(
  [x0, y0]: Vec2,
  [x1, y1]: Vec2,
): readonly [left: number, top: number, right: number, bottom: number] {
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

/** The box between two corners, or only its border. */
export function boxPixels(a: Vec2, b: Vec2, filled: boolean): Vec2[] {
  const [left, top, right, bottom] = boxOf(a, b);
  const points: Vec2[] = [];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++)
      if (filled || y === top || y === bottom || x === left || x === right) points.push([x, y]);
  return points;
}

/** The oval in the box between two corners, or only its border. */
export function ovalPixels(a: Vec2, b: Vec2, filled: boolean): Vec2[] {
  const [left, top, right, bottom] = boxOf(a, b);
  const [rx, ry] = [(right - left + 1) / 2, (bottom - top + 1) / 2];
  const inside = (x: number, y: number): boolean => {
    const u = (x + 0.5 - left - rx) / rx;
    const v = (y + 0.5 - top - ry) / ry;
    return u * u + v * v <= 1;
  };
  const points: Vec2[] = [];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      if (!inside(x, y)) continue;
      const border = !(inside(x - 1, y) && inside(x + 1, y) && inside(x, y - 1) && inside(x, y + 1));
      if (filled || border) points.push([x, y]);
    }
  return points;
}

/** Every point as wide as the pencil: a square around it. */
export function thick(points: Iterable<Vec2>, size: number): Vec2[] {
  if (size <= 1) return [...points];
  const before = Math.floor((size - 1) / 2);
  const seen = new Map<string, Vec2>();
  for (const [x, y] of points)
    for (let dy = 0; dy < size; dy++)
      for (let dx = 0; dx < size; dx++) {
        const point: Vec2 = [x - before + dx, y - before + dy];
        seen.set(point.join(), point);
      }
  return [...seen.values()];
}

/** All pixels of the colour of one, that it reaches without crossing another colour, within a part of the picture. */
export function floodPixels(picture: Picture, from: Vec2, within: PixelRect): Vec2[] {
  const colour = pixelAt(picture, from);
  const inside = ([x, y]: Vec2) =>
    x >= within.x && y >= within.y && x < within.x + within.width && y < within.y + within.height;
  if (colour === null || !inside(from)) return [];
  const seen = new Uint8Array(picture.pixels.length);
  const found: Vec2[] = [];
  const stack: Vec2[] = [from];
  while (stack.length > 0) {
    const point = stack.pop()!;
    const [x, y] = point;
    if (!inside(point) || pixelAt(picture, point) !== colour) continue;
    const at = y * picture.width + x;
    if (seen[at]) continue;
    seen[at] = 1;
    found.push(point);
    stack.push([x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]);
  }
  return found;
}

/** Points and what a mirror in the middle of a part makes of them. */
export function mirrored(
  points: readonly Vec2[],
  within: PixelRect,
  mirror: { readonly x: boolean; readonly y: boolean },
): Vec2[] {
  const flipX = ([x, y]: Vec2): Vec2 => [within.x * 2 + within.width - 1 - x, y];
  const flipY = ([x, y]: Vec2): Vec2 => [x, within.y * 2 + within.height - 1 - y];
  const across = mirror.x ? [...points, ...points.map(flipX)] : [...points];
  return mirror.y ? [...across, ...across.map(flipY)] : across;
}
