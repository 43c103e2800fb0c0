/** Colliders over the scene, while they are shown. */
import type { ResolvedEntity } from '../../schema/project.ts';
import { collidersShown } from '../core/shapes/collider-shapes.ts';

/** The same in both themes: they lie on the scene's own colours. */
const SOLID = '#f2b45a';
const SENSOR = '#5fd38d';

/**
 * Paints the outlines of what others bump into, in the frame of the entity.
 * @param pixel how many units of the context a thin line is wide
 */
export function paintColliders(ctx: CanvasRenderingContext2D, entity: ResolvedEntity, pixel: number): void {
  for (const { points, closed, sensor } of collidersShown(entity)) {
    ctx.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
    if (closed) ctx.closePath();
    ctx.strokeStyle = ctx.fillStyle = sensor ? SENSOR : SOLID;
    if (closed) {
      ctx.globalAlpha = 0.1;
      ctx.fill();
    }
    ctx.globalAlpha = 0.9;
    ctx.lineWidth = 1.25 * pixel;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}
