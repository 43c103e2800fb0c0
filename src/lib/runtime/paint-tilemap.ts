import { degToRad, type Rect, type Vec2 } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { ProjectData, TilesetData } from '../schema/project.ts';
import { cellCorner, gridOf, type CellRange, type TileGrid } from '../schema/tile-grid.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK, TURN_120, turnedSize } from '../schema/tiles.ts';
import { drawComposed, type TileLook } from './compose-tiles.ts';
import { cellsSeen, forEachTile } from './tile-order.ts';
import { sheetOf } from './tile-pixels.ts';
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

/** A tile as it looks at one moment. */
interface Look {
  image: CanvasImageSource;
  /** Its part of the image. */
  part: Rect;
  offset: Vec2;
}

/** Looks of the tile numbers of a layer, each found once; `null` for one that has none, or not yet. */
function looksOf(
  map: Tilemap,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
  { time = 0, tint = '' }: PaintOptions,
): (cell: number) => Look | null {
  const known = new Map<number, Look | null>();
  const light = bothTints(map.tint, tint);
  return (cell) => {
    const number = cell & TILE_MASK;
    let look = known.get(number);
    if (look !== undefined) return look;
    const found = tileOf(map.tilesets, tilesets, number);
    const tile = found && shownTile(found.tileset, found.tile, time);
    const image = tile === null ? null : images.get(tileImage(found!.tileset, tile));
    look = image && {
      image: tinted(image, light),
      part: tileRect(found!.tileset, tile!),
      offset: found!.tileset.offset,
    };
    known.set(number, look);
    return look;
  };
}

/** Draws the cells of a layer; cell 0, 0 has its top left corner at that of the box. Tiles larger than a cell grow up and right, as in Tiled. */
export function paintTilemap(
  ctx: PaintContext,
  map: Tilemap,
  box: Rect,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
  options: PaintOptions,
): void {
  const { clip } = options;
  const grid = gridOf(map);
  const own = clip && { ...clip, x: clip.x - box.x, y: clip.y - box.y };
  const range = cellsSeen(map, grid, own, tileReach(map.tilesets, tilesets));
  const lookOf = looksOf(map, images, tilesets, options);
  if (clip && composeLayer(ctx, map, grid, range, box, clip, lookOf)) return;
  const snap = pixelSnap(ctx);
  const foot = grid.cell[1];
  const hexagonal = grid.kind === 'hexagonal';
  forEachTile(map, range, (cell, x, y) => {
    const look = lookOf(cell);
    if (!look) return;
    const [left, top] = cellCorner(grid, x, y);
    paintTile(ctx, look, cell, box.x + left, box.y + top + foot, snap, hexagonal);
  });
}

/** Cells that cover fewer pixels of the screen are put together pixel by pixel. */
const SMALL_CELL = 24 * 24;
/** Of so few cells each is drawn, whatever their size. */
const FEW_CELLS = 64;

/** Draws small, upright tiles as one picture. False, and nothing is drawn, where that cannot be done or would not be quicker. */
function composeLayer(
  ctx: PaintContext,
  map: Tilemap,
  grid: TileGrid,
  range: CellRange,
  box: Rect,
  clip: Rect,
  lookOf: (cell: number) => Look | null,
): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const { a, b, c, d, e, f } = ctx.getTransform();
  const [width, height] = grid.cell;
  // Hexagons turn by angles at which no pixel lies on another.
  if (b !== 0 || c !== 0 || !(a > 0 && d > 0) || grid.kind === 'hexagonal') return false;
  if (width * a * height * d > SMALL_CELL || (range[2] - range[0]) * (range[3] - range[1]) < FEW_CELLS)
    return false;
  const [left, top] = [Math.max(0, Math.floor(clip.x * a + e)), Math.max(0, Math.floor(clip.y * d + f))];
  const right = Math.min(ctx.canvas.width, Math.ceil((clip.x + clip.width) * a + e));
  const bottom = Math.min(ctx.canvas.height, Math.ceil((clip.y + clip.height) * d + f));
  if (right <= left || bottom <= top) return true;
  const known = new Map<number, TileLook | null>();
  let readable = true;
  // Neighbours are often alike.
  let [last, lastTile]: [number, TileLook | null] = [0, null];
  const tileLook = (cell: number): TileLook | null => {
    if (cell === last) return lastTile;
    let tile = known.get(cell);
    if (tile === undefined) {
      const look = lookOf(cell);
      tile = look && pixelLook(cell, height, look);
      if (look && !tile) readable = false;
      known.set(cell, tile);
    }
    last = cell;
    return (lastTile = tile);
  };
  const area = { x: left, y: top, width: right - left, height: bottom - top };
  return drawComposed(ctx, area, { scale: [a, d], shift: [e, f] }, (picture) => {
    if (grid.kind === 'orthogonal')
      picture.putRows(range, [box.x, box.y], grid.cell, (fn) =>
        forEachTile(map, range, (cell, x, y) => {
          const tile = tileLook(cell);
          if (tile) fn(tile, x, y);
        }),
      );
    else
      forEachTile(map, range, (cell, x, y) => {
        const tile = tileLook(cell);
        if (!tile) return;
        const [cellLeft, cellTop] = cellCorner(grid, x, y);
        picture.put(tile, box.x + cellLeft, box.y + cellTop);
      });
    return readable;
  });
}

/** A look as pixels; `null` where its image cannot be read. */
function pixelLook(cell: number, cellHeight: number, { image, part, offset }: Look): TileLook | null {
  const sheet = sheetOf(image);
  if (!sheet) return null;
  const [width, height] = turnedSize([part.width, part.height], cell, false);
  return {
    sheet,
    part,
    flags: cell,
    dx: offset[0],
    dy: offset[1] + cellHeight - height,
    width,
    height,
    known: [],
  };
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
  { image, part, offset }: Look,
  flags: number,
  x: number,
  y: number,
  snap: Snap,
  hexagonal: boolean,
): void {
  const [width, height] = turnedSize([part.width, part.height], flags, hexagonal);
  const to = snap({ x: x + offset[0], y: y - height + offset[1], width, height });
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
  const [w, h] = turned ? [to.height, to.width] : [to.width, to.height];
  ctx.drawImage(image, part.x, part.y, part.width, part.height, -w / 2, -h / 2, w, h);
  ctx.restore();
}
