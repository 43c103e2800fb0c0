import { HOT_STRIDE } from '../engine/game-world.ts';
import type { EntityPath, Moment, TimeSpan } from './timeline.ts';

/** What of a world paths are made of. */
export interface PlacedWorld {
  readonly hot: Float64Array;
  /** Changes whenever the set of entities does. */
  readonly version: number;
  entities(): readonly { readonly id: string; readonly slot: number }[];
}

/** Moments of one chunk at most. */
const CHUNK = 60;

/** Some moments in a row during which nobody came or went. */
interface Chunk {
  readonly from: Moment;
  readonly length: number;
  readonly ids: readonly string[];
  /** x and y of each entity at the first moment. */
  readonly starts: Float32Array;
  /** Where in a row of `points` an entity stands; below 0 for one that rests where it started. */
  readonly columns: Int32Array;
  /** Entities in a row. */
  readonly width: number;
  /** x and y of who has moved, one row for each moment. */
  readonly points: Float32Array;
}

/** A chunk that grows by a row with each moment and has a column for everybody. */
interface OpenChunk extends Chunk {
  length: number;
  readonly version: number;
  readonly slots: Int32Array;
  /** 1 for who has moved. */
  readonly moved: Uint8Array;
}

/** Where every entity was at every moment, for a while. Who rests takes next to no room. */
export class EntityPaths {
  #closed: readonly Chunk[] = [];
  #open: OpenChunk | null = null;
  #bytes = 0;
  /** The points of the open chunk, used again by the next one. */
  #rows = new Float32Array(0);

  /** Bytes that are taken. */
  get bytes(): number {
    return this.#bytes + this.#rows.byteLength;
  }

  /** Notes the moment that follows the last one. */
  record(at: Moment, world: PlacedWorld): void {
    const chunk = this.#chunkFor(at, world);
    const { slots, starts, moved, points } = chunk;
    const { hot } = world;
    let k = 2 * slots.length * chunk.length++;
    for (let i = 0; i < slots.length; i++) {
      const from = slots[i]! * HOT_STRIDE;
      const x = (points[k++] = Math.fround(hot[from]!));
      const y = (points[k++] = Math.fround(hot[from + 1]!));
      if (x !== starts[2 * i] || y !== starts[2 * i + 1]) moved[i] = 1;
    }
  }

  /** Where an entity was in a span; NaN where it was not there or nobody noted it. */
  path(id: string, { from, to }: TimeSpan): EntityPath {
    const path = new Float32Array(2 * Math.max(0, to - from + 1)).fill(NaN);
    let guess = 0;
    for (const chunk of this.#all()) {
      if (chunk.from > to || chunk.from + chunk.length <= from) continue;
      const i = chunk.ids[guess] === id ? guess : chunk.ids.indexOf(id);
      if (i < 0) continue;
      guess = i;
      const column = chunk.columns[i]!;
      for (let n = Math.max(0, from - chunk.from); n < chunk.length && chunk.from + n <= to; n++) {
        const [source, at] =
          column < 0 ? [chunk.starts, 2 * i] : [chunk.points, 2 * (n * chunk.width + column)];
        path.set(source.subarray(at, at + 2), 2 * (chunk.from + n - from));
      }
    }
    return { from, points: path };
  }

  /** Forgets moments later than one. */
  dropAfter(at: Moment): void {
    this.#close();
    this.#keep((chunk) => {
      const length = Math.min(chunk.length, at + 1 - chunk.from);
      return length <= 0 ? null : length === chunk.length ? chunk : { ...chunk, length };
    });
  }

  /** Forgets moments that are earlier than one, by whole chunks. */
  dropBefore(at: Moment): void {
    const first = this.#closed[0];
    if (first && first.from + first.length <= at)
      this.#keep((chunk) => (chunk.from + chunk.length <= at ? null : chunk));
  }

  /** The same paths, which do not follow what is recorded and dropped from here on. */
  copy(): EntityPaths {
    this.#close();
    const copy = new EntityPaths();
    copy.#closed = this.#closed;
    copy.#bytes = this.#bytes;
    return copy;
  }

  *#all(): Generator<Chunk> {
    yield* this.#closed;
    if (this.#open) yield this.#open;
  }

  #chunkFor(at: Moment, world: PlacedWorld): OpenChunk {
    const { version, hot } = world;
    const open = this.#open;
    if (open && open.version === version && open.length < CHUNK && open.from + open.length === at)
      return open;
    this.#close();
    const entities = world.entities();
    const width = entities.length;
    const slots = Int32Array.from(entities, ({ slot }) => slot);
    const starts = new Float32Array(2 * width);
    slots.forEach((slot, i) => starts.set(hot.subarray(slot * HOT_STRIDE, slot * HOT_STRIDE + 2), 2 * i));
    const before = this.#closed.at(-1)?.ids;
    const known = before?.length === width && entities.every(({ id }, i) => before[i] === id);
    const ids = known ? before : entities.map(({ id }) => id);
    if (this.#rows.length < 2 * width * CHUNK) this.#rows = new Float32Array(2 * width * CHUNK);
    const columns = slots.map((_, i) => i);
    const moved = new Uint8Array(width);
    this.#open = {
      from: at,
      length: 0,
      version,
      ids,
      slots,
      starts,
      moved,
      columns,
      width,
      points: this.#rows,
    };
    return this.#open;
  }

  /** Keeps of the open chunk what moved. */
  #close(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    const { from, length, ids, starts, moved } = open;
    const movers = [...moved.keys()].filter((i) => moved[i]);
    const columns = new Int32Array(moved.length).fill(-1);
    movers.forEach((i, column) => (columns[i] = column));
    const width = movers.length;
    const points = new Float32Array(2 * width * length);
    let k = 0;
    for (let n = 0; n < length; n++) {
      const row = 2 * n * open.width;
      for (const i of movers) {
        points[k++] = open.points[row + 2 * i]!;
        points[k++] = open.points[row + 2 * i + 1]!;
      }
    }
    const chunk: Chunk = { from, length, ids, starts, columns, width, points };
    this.#closed = [...this.#closed, chunk];
    this.#bytes += bytesOf(chunk);
  }

  #keep(change: (chunk: Chunk) => Chunk | null): void {
    this.#closed = this.#closed.flatMap((chunk) => change(chunk) ?? []);
    this.#bytes = this.#closed.reduce((sum, chunk) => sum + bytesOf(chunk), 0);
  }
}

const bytesOf = ({ starts, points }: Chunk): number => 200 + starts.byteLength * 3 + points.byteLength;
