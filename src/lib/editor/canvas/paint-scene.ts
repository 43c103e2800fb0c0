/** Paints parts of a scene: the ground with its grid, entities where they stand, and frames of a running game. */
import { degToRad, type Rect } from '../../base/geometry.ts';
import { firstFrame } from '../../schema/animation-time.ts';
import { defaultSettings, type ProjectData, type ResolvedEntity } from '../../schema/project.ts';
import { paintEntity } from '../../runtime/painter.ts';
import type { GridData } from '../../schema/navigation.ts';
import type { ImageSource, PaintState } from '../../runtime/paint-types.ts';
import { isPainted, ownBox, type Placed } from '../core/entity-geometry.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import type { SceneItem } from '../core/scene-item.ts';
import type { CanvasOptions } from '../core/canvas-options.ts';
import type { DeviceView } from './bitmap-tiles.ts';
import { paintColliders } from './paint-colliders.ts';
import { paintCurve } from './paint-curve.ts';
import { paintLayerMarks } from './paint-tile-marks.ts';
import type { ThemeColors } from './theme-colors.ts';

/** What painting takes, apart from where. */
export interface Palette {
  colors: ThemeColors;
  images: ImageSource;
  options: CanvasOptions;
  grid: GridData;
  /** Seconds that animated tiles have played; 0 shows the first of each. */
  time?: number;
}

/** Grid lines are never nearer to each other than this many device pixels. */
const MIN_GRID = 8;

/** The distance of the grid lines shown at a scale: the grid itself, or a multiple that is not too dense. */
export function shownGrid(grid: number, scale: number): number {
  let step = grid;
  // Four at a time keeps every shown line on a line of the grid.
  while (step * scale < MIN_GRID) step *= 4;
  return step;
}

/** Background, the game's screen and the grid. */
export function paintGround(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  area: Rect,
  index: SceneIndex,
  { colors, options, grid }: Palette,
): void {
  const settings = index.project?.settings ?? defaultSettings;
  const left = area.x * view.scale + view.x;
  const top = area.y * view.scale + view.y;
  const width = area.width * view.scale;
  const height = area.height * view.scale;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colors.bg;
  ctx.fillRect(Math.floor(left), Math.floor(top), Math.ceil(width) + 1, Math.ceil(height) + 1);
  ctx.fillStyle = index.scene?.settings.background ?? settings.background;
  if (index.definition) paintOrigin(ctx, view, { x: left, y: top, width, height }, colors.dim);
  const screen = [settings.size[0] * view.scale, settings.size[1] * view.scale] as const;
  if (!index.definition) ctx.fillRect(view.x, view.y, screen[0], screen[1]);
  if (options.grid) paintGrid(ctx, view, { x: left, y: top, width, height }, grid, colors.dim);
}

/** A prefab has no screen: the ground is the game's all over, and two lines cross where the root stands. */
function paintOrigin(ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect, color: string): void {
  ctx.fillRect(Math.floor(area.x), Math.floor(area.y), Math.ceil(area.width) + 1, Math.ceil(area.height) + 1);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.45;
  ctx.fillRect(Math.round(view.x), area.y, 1, area.height);
  ctx.fillRect(area.x, Math.round(view.y), area.width, 1);
  ctx.globalAlpha = 1;
}

function paintGrid(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  { x: left, y: top, width, height }: Rect,
  { size, offset }: GridData,
  color: string,
): void {
  const [stepX, stepY] = [
    shownGrid(size[0], view.scale) * view.scale,
    shownGrid(size[1], view.scale) * view.scale,
  ];
  const [x0, y0] = [view.x + offset[0] * view.scale, view.y + offset[1] * view.scale];
  ctx.fillStyle = color;
  // Every fourth line is stronger, so that distances can be counted.
  for (const [every, alpha] of [
    [1, 0.09],
    [4, 0.12],
  ] as const) {
    ctx.globalAlpha = alpha;
    const [gapX, gapY] = [stepX * every, stepY * every];
    for (let x = Math.ceil((left - x0) / gapX) * gapX; x <= left - x0 + width; x += gapX)
      ctx.fillRect(Math.round(x + x0), top, 1, height);
    for (let y = Math.ceil((top - y0) / gapY) * gapY; y <= top - y0 + height; y += gapY)
      ctx.fillRect(left, Math.round(y + y0), width, 1);
  }
  ctx.globalAlpha = 1;
}

/** Makes the anchor of a box the origin and its own frame the unit. */
function enter(
  ctx: CanvasRenderingContext2D,
  { scale, x, y }: DeviceView,
  placed: Pick<Placed, 'position' | 'rotation'>,
): void {
  const [px, py] = placed.position;
  if (placed.rotation === 0) ctx.setTransform(scale, 0, 0, scale, px * scale + x, py * scale + y);
  else {
    const c = Math.cos(degToRad(placed.rotation)) * scale;
    const s = Math.sin(degToRad(placed.rotation)) * scale;
    ctx.setTransform(c, s, -s, c, px * scale + x, py * scale + y);
  }
}

/** Paints one entity where it is; something without a look gets a dashed outline, so that it can be found. */
export function paintItem(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  entity: ResolvedEntity,
  placed: Placed,
  area: Rect,
  state: PaintState,
  { project, scene }: Pick<SceneIndex, 'project' | 'scene'>,
  { images, colors, time }: Palette,
): void {
  enter(ctx, view, placed);
  const [x, y] = placed.position;
  const clip = placed.rotation === 0 ? { ...area, x: area.x - x, y: area.y - y } : undefined;
  const { Sprite, Shape, Text, Tilemap, Path } = entity.components;
  const lacksImage = Sprite && !Shape && !Text && !Tilemap && images.get(Sprite.asset) === null;
  if (isPainted(entity)) {
    const tint = scene?.layers[entity.layer]?.tint;
    paintEntity(ctx, entity, state, images, project?.tilesets ?? {}, {
      ...{ clip, tint, time, assets: project?.assets },
    });
  }
  if (Path) paintCurve(ctx, Path, placed, colors.guide, 1 / view.scale);
  if ((!isPainted(entity) && !Path?.points.length) || lacksImage) {
    const box = ownBox(placed);
    ctx.globalAlpha = 0.7;
    ctx.strokeStyle = colors.dim;
    ctx.lineWidth = 1 / view.scale;
    ctx.setLineDash([4 / view.scale, 3 / view.scale]);
    ctx.strokeRect(box.x, box.y, box.width, box.height);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

/** Limits what follows to an area of the scene; pair with `ctx.restore()`. */
export function clipTo(ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect): void {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.beginPath();
  const left = Math.floor(area.x * view.scale + view.x);
  const top = Math.floor(area.y * view.scale + view.y);
  const right = Math.ceil((area.x + area.width) * view.scale + view.x);
  const bottom = Math.ceil((area.y + area.height) * view.scale + view.y);
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
}

/** Pixel art stays crisp when it is enlarged; anything made smaller is smoothed. */
function smoothFor(ctx: CanvasRenderingContext2D, scale: number): void {
  ctx.imageSmoothingEnabled = scale < 1;
}

/** Paints items back to front, those in `without` left out. */
export function paintItems(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  items: readonly SceneItem[],
  area: Rect,
  index: SceneIndex,
  palette: Palette,
  without: ReadonlySet<string> | ReadonlyMap<string, unknown>,
): void {
  smoothFor(ctx, view.scale);
  for (const { id, entity, placed } of items) {
    if (without.has(id)) continue;
    paintItem(ctx, view, entity, placed, area, still(entity, placed, index.project?.assets), index, palette);
  }
  if (palette.options.tileMarks)
    for (const { id, entity, placed } of items) {
      const { Tilemap } = entity.components;
      if (!Tilemap || without.has(id)) continue;
      enter(ctx, view, placed);
      const [x, y] = placed.position;
      const clip = placed.rotation === 0 ? { ...area, x: area.x - x, y: area.y - y } : undefined;
      paintLayerMarks(ctx, Tilemap, ownBox(placed), index.project?.tilesets ?? {}, 1 / view.scale, clip);
    }
  if (!palette.options.colliders) return;
  // Over everything, so that none is hidden by what stands in front of it.
  for (const { id, entity, placed } of items) if (!without.has(id)) paintBumps(ctx, view, entity, placed);
}

/** Paints the colliders of an entity where it is. */
export function paintBumps(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  entity: ResolvedEntity,
  placed: Placed,
): void {
  enter(ctx, view, placed);
  paintColliders(ctx, entity, 1 / view.scale);
}

/** The state of an entity that does not play, at the size of its box. */
export function still(
  { components: { Sprite } }: ResolvedEntity,
  { size }: Pick<Placed, 'size'>,
  assets: ProjectData['assets'] | undefined,
): PaintState {
  const frame = firstFrame(Sprite, Sprite && assets?.[Sprite.asset]?.meta);
  return { width: size[0], height: size[1], alpha: 1, frame };
}
