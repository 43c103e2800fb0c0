import type { Drawing } from '../engine/drawing.ts';
import type { PaintContext } from './paint-types.ts';

/** Paints the marks of scripts on a context whose unit is one scene pixel. */
export function paintDrawings(ctx: PaintContext, drawings: readonly Drawing[]): void {
  ctx.lineWidth = 1;
  ctx.font = '12px system-ui, sans-serif';
  ctx.textBaseline = 'top';
  for (const drawing of drawings) {
    ctx.strokeStyle = drawing.color;
    ctx.fillStyle = drawing.color;
    ctx.beginPath();
    switch (drawing.kind) {
      case 'line':
        ctx.moveTo(drawing.x1, drawing.y1);
        ctx.lineTo(drawing.x2, drawing.y2);
        break;
      case 'rect':
        ctx.rect(drawing.x, drawing.y, drawing.width, drawing.height);
        break;
      case 'circle':
        ctx.arc(drawing.x, drawing.y, drawing.radius, 0, 2 * Math.PI);
        break;
      case 'text':
        ctx.fillText(drawing.text, drawing.x, drawing.y);
    }
    ctx.stroke();
  }
}
