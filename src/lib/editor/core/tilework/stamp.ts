/** Stamps: made of tiles and of layers, turned and mirrored. Pure. */
import type { Rect } from '../../../base/geometry.ts';
import type { TilesetUse } from '../../../schema/fields.ts';
import type { StampData, StampPart } from '../../../schema/stamps.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK } from '../../../schema/tiles.ts';

/** A range of cells; x and y are those of its first cell. */
export type CellRange = Readonly<Rect>;

/** The cell as it looks mirrored left to right; an empty one stays empty. */
export const mirroredX = (cell: number): number => (cell === 0 ? 0 : (cell ^ FLIP_X) >>> 0);
/** The cell as it looks mirrored top to bottom. */
export const mirroredY = (cell: number): number => (cell === 0 ? 0 : (cell ^ FLIP_Y) >>> 0);

/**
 * The cell after a quarter turn clockwise. With the diagonal mirrored first and the flips after it, a turn swaps the flips
 * and mirrors one of them.
 */
export function turnedCell(cell: number): number {
  if (cell === 0) return 0;
  const [x, y] = [(cell & FLIP_X) !== 0, (cell & FLIP_Y) !== 0];
  const rest = (cell & ~(FLIP_X | FLIP_Y)) ^ FLIP_DIAGONAL;
  return (rest | (y ? 0 : FLIP_X) | (x ? FLIP_Y : 0)) >>> 0;
}

/** A stamp whose cell x, y shows what `from` says. */
function rearranged(
  stamp: StampData,
  width: number,
  height: number,
  from: (x: number, y: number) => number,
  change: (cell: number) => number,
): StampData {
  const parts = stamp.parts.map((part) => ({
    ...part,
    cells: Array.from({ length: width * height }, (_, at) =>
      change(part.cells[from(at % width, Math.floor(at / width))] ?? 0),
    ),
  }));
  return { width, height, parts };
}

/** The whole stamp mirrored along an axis. */
export function flippedStamp(stamp: StampData, axis: 'x' | 'y'): StampData {
  const { width, height } = stamp;
  return axis === 'x'
    ? rearranged(stamp, width, height, (x, y) => y * width + (width - 1 - x), mirroredX)
    : rearranged(stamp, width, height, (x, y) => (height - 1 - y) * width + x, mirroredY);
}

/** The whole stamp after a quarter turn. */
export function turnedStamp(stamp: StampData, way: 'clockwise' | 'back'): StampData {
  const { width, height } = stamp;
  if (way === 'clockwise')
    return rearranged(stamp, height, width, (x, y) => (height - 1 - x) * width + y, turnedCell);
  const back = (cell: number) => turnedCell(turnedCell(turnedCell(cell)));
  return rearranged(stamp, height, width, (x, y) => x * width + (width - 1 - y), back);
}

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
  readonly from: readonly [x: number, y: number];
  /** The cell at a place; 0 for none. */
  at(x: number, y: number): number;
}

/** What several layers have in a range of cells; `null` where all of them are empty there. */
export function pickedStamp(layers: readonly PickedLayer[], width: number, height: number): StampData | null {
  const parts: StampPart[] = layers.map(({ id, name, tilesets, from, at }) => ({
    layer: id,
    name,
    tilesets,
    cells: Array.from({ length: width * height }, (_, i) =>
      at(from[0] + (i % width), from[1] + Math.floor(i / width)),
    ),
  }));
  const used = parts.filter(({ cells }) => cells.some((cell) => cell !== 0));
  return used.length > 0 ? { width, height, parts: used } : null;
}

/** The cells that a stamp paints when its first cell lies at x, y. */
export function* placedCells(
  { width, height }: StampData,
  { cells }: StampPart,
  x: number,
  y: number,
): Generator<[x: number, y: number, value: number]> {
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const value = cells[j * width + i]!;
      if (value !== 0) yield [x + i, y + j, value];
    }
}

/** The cell of a part that is repeated in both directions, with its first cell at 0, 0. */
export function patternCell(
  { width, height }: StampData,
  { cells }: StampPart,
  x: number,
  y: number,
): number {
  const i = ((x % width) + width) % width;
  const j = ((y % height) + height) % height;
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
