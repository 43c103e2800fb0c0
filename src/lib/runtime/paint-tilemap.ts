import { degToRad, type Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { ProjectData, TilesetData } from '../schema/project.ts';
import { cellCorner, gridOf } from '../schema/tile-grid.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK, TURN_120 } from '../schema/tiles.ts';
import { cellsSeen, forEachTile } from './tile-order.ts';
import { bothTints } from './tint-color.ts';
import { tinted } from './tint.ts';
import type { ImageSource, PaintContext, PaintOptions } from './paint-types.ts';

type Tilemap = ComponentData<'Tilemap'>;

/** A tile number of a layer taken apart: its tileset and the number within it. */
interface TileOf {
  tileset: TilesetData;
  tile: number;
}

/** The tileset that a cell's number belongs to: the last whose first tile is not above it. */
export function tileOf(
  uses: Tilemap['tilesets'],
  tilesets: ProjectData['tilesets'],
  cell: number,
): TileOf | null {
  const number = (cell & TILE_MASK) >>> 0;
  let best: Tilemap['tilesets'][number] | null = null;
  for (const use of uses)
    if (use.firstTile <= number && (!best || use.firstTile > best.firstTile)) best = use;
  const tileset = best && tilesets[best.tileset];
  return tileset ? { tileset, tile: number - best!.firstTile } : null;
}

/** The tile shown at a time in seconds: the tile itself, or the step of its animation. */
export function shownTile(tileset: TilesetData, tile: number, time: number): number {
  const steps = tileset.tiles[tile]?.animation;
  if (!steps?.length) return tile;
  const total = steps.reduce((sum, { duration }) => sum + duration, 0);
  if (!(total > 0)) return tile;
  let rest = (time * 1000) % total;
  for (const step of steps) {
    if (rest < step.duration) return step.tile;
    rest -= step.duration;
  }
  return tile;
}

/** Id of the image that a tile is in; '' for none. */
export const tileImage = ({ tiles, image }: TilesetData, tile: number): string => tiles[tile]?.image ?? image;

/** Where a tile lies in its image. */
export function tileRect(
  { tileSize: [width, height], margin, spacing, columns, tiles }: TilesetData,
  tile: number,
): Rect {
  const { image, rect } = tiles[tile] ?? {};
  if (image !== undefined) return rect ?? { x: 0, y: 0, width, height };
  const column = tile % Math.max(1, columns);
  const row = Math.floor(tile / Math.max(1, columns));
  return { x: margin + column * (width + spacing), y: margin + row * (height + spacing), width, height };
}

/** Draws the cells of a layer; cell 0, 0 has its top left corner at that of the box. Tiles larger than a cell grow up and right, as in Tiled. */
export function paintTilemap(
  ctx: PaintContext,
  map: Tilemap,
  box: Rect,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
  { clip, time = 0, tint = '' }: PaintOptions,
): void {
  const grid = gridOf(map);
  const own = clip && { ...clip, x: clip.x - box.x, y: clip.y - box.y };
  const snap = pixelSnap(ctx);
  const light = bothTints(map.tint, tint);
  const foot = grid.cell[1];
  const hexagonal = grid.kind === 'hexagonal';
  forEachTile(map, cellsSeen(map, grid, own, tileReach(map.tilesets, tilesets)), (cell, x, y) => {
    const found = tileOf(map.tilesets, tilesets, cell);
    if (!found) return;
    const shown = shownTile(found.tileset, found.tile, time);
    const image = images.get(tileImage(found.tileset, shown));
    if (!image) return;
    const [left, top] = cellCorner(grid, x, y);
    paintTile(
      ctx,
      tinted(image, light),
      found.tileset,
      shown,
      cell,
      box.x + left,
      box.y + top + foot,
      snap,
      hexagonal,
    );
  });
}

/** Pixels by which the tiles of these tilesets may stick out of their cells. */
function tileReach(uses: Tilemap['tilesets'], tilesets: ProjectData['tilesets']): number {
  return uses.reduce((most, { tileset }) => {
    const { tileSize = [0, 0], offset = [0, 0] } = tilesets[tileset] ?? {};
    return Math.max(most, tileSize[0] + Math.abs(offset[0]), tileSize[1] + Math.abs(offset[1]));
  }, 0);
}

/** Moves the edges of a rectangle. */
type Snap = (rect: Rect) => Rect;

/**
 * Puts edges onto whole pixels of the screen: neighbouring tiles that end within a pixel would each cover a part of it,
 * and what is behind them would show as a line. A turned layer is left as it is.
 */
function pixelSnap(ctx: PaintContext): Snap {
  const { a, b, c, d, e, f } = ctx.getTransform();
  if (b !== 0 || c !== 0 || a === 0 || d === 0) return (rect) => rect;
  const alongX = (x: number) => (Math.round(x * a + e) - e) / a;
  const alongY = (y: number) => (Math.round(y * d + f) - f) / d;
  return ({ x, y, width, height }) => {
    const [left, top] = [alongX(x), alongY(y)];
    return { x: left, y: top, width: alongX(x + width) - left, height: alongY(y + height) - top };
  };
}

/** Draws one tile whose bottom left corner is at x, y. */
function paintTile(
  ctx: PaintContext,
  image: CanvasImageSource,
  tileset: TilesetData,
  tile: number,
  flags: number,
  x: number,
  y: number,
  snap: Snap,
  hexagonal: boolean,
): void {
  const part = tileRect(tileset, tile);
  const to = snap({
    x: x + tileset.offset[0],
    y: y - part.height + tileset.offset[1],
    width: part.width,
    height: part.height,
  });
  if ((flags & (FLIP_X | FLIP_Y | FLIP_DIAGONAL | TURN_120)) === 0) {
    ctx.drawImage(image, part.x, part.y, part.width, part.height, to.x, to.y, to.width, to.height);
    return;
  }
  ctx.save();
  ctx.translate(to.x + to.width / 2, to.y + to.height / 2);
  if (hexagonal) ctx.rotate(degToRad((flags & FLIP_DIAGONAL ? 60 : 0) + (flags & TURN_120 ? 120 : 0)));
  ctx.scale(flags & FLIP_X ? -1 : 1, flags & FLIP_Y ? -1 : 1);
  // The diagonal is mirrored first, so it stands innermost.
  const turned = !hexagonal && (flags & FLIP_DIAGONAL) !== 0;
  if (turned) ctx.transform(0, 1, 1, 0, 0, 0);
  const [width, height] =
    turned && part.width === part.height ? [to.height, to.width] : [to.width, to.height];
  ctx.drawImage(image, part.x, part.y, part.width, part.height, -width / 2, -height / 2, width, height);
  ctx.restore();
}
