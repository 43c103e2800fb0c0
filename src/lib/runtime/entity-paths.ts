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
  readonly starts: Float32Array;
  /** x and y of each moment of who has moved; `null` for who rests where it started. */
  readonly moved: readonly (Float32Array | null)[];
}

interface OpenChunk extends Chunk {
  length: number;
  readonly version: number;
  readonly slots: Int32Array;
  readonly moved: (Float32Array | null)[];
}

/** Where every entity was at every moment, for a while. Who rests takes next to no room. */
export class EntityPaths {
  #closed: readonly Chunk[] = [];
  #open: OpenChunk | null = null;
  #bytes = 0;

  /** Bytes that are taken. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Notes the moment that follows the last one. */
  record(at: Moment, world: PlacedWorld): void {
    const chunk = this.#chunkFor(at, world);
    const n = chunk.length++;
    const { hot } = world;
    const { slots, starts, moved } = chunk;
    for (let i = 0; i < slots.length; i++) {
      const from = slots[i]! * HOT_STRIDE;
      const [x, y] = [Math.fround(hot[from]!), Math.fround(hot[from + 1]!)];
      let points = moved[i];
      if (!points) {
        if (x === starts[2 * i] && y === starts[2 * i + 1]) continue;
        moved[i] = points = new Float32Array(2 * CHUNK);
        this.#bytes += points.byteLength;
        for (let k = 0; k < n; k++) points.set(starts.subarray(2 * i, 2 * i + 2), 2 * k);
      }
      points[2 * n] = x;
      points[2 * n + 1] = y;
    }
  }

  /** Where an entity was in a span; NaN where it was not there or nobody noted it. */
  path(id: string, { from, to }: TimeSpan): EntityPath {
    const points = new Float32Array(2 * Math.max(0, to - from + 1)).fill(NaN);
    let guess = 0;
    for (const chunk of this.#all()) {
      if (chunk.from > to || chunk.from + chunk.length <= from) continue;
      const i = chunk.ids[guess] === id ? guess : chunk.ids.indexOf(id);
      if (i < 0) continue;
      guess = i;
      const rests = chunk.starts.subarray(2 * i, 2 * i + 2);
      const moves = chunk.moved[i];
      for (let n = Math.max(0, from - chunk.from); n < chunk.length && chunk.from + n <= to; n++)
        points.set(moves ? moves.subarray(2 * n, 2 * n + 2) : rests, 2 * (chunk.from + n - from));
    }
    return { from, points };
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
    const { version } = world;
    const open = this.#open;
    if (open && open.version === version && open.length < CHUNK && open.from + open.length === at)
      return open;
    this.#close();
    const entities = world.entities();
    const slots = Int32Array.from(entities, ({ slot }) => slot);
    const starts = new Float32Array(2 * slots.length);
    slots.forEach((slot, i) =>
      starts.set(world.hot.subarray(slot * HOT_STRIDE, slot * HOT_STRIDE + 2), 2 * i),
    );
    const before = this.#closed.at(-1)?.ids;
    const known = before?.length === slots.length && entities.every(({ id }, i) => before[i] === id);
    const ids = known ? before : entities.map(({ id }) => id);
    const moved = new Array<Float32Array | null>(slots.length).fill(null);
    this.#open = { from: at, length: 0, version, ids, slots, starts, moved };
    this.#bytes += bytesOf(this.#open);
    return this.#open;
  }

  #close(): void {
    if (this.#open) this.#closed = [...this.#closed, this.#open];
    this.#open = null;
  }

  #keep(change: (chunk: Chunk) => Chunk | null): void {
    this.#closed = this.#closed.flatMap((chunk) => change(chunk) ?? []);
    this.#bytes = [...this.#all()].reduce((sum, chunk) => sum + bytesOf(chunk), 0);
  }
}

const bytesOf = ({ starts, moved }: Chunk): number =>
  200 + starts.byteLength * 3 + moved.reduce((sum, points) => sum + (points?.byteLength ?? 0), 0);
