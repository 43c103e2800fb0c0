import { CHUNK, cellIndex, chunkKey, type TileChunks } from '../../../schema/tiles.ts';

/** A tile layer while it is painted: its tiles as they will be, and which cells differ from what the document has. */
export class TileStroke {
  readonly #base: TileChunks;
  /** Chunks that nobody has seen yet. */
  readonly #own = new Set<string>();
  #tiles: Record<string, Uint32Array>;
  readonly #changed = new Map<string, [x: number, y: number, value: number]>();

  constructor(base: TileChunks) {
    this.#base = base;
    this.#tiles = { ...base };
  }

  /** The whole layer as it will be. What was given out stays as it is: who remembers things of it may go on doing so. */
  get tiles(): TileChunks {
    this.#own.clear();
    return this.#tiles;
  }

  /** Paints a cell; 0 empties it. False when it was so already. */
  set(x: number, y: number, value: number): boolean {
    const key = chunkKey(x, y);
    const at = cellIndex(x, y);
    const before = this.#tiles[key]?.[at] ?? 0;
    if (before === value >>> 0) return false;
    if (!this.#own.has(key)) {
      if (this.#own.size === 0) this.#tiles = { ...this.#tiles };
      this.#own.add(key);
      this.#tiles[key] = this.#tiles[key]?.slice() ?? new Uint32Array(CHUNK * CHUNK);
    }
    this.#tiles[key]![at] = value;
    const name = `${x},${y}`;
    if ((this.#base[key]?.[at] ?? 0) === value >>> 0) this.#changed.delete(name);
    else this.#changed.set(name, [x, y, value >>> 0]);
    return true;
  }

  /** What differs from the document, in the order of painting. */
  get cells(): readonly (readonly [x: number, y: number, value: number])[] {
    return [...this.#changed.values()];
  }
}
