/** What tiles are, drawn over them: where bodies stand, one-way edges, classes, properties and animations. */
import type { Rect } from '../../base/geometry.ts';
import { tileOf, tileRect } from '../../runtime/paint-tilemap.ts';
import { cellsSeen, forEachTile } from '../../runtime/tile-order.ts';
import type { ComponentData } from '../../schema/components.ts';
import type { ProjectData, TilesetData } from '../../schema/project.ts';
import { cellCorner, gridOf } from '../../schema/tile-grid.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y } from '../../schema/tiles.ts';

const SOLID = '#f2b45a';
const ONE_WAY = '#5fd38d';
const NOTE = '#c792ea';

/**
 * Marks one tile in its own frame, its top left corner at 0, 0.
 * @param pixel how many units of the context a thin line is wide
 * @param solid what the layer says of which of its tiles are
 */
export function paintTileMarks(
  ctx: CanvasRenderingContext2D,
  tileset: TilesetData,
  tile: number,
  pixel: number,
  solid: ComponentData<'Tilemap'>['solid'] = 'marked',
): void {
  const data = tileset.tiles[tile] ?? {};
  const { width, height } = tileRect(tileset, tile);
  ctx.lineWidth = 1.25 * pixel;
  ctx.strokeStyle = ctx.fillStyle = data.oneWay ? ONE_WAY : SOLID;
  const bumps = solid !== 'none';
  if (bumps && data.oneWay) paintOneWay(ctx, width, height, pixel);
  if (bumps && data.collision?.length) {
    for (const points of data.collision) {
      ctx.beginPath();
      points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
      ctx.closePath();
      lightly(ctx);
      ctx.stroke();
    }
  } else if (bumps && !data.oneWay && (data.solid || solid === 'all')) {
    const inset = pixel;
    ctx.beginPath();
    ctx.rect(inset, inset, width - 2 * inset, height - 2 * inset);
    lightly(ctx);
    ctx.stroke();
  }
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
  forEachTile(map, cellsSeen(map, grid, own, Math.max(...grid.cell)), (cell, x, y) => {
    const found = tileOf(map.tilesets, tilesets, cell);
    if (!found || (map.solid !== 'all' && !found.tileset.tiles[found.tile])) return;
    const { width, height } = tileRect(found.tileset, found.tile);
    const [left, top] = cellCorner(grid, x, y);
    ctx.save();
    ctx.translate(
      box.x + left + found.tileset.offset[0] + width / 2,
      box.y + top + grid.cell[1] - height / 2 + found.tileset.offset[1],
    );
    ctx.scale(cell & FLIP_X ? -1 : 1, cell & FLIP_Y ? -1 : 1);
    if (cell & FLIP_DIAGONAL) ctx.transform(0, 1, 1, 0, 0, 0);
    ctx.translate(-width / 2, -height / 2);
    paintTileMarks(ctx, found.tileset, found.tile, pixel, map.solid);
    ctx.restore();
  });
}

/** A line on top, and an arrow that goes through it from below. */
function paintOneWay(ctx: CanvasRenderingContext2D, width: number, height: number, pixel: number): void {
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
