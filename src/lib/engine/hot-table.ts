import { packNumbers, unpackNumbers, type PackedNumbers } from '../base/packed-numbers.ts';
import type { Restorable } from '../base/restorable.ts';
import { HOT_STRIDE } from './game-world.ts';

/** No place is farther away (px), nothing faster (px/s) and nothing turned further (°) than this. */
const FARTHEST = 1e9;

export interface SavedHotTable {
  /** The rows in use, and those between them. */
  readonly hot: Float64Array;
  /** Packed upon `hot`, from which it differs little. */
  readonly seen: PackedNumbers;
  readonly free: readonly number[];
}

/** Rows of hot fields. Rows of dead entities are used again, the last one given back first. */
export class HotTable implements Restorable<SavedHotTable> {
  /** What scripts read and write. */
  hot = new Float64Array(64 * HOT_STRIDE);
  /** What physics last put there; where `hot` differs, a script has written. */
  seen = new Float64Array(64 * HOT_STRIDE);
  readonly #free: number[] = [];
  #used = 0;

  /** A row filled with zeros. May replace both arrays by longer ones. */
  take(): number {
    const slot = this.#free.pop() ?? this.#used++;
    const end = (slot + 1) * HOT_STRIDE;
    if (end > this.hot.length) {
      this.hot = grown(this.hot);
      this.seen = grown(this.seen);
    }
    this.hot.fill(0, end - HOT_STRIDE, end);
    this.seen.fill(0, end - HOT_STRIDE, end);
    return slot;
  }

  release(slot: number): void {
    this.#free.push(slot);
  }

  /** Cuts what scripts wrote to what can still be counted with. */
  bound(): void {
    const { hot } = this;
    for (let at = 0, end = this.#used * HOT_STRIDE; at < end; at++) {
      const value = hot[at]!;
      if (!(value <= FARTHEST && value >= -FARTHEST))
        hot[at] = value > 0 ? FARTHEST : value < 0 ? -FARTHEST : 0;
    }
  }

  /** Marks a row as known to physics. */
  accept(slot: number): void {
    const at = slot * HOT_STRIDE;
    // Number by number: a view on the array would have to be made for each row.
    for (let i = at; i < at + HOT_STRIDE; i++) this.seen[i] = this.hot[i]!;
  }

  save(): SavedHotTable {
    const end = this.#used * HOT_STRIDE;
    return {
      hot: this.hot.slice(0, end),
      seen: packNumbers(this.seen, end, this.hot),
      free: [...this.#free],
    };
  }

  restore({ hot, seen, free }: SavedHotTable): void {
    // The arrays only ever grow, so what was saved has room.
    this.hot.set(hot);
    unpackNumbers(seen, this.seen.subarray(0, hot.length), hot);
    this.#used = hot.length / HOT_STRIDE;
    this.#free.splice(0, Infinity, ...free);
  }

  /** Gives all rows back. */
  clear(): void {
    this.#free.length = 0;
    this.#used = 0;
  }
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(array.length * 2);
  longer.set(array);
  return longer;
}
