/** A tileset as a sheet of its tiles for editing: which tile lies where. Pure. */
import type { Rect, Vec2 } from '../../../base/geometry.ts';
import type { TilesetData } from '../../../schema/project.ts';

/** Columns of a sheet whose tiles have images of their own. */
const OWN_COLUMNS = 8;
/** Further tiles are not shown. */
const MOST_TILES = 16_384;

export interface TileSheet {
  /** Numbers of the tiles, row by row. */
  readonly tiles: readonly number[];
  readonly columns: number;
  readonly rows: number;
  /** Room of one tile. */
  readonly cell: Vec2;
}

/** Tiles of a tileset's image as they lie in it, without margin and spacing; others by number. */
export function sheetOf(tileset: TilesetData): TileSheet {
  const own = tileset.image === '';
  const tiles = own
    ? Object.keys(tileset.tiles)
        .map(Number)
        .filter((tile) => tileset.tiles[tile]?.image !== undefined)
        .sort((a, b) => a - b)
    : Array.from({ length: Math.min(tileset.count, MOST_TILES) }, (_, tile) => tile);
  const columns = own ? Math.min(OWN_COLUMNS, Math.max(1, tiles.length)) : Math.max(1, tileset.columns);
  return { tiles, columns, rows: Math.ceil(tiles.length / columns), cell: tileset.tileSize };
}

/** Where a tile of the sheet is. @param at its place in the row of all tiles */
export const sheetRect = ({ columns, cell: [width, height] }: TileSheet, at: number): Rect => ({
  x: (at % columns) * width,
  y: Math.floor(at / columns) * height,
  width,
  height,
});

/** The tile at a point of the sheet, and where in it, from 0 to 1; `null` beside all tiles. */
export function tileAtPoint(sheet: TileSheet, [x, y]: Vec2): { tile: number; within: Vec2 } | null {
  const [column, row] = [x / sheet.cell[0], y / sheet.cell[1]];
  if (column < 0 || row < 0 || column >= sheet.columns) return null;
  const tile = sheet.tiles[Math.floor(row) * sheet.columns + Math.floor(column)];
  return tile === undefined ? null : { tile, within: [column % 1, row % 1] };
}
