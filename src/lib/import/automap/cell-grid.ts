/** The cells of a layer on which rules run: as many as a map has, and which of them have changed. */
import { CHUNK, cellIndex } from '../../schema/tiles.ts';
import type { AutoCell } from './auto-cell.ts';

type Cells = AutoCell[];

/** Chunks are counted from here, so that their numbers are never negative. */
const MIDDLE = 1 << 20;

export class CellGrid {
  readonly #chunks = new Map<number, Cells>();
  /** Chunks as they were before the first change. */
  readonly #before = new Map<number, Cells | undefined>();
  #watched = false;
  #last: { number: number; chunk: Cells | undefined } = { number: 0, chunk: undefined };

  /** @param cells what is there to begin with */
  constructor(cells: Iterable<readonly [x: number, y: number, cell: AutoCell]> = []) {
    for (const [x, y, cell] of cells) this.set(x, y, cell);
    this.#watched = true;
  }

  /** '' for an empty cell. */
  get(x: number, y: number): AutoCell {
    const number = chunkNumber(x, y);
    // Cells are asked for row by row: mostly it is the chunk of the one before.
    if (number !== this.#last.number || !this.#last.chunk)
      this.#last = { number, chunk: this.#chunks.get(number) };
    return this.#last.chunk?.[cellIndex(x, y)] ?? '';
  }

  /** @param cell '' empties it */
  set(x: number, y: number, cell: AutoCell): void {
    const number = chunkNumber(x, y);
    let chunk = this.#chunks.get(number);
    if (this.#watched && !this.#before.has(number)) this.#before.set(number, chunk?.slice());
    if (!chunk) {
      if (cell === '') return;
      this.#chunks.set(number, (chunk = new Array<AutoCell>(CHUNK * CHUNK).fill('')));
    }
    chunk[cellIndex(x, y)] = cell;
  }

  /** All that are not empty. */
  *[Symbol.iterator](): Generator<[x: number, y: number, cell: AutoCell]> {
    for (const [number, chunk] of this.#chunks) yield* cellsOf(number, chunk, (cell) => cell !== '');
  }

  /** The first cells of the chunks in which something lies. */
  *chunks(): Generator<{ x: number; y: number }> {
    for (const [number, chunk] of this.#chunks) if (chunk.some((cell) => cell !== '')) yield placeOf(number);
  }

  /** What is in cells now that held something else at the beginning; '' where nothing is. */
  *changes(): Generator<[x: number, y: number, cell: AutoCell]> {
    for (const [number, before] of this.#before) {
      const chunk = this.#chunks.get(number);
      if (chunk) yield* cellsOf(number, chunk, (cell, at) => cell !== (before?.[at] ?? ''));
    }
  }
}

const chunkNumber = (x: number, y: number): number =>
  (Math.floor(y / CHUNK) + MIDDLE) * 2 * MIDDLE + Math.floor(x / CHUNK) + MIDDLE;

const placeOf = (number: number): { x: number; y: number } => ({
  x: ((number % (2 * MIDDLE)) - MIDDLE) * CHUNK,
  y: (Math.floor(number / (2 * MIDDLE)) - MIDDLE) * CHUNK,
});

function* cellsOf(
  number: number,
  chunk: Cells,
  wanted: (cell: AutoCell, at: number) => boolean,
): Generator<[number, number, AutoCell]> {
  const { x, y } = placeOf(number);
  for (const [at, cell] of chunk.entries())
    if (wanted(cell, at)) yield [x + (at % CHUNK), y + Math.floor(at / CHUNK), cell];
}
