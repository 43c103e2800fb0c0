import type { Vec2 } from '../../base/geometry.ts';
import type { PlayPath, PlayPaths } from '../core/editor-state.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Pixels between two steps of a path that are drawn at least. */
const COARSE = 1.5;

/**
 * Draws where an entity goes from a moment on: as it is now, and dashed as it was before the last edit. A ring shows where it
 * was at the moment that is shown.
 * @param toScreen from scene pixels to those of the context
 */
export function paintPaths(
  ctx: CanvasRenderingContext2D,
  { from, at, now, before }: PlayPaths,
  toScreen: (point: Vec2) => Vec2,
  colors: Pick<ThemeColors, 'accent' | 'warm'>,
): void {
  ctx.save();
  ctx.lineJoin = 'round';
  if (before) {
    ctx.strokeStyle = colors.warm;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([5, 4]);
    ctx.globalAlpha = 0.9;
    strokePath(ctx, before, from, toScreen);
    ctx.setLineDash([]);
    const ghost = pointAt(before, at);
    if (ghost) paintRing(ctx, toScreen(ghost));
  }
  ctx.globalAlpha = 0.9;
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 2;
  strokePath(ctx, now, from, toScreen);
  ctx.restore();
}

/** Where an entity was at a moment; `null` when it was not there, or nobody knows. */
export function pointAt({ from, points }: PlayPath, at: number): Vec2 | null {
  const i = 2 * (at - from);
  const [x, y] = [points[i], points[i + 1]];
  return x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y) ? null : [x, y];
}

function strokePath(
  ctx: CanvasRenderingContext2D,
  path: PlayPath,
  from: number,
  toScreen: (point: Vec2) => Vec2,
): void {
  let last: Vec2 | null = null;
  ctx.beginPath();
  for (let at = Math.max(from, path.from); at < path.from + path.points.length / 2; at++) {
    const point = pointAt(path, at);
    if (!point) {
      last = null;
      continue;
    }
    const [x, y] = toScreen(point);
    if (!last) ctx.moveTo(x, y);
    else if (Math.abs(x - last[0]) + Math.abs(y - last[1]) < COARSE) continue;
    else ctx.lineTo(x, y);
    last = [x, y];
  }
  ctx.stroke();
}

function paintRing(ctx: CanvasRenderingContext2D, [x, y]: Vec2): void {
  ctx.beginPath();
  ctx.arc(x, y, 7, 0, Math.PI * 2);
  ctx.lineWidth = 2;
  ctx.stroke();
}
