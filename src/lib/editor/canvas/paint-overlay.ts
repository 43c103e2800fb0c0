/** What the editor shows on top of the scene. Paints in CSS pixels, so that lines keep their width at any zoom. */
import { degToRad, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { Distances } from '../core/distances.ts';
import type { PlayPaths } from '../core/play-source.ts';
import { ownBox, type Placed } from '../core/entity-geometry.ts';
import type { GizmoLook } from '../core/gizmo.ts';
import type { Mark } from '../core/marks.ts';
import type { Draft, Preview } from '../core/tools/tool.ts';
import { toScreen, type View } from '../core/view.ts';
import { paintGizmo } from './paint-gizmo.ts';
import { labelBeside } from '../core/label-place.ts';
import { paintTag, tagSize } from './paint-tag.ts';
import { BAD, paintMarks } from './paint-marks.ts';
import { paintGap, paintGuide, sharp } from './paint-snaps.ts';
import { paintPaths } from './paint-paths.ts';
import type { ThemeColors } from './theme-colors.ts';

/** Somebody else as the canvas shows them. */
export interface ShownPerson {
  name: string;
  color: string;
  cursor: Vec2 | null;
  /** Boxes of what they have selected. */
  boxes: readonly Placed[];
  /** What they see, in scene pixels; `null` where it is another scene. */
  camera: Rect | null;
}

export interface OverlayState {
  /** Width and height of the canvas. */
  size: Vec2;
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
  gizmo: { frame: Placed; look: GizmoLook } | null;
  /** The box of what a click would take, `null` for none. */
  hovered: Placed | null;
  /** How far the selection is from something, `null` for nothing. */
  measured: Distances | null;
  people: readonly ShownPerson[];
  /** Where something of the running game goes and went. */
  paths: PlayPaths | null;
  /** This person's pointer in CSS pixels, for labels beside it. */
  pointer: Vec2 | null;
}

/** Around what is drawn in somebody's colour. */
const RIM = '#0b0e14';
/** Frames of others that keep this near to the edges of the canvas, in CSS pixels, or beyond, are not drawn. */
const CAMERA_GAP = 24;
const FONT = '11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

export function paintOverlay(ctx: CanvasRenderingContext2D, state: OverlayState): void {
  const { view, colors, preview } = state;
  ctx.font = FONT;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineJoin = 'miter';
  paintScreenFrame(ctx, view, state.screen, colors);
  if (state.paths) paintPaths(ctx, state.paths, (point) => toScreen(view, point));
  for (const person of state.people) paintCamera(ctx, view, person, state.size);
  for (const { boxes, color } of state.people) {
    // Light colours are lost on light scenes without a rim.
    paintOutlines(ctx, view, boxes, RIM, 3.5, 0.45);
    paintOutlines(ctx, view, boxes, color, 1.5);
  }
  paintOutlines(ctx, view, state.selected, colors.accent, 1.25);
  paintMarks(ctx, view, state.marks, colors, state.size);
  if (state.hovered) paintOutlines(ctx, view, [state.hovered], colors.accent, 2, 0.6);
  for (const gap of [...preview.gaps, ...(state.measured?.gaps ?? [])])
    paintGap(ctx, view, gap, colors, state.size);
  for (const guide of [...preview.guides, ...(state.measured?.guides ?? [])])
    paintGuide(ctx, view, guide, colors, state.size);
  if (preview.draft) paintDraft(ctx, view, preview.draft, colors);
  if (state.gizmo) {
    paintOutlines(ctx, view, [state.gizmo.frame], colors.accent, 1.25);
    paintGizmo(ctx, view, state.gizmo.frame, state.gizmo.look, colors);
  }
  if (preview.marquee) paintMarquee(ctx, view, preview.marquee, preview.encloses === true, colors.accent);
  for (const { cursor, name, color } of state.people)
    if (cursor) paintCursor(ctx, toScreen(view, cursor), name, color, state.size);
  if (preview.label && state.pointer) {
    const size = tagSize(ctx, preview.label);
    paintTag(ctx, labelBeside(state.pointer, size, state.size), preview.label, colors.raised, colors.text);
  }
}

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

/** The part of the scene that somebody else sees, where that is not just about what is seen here. */
function paintCamera(
  ctx: CanvasRenderingContext2D,
  view: View,
  { camera, color, name }: ShownPerson,
  [width, height]: Vec2,
): void {
  if (!camera) return;
  const [left, top] = toScreen(view, [camera.x, camera.y]);
  const [right, bottom] = toScreen(view, [camera.x + camera.width, camera.y + camera.height]);
  const inside = [left, top, width - right, height - bottom].filter((gap) => gap > CAMERA_GAP);
  if (inside.length === 0) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.5;
  ctx.strokeRect(sharp(left), sharp(top), Math.round(right - left), Math.round(bottom - top));
  ctx.globalAlpha = 1;
  // Who sees only a little of it is named; a frame around nearly everything needs no name.
  if (top > CAMERA_GAP && left > -width)
    paintTag(ctx, [Math.max(CAMERA_GAP, left), top - 18], name, color, '#12151b');
}

function paintOutlines(
  ctx: CanvasRenderingContext2D,
  view: View,
  boxes: readonly Placed[],
  color: string,
  width: number,
  alpha = 1,
): void {
  if (boxes.length === 0) return;
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  // Rectangles one by one: thousands of outlines in one path take forty times as long. Saving the state for each takes three times as long.
  const upright = ctx.getTransform();
  for (const box of boxes) {
    const { x, y, width: across, height: down } = ownBox(box);
    const [left, top] = toScreen(view, box.position);
    const [w, h] = [across * view.scale, down * view.scale];
    if (box.rotation === 0) {
      ctx.strokeRect(left + x * view.scale, top + y * view.scale, w, h);
      continue;
    }
    ctx.translate(left, top);
    ctx.rotate(degToRad(box.rotation));
    ctx.strokeRect(x * view.scale, y * view.scale, w, h);
    ctx.setTransform(upright);
  }
  ctx.globalAlpha = 1;
}

function paintMarquee(
  ctx: CanvasRenderingContext2D,
  view: View,
  { x, y, width, height }: Rect,
  encloses: boolean,
  color: string,
): void {
  const [left, top] = toScreen(view, [x, y]);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, top, width * view.scale, height * view.scale);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  // A closed line for what must lie inside, an open one for what is only touched.
  ctx.setLineDash(encloses ? [] : [4, 3]);
  ctx.strokeRect(sharp(left), sharp(top), Math.round(width * view.scale), Math.round(height * view.scale));
  ctx.setLineDash([]);
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

function paintCursor(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  name: string,
  color: string,
  canvas: Vec2,
): void {
  ctx.fillStyle = color;
  ctx.strokeStyle = RIM;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 4.5, y + 16);
  ctx.lineTo(x + 7.5, y + 9.5);
  ctx.lineTo(x + 14, y + 7.5);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  const size = tagSize(ctx, name);
  const onCanvas = x >= 0 && y >= 0 && x <= canvas[0] && y <= canvas[1];
  // Who points elsewhere has no name at the edge.
  const at: Vec2 = onCanvas ? labelBeside([x, y + 6], size, canvas) : [x + 12, y + 16];
  paintTag(ctx, at, name, color, '#12151b');
}
