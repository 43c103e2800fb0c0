import type { Vec2 } from '../../base/geometry.ts';
import type { PlayPath, PlayPaths } from '../core/play-source.ts';

/** Pixels between two steps of a path that are drawn at least. */
const COARSE = 1.5;

/** The same in both themes: they lie on the game's own colours, made out by their dark rim. */
export const PATH_NOW = '#7c9cff';
export const PATH_BEFORE = '#f2b45a';
const RIM = '#0b0e14b0';

/**
 * Draws where an entity goes from a moment on: as it is now, and dashed as it was before the last edit. A ring shows where it
 * had been at the moment that is shown.
 * @param toScreen from scene pixels to those of the context
 */
export function paintPaths(
  ctx: CanvasRenderingContext2D,
  { from, at, now, before }: PlayPaths,
  toScreen: (point: Vec2) => Vec2,
): void {
  ctx.save();
  ctx.lineJoin = 'round';
  const stroke = (color: string) => {
    ctx.strokeStyle = RIM;
    ctx.lineWidth = 4;
    ctx.stroke();
    ctx.strokeStyle = color;
    ctx.lineWidth = 2;
    ctx.stroke();
  };
  if (before) {
    ctx.setLineDash([6, 4]);
    trace(ctx, before, from, toScreen);
    stroke(PATH_BEFORE);
    ctx.setLineDash([]);
    const ghost = pointAt(before, at);
    if (ghost) {
      const [x, y] = toScreen(ghost);
      ctx.beginPath();
      ctx.arc(x, y, 7, 0, Math.PI * 2);
      stroke(PATH_BEFORE);
    }
  }
  trace(ctx, now, from, toScreen);
  stroke(PATH_NOW);
  ctx.restore();
}

/** Where an entity was at a moment; `null` when it was not there, or nobody knows. */
function pointAt({ from, points }: PlayPath, at: number): Vec2 | null {
  const i = 2 * (at - from);
  const [x, y] = [points[i], points[i + 1]];
  return x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y) ? null : [x, y];
}

function trace(
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
}
