/** Pieces of tile layers to paint with, as a project keeps them under numbers. */
import type { TilesetUse } from './fields.ts';
import { firstFinding, flag, list, must, numberIn, recordOf, shape, text, type Check } from './checks.ts';

/** What a stamp paints into one tile layer. */
export interface StampPart {
  /** Id of the tile layer that it was picked from; '' for one from a palette, which fits any. */
  layer: string;
  /** Name of that layer: what it is matched by in another scene. */
  name: string;
  /** What the numbers of `cells` refer to. */
  tilesets: readonly TilesetUse[];
  /** Row by row, numbered and flipped as in a tile layer; 0 leaves a cell as it is. */
  cells: readonly number[];
}

/** A rectangle of cells, of one tile layer or of several that are painted at once. */
export interface StampData {
  /** In cells, at least 1. */
  width: number;
  height: number;
  /** At least one; each has `width` x `height` cells. */
  parts: readonly StampPart[];
  /** On grids that are staggered: its first row (or column, as the grid has it) is one of those that are moved by half a cell. */
  shifted?: boolean;
}

/** The numbers under which stamps are kept, as they stand on the keys. */
export const STAMP_SLOTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** A stamp that is kept has at most so many cells in all its parts. */
export const MOST_STAMP_CELLS = 16384;

const part = shape({
  layer: text,
  name: text,
  tilesets: list(shape({ firstTile: numberIn(1, 0x1fffffff, true), tileset: text })),
  cells: list(numberIn(0, 0xffffffff, true)),
});
const frame = shape(
  { width: numberIn(1, 4096, true), height: numberIn(1, 4096, true), parts: list(part) },
  { shifted: flag },
);
const stamp: Check = (value, path, report) => {
  let found = false;
  frame(value, path, (at, message, severity) => {
    found = true;
    report(at, message, severity);
  });
  if (found) return;
  const { width, height, parts } = value as StampData;
  const sized = parts.every(({ cells }) => cells.length === width * height);
  if (parts.length === 0 || !sized || parts.length * width * height > MOST_STAMP_CELLS)
    report(path, `must have parts of ${width} x ${height} cells, at most ${MOST_STAMP_CELLS} in all`);
};

/** Stamps by their number. */
export const stampsCheck = recordOf(
  () => stamp,
  must((value) => (STAMP_SLOTS as readonly unknown[]).includes(value), 'a number from 1 to 9'),
);

/** Whether a value is a stamp, such as one that comes from the clipboard. */
export const isStamp = (value: unknown): value is StampData => firstFinding(stamp, value) === null;
