import type { Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { PaintContext } from './paint-types.ts';
import { tintedColor } from './tint-color.ts';

/** Traces the outline of a shape inside its box; nothing for a polygon or line of less than two corners. */
export function traceShape(
  ctx: PaintContext,
  shape: ComponentData<'Shape'>,
  { x, y, width, height }: Rect,
): void {
  ctx.beginPath();
  switch (shape.kind) {
    case 'rectangle': {
      const radius = Math.min(shape.cornerRadius, width / 2, height / 2);
      if (radius > 0) ctx.roundRect(x, y, width, height, radius);
      else ctx.rect(x, y, width, height);
      break;
    }
    case 'ellipse':
      ctx.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, Math.PI * 2);
      break;
    case 'polygon':
    case 'line':
      shape.points.forEach(([px, py], at) => {
        if (at === 0) ctx.moveTo(x + px * width, y + py * height);
        else ctx.lineTo(x + px * width, y + py * height);
      });
      if (shape.points.length > 1 && shape.kind === 'polygon') ctx.closePath();
      break;
  }
}

/** Fills and strokes a shape in its box. @param tint what its colours are multiplied with, '' for nothing */
export function paintShape(ctx: PaintContext, shape: ComponentData<'Shape'>, box: Rect, tint = ''): void {
  // A line is all there is to see: without a stroke of its own it takes the fill.
  const ink = shape.stroke === '' && shape.kind === 'line' ? shape.fill : shape.stroke;
  const hasStroke = ink !== '' && shape.strokeWidth > 0;
  // The common case, many thousand times a frame: a plain rectangle needs no path.
  if (shape.kind === 'rectangle' && shape.cornerRadius === 0 && !hasStroke) {
    if (shape.fill === '') return;
    ctx.fillStyle = tintedColor(shape.fill, tint);
    ctx.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  traceShape(ctx, shape, box);
  if (shape.fill !== '' && shape.kind !== 'line') {
    ctx.fillStyle = tintedColor(shape.fill, tint);
    ctx.fill();
  }
  if (hasStroke) {
    ctx.strokeStyle = tintedColor(ink, tint);
    ctx.lineWidth = shape.strokeWidth;
    ctx.stroke();
  }
}
