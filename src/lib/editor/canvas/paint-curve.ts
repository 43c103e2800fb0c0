/** Paths as the editor shows them; the game does not. */
import { cubicsOf } from '../../base/curves.ts';
import type { Vec2 } from '../../base/geometry.ts';
import { curveNodes } from '../../schema/curves.ts';
import type { ComponentData } from '../../schema/components.ts';
import { ownBox, type Placed } from '../core/entity-geometry.ts';

/** Pixels of an arrow along the path. */
const ARROW = 7;

/**
 * Paints a path in the frame of its entity: the line, and an arrow in the middle of each piece for the way it goes.
 * @param pixel how many units of the context a thin line is wide
 */
export function paintCurve(
  ctx: CanvasRenderingContext2D,
  path: ComponentData<'Path'>,
  placed: Pick<Placed, 'size' | 'anchor'>,
  color: string,
  pixel: number,
): void {
  const nodes = curveNodes(path.points, ownBox(placed));
  const cubics = cubicsOf(nodes, path.closed);
  const [first] = nodes;
  if (!first) return;
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = 1.75 * pixel;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  ctx.moveTo(...first.at);
  for (const [, b, c, d] of cubics) ctx.bezierCurveTo(...b, ...c, ...d);
  ctx.stroke();
  ctx.lineJoin = 'miter';
  for (const [a, b, c, d] of cubics) {
    const middle: Vec2 = [(a[0] + 3 * b[0] + 3 * c[0] + d[0]) / 8, (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8];
    const way: Vec2 = [d[0] + c[0] - b[0] - a[0], d[1] + c[1] - b[1] - a[1]];
    const length = Math.hypot(...way);
    // On a short piece there is no room for an arrow.
    if (Math.hypot(d[0] - a[0], d[1] - a[1]) < 4 * ARROW * pixel || length === 0) continue;
    const [x, y] = [(way[0] / length) * ARROW * pixel, (way[1] / length) * ARROW * pixel];
    ctx.beginPath();
    ctx.moveTo(middle[0] + x / 2, middle[1] + y / 2);
    ctx.lineTo(middle[0] - x / 2 - y / 2, middle[1] - y / 2 + x / 2);
    ctx.lineTo(middle[0] - x / 2 + y / 2, middle[1] - y / 2 - x / 2);
    ctx.fill();
  }
  ctx.beginPath();
  ctx.arc(...first.at, 3.5 * pixel, 0, Math.PI * 2);
  ctx.fill();
}
