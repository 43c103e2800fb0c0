/**
 * Sparse tile grids. A grid is a record of 16 x 16 chunks, keyed `cx,cy`; a cell holds 0 for empty,
 * else a tile number with flip flags in its top bits, as in Tiled's TMX format.
 */
import type { Vec2 } from '../base/geometry.ts';

export const CHUNK = 16;
export const FLIP_X = 0x80000000;
export const FLIP_Y = 0x40000000;
/** Mirrored along the diagonal from top left to bottom right; with the flips it makes quarter turns. */
export const FLIP_DIAGONAL = 0x20000000;
/** A turn by 120 degrees, on hexagonal grids only, where the diagonal flag is one by 60. */
export const TURN_120 = 0x10000000;
/** What is left of a cell without its flip flags. */
export const TILE_MASK = 0x0fffffff;

/** Width and height of a tile as a cell turns it. Tiles stand at the bottom left of their cells; hexagons are turned about their middle. */
export const turnedSize = ([width, height]: Vec2, cell: number, hexagonal: boolean): Vec2 =>
  (cell & FLIP_DIAGONAL) !== 0 && !hexagonal ? [height, width] : [width, height];

/** Chunk key to 256 cells, row by row. Treat as immutable. */
export type TileChunks = Readonly<Record<string, Uint32Array>>;

export const chunkKey = (x: number, y: number): string => `${Math.floor(x / CHUNK)},${Math.floor(y / CHUNK)}`;
export const cellIndex = (x: number, y: number): number =>
  (((y % CHUNK) + CHUNK) % CHUNK) * CHUNK + (((x % CHUNK) + CHUNK) % CHUNK);

/** The chunk column and row that a key names. */
export function chunkOrigin(key: string): [number, number] {
  const comma = key.indexOf(',');
  return [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
}

export function tileAt(chunks: TileChunks, x: number, y: number): number {
  return chunks[chunkKey(x, y)]?.[cellIndex(x, y)] ?? 0;
}

/** Cells as `[x, y, value]`, empty ones left out, in reading order within each chunk. */
export function* tilesOf(chunks: TileChunks): Generator<[x: number, y: number, value: number]> {
  for (const [key, cells] of Object.entries(chunks)) {
    const [cx, cy] = chunkOrigin(key);
    for (let i = 0; i < cells.length; i++) {
      const value = cells[i]!;
      if (value) yield [cx * CHUNK + (i % CHUNK), cy * CHUNK + Math.floor(i / CHUNK), value];
    }
  }
}

/** A grid of the given cells; later ones win, zeros leave a cell empty. */
export function tilesFrom(cells: Iterable<readonly [x: number, y: number, value: number]>): TileChunks {
  const chunks: Record<string, Uint32Array> = {};
  for (const [x, y, value] of cells) {
    if (value) (chunks[chunkKey(x, y)] ??= new Uint32Array(CHUNK * CHUNK))[cellIndex(x, y)] = value;
    else {
      const chunk = chunks[chunkKey(x, y)];
      if (chunk) chunk[cellIndex(x, y)] = 0;
    }
  }
  return chunks;
}

/** Columns and rows from the first to behind the last. */
type Range = readonly [x0: number, y0: number, x1: number, y1: number];

const around = (a: Range | null, b: Range): Range =>
  a ? [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])] : b;

/** The used cells of a chunk, from its own corner; `null` for an empty one. Chunks are immutable, so each is looked at once. */
const usedIn = new WeakMap<Uint32Array, Range | null>();

function usedRange(cells: Uint32Array): Range | null {
  let used = usedIn.get(cells);
  if (used !== undefined) return used;
  used = null;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === 0) continue;
    const [x, y] = [i % CHUNK, Math.floor(i / CHUNK)];
    used = around(used, [x, y, x + 1, y + 1]);
  }
  usedIn.set(cells, used);
  return used;
}

/** The range of used cells, `[x0, y0, x1, y1)`; `null` for an empty grid. */
export function tileBounds(chunks: TileChunks): [number, number, number, number] | null {
  let box: Range | null = null;
  for (const key in chunks) {
    const used = usedRange(chunks[key]!);
    if (!used) continue;
    const [cx, cy] = chunkOrigin(key);
    const [x, y] = [cx * CHUNK, cy * CHUNK];
    box = around(box, [x + used[0], y + used[1], x + used[2], y + used[3]]);
  }
  return box && [...box];
}

/** The ranges of cells, one to a chunk, in which two grids differ. */
export function changedRanges(before: TileChunks, after: TileChunks): [number, number, number, number][] {
  const ranges: [number, number, number, number][] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]];
    if (old === now) continue;
    const differing = usedRange(
      Uint32Array.from({ length: CHUNK * CHUNK }, (_, i) => (old?.[i] ?? 0) ^ (now?.[i] ?? 0)),
    );
    if (!differing) continue;
    const [cx, cy] = chunkOrigin(key);
    const [x, y] = [cx * CHUNK, cy * CHUNK];
    ranges.push([x + differing[0], y + differing[1], x + differing[2], y + differing[3]]);
  }
  return ranges;
}

/** A grid as text rows for files: `origin` is the cell of the first value; empty cells are 0. */
export interface TileRows {
  origin: [number, number];
  rows: string[];
}

export function tilesToRows(chunks: TileChunks): TileRows {
  const box = tileBounds(chunks);
  if (!box) return { origin: [0, 0], rows: [] };
  const rows: string[] = [];
  for (let y = box[1]; y < box[3]; y++) {
    const row: number[] = [];
    for (let x = box[0]; x < box[2]; x++) row.push(tileAt(chunks, x, y));
    rows.push(row.join(','));
  }
  return { origin: [box[0], box[1]], rows };
}

/** The reverse of {@link tilesToRows}; throws a RangeError naming the row that holds no numbers. */
export function tilesFromRows({ origin, rows }: TileRows): TileChunks {
  return tilesFrom(
    rows.flatMap((row, j) =>
      row.split(',').map((text, i): [number, number, number] => {
        const value = Number(text);
        if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
          throw new RangeError(`tile row ${j + 1}: "${text}" is no tile number`);
        return [origin[0] + i, origin[1] + j, value];
      }),
    ),
  );
}
