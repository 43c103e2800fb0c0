import { CHUNK, cellIndex, chunkKey, type TileChunks } from '../../../schema/tiles.ts';

/** A tile layer while it is painted: its tiles as they will be, and which cells differ from what the document has. */
export class TileStroke {
  readonly #base: TileChunks;
  readonly #own = new Set<string>();
  readonly #tiles: Record<string, Uint32Array>;
  readonly #changed = new Map<string, [x: number, y: number, value: number]>();

  constructor(base: TileChunks) {
    this.#base = base;
    this.#tiles = { ...base };
  }

  /** The whole layer as it will be. The same record all the time; its chunks change as cells are painted. */
  get tiles(): TileChunks {
    return this.#tiles;
  }

  /** Paints a cell; 0 empties it. False when it was so already. */
  set(x: number, y: number, value: number): boolean {
    const key = chunkKey(x, y);
    const at = cellIndex(x, y);
    const before = this.#tiles[key]?.[at] ?? 0;
    if (before === value >>> 0) return false;
    if (!this.#own.has(key)) {
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
