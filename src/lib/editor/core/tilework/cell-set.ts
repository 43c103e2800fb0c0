/** Sets of cells, as many as a map has: kept as sparse grids, like the tiles themselves. Pure. */
import {
  CHUNK,
  cellIndex,
  chunkKey,
  tileAt,
  tileBounds,
  type TileChunks,
  tilesFrom,
  tilesOf,
} from '../../../schema/tiles.ts';
import { rangeCells, type Cell, type CellRange } from './cell-shapes.ts';

/** Cells that are in it have 1. Treat as immutable. */
export type CellSet = TileChunks;

export const setOfCells = (cells: Iterable<Cell>): CellSet =>
  tilesFrom(
    (function* ones() {
      for (const [x, y] of cells) yield [x, y, 1] as const;
    })(),
  );

export const setOfRange = (range: CellRange): CellSet => setOfCells(rangeCells(range));

export const hasCell = (set: CellSet, x: number, y: number): boolean => tileAt(set, x, y) !== 0;

export const isEmptySet = (set: CellSet): boolean => tileBounds(set) === null;

export function* cellsIn(set: CellSet): Generator<Cell> {
  for (const [x, y] of tilesOf(set)) yield [x, y];
}

export function sizeOfSet(set: CellSet): number {
  let size = 0;
  for (const cells of Object.values(set)) for (const cell of cells) if (cell !== 0) size++;
  return size;
}

/** The range around all cells; `null` for none. */
export function rangeOfSet(set: CellSet): CellRange | null {
  const bounds = tileBounds(set);
  return (
    bounds && { x: bounds[0], y: bounds[1], width: bounds[2] - bounds[0], height: bounds[3] - bounds[1] }
  );
}

/** How a new choice of cells goes together with the one before. */
export type Joining = 'instead' | 'add' | 'take away' | 'both';

export function joined(before: CellSet, next: CellSet, how: Joining): CellSet {
  if (how === 'instead') return next;
  const keys = new Set([...Object.keys(before), ...Object.keys(next)]);
  const result: Record<string, Uint32Array> = {};
  for (const key of keys) {
    const [a, b] = [before[key], next[key]];
    const cells = new Uint32Array(CHUNK * CHUNK);
    let any = false;
    for (let i = 0; i < cells.length; i++) {
      const [old, now] = [(a?.[i] ?? 0) !== 0, (b?.[i] ?? 0) !== 0];
      const is = how === 'add' ? old || now : how === 'both' ? old && now : old && !now;
      if (!is) continue;
      cells[i] = 1;
      any = true;
    }
    if (any) result[key] = cells;
  }
  return result;
}

/** All cells of a layer that show the same as one, flips aside. */
export function cellsAlike(tiles: TileChunks, like: (cell: number) => boolean): CellSet {
  const result: Record<string, Uint32Array> = {};
  for (const [key, cells] of Object.entries(tiles)) {
    let found: Uint32Array | null = null;
    for (let i = 0; i < cells.length; i++)
      if (cells[i] !== 0 && like(cells[i]!)) (found ??= new Uint32Array(CHUNK * CHUNK))[i] = 1;
    if (found) result[key] = found;
  }
  return result;
}

/** A line between two crossings of the grid; a crossing has the number of the cell that it is the top left of. */
export type Edge = readonly [from: Cell, to: Cell];

/** What a set of cells ends at, as lines as long as possible. */
export function edgesOf(set: CellSet): Edge[] {
  const range = rangeOfSet(set);
  if (!range) return [];
  const across = runs(set, range, false);
  const down = runs(set, range, true);
  return [...across, ...down];
}

/** The lines along rows, or along columns when `turned`: asked of every line only around chunks that have cells. */
function runs(set: CellSet, range: CellRange, turned: boolean): Edge[] {
  const at = (along: number, line: number) =>
    turned ? tileAt(set, line, along) !== 0 : tileAt(set, along, line) !== 0;
  const point = (along: number, line: number): Cell => (turned ? [line, along] : [along, line]);
  const [from, length] = turned ? [range.y, range.height] : [range.x, range.width];
  const [first, count] = turned ? [range.x, range.width] : [range.y, range.height];
  const edges: Edge[] = [];
  for (let line = first; line <= first + count; line++) {
    let start: number | null = null;
    for (let along = from; along <= from + length; along++) {
      const ends = along < from + length && at(along, line) !== at(along, line - 1);
      if (ends && start === null) start = along;
      else if (!ends && start !== null) {
        edges.push([point(start, line), point(along, line)]);
        start = null;
      }
    }
  }
  return edges;
}

/** A set that cells are put into one by one. */
export class GrowingSet {
  readonly #chunks: Record<string, Uint32Array> = {};

  /** False when it was in it already. */
  add(x: number, y: number): boolean {
    const cells = (this.#chunks[chunkKey(x, y)] ??= new Uint32Array(CHUNK * CHUNK));
    const at = cellIndex(x, y);
    if (cells[at] !== 0) return false;
    cells[at] = 1;
    return true;
  }

  has(x: number, y: number): boolean {
    return hasCell(this.#chunks, x, y);
  }

  get cells(): CellSet {
    return this.#chunks;
  }
}
