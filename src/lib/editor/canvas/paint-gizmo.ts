/** The handles around the selection, in CSS pixels. */
import type { Vec2 } from '../../base/geometry.ts';
import type { Placed } from '../core/entity-geometry.ts';
import {
  ARROW_START,
  HANDLE_SIZES,
  handlesOf,
  moveArrows,
  rotateHandle,
  type GizmoLook,
} from '../core/gizmo.ts';
import { toScreen, type View } from '../core/view.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Both axes in the colours that people know for them. */
const AXIS_COLORS = { x: '#f0717a', y: '#5cc98b' } as const;

export function paintGizmo(
  ctx: CanvasRenderingContext2D,
  view: View,
  frame: Placed,
  look: GizmoLook,
  colors: ThemeColors,
): void {
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 1.25;
  if (look.kind === 'rotate') paintRing(ctx, toScreen(view, frame.position), frame.rotation, look);
  const turning = rotateHandle(frame, look);
  if (turning)
    paintStem(ctx, toScreen(view, turning.from), toScreen(view, turning.at), look.coarse ? 9 : 4.5);
  const half = look.coarse ? 8 : 3.5;
  ctx.fillStyle = '#ffffff';
  for (const { at } of handlesOf(frame, look)) {
    const [x, y] = toScreen(view, at);
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate((frame.rotation * Math.PI) / 180);
    ctx.beginPath();
    ctx.roundRect(-half, -half, 2 * half, 2 * half, look.coarse ? 3 : 0);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
  for (const { axis, at } of moveArrows(frame, look))
    paintArrow(ctx, toScreen(view, frame.position), toScreen(view, at), AXIS_COLORS[axis]);
  const [px, py] = toScreen(view, frame.position);
  ctx.fillStyle = colors.accent;
  ctx.beginPath();
  ctx.arc(px, py, look.kind === 'select' ? 2 : 4, 0, Math.PI * 2);
  ctx.fill();
}

function paintStem(ctx: CanvasRenderingContext2D, [ax, ay]: Vec2, [rx, ry]: Vec2, radius: number): void {
  ctx.beginPath();
  ctx.moveTo(ax, ay);
  ctx.lineTo(rx, ry);
  ctx.stroke();
  ctx.fillStyle = '#ffffff';
  ctx.beginPath();
  ctx.arc(rx, ry, radius, 0, Math.PI * 2);
  ctx.fill();
  ctx.stroke();
}

function paintRing(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  rotation: number,
  { coarse }: GizmoLook,
): void {
  const radius = HANDLE_SIZES[coarse ? 'coarse' : 'fine'].arrow;
  const angle = ((rotation - 90) * Math.PI) / 180;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
  ctx.stroke();
  ctx.fillStyle = '#ffffff';
  ctx.beginPath();
  ctx.arc(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius, coarse ? 9 : 5, 0, Math.PI * 2);
  ctx.fill();
  ctx.stroke();
}

function paintArrow(ctx: CanvasRenderingContext2D, [ax, ay]: Vec2, [bx, by]: Vec2, color: string): void {
  const angle = Math.atan2(by - ay, bx - ax);
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(ax + (bx - ax) * ARROW_START, ay + (by - ay) * ARROW_START);
  ctx.lineTo(bx, by);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(bx + Math.cos(angle) * 10, by + Math.sin(angle) * 10);
  ctx.lineTo(bx + Math.cos(angle + 2) * 7, by + Math.sin(angle + 2) * 7);
  ctx.lineTo(bx + Math.cos(angle - 2) * 7, by + Math.sin(angle - 2) * 7);
  ctx.closePath();
  ctx.fill();
}
