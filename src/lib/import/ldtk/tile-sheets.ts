/** Tiles that lie on one another and beside the grid, sorted into grids of one tile a cell. */
import { FLIP_X, FLIP_Y } from '../../schema/tiles.ts';
import type { LdtkTile } from './model.ts';

/** Tiles that fit into one grid: at most one in a cell, all equally far beside the grid and equally opaque. */
export interface TileSheet {
  /** Pixels by which the grid is moved, 0 to less than a cell. */
  offset: readonly [number, number];
  alpha: number;
  cells: [x: number, y: number, value: number][];
}

/** Beyond so many grids the rest is drawn tile by tile. */
export const mostSheets = 48;

const floorMod = (value: number, by: number): number => ((value % by) + by) % by;

/**
 * Sorts tiles, given in the order they are drawn in, into as few grids as keep that order: each comes into the first
 * grid that fits it and that is in front of all tiles that it covers.
 * @param gridSize size of a cell in pixels
 * @param tileSize size of a tile in pixels; larger tiles grow up and right out of the cell at their bottom left
 * @returns the grids, back to front, and what fits into none
 */
export function sheetsOf(
  tiles: readonly LdtkTile[],
  gridSize: number,
  tileSize: number,
): { sheets: TileSheet[]; rest: LdtkTile[] } {
  const sheets: TileSheet[] = [];
  const rest: LdtkTile[] = [];
  /** Which cells of a sheet are taken, as `x,y`. */
  const taken: Set<string>[] = [];
  /** The foremost tile in a part of the layer: its grid, and its cell there. */
  const front = new Map<string, readonly [sheet: number, x: number, y: number]>();
  // Giant tiles on a fine grid are followed in larger steps.
  const step = Math.max(gridSize, Math.ceil(tileSize / 16));
  for (const tile of tiles) {
    // Where the cell at its bottom left begins.
    const [left, top] = [tile.x, tile.y + tileSize - gridSize];
    const offset = [floorMod(left, gridSize), floorMod(top, gridSize)] as const;
    const cell = [Math.floor(left / gridSize), Math.floor(top / gridSize)] as const;
    const key = cell.join(',');
    const covered = placesUnder(tile, tileSize, step);
    // A grid is drawn row by row: what it draws later may cover what it drew before.
    const behind = covered.reduce((most, place) => {
      const [sheet, x, y] = front.get(place) ?? [-1, 0, 0];
      const later = cell[1] > y || (cell[1] === y && cell[0] >= x);
      return Math.max(most, later ? sheet : sheet + 1);
    }, 0);
    const fits = (at: number): boolean => {
      const sheet = sheets[at]!;
      return (
        sheet.alpha === tile.alpha &&
        sheet.offset[0] === offset[0] &&
        sheet.offset[1] === offset[1] &&
        !taken[at]!.has(key)
      );
    };
    let at = behind;
    while (at < sheets.length && !fits(at)) at++;
    if (at >= mostSheets) {
      rest.push(tile);
      continue;
    }
    if (at === sheets.length) {
      sheets.push({ offset, alpha: tile.alpha, cells: [] });
      taken.push(new Set());
    }
    taken[at]!.add(key);
    for (const place of covered) front.set(place, [at, cell[0], cell[1]]);
    sheets[at]!.cells.push([cell[0], cell[1], valueOf(tile)]);
  }
  return { sheets, rest };
}

/** The value of a cell that shows the tile; tile 0 of the tileset has the number 1. */
const valueOf = ({ tile, flipX, flipY }: LdtkTile): number =>
  ((tile + 1) | (flipX ? FLIP_X : 0) | (flipY ? FLIP_Y : 0)) >>> 0;

function placesUnder({ x, y }: LdtkTile, tileSize: number, step: number): string[] {
  const places: string[] = [];
  for (let py = Math.floor(y / step); py * step < y + tileSize; py++)
    for (let px = Math.floor(x / step); px * step < x + tileSize; px++) places.push(`${px},${py}`);
  return places;
}
