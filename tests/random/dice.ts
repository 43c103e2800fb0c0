import { Random } from '../../src/lib/base/random.ts';

/** Seeded choices; the same seed makes the same ones everywhere. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** True with a probability of `part`. */
  chance(part: number): boolean {
    return this.#random.float() < part;
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return this.#random.integer(low, high);
  }

  /** A number with two places. */
  between(low: number, high: number): number {
    return Math.round((low + this.#random.float() * (high - low)) * 100) / 100;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.#random.integer(0, list.length - 1)]!;
  }

  /** From `low` to `high` results of `make`. */
  some<T>(low: number, high: number, make: (at: number) => T): T[] {
    return Array.from({ length: this.whole(low, high) }, (_, at) => make(at));
  }
}
