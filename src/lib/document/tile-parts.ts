/**
 * A tile layer in the shared document. Beneath lie whole chunks (`c:0,0`), as an import or a bulk change wrote them; over them each
 * stroke of somebody's brush (`s:STAMP.AUTHOR`) as an entry of its own, in the order of their stamps. So nobody's tiles are lost when
 * several paint at once, one stroke is one small change, and taking it back uncovers what lies beneath. Single cells (`t:3,4`) are what
 * earlier versions painted; they lie between the two.
 */
import { CHUNK, cellIndex, chunkKey, type TileChunks } from '../schema/tiles.ts';
import {
  foldStrokes,
  inStrokeOrder,
  packStrokes,
  unpackChunk,
  unpackStrokes,
  type Cell,
  type Stroke,
} from './tile-codec.ts';

/** Chunks of one layer; what a damaged or hostile document has beyond is left out. */
const MOST_CHUNKS = 2 ** 16;

/** A stroke is kept apart for so long, in milliseconds: whoever painted it may still want to take it back. */
const FOLD_AFTER = 24 * 60 * 60 * 1000;
/** Fewer old strokes are not worth a change. */
const FOLD_FROM = 64;

export type TilePart = readonly [part: string, value: unknown];

const strokePart = /^s:([0-9a-z]{1,10})\.([0-9a-z]{1,16})$/;

/** The part under which a stroke is stored. */
export const strokePartOf = (stamp: number, author: string): string => `s:${stamp.toString(36)}.${author}`;

/** Stamp and author of a stroke's part; `null` for other parts. */
export function parseStrokePart(part: string): Omit<Stroke, 'cells'> | null {
  const match = strokePart.exec(part);
  return match && { stamp: parseInt(match[1]!, 36), author: match[2]! };
}

/** A stamp later than those of all these parts, and no earlier than the clock. */
export function nextStamp(parts: Iterable<string>, now: number): number {
  let stamp = now;
  for (const part of parts) {
    const known = parseStrokePart(part);
    if (known && known.stamp >= stamp) stamp = known.stamp + 1;
  }
  return stamp;
}

const chunks = new WeakMap<Uint8Array, Uint32Array | null>();

function chunkOf(value: unknown): Uint32Array | null {
  if (!(value instanceof Uint8Array)) return null;
  let cells = chunks.get(value);
  if (cells === undefined) chunks.set(value, (cells = unpackChunk(value)));
  return cells;
}

const isCellValue = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;

/** Cells over chunks that are shared with others: a chunk is copied before it is first written to. */
class Canvas {
  readonly chunks: Record<string, Uint32Array>;
  readonly #own = new Set<string>();
  #count: number;
  /** Something lies outside of what a layer can hold. */
  full = false;

  constructor(base: TileChunks) {
    this.chunks = { ...base };
    this.#count = Object.keys(base).length;
  }

  paint(cells: Iterable<Cell>): void {
    for (const [x, y, value] of cells) {
      const key = chunkKey(x, y);
      let chunk = this.chunks[key];
      if (!chunk) {
        if (value === 0) continue;
        if (this.#count >= MOST_CHUNKS) {
          this.full = true;
          continue;
        }
        this.#count++;
        chunk = this.chunks[key] = new Uint32Array(CHUNK * CHUNK);
        this.#own.add(key);
      } else if (!this.#own.has(key)) {
        chunk = this.chunks[key] = chunk.slice();
        this.#own.add(key);
      }
      chunk[cellIndex(x, y)] = value;
    }
  }

  /** The grid without empty chunks, in an order that does not depend on who painted when; chunks that did not change are those of `before`. */
  finish(before: TileChunks): TileChunks {
    let sorted = true;
    let last = '';
    for (const key in this.chunks) {
      const cells = this.chunks[key]!;
      const known = before[key];
      if (known && known !== cells && sameCells(known, cells)) this.chunks[key] = known;
      else if (this.#own.has(key) && !cells.some((cell) => cell !== 0)) delete this.chunks[key];
      if (key < last) sorted = false;
      last = key;
    }
    if (sorted) return this.chunks;
    return Object.fromEntries(Object.entries(this.chunks).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const sameCells = (a: Uint32Array, b: Uint32Array): boolean => a.every((cell, at) => cell === b[at]);

/** A tile layer as it was read last: what is painted later costs only its own cells. */
export class TileReading {
  #known = new Map<string, unknown>();
  #last: Omit<Stroke, 'cells'> | null = null;
  #tiles: TileChunks = {};
  #damaged = false;

  /**
   * The grid that parts make up. Chunks that did not change are the same arrays as at the last call.
   * @param damaged is called when there is something that makes no sense, which is left out
   */
  read(parts: readonly TilePart[], damaged: () => void): TileChunks {
    this.#follow(parts);
    if (this.#damaged) damaged();
    return this.#tiles;
  }

  #follow(parts: readonly TilePart[]): void {
    const added = parts.filter(([part, value]) => this.#known.get(part) !== value);
    const goesOn = parts.length - added.length === this.#known.size;
    const strokes = goesOn ? this.#later(added) : null;
    if (strokes) this.#add(this.#tiles, strokes);
    else this.#readAll(parts);
    for (const [part, value] of added) this.#known.set(part, value);
    if (this.#known.size > parts.length) this.#known = new Map(parts);
  }

  /** The strokes of parts, if these are strokes only and all of them later than those known. */
  #later(parts: readonly TilePart[]): Stroke[] | null {
    const strokes: Stroke[] = [];
    for (const [part, value] of parts) {
      const own = parseStrokePart(part);
      const read = own && value instanceof Uint8Array ? unpackStrokes(value, own) : null;
      if (!read || read.some((stroke) => this.#last && inStrokeOrder(stroke, this.#last) <= 0)) return null;
      strokes.push(...read);
    }
    return strokes;
  }

  #readAll(parts: readonly TilePart[]): void {
    this.#damaged = false;
    const base: Record<string, Uint32Array> = {};
    const single: Cell[] = [];
    const strokes: Stroke[] = [];
    for (const [part, value] of parts) {
      const own = parseStrokePart(part);
      const at = /^([ct]):(-?\d{1,7}),(-?\d{1,7})$/.exec(part);
      const read = own && value instanceof Uint8Array ? unpackStrokes(value, own) : null;
      const cells = at?.[1] === 'c' ? chunkOf(value) : null;
      if (read) strokes.push(...read);
      else if (cells) {
        if (cells.some((cell) => cell !== 0)) base[part.slice(2)] = cells;
      } else if (at?.[1] === 't' && isCellValue(value)) single.push([Number(at[2]), Number(at[3]), value]);
      else this.#damaged = true;
    }
    this.#last = null;
    this.#add(base, [{ stamp: 0, author: '', cells: single }, ...strokes]);
  }

  #add(base: TileChunks, strokes: Stroke[]): void {
    if (strokes.length === 0) return;
    const canvas = new Canvas(base);
    strokes.sort(inStrokeOrder);
    for (const { cells } of strokes) canvas.paint(cells);
    this.#last = strokes.at(-1)!;
    this.#tiles = canvas.finish(this.#tiles);
    if (canvas.full) this.#damaged = true;
  }
}

/**
 * Old strokes as one, so that a layer does not grow with every day that somebody paints on it. Each cell keeps its stamp: two people
 * who fold the same strokes at once, or one who paints meanwhile, lose nothing.
 * @returns the parts that go and the bytes that stand for them; `null` when that is not worth it
 */
export function foldOld(
  parts: readonly TilePart[],
  now: number,
): { gone: string[]; bytes: Uint8Array } | null {
  const gone: string[] = [];
  const strokes: Stroke[] = [];
  for (const [part, value] of parts) {
    const own = parseStrokePart(part);
    if (!own || own.stamp > now - FOLD_AFTER || !(value instanceof Uint8Array)) continue;
    const read = unpackStrokes(value, own);
    if (!read) continue;
    gone.push(part);
    strokes.push(...read);
  }
  if (gone.length < FOLD_FROM) return null;
  const bytes = packStrokes(foldStrokes(strokes));
  return unpackStrokes(bytes, { stamp: 0, author: '' }) ? { gone, bytes } : null;
}
