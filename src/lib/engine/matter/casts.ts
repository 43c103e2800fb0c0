/** Rays, moving shapes and overlaps against convex outlines, whose corners stand clockwise on the screen. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import type { Point } from './library.ts';

/** Where something enters a convex outline. */
export interface Entry {
  /** 0 at the start, 1 at the end. */
  fraction: number;
  normal: Vec2;
}

/**
 * Clips a ray against a convex outline (Cyrus and Beck). `null` for a miss and for a ray that starts inside.
 */
export function enterConvex(from: Vec2, to: Vec2, corners: readonly Point[]): Entry | null {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  let enter = -Infinity;
  let leave = Infinity;
  let normal: Vec2 = [0, 0];
  for (let i = 0; i < corners.length; i++) {
    const a = corners[i]!;
    const b = corners[(i + 1) % corners.length]!;
    const nx = b.y - a.y;
    const ny = a.x - b.x;
    const length = Math.sqrt(nx * nx + ny * ny);
    if (length === 0) continue;
    const distance = nx * (from[0] - a.x) + ny * (from[1] - a.y);
    const approach = nx * dx + ny * dy;
    if (approach === 0) {
      if (distance > 0) return null;
    } else if (approach < 0) {
      const t = -distance / approach;
      if (t > enter) {
        enter = t;
        normal = [nx / length, ny / length];
      }
    } else {
      leave = Math.min(leave, -distance / approach);
    }
  }
  return enter >= 0 && enter <= 1 && enter <= leave ? { fraction: enter, normal } : null;
}

/** Where a ray enters a circle; `null` for a miss and for a ray that starts inside. */
export function enterCircle(from: Vec2, to: Vec2, { x, y }: Point, radius: number): Entry | null {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const fx = from[0] - x;
  const fy = from[1] - y;
  const a = dx * dx + dy * dy;
  const b = fx * dx + fy * dy;
  const c = fx * fx + fy * fy - radius * radius;
  const root = b * b - a * c;
  if (a === 0 || c < 0 || root < 0) return null;
  const fraction = (-b - Math.sqrt(root)) / a;
  if (!(fraction >= 0 && fraction <= 1)) return null;
  return { fraction, normal: [(fx + dx * fraction) / radius, (fy + dy * fraction) / radius] };
}

/** True when a convex outline contains a point. */
export function containsPoint([x, y]: Vec2, corners: readonly Point[]): boolean {
  for (let i = 0; i < corners.length; i++) {
    const a = corners[i]!;
    const b = corners[(i + 1) % corners.length]!;
    if ((b.y - a.y) * (x - a.x) + (a.x - b.x) * (y - a.y) > 0) return false;
  }
  return corners.length > 0;
}

/** How far the corners reach along a direction. */
function reach(corners: readonly Point[], nx: number, ny: number): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { x, y } of corners) {
    const at = x * nx + y * ny;
    if (at < low) low = at;
    if (at > high) high = at;
  }
  return [low, high];
}

/**
 * When a convex outline that moves by `dx`, `dy` meets another (separating axes over time; C. Ericson, Real-Time Collision
 * Detection, 5.5.8). The fraction is 0 for two that overlap at the start, the normal then that of the least overlap. `null` when
 * they do not meet.
 */
export function sweepConvex(
  moving: readonly Point[],
  dx: number,
  dy: number,
  other: readonly Point[],
): Entry | null {
  let enter = -Infinity;
  let leave = Infinity;
  let normal: Vec2 = [0, 0];
  let least = Infinity;
  let leastNormal: Vec2 = [0, 0];
  for (const outline of [moving, other]) {
    for (let i = 0; i < outline.length; i++) {
      const a = outline[i]!;
      const b = outline[(i + 1) % outline.length]!;
      const length = Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
      if (length === 0) continue;
      const nx = (b.y - a.y) / length;
      const ny = (a.x - b.x) / length;
      const [low, high] = reach(moving, nx, ny);
      const [otherLow, otherHigh] = reach(other, nx, ny);
      const speed = dx * nx + dy * ny;
      const overlap = Math.min(high - otherLow, otherHigh - low);
      if (overlap < least) {
        least = overlap;
        const below = high - otherLow < otherHigh - low;
        leastNormal = below ? [-nx, -ny] : [nx, ny];
      }
      if (speed === 0) {
        if (high < otherLow || low > otherHigh) return null;
        continue;
      }
      const first = speed > 0 ? (otherLow - high) / speed : (otherHigh - low) / speed;
      const last = speed > 0 ? (otherHigh - low) / speed : (otherLow - high) / speed;
      if (first > enter) {
        enter = first;
        normal = speed > 0 ? [-nx, -ny] : [nx, ny];
      }
      if (last < leave) leave = last;
      if (enter > leave) return null;
    }
  }
  if (leave < 0 || enter > 1) return null;
  const [x, y] = enter <= 0 ? leastNormal : normal;
  return { fraction: Math.max(0, enter), normal: [x + 0, y + 0] };
}

/** The middle of where two outlines touch that meet with this normal (out of `other`). */
export function meetingPoint(moving: readonly Point[], other: readonly Point[], [nx, ny]: Vec2): Vec2 {
  const [low] = reach(moving, nx, ny);
  const [, high] = reach(other, nx, ny);
  const side = (corners: readonly Point[], edge: number) =>
    corners.filter(({ x, y }) => Math.abs(x * nx + y * ny - edge) < 1e-3);
  const [a0, a1] = reach(side(moving, low), -ny, nx);
  const [b0, b1] = reach(side(other, high), -ny, nx);
  const along = (Math.max(a0, b0) + Math.min(a1, b1)) / 2;
  return [nx * high - ny * along, ny * high + nx * along];
}
