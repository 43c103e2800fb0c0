/** What the editor shows on top of the scene. Paints in CSS pixels, so that lines keep their width at any zoom. */
import { degToRad, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { PlayPaths } from '../core/editor-state.ts';
import { cornersOf, ownBox, type Placed } from '../core/entity-geometry.ts';
import { handlesOf, rotateHandle } from '../core/gizmo.ts';
import type { Mark } from '../core/marks.ts';
import type { Guide } from '../core/snapping.ts';
import type { Draft, Preview } from '../core/tools/tool.ts';
import { toScreen, type View } from '../core/view.ts';
import { BAD, paintMarks } from './paint-marks.ts';
import { paintPaths } from './paint-paths.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Somebody else as the canvas shows them. */
export interface ShownPerson {
  name: string;
  color: string;
  cursor: Vec2 | null;
  /** Boxes of what they have selected. */
  boxes: readonly Placed[];
}

export interface OverlayState {
  view: View;
  colors: ThemeColors;
  /** The game's screen, in scene pixels. */
  screen: Vec2;
  preview: Preview;
  /** What the tool in hand draws. */
  marks: readonly Mark[];
  /** Boxes of what is selected. */
  selected: readonly Placed[];
  /** The box with handles, `null` for none. */
  gizmo: Placed | null;
  people: readonly ShownPerson[];
  /** Where something of the running game goes and went. */
  paths: PlayPaths | null;
  /** This person's pointer in CSS pixels, for labels beside it. */
  pointer: Vec2 | null;
}

const FONT = '11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

export function paintOverlay(ctx: CanvasRenderingContext2D, state: OverlayState): void {
  const { view, colors, preview } = state;
  ctx.font = FONT;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineJoin = 'miter';
  paintScreenFrame(ctx, view, state.screen, colors);
  if (state.paths) paintPaths(ctx, state.paths, (point) => toScreen(view, point));
  for (const person of state.people) paintOutlines(ctx, view, person.boxes, person.color, 1.5);
  paintOutlines(ctx, view, state.selected, colors.accent, 1.25);
  paintMarks(ctx, view, state.marks, colors);
  for (const guide of preview.guides) paintGuide(ctx, view, guide, colors.guide);
  if (preview.draft) paintDraft(ctx, view, preview.draft, colors);
  if (state.gizmo) paintGizmo(ctx, view, state.gizmo, colors);
  if (preview.marquee) paintMarquee(ctx, view, preview.marquee, colors.accent);
  for (const { cursor, name, color } of state.people)
    if (cursor) paintCursor(ctx, toScreen(view, cursor), name, color);
  if (preview.label && state.pointer) {
    const [x, y] = state.pointer;
    paintTag(ctx, [x + 14, y + 18], preview.label, colors.raised, colors.text);
  }
}

/** Half a pixel in, where one-pixel lines are sharp. */
const sharp = (value: number): number => Math.round(value) + 0.5;

function paintScreenFrame(
  ctx: CanvasRenderingContext2D,
  view: View,
  [width, height]: Vec2,
  colors: ThemeColors,
): void {
  const [x, y] = toScreen(view, [0, 0]);
  ctx.strokeStyle = colors.dim;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1;
  ctx.strokeRect(sharp(x), sharp(y), Math.round(width * view.scale), Math.round(height * view.scale));
  ctx.globalAlpha = 1;
}

function paintOutlines(
  ctx: CanvasRenderingContext2D,
  view: View,
  boxes: readonly Placed[],
  color: string,
  width: number,
): void {
  if (boxes.length === 0) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  // Rectangles one by one: thousands of outlines in one path take forty times as long.
  for (const box of boxes) {
    const { x, y, width: across, height: down } = ownBox(box);
    const [left, top] = toScreen(view, box.position);
    ctx.save();
    ctx.translate(left, top);
    if (box.rotation !== 0) ctx.rotate(degToRad(box.rotation));
    ctx.strokeRect(x * view.scale, y * view.scale, across * view.scale, down * view.scale);
    ctx.restore();
  }
}

function paintGizmo(ctx: CanvasRenderingContext2D, view: View, frame: Placed, colors: ThemeColors): void {
  const top = cornersOf(frame);
  const [ax, ay] = toScreen(view, [(top[0]![0] + top[1]![0]) / 2, (top[0]![1] + top[1]![1]) / 2]);
  const [rx, ry] = toScreen(view, rotateHandle(frame, view.scale));
  paintOutlines(ctx, view, [frame], colors.accent, 1.25);
  ctx.beginPath();
  ctx.moveTo(ax, ay);
  ctx.lineTo(rx, ry);
  ctx.stroke();
  ctx.fillStyle = '#ffffff';
  ctx.beginPath();
  ctx.arc(rx, ry, 4.5, 0, Math.PI * 2);
  ctx.fill();
  ctx.stroke();
  for (const { at } of handlesOf(frame, view.scale)) {
    const [x, y] = toScreen(view, at);
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate((frame.rotation * Math.PI) / 180);
    ctx.fillRect(-3.5, -3.5, 7, 7);
    ctx.strokeRect(-3.5, -3.5, 7, 7);
    ctx.restore();
  }
  const [px, py] = toScreen(view, frame.position);
  ctx.fillStyle = colors.accent;
  ctx.beginPath();
  ctx.arc(px, py, 2, 0, Math.PI * 2);
  ctx.fill();
}

function paintMarquee(
  ctx: CanvasRenderingContext2D,
  view: View,
  { x, y, width, height }: Rect,
  color: string,
): void {
  const [left, top] = toScreen(view, [x, y]);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, top, width * view.scale, height * view.scale);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.strokeRect(sharp(left), sharp(top), Math.round(width * view.scale), Math.round(height * view.scale));
}

function paintGuide(
  ctx: CanvasRenderingContext2D,
  view: View,
  { axis, at, from, to, gap }: Guide,
  color: string,
): void {
  const [x0, y0] = toScreen(view, axis === 'x' ? [at, from] : [from, at]);
  const [x1, y1] = toScreen(view, axis === 'x' ? [at, to] : [to, at]);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.beginPath();
  ctx.moveTo(sharp(x0), sharp(y0));
  ctx.lineTo(sharp(x1), sharp(y1));
  ctx.stroke();
  ctx.setLineDash([]);
  if (gap < 1) return;
  ctx.fillStyle = color;
  ctx.fillText(String(Math.round(gap)), (x0 + x1) / 2 + 5, (y0 + y1) / 2 - 8);
}

function paintDraft(ctx: CanvasRenderingContext2D, view: View, draft: Draft, colors: ThemeColors): void {
  ctx.strokeStyle = colors.accent;
  ctx.fillStyle = colors.accent;
  ctx.lineWidth = 1.5;
  if (draft.kind === 'polygon') {
    ctx.beginPath();
    for (const [i, point] of [...draft.points, draft.cursor].entries()) {
      const [x, y] = toScreen(view, point);
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
    if (draft.bad) ctx.strokeStyle = ctx.fillStyle = BAD;
    ctx.globalAlpha = 0.15;
    if (!draft.open) ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
    ctx.fillStyle = '#ffffff';
    for (const point of draft.points) {
      const [x, y] = toScreen(view, point);
      ctx.fillRect(x - 3, y - 3, 6, 6);
      ctx.strokeRect(x - 3, y - 3, 6, 6);
    }
    return;
  }
  const { x, y, width, height } = draft.rect;
  const [left, top] = toScreen(view, [x, y]);
  const [w, h] = [width * view.scale, height * view.scale];
  ctx.beginPath();
  if (draft.kind === 'ellipse') ctx.ellipse(left + w / 2, top + h / 2, w / 2, h / 2, 0, 0, Math.PI * 2);
  else ctx.rect(left, top, w, h);
  ctx.globalAlpha = draft.kind === 'text' ? 0.08 : 0.3;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.stroke();
}

function paintCursor(ctx: CanvasRenderingContext2D, [x, y]: Vec2, name: string, color: string): void {
  ctx.fillStyle = color;
  ctx.strokeStyle = '#0b0e14';
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 4.5, y + 16);
  ctx.lineTo(x + 7.5, y + 9.5);
  ctx.lineTo(x + 14, y + 7.5);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  paintTag(ctx, [x + 12, y + 24], name, color, '#12151b');
}

function paintTag(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  text: string,
  fill: string,
  ink: string,
): void {
  const width = ctx.measureText(text).width + 10;
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.roundRect(x, y - 8, width, 16, 3);
  ctx.fill();
  ctx.fillStyle = ink;
  ctx.fillText(text, x + 5, y + 0.5);
}
