/** What tiles are, drawn over them: where bodies stand, one-way edges, classes, properties and animations. */
import { degToRad, type Rect, type Vec2 } from '../../base/geometry.ts';
import { tileOf, tileRect } from '../../runtime/paint-tilemap.ts';
import { cellsSeen, forEachTile } from '../../runtime/tile-order.ts';
import type { ComponentData } from '../../schema/components.ts';
import type { ProjectData, TileData, TilesetData } from '../../schema/project.ts';
import { cellCorner, cellOutline, gridOf, type TileGrid } from '../../schema/tile-grid.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TURN_120, turnedSize } from '../../schema/tiles.ts';

const SOLID = '#f2b45a';
const ONE_WAY = '#5fd38d';
const NOTE = '#c792ea';

type Solid = ComponentData<'Tilemap'>['solid'];

/** Marks one tile of a palette, its top left corner at 0, 0. @param pixel how many units of the context a thin line is wide */
export function paintTileMarks(
  ctx: CanvasRenderingContext2D,
  tileset: TilesetData,
  tile: number,
  pixel: number,
): void {
  const data = tileset.tiles[tile] ?? {};
  const { width, height } = tileRect(tileset, tile);
  const inset: Vec2[] = [
    [pixel, pixel],
    [width - pixel, pixel],
    [width - pixel, height - pixel],
    [pixel, height - pixel],
  ];
  if (isWhole(data, 'marked')) paintOutlines(ctx, [inset], SOLID, pixel);
  paintOutlines(ctx, data.collision ?? [], data.oneWay ? ONE_WAY : SOLID, pixel);
  if (data.oneWay) paintOneWay(ctx, width, height, pixel);
  paintNotes(ctx, data, width, height, pixel);
}

/** Whether bodies stand on all of a tile's cell. */
const isWhole = ({ solid, oneWay, collision }: TileData, layer: Solid): boolean =>
  layer !== 'none' && !oneWay && !collision?.length && (layer === 'all' || solid === true);

function paintOutlines(
  ctx: CanvasRenderingContext2D,
  outlines: readonly (readonly Vec2[])[],
  color: string,
  pixel: number,
): void {
  ctx.lineWidth = 1.25 * pixel;
  ctx.strokeStyle = ctx.fillStyle = color;
  for (const points of outlines) {
    ctx.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
    ctx.closePath();
    lightly(ctx);
    ctx.stroke();
  }
}

/** Dots for what is told of a tile. */
function paintNotes(
  ctx: CanvasRenderingContext2D,
  data: TileData,
  width: number,
  height: number,
  pixel: number,
): void {
  // Below this a dot would be all that is seen of a tile.
  if (Math.min(width, height) < 10 * pixel) return;
  const noted = data.className || Object.keys(data.properties ?? {}).length > 0;
  if (noted) dot(ctx, width - 4 * pixel, 4 * pixel, pixel, NOTE);
  if (data.animation?.length) dot(ctx, 4 * pixel, 4 * pixel, pixel, '#4cc9f0');
}

/** Below so many pixels of the screen, a cell has no room for marks. */
const LEAST_CELL = 7;

/** Marks all tiles of a layer that are in sight, in the frame of its box. */
export function paintLayerMarks(
  ctx: CanvasRenderingContext2D,
  map: ComponentData<'Tilemap'>,
  box: Rect,
  tilesets: ProjectData['tilesets'],
  pixel: number,
  clip: Rect | undefined,
): void {
  const grid = gridOf(map);
  if (Math.min(...grid.cell) < LEAST_CELL * pixel) return;
  const own = clip && { ...clip, x: clip.x - box.x, y: clip.y - box.y };
  const [cellWidth, cellHeight] = grid.cell;
  const outline = cellOutline(grid);
  // A little inside, so that the lines of two cells are told apart.
  const inner = outline.map(([x, y]): Vec2 => [
    x + Math.sign(cellWidth / 2 - x) * pixel,
    y + Math.sign(cellHeight / 2 - y) * pixel,
  ]);
  forEachTile(map, cellsSeen(map, grid, own, Math.max(...grid.cell)), (cell, x, y) => {
    const found = tileOf(map.tilesets, tilesets, cell);
    const data = found?.tileset.tiles[found.tile] ?? {};
    if (!found || (map.solid !== 'all' && !found.tileset.tiles[found.tile])) return;
    const [left, top] = cellCorner(grid, x, y);
    ctx.save();
    ctx.translate(box.x + left, box.y + top);
    if (isWhole(data, map.solid)) paintOutlines(ctx, [inner], SOLID, pixel);
    if (map.solid !== 'none' && data.collision?.length) {
      ctx.save();
      enterTile(ctx, found, cell, grid);
      paintOutlines(ctx, data.collision, data.oneWay ? ONE_WAY : SOLID, pixel);
      ctx.restore();
    }
    // Of a cell that is no box, the corners around it belong to others.
    const part = grid.kind === 'orthogonal' ? 1 : 0.5;
    const [width, height] = [cellWidth * part, cellHeight * part];
    ctx.translate((cellWidth - width) / 2, (cellHeight - height) / 2);
    // Bodies come through from below, whichever way the tile is turned.
    if (map.solid !== 'none' && data.oneWay) paintOneWay(ctx, width, height, pixel);
    paintNotes(ctx, data, width, height, pixel);
    ctx.restore();
  });
}

/** Goes from the frame of a cell to that of its tile as it is mirrored and turned there. */
function enterTile(
  ctx: CanvasRenderingContext2D,
  { tileset, tile }: { tileset: TilesetData; tile: number },
  cell: number,
  grid: TileGrid,
): void {
  const { width, height } = tileRect(tileset, tile);
  const [dx, dy] = tileset.offset;
  const hexagonal = grid.kind === 'hexagonal';
  const [across, down] = turnedSize([width, height], cell, hexagonal);
  ctx.translate(dx + across / 2, grid.cell[1] - down / 2 + dy);
  if (hexagonal) ctx.rotate(degToRad((cell & FLIP_DIAGONAL ? 60 : 0) + (cell & TURN_120 ? 120 : 0)));
  ctx.scale(cell & FLIP_X ? -1 : 1, cell & FLIP_Y ? -1 : 1);
  if (cell & FLIP_DIAGONAL && !hexagonal) ctx.transform(0, 1, 1, 0, 0, 0);
  ctx.translate(-width / 2, -height / 2);
}

/** A line on top, and an arrow that goes through it from below. */
function paintOneWay(ctx: CanvasRenderingContext2D, width: number, height: number, pixel: number): void {
  ctx.lineWidth = 1.25 * pixel;
  ctx.strokeStyle = ONE_WAY;
  const [x, y] = [width / 2, Math.max(2 * pixel, height * 0.12)];
  const wing = Math.min(3.5 * pixel, width / 4);
  ctx.beginPath();
  ctx.moveTo(0, pixel);
  ctx.lineTo(width, pixel);
  ctx.moveTo(x, height * 0.7);
  ctx.lineTo(x, y + 2 * pixel);
  ctx.moveTo(x - wing, y + 2 * pixel + wing);
  ctx.lineTo(x, y + 2 * pixel);
  ctx.lineTo(x + wing, y + 2 * pixel + wing);
  ctx.stroke();
}

function lightly(ctx: CanvasRenderingContext2D): void {
  const { globalAlpha } = ctx;
  ctx.globalAlpha = globalAlpha * 0.14;
  ctx.fill();
  ctx.globalAlpha = globalAlpha;
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, pixel: number, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, 2.5 * pixel, 0, Math.PI * 2);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = pixel;
  ctx.strokeStyle = '#0b0e14';
  ctx.stroke();
}
