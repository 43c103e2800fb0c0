/** Stamps: made of tiles and of layers, and laid down. Pure. */
import type { TilesetUse } from '../../../schema/fields.ts';
import type { StampData, StampPart } from '../../../schema/stamps.ts';
import { isShifted, type TileGrid } from '../../../schema/tile-grid.ts';
import { TILE_MASK } from '../../../schema/tiles.ts';
import type { Cell } from './cell-shapes.ts';
import { isStaggered } from './grid-cells.ts';

const cellOf = (tile: number | null | undefined): number =>
  tile === null || tile === undefined ? 0 : tile + 1;

/** A stamp of tiles of one tileset, given by rows; `null` leaves a cell as it is. */
export function stampOfTiles(tileset: string, rows: readonly (readonly (number | null)[])[]): StampData {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.flatMap((row) => Array.from({ length: width }, (_, x) => cellOf(row[x])));
  const part = { layer: '', name: '', tilesets: [{ firstTile: 1, tileset }], cells };
  return { width, height: Math.max(1, rows.length), parts: [part] };
}

/** A tile layer as stamps are picked from it. */
export interface PickedLayer {
  readonly id: string;
  readonly name: string;
  readonly tilesets: readonly TilesetUse[];
  /** The cell of this layer at the first cell of the range: layers may stand apart. */
  readonly from: Cell;
  readonly grid?: TileGrid;
  /** The cell at a place; 0 for none. */
  at(x: number, y: number): number;
}

/** Whether a stamp whose first cell lies there starts with a row, or column, that is moved by half a cell. */
export const isShiftedAt = (grid: TileGrid | undefined, [x, y]: Cell): boolean =>
  grid !== undefined && isStaggered(grid) && isShifted(grid.staggerAxis === 'y' ? y : x, grid);

/**
 * Where cell i, j of a stamp lies when its first one lies at a cell: a stamp keeps its form also where other rows are moved than those
 * that it comes from.
 */
export function stampCell(
  { shifted = false }: Pick<StampData, 'shifted'>,
  grid: TileGrid | undefined,
  from: Cell,
  [i, j]: Cell,
): [x: number, y: number] {
  const [x, y] = [from[0] + i, from[1] + j];
  if (!grid || !isStaggered(grid) || isShiftedAt(grid, from) === shifted) return [x, y];
  const by = shifted ? -1 : 1;
  if (grid.staggerAxis === 'y') return [j % 2 === 0 ? x : x + by, y];
  return [x, i % 2 === 0 ? y : y + by];
}

/** What several layers have in a range of cells of the first one; `null` where all of them are empty there. */
export function pickedStamp(layers: readonly PickedLayer[], width: number, height: number): StampData | null {
  const [first] = layers;
  if (!first) return null;
  const shifted = isShiftedAt(first.grid, first.from);
  const parts: StampPart[] = layers.map(({ id, name, tilesets, from, grid, at }) => ({
    layer: id,
    name,
    tilesets,
    cells: Array.from({ length: width * height }, (_, i) =>
      at(...stampCell({ shifted }, grid, from, [i % width, Math.floor(i / width)])),
    ),
  }));
  const used = parts.filter(({ cells }) => cells.some((cell) => cell !== 0));
  return used.length > 0 ? { width, height, parts: used, ...(shifted ? { shifted } : {}) } : null;
}

/** The cells that a stamp paints when its first cell lies at x, y. @param grid squares without one */
export function* placedCells(
  stamp: StampData,
  { cells }: StampPart,
  x: number,
  y: number,
  grid?: TileGrid,
): Generator<[x: number, y: number, value: number]> {
  for (let j = 0; j < stamp.height; j++)
    for (let i = 0; i < stamp.width; i++) {
      const value = cells[j * stamp.width + i]!;
      if (value !== 0) yield [...stampCell(stamp, grid, [x, y], [i, j]), value];
    }
}

/** The cell of a part that is repeated in both directions. @param origin where one of its first cells lies */
export function patternCell(
  stamp: StampData,
  { cells }: StampPart,
  [x, y]: Cell,
  origin: Cell = [0, 0],
  grid?: TileGrid,
): number {
  const { width, height } = stamp;
  const [dx, dy] = [x - origin[0], y - origin[1]];
  const [mx, my] = stampCell(stamp, grid, origin, [dx, dy]);
  // What a row is moved by on its way out comes off on the way back.
  const i = (((dx - (mx - x)) % width) + width) % width;
  const j = (((dy - (my - y)) % height) + height) % height;
  return cells[j * width + i]!;
}

/** Where the first cell of a stamp lies that is held in the middle. */
export const heldFrom = ({ width, height }: StampData, x: number, y: number): [number, number] => [
  x - Math.floor(width / 2),
  y - Math.floor(height / 2),
];

/** How many tiles a stamp holds, of each layer. */
export const tileCount = ({ parts }: StampData): number =>
  parts.reduce((sum, { cells }) => sum + cells.filter((cell) => (cell & TILE_MASK) !== 0).length, 0);
