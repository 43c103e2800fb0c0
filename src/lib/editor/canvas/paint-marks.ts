/** Draws what tools mark over the scene, in CSS pixels. */
import { cubicsOf } from '../../base/curves.ts';
import type { Vec2 } from '../../base/geometry.ts';
import type { Mark, MarkTone } from '../core/marks.ts';
import { toScreen, type View } from '../core/view.ts';
import { labelAround } from '../core/label-place.ts';
import { paintTag, tagSize } from './paint-tag.ts';
import type { ThemeColors } from './theme-colors.ts';

/** What will be refused. */
export const BAD = '#ff5f6d';

/** On the scene's own colours, the same in both themes. */
const TONES: Readonly<Record<Exclude<MarkTone, 'accent' | 'path'>, string>> = {
  faint: '#8b95a5',
  bad: BAD,
  collider: '#f2b45a',
  sensor: '#5fd38d',
  joint: '#c792ea',
  cell: '#ffffff',
};

const colorOf = (tone: MarkTone, colors: ThemeColors): string =>
  tone === 'accent' ? colors.accent : tone === 'path' ? colors.guide : TONES[tone];

/** @param canvas its width and height: labels stay on it */
export function paintMarks(
  ctx: CanvasRenderingContext2D,
  view: View,
  marks: readonly Mark[],
  colors: ThemeColors,
  canvas: Vec2,
): void {
  for (const mark of marks) {
    ctx.strokeStyle = ctx.fillStyle = mark.tone ? colorOf(mark.tone, colors) : colors.text;
    switch (mark.kind) {
      case 'line':
        trace(ctx, view, mark.points, mark.closed ?? false);
        if (mark.filled) fillLightly(ctx);
        ctx.lineWidth = mark.width ?? 1.5;
        if (mark.dashed) ctx.setLineDash([5, 4]);
        ctx.stroke();
        ctx.setLineDash([]);
        break;
      case 'lines':
        paintLines(ctx, view, mark);
        break;
      case 'curve':
        traceCurve(ctx, view, mark);
        ctx.lineWidth = 2;
        ctx.stroke();
        break;
      case 'handle':
        paintHandle(ctx, toScreen(view, mark.at), mark);
        break;
      case 'label':
        paintTag(
          ctx,
          labelAround(toScreen(view, mark.at), tagSize(ctx, mark.text), canvas),
          mark.text,
          colors.raised,
          colors.text,
          mark.tone ? colorOf(mark.tone, colors) : '',
        );
        break;
      case 'arc':
        paintArc(ctx, toScreen(view, mark.at), mark);
        break;
    }
  }
}

/** Dashes over a dark line, so that they are seen on any ground. */
function paintLines(
  ctx: CanvasRenderingContext2D,
  view: View,
  { lines, solid }: Extract<Mark, { kind: 'lines' }>,
): void {
  const color = ctx.strokeStyle;
  ctx.beginPath();
  for (const [from, to] of lines) {
    ctx.moveTo(...toScreen(view, from));
    ctx.lineTo(...toScreen(view, to));
  }
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = '#0b0e14b0';
  ctx.stroke();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = color;
  if (!solid) ctx.setLineDash([5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function fillLightly(ctx: CanvasRenderingContext2D): void {
  ctx.globalAlpha = 0.14;
  ctx.fill();
  ctx.globalAlpha = 1;
}

function trace(ctx: CanvasRenderingContext2D, view: View, points: readonly Vec2[], closed: boolean): void {
  ctx.beginPath();
  points.forEach((point, i) => {
    const [x, y] = toScreen(view, point);
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  if (closed) ctx.closePath();
}

function traceCurve(
  ctx: CanvasRenderingContext2D,
  view: View,
  { nodes, closed }: Extract<Mark, { kind: 'curve' }>,
): void {
  ctx.beginPath();
  cubicsOf(nodes, closed).forEach(([a, b, c, d], i) => {
    if (i === 0) ctx.moveTo(...toScreen(view, a));
    ctx.bezierCurveTo(...toScreen(view, b), ...toScreen(view, c), ...toScreen(view, d));
  });
}

function paintHandle(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  { form, picked, small }: Extract<Mark, { kind: 'handle' }>,
): void {
  const color = ctx.strokeStyle;
  const r = small ? 3 : 4;
  ctx.beginPath();
  if (form === 'square') ctx.rect(x - r, y - r, 2 * r, 2 * r);
  else if (form === 'round') ctx.arc(x, y, r + 0.5, 0, Math.PI * 2);
  else {
    ctx.moveTo(x, y - r - 1.5);
    ctx.lineTo(x + r + 1.5, y);
    ctx.lineTo(x, y + r + 1.5);
    ctx.lineTo(x - r - 1.5, y);
    ctx.closePath();
  }
  // A dark rim keeps handles apart from a scene of the same colour.
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = '#0b0e1490';
  ctx.stroke();
  ctx.fillStyle = picked ? color : '#ffffff';
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = picked ? '#ffffff' : color;
  ctx.stroke();
}

function paintArc(
  ctx: CanvasRenderingContext2D,
  [x, y]: Vec2,
  { from, to, radius }: Extract<Mark, { kind: 'arc' }>,
): void {
  const [start, end] = [(from * Math.PI) / 180, (to * Math.PI) / 180];
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.arc(x, y, radius, start, Math.min(end, start + Math.PI * 2));
  ctx.closePath();
  fillLightly(ctx);
  ctx.lineWidth = 1.5;
  ctx.stroke();
}
