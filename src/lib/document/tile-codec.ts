/**
 * Tiles as bytes for the shared document: whole chunks, and strokes of painted cells. Cells of a row that follow each other are one
 * run, of one value or of many; numbers take as few bytes as they need, with flip flags in their lowest bits.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CHUNK } from '../schema/tiles.ts';

/** A cell and what is painted into it; 0 empties it. */
export type Cell = readonly [x: number, y: number, value: number];

/** What one person painted at once. A later stamp covers an earlier one; of equal ones, the author that sorts later. */
export interface Stroke {
  readonly stamp: number;
  readonly author: string;
  readonly cells: readonly Cell[];
}

/** Cells lie nearer to cell 0, 0 than this, in columns and rows. */
export const FARTHEST_CELL = 2 ** 23;
/** Cells of one entry; a stroke of more takes several. */
export const MOST_CELLS = 2 ** 20;
const AREA = CHUNK * CHUNK;
/** So many equal cells are worth a run of their own. */
const EQUAL_RUN = 3;

// Flags to the end: tile numbers are small, and flags rare.
const lowered = (value: number): number => ((value << 4) | (value >>> 28)) >>> 0;
const raised = (value: number): number => ((value >>> 4) | (value << 28)) >>> 0;

export const inStrokeOrder = (a: Omit<Stroke, 'cells'>, b: Omit<Stroke, 'cells'>): number =>
  a.stamp - b.stamp || (a.author < b.author ? -1 : a.author > b.author ? 1 : 0);

/** How many values from `at` on are equal. */
function equalFrom(values: ArrayLike<number>, at: number): number {
  let end = at + 1;
  while (end < values.length && values[end] === values[at]) end++;
  return end - at;
}

/** Writes a row of values as runs. @param place writes where the run begins, by the cells since the run before */
function writeRuns(
  out: encoding.Encoder,
  values: ArrayLike<number>,
  place: (at: number) => void = () => {},
): void {
  for (let at = 0; at < values.length;) {
    const equal = equalFrom(values, at);
    place(at);
    if (equal >= EQUAL_RUN || at + equal === values.length) {
      encoding.writeVarUint(out, equal * 2 + 1);
      encoding.writeVarUint(out, lowered(values[at]!));
      at += equal;
      continue;
    }
    let end = at + equal;
    while (end < values.length && equalFrom(values, end) < EQUAL_RUN) end++;
    encoding.writeVarUint(out, (end - at) * 2);
    for (; at < end; at++) encoding.writeVarUint(out, lowered(values[at]!));
  }
}

/** Reads one run; throws a RangeError for one of more cells than `most`. */
function readRun(from: decoding.Decoder, most: number, take: (value: number) => void): void {
  const head = decoding.readVarUint(from);
  const length = Math.floor(head / 2);
  if (length < 1 || length > most) throw new RangeError('a run is too long');
  const value = () => {
    const read = decoding.readVarUint(from);
    if (read > 0xffffffff) throw new RangeError('no tile has this number');
    return raised(read);
  };
  if (head % 2 === 0) for (let i = 0; i < length; i++) take(value());
  else for (let i = 0, same = value(); i < length; i++) take(same);
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** A chunk of cells as bytes: packed, or 32 bits each where that is shorter. */
export function packChunk(cells: Uint32Array): Uint8Array {
  const packed = encoding.encode((out) => writeRuns(out, cells));
  if (packed.length < AREA * 4) return packed;
  const bytes = new Uint8Array(AREA * 4);
  const view = new DataView(bytes.buffer);
  cells.forEach((cell, at) => view.setUint32(at * 4, cell, true));
  return bytes;
}

/** The reverse of {@link packChunk}; `null` for bytes that are no chunk. */
export function unpackChunk(bytes: Uint8Array): Uint32Array | null {
  const cells = new Uint32Array(AREA);
  if (bytes.length === AREA * 4) {
    if (isLittleEndian) new Uint8Array(cells.buffer).set(bytes);
    else {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = 0; at < AREA; at++) cells[at] = view.getUint32(at * 4, true);
    }
    return cells;
  }
  try {
    const from = decoding.createDecoder(bytes);
    let at = 0;
    while (at < AREA) readRun(from, AREA - at, (value) => (cells[at++] = value));
    return decoding.hasContent(from) ? null : cells;
  } catch {
    return null;
  }
}

/** By rows, from the left; of two with the same place the later one. Throws a RangeError for a cell that lies too far out. */
function sorted(cells: Iterable<Cell>): Cell[] {
  const byPlace = new Map<number, Cell>();
  for (const cell of cells) {
    const [x, y] = cell;
    if (!(Math.abs(x) < FARTHEST_CELL && Math.abs(y) < FARTHEST_CELL))
      throw new RangeError(`Cell ${x}, ${y} lies too far out.`);
    byPlace.set(y * 4 * FARTHEST_CELL + x, cell);
  }
  return [...byPlace].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

function writeCells(out: encoding.Encoder, given: Iterable<Cell>): void {
  const cells = sorted(given);
  encoding.writeVarUint(out, cells.length);
  let [x0, y0] = [0, 0];
  for (let at = 0; at < cells.length;) {
    let end = at + 1;
    const [x, y] = cells[at]!;
    while (end < cells.length && cells[end]![1] === y && cells[end]![0] === x + end - at) end++;
    const row = cells.slice(at, end);
    writeRuns(
      out,
      row.map(([, , value]) => value),
      (along) => {
        encoding.writeVarInt(out, y - y0);
        encoding.writeVarInt(out, x + along - x0);
        [x0, y0] = [x + along, y];
      },
    );
    at = end;
  }
}

function readCells(from: decoding.Decoder): Cell[] {
  const count = decoding.readVarUint(from);
  if (count > MOST_CELLS) throw new RangeError('too many cells');
  const cells: Cell[] = [];
  let [x, y] = [0, 0];
  while (cells.length < count) {
    y += decoding.readVarInt(from);
    x += decoding.readVarInt(from);
    let at = x;
    readRun(from, count - cells.length, (value) => {
      if (!(Math.abs(at) < FARTHEST_CELL && Math.abs(y) < FARTHEST_CELL)) throw new RangeError('too far out');
      cells.push([at++, y, value]);
    });
  }
  return cells;
}

const ONE = 0;
const SEVERAL = 1;

/** The cells of one stroke, whose stamp and author stand beside them. At most {@link MOST_CELLS}. */
export const packCells = (cells: Iterable<Cell>): Uint8Array =>
  encoding.encode((out) => {
    encoding.writeUint8(out, ONE);
    writeCells(out, cells);
  });

/** Several strokes as one entry, each with its own stamp and author. */
export const packStrokes = (strokes: readonly Stroke[]): Uint8Array =>
  encoding.encode((out) => {
    encoding.writeUint8(out, SEVERAL);
    encoding.writeVarUint(out, strokes.length);
    for (const { stamp, author, cells } of strokes) {
      encoding.writeVarUint(out, stamp);
      encoding.writeVarString(out, author);
      writeCells(out, cells);
    }
  });

/** The strokes of an entry; `null` for bytes that are none. @param own stamp and author of an entry that is one stroke */
export function unpackStrokes(bytes: Uint8Array, own: Omit<Stroke, 'cells'>): Stroke[] | null {
  try {
    const from = decoding.createDecoder(bytes);
    const strokes: Stroke[] = [];
    if (decoding.readUint8(from) === ONE) strokes.push({ ...own, cells: readCells(from) });
    else {
      let cells = 0;
      for (let left = decoding.readVarUint(from); left > 0; left--) {
        const stroke = {
          stamp: decoding.readVarUint(from),
          author: decoding.readVarString(from),
          cells: readCells(from),
        };
        strokes.push(stroke);
        if ((cells += stroke.cells.length) > MOST_CELLS) return null;
      }
    }
    return decoding.hasContent(from) ? null : strokes;
  } catch {
    return null;
  }
}

/** Strokes without the cells that later ones cover, as what they paint together. */
export function foldStrokes(strokes: readonly Stroke[]): Stroke[] {
  const top = new Map<number, readonly [Stroke, Cell]>();
  for (const stroke of [...strokes].sort(inStrokeOrder))
    for (const cell of stroke.cells) top.set(cell[1] * 4 * FARTHEST_CELL + cell[0], [stroke, cell]);
  const left = new Map<string, { stamp: number; author: string; cells: Cell[] }>();
  for (const [{ stamp, author }, cell] of top.values()) {
    const key = `${stamp}.${author}`;
    const group = left.get(key);
    if (group) group.cells.push(cell);
    else left.set(key, { stamp, author, cells: [cell] });
  }
  return [...left.values()].sort(inStrokeOrder);
}
