/** Lines that say why something stopped where it is, in CSS pixels. */
import type { Vec2 } from '../../base/geometry.ts';
import type { GapMark, Guide } from '../core/snapping.ts';
import { labelAround, middleInSight } from '../core/label-place.ts';
import { toScreen, type View } from '../core/view.ts';
import { paintTag, tagSize } from './paint-tag.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Half a pixel in, where one-pixel lines are sharp. */
export const sharp = (value: number): number => Math.round(value) + 0.5;

/** A dotted line along which edges or centres meet, with the distance between the two boxes. */
export function paintGuide(
  ctx: CanvasRenderingContext2D,
  view: View,
  { axis, at, from, to, gap }: Guide,
  colors: ThemeColors,
  canvas: Vec2,
): void {
  const [x0, y0] = toScreen(view, axis === 'x' ? [at, from] : [from, at]);
  const [x1, y1] = toScreen(view, axis === 'x' ? [at, to] : [to, at]);
  ctx.strokeStyle = colors.guide;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.beginPath();
  ctx.moveTo(sharp(x0), sharp(y0));
  ctx.lineTo(sharp(x1), sharp(y1));
  ctx.stroke();
  ctx.setLineDash([]);
  if (gap >= 1) paintDistance(ctx, [x0, y0], [x1, y1], gap, colors, canvas);
}

/** A gap that equals another one: a line between two ends, with its length. */
export function paintGap(
  ctx: CanvasRenderingContext2D,
  view: View,
  { axis, from, to, at }: GapMark,
  colors: ThemeColors,
  canvas: Vec2,
): void {
  const ends = [from, to].map((end) => toScreen(view, axis === 'x' ? [end, at] : [at, end]));
  const [[x0, y0], [x1, y1]] = ends as [Vec2, Vec2];
  const [tx, ty] = axis === 'x' ? [0, 4] : [4, 0];
  ctx.strokeStyle = colors.guide;
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
  paintDistance(ctx, [x0, y0], [x1, y1], to - from, colors, canvas);
}

/** A number in the middle of what can be seen of a line. */
function paintDistance(
  ctx: CanvasRenderingContext2D,
  from: Vec2,
  to: Vec2,
  pixels: number,
  { guide, bg }: ThemeColors,
  canvas: Vec2,
): void {
  const text = String(Math.round(pixels * 10) / 10);
  const at = labelAround(middleInSight(from, to, canvas), tagSize(ctx, text), canvas);
  paintTag(ctx, at, text, guide, bg);
}
