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

  bytes(value: Uint8Array): this {
    this.#word(value.length);
    for (const byte of value) this.#word(byte);
    return this;
  }

  /**
   * Plain data: what JSON knows, lists of numbers and `undefined`. The order of names counts, as it does for who goes through
   * them.
   */
  data(value: unknown): this {
    if (typeof value === 'number') return this.string('number').number(value);
    if (typeof value === 'string') return this.string('string').string(value);
    if (typeof value !== 'object' || value === null) return this.string(String(value));
    if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      const list = value as unknown as ArrayLike<unknown>;
      this.string('list').number(list.length);
      for (let i = 0; i < list.length; i++) this.data(list[i]);
      return this;
    }
    const entries = Object.entries(value);
    this.string('record').number(entries.length);
    for (const [name, each] of entries) this.string(name).data(each);
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
