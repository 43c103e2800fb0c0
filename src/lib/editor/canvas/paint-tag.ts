import type { Vec2 } from '../../base/geometry.ts';

const HEIGHT = 16;
/** Free pixels on both sides of the text. */
const PADDING = 5;

/** Width and height of a tag with this text, in the font that is set. */
export const tagSize = (ctx: CanvasRenderingContext2D, text: string): Vec2 => [
  ctx.measureText(text).width + 2 * PADDING,
  HEIGHT,
];

/**
 * A text on a rounded ground, readable over anything.
 * @param at its top left corner, in CSS pixels
 * @param edge colour of its rim; '' for none
 */
export function paintTag(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  text: string,
  fill: string,
  ink: string,
  edge = '',
): void {
  const [width, height] = tagSize(ctx, text);
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 3);
  ctx.fill();
  if (edge) {
    ctx.lineWidth = 1;
    ctx.strokeStyle = edge;
    ctx.stroke();
  }
  ctx.fillStyle = ink;
  ctx.fillText(text, x + PADDING, y + height / 2 + 0.5);
}
