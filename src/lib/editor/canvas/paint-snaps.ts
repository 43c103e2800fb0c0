/** Lines that say why something stopped where it is, in CSS pixels. */
import type { Vec2 } from '../../base/geometry.ts';
import type { GapMark, Guide } from '../core/snapping.ts';
import { toScreen, type View } from '../core/view.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Half a pixel in, where one-pixel lines are sharp. */
export const sharp = (value: number): number => Math.round(value) + 0.5;

/** A dotted line along which edges or centres meet, with the distance between the two boxes. */
export function paintGuide(
  ctx: CanvasRenderingContext2D,
  view: View,
  { axis, at, from, to, gap }: Guide,
  { guide, bg }: ThemeColors,
): void {
  const [x0, y0] = toScreen(view, axis === 'x' ? [at, from] : [from, at]);
  const [x1, y1] = toScreen(view, axis === 'x' ? [at, to] : [to, at]);
  ctx.strokeStyle = guide;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.beginPath();
  ctx.moveTo(sharp(x0), sharp(y0));
  ctx.lineTo(sharp(x1), sharp(y1));
  ctx.stroke();
  ctx.setLineDash([]);
  if (gap >= 1) paintDistance(ctx, [(x0 + x1) / 2, (y0 + y1) / 2], gap, guide, bg);
}

/** A gap that equals another one: a line between two ends, with its length. */
export function paintGap(
  ctx: CanvasRenderingContext2D,
  view: View,
  { axis, from, to, at }: GapMark,
  { guide, bg }: ThemeColors,
): void {
  const ends = [from, to].map((end) => toScreen(view, axis === 'x' ? [end, at] : [at, end]));
  const [[x0, y0], [x1, y1]] = ends as [Vec2, Vec2];
  const [tx, ty] = axis === 'x' ? [0, 4] : [4, 0];
  ctx.strokeStyle = guide;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(sharp(x0), sharp(y0));
  ctx.lineTo(sharp(x1), sharp(y1));
  for (const [x, y] of [
    [x0, y0],
    [x1, y1],
  ] as const) {
    ctx.moveTo(sharp(x - tx), sharp(y - ty));
    ctx.lineTo(sharp(x + tx), sharp(y + ty));
  }
  ctx.stroke();
  paintDistance(ctx, [(x0 + x1) / 2, (y0 + y1) / 2], to - from, guide, bg);
}

/** A number in the middle of a line, readable over anything. */
function paintDistance(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  pixels: number,
  fill: string,
  ink: string,
): void {
  const text = String(Math.round(pixels * 10) / 10);
  const width = ctx.measureText(text).width + 8;
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 8, width, 15, 3);
  ctx.fill();
  ctx.fillStyle = ink;
  ctx.fillText(text, x - width / 2 + 4, y);
}
