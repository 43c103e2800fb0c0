import { cos, sin } from './maths.ts';

/** A point or an extent: `[x, y]` in pixels, y down. */
export type Vec2 = readonly [number, number];

/** An axis-aligned rectangle in pixels; width and height are never negative. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const degToRad = (degrees: number): number => (degrees * Math.PI) / 180;
export const radToDeg = (radians: number): number => (radians * 180) / Math.PI;

/** Turns a vector clockwise (y down) by an angle in degrees. */
export function rotate([x, y]: Vec2, degrees: number): Vec2 {
  if (degrees === 0) return [x, y];
  const a = degToRad(degrees);
  const c = cos(a);
  const s = sin(a);
  return [x * c - y * s, x * s + y * c];
}

export const add = (a: Vec2, b: Vec2): Vec2 => [a[0] + b[0], a[1] + b[1]];
export const subtract = (a: Vec2, b: Vec2): Vec2 => [a[0] - b[0], a[1] - b[1]];

/** The rectangle spanned by two opposite corners, given in any order. */
export function rectBetween(a: Vec2, b: Vec2): Rect {
  return {
    x: Math.min(a[0], b[0]),
    y: Math.min(a[1], b[1]),
    width: Math.abs(a[0] - b[0]),
    height: Math.abs(a[1] - b[1]),
  };
}

/** The smallest rectangle around the points; `null` for none. */
export function boundsOf(points: readonly Vec2[]): Rect | null {
  const first = points[0];
  if (!first) return null;
  let [x0, y0] = first;
  let [x1, y1] = first;
  for (const [x, y] of points) {
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** The smallest rectangle around both; either may be missing. */
export function union(a: Rect | null, b: Rect | null): Rect | null {
  if (!a || !b) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

export function intersects(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Even-odd test of a point against a closed polygon. */
export function insidePolygon([x, y]: Vec2, polygon: readonly Vec2[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
