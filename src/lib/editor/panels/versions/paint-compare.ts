/** Paints two states of a scene over each other or beside each other, with marks on what differs. */
import { intersects, union, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { withDefinition } from '../../../schema/definition-scene.ts';
import type { ProjectData } from '../../../schema/project.ts';
import type { ImageSource } from '../../../runtime/paint-types.ts';
import type { DeviceView } from '../../canvas/bitmap-tiles.ts';
import { paintGround, paintItems, type Palette } from '../../canvas/paint-scene.ts';
import { paintTag, tagSize } from '../../canvas/paint-tag.ts';
import type { ThemeColors } from '../../canvas/theme-colors.ts';
import { defaultCanvasOptions } from '../../core/canvas-options.ts';
import { cornersOf, type Placed } from '../../core/entity-geometry.ts';
import { SceneIndex } from '../../core/scene-index.ts';
import type { ProjectChange } from '../../core/versions/compare.ts';
import { toScreen, visibleRect, type View } from '../../core/view.ts';

/** One state of the scene. */
export interface Side {
  index: SceneIndex;
  images: ImageSource;
}

export interface MarkColors {
  added: string;
  removed: string;
  changed: string;
  ink: string;
}

/** A scene or definition of a project, to be painted. */
export function sideOf(project: ProjectData, home: string, images: ImageSource): Side {
  const index = new SceneIndex();
  index.load(withDefinition(project, home), home);
  return { index, images };
}

/** What a change covers, then and now. */
export function areaOf(change: ProjectChange, then: Side, now: Side): Rect | null {
  const [was, is] = [then.index.items.get(change.id)?.bounds, now.index.items.get(change.id)?.bounds];
  return was && is ? union(was, is) : (was ?? is ?? null);
}

/** What is on screen and how. */
export interface Shot {
  ctx: CanvasRenderingContext2D;
  /** Width and height in CSS pixels, and device pixels for each. */
  size: Vec2;
  density: number;
  view: View;
  colors: ThemeColors;
  marks: MarkColors;
  /** Key of the change in hand. */
  shown: string;
}

const NO_GRID = { size: [64, 64], offset: [0, 0] } as const;

/** Paints one state as it is. */
export function paintSide(shot: Shot, { index, images }: Side): void {
  const { ctx, size, view } = shot;
  const area = visibleRect(view, size);
  const palette = paletteOf(shot, images);
  paintGround(ctx, deviceOf(shot), area, index, palette);
  paintItems(ctx, deviceOf(shot), index.visibleIn(area), area, index, palette, new Set());
}

/** Paints what was and is no more, faintly, over what is. */
export function paintGone(shot: Shot, { index, images }: Side, changes: readonly ProjectChange[]): void {
  const { ctx, size, view } = shot;
  const area = visibleRect(view, size);
  const gone = new Set(changes.filter(({ how }) => how === 'removed').map(({ id }) => id));
  const items = index.visibleIn(area).filter(({ id, owner }) => gone.has(id) || gone.has(owner));
  ctx.globalAlpha = 0.45;
  paintItems(ctx, deviceOf(shot), items, area, index, paletteOf(shot, images), new Set());
  ctx.globalAlpha = 1;
}

const deviceOf = ({ view, density }: Shot): DeviceView => ({
  x: view.x * density,
  y: view.y * density,
  scale: view.scale * density,
});

function paletteOf({ colors }: Shot, images: ImageSource): Palette {
  const options = { ...defaultCanvasOptions, grid: false, tileMarks: false, colliders: false };
  return { colors, images, options, grid: NO_GRID };
}

/** Frames around what differs; what moved has a line from where it was. @param which the states that marks are for */
export function paintMarks(
  shot: Shot,
  changes: readonly ProjectChange[],
  sides: { then: Side | null; now: Side | null },
): void {
  const { ctx, density, view, marks, shown } = shot;
  ctx.setTransform(density, 0, 0, density, 0, 0);
  ctx.font = '11px system-ui, sans-serif';
  ctx.textBaseline = 'middle';
  const placedIn = (side: Side | null, id: string) => side?.index.items.get(id)?.placed;
  const found = changes.filter(({ id }) => placedIn(sides.then, id) ?? placedIn(sides.now, id));
  for (const { key, id, how } of found) {
    const [was, is] = [placedIn(sides.then, id), placedIn(sides.now, id)];
    const color = marks[how];
    ctx.lineWidth = key === shown ? 3 : 1.5;
    ctx.strokeStyle = color;
    if (was && (how === 'removed' || !is)) outline(ctx, view, was, how === 'removed' ? [4, 3] : []);
    if (is && how !== 'removed') outline(ctx, view, is, []);
    if (was && is && how === 'changed' && apart(was, is)) {
      outline(ctx, view, was, [4, 3]);
      arrow(ctx, toScreen(view, was.position), toScreen(view, is.position));
    }
  }
  const taken: Rect[] = [];
  // The one in hand comes first; a name that would lie over another one is left out.
  for (const { id, how, name } of [...found].sort(
    (a, b) => Number(b.key === shown) - Number(a.key === shown),
  )) {
    const [x, y] = topLeft(view, (placedIn(sides.now, id) ?? placedIn(sides.then, id))!);
    const text = `${SIGNS[how]} ${name}`;
    const [width, height] = tagSize(ctx, text);
    const tag = { x, y: y - height - 3, width, height };
    if (taken.some((other) => intersects(other, tag))) continue;
    taken.push(tag);
    paintTag(ctx, [tag.x, tag.y], text, marks[how], marks.ink);
  }
}

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

const apart = (a: Placed, b: Placed): boolean =>
  Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]) > 0.5;

function topLeft(view: View, placed: Placed): Vec2 {
  const corners = cornersOf(placed).map((corner) => toScreen(view, corner));
  return [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))];
}

function outline(ctx: CanvasRenderingContext2D, view: View, placed: Placed, dash: number[]): void {
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (const [x, y] of cornersOf(placed).map((corner) => toScreen(view, corner))) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.stroke();
  ctx.setLineDash([]);
}

function arrow(ctx: CanvasRenderingContext2D, from: Vec2, to: Vec2): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  for (const side of [-1, 1]) {
    ctx.moveTo(...to);
    ctx.lineTo(to[0] - 8 * Math.cos(angle + side * 0.45), to[1] - 8 * Math.sin(angle + side * 0.45));
  }
  ctx.stroke();
}
