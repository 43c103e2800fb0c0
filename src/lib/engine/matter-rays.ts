import type { Vec2 } from '../base/geometry.ts';
import type { Point } from './matter-library.ts';

/** Where a ray enters a convex outline. */
export interface Entry {
  /** 0 at the start of the ray, 1 at its end. */
  fraction: number;
  normal: Vec2;
}

/**
 * Clips a ray against a convex outline, corners clockwise on the screen (Cyrus and Beck). `null` for a miss and for a
 * ray that starts inside.
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
