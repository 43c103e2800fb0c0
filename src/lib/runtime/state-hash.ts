import { HOT_STRIDE } from '../engine/game-world.ts';
import type { GameState } from '../engine/game-state.ts';
import type { World } from '../engine/world.ts';

/**
 * A 64-bit hash of a sequence of numbers and strings: two lanes of multiply and rotate in the manner of MurmurHash3,
 * with different constants. For comparing states, not against forgers.
 */
export class Hasher {
  #a = 0x9747b28c;
  #b = 0x3c6ef372;
  readonly #bits = new DataView(new ArrayBuffer(8));

  /** All 64 bits of a number count: 0 and -0 differ. Every NaN is the same. */
  number(value: number): this {
    this.#bits.setFloat64(0, Number.isNaN(value) ? NaN : value);
    this.#word(this.#bits.getInt32(0));
    this.#word(this.#bits.getInt32(4));
    return this;
  }

  string(value: string): this {
    this.#word(value.length);
    for (let i = 0; i < value.length; i++) this.#word(value.charCodeAt(i));
    return this;
  }

  /** 16 hex digits. */
  get hex(): string {
    const part = (lane: number) => (finish(lane) >>> 0).toString(16).padStart(8, '0');
    return part(this.#a ^ this.#b) + part(this.#b + Math.imul(this.#a, 5));
  }

  #word(word: number): void {
    this.#a = Math.imul(rotate(this.#a ^ Math.imul(word, 0xcc9e2d51), 13), 5) + 0xe6546b64;
    this.#b = Math.imul(rotate(this.#b ^ Math.imul(word ^ this.#a, 0x1b873593), 17), 9) + 0x85ebca6b;
  }
}

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

function finish(lane: number): number {
  let h = lane ^ (lane >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Lives, values and what is stored; nothing while they are as at the start. */
function hashGame(hasher: Hasher, game: GameState): void {
  if (game.untouched) return;
  hasher.number(game.lives);
  for (const values of [game.values, game.storage])
    for (const [key, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1)))
      hasher
        .string(key)
        .string(typeof value)
        .string(String(value));
}

/**
 * The state of a world in 16 hex digits: tick, score, random numbers, and of every living entity, in order, its id, hot fields,
 * health and props. Equal for equal runs, in Node and in a browser.
 */
export function hashWorld(world: World): string {
  const hasher = new Hasher();
  hasher.string(world.scene).number(world.tick).number(world.score).string(world.state);
  for (const part of world.random.state) hasher.number(part);
  hashGame(hasher, world.game);
  for (const entity of world.entities()) {
    hasher
      .string(entity.id)
      .number(entity.health)
      .number(entity.visible ? 1 : 0);
    const at = entity.slot * HOT_STRIDE;
    for (let i = 0; i < HOT_STRIDE; i++) hasher.number(world.hot[at + i]!);
    for (const [key, value] of [...entity.props].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hasher.string(key).string(typeof value);
      if (typeof value === 'number') hasher.number(value);
      else hasher.string(String(value));
    }
  }
  return hasher.hex;
}
