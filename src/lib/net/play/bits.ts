/** Numbers in as few bits as they need. */

/** Longest run of ones in a Rice code; what needs more is written in full. */
const LONGEST_RUN = 18;

/** Writes bits, most significant first, into bytes that grow. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #length = 0;
  #pending = 0;
  #free = 8;

  /** The lowest `count` bits (at most 32) of an unsigned number. */
  bits(value: number, count: number): void {
    let left = count;
    while (left > 0) {
      const take = Math.min(left, this.#free);
      const part = Math.floor(value / 2 ** (left - take)) % 2 ** take;
      this.#pending = (this.#pending << take) | part;
      this.#free -= take;
      left -= take;
      if (this.#free === 0) this.#flush();
    }
  }

  bit(value: boolean): void {
    this.bits(value ? 1 : 0, 1);
  }

  /** An unsigned number of at most 32 bits; small ones take `2 ** k` for each bit beyond `k`. */
  rice(value: number, k: number): void {
    const run = Math.floor(value / 2 ** k);
    if (run >= LONGEST_RUN) {
      this.bits(2 ** LONGEST_RUN - 1, LONGEST_RUN);
      this.bits(value, 32);
      return;
    }
    this.bits(2 ** (run + 1) - 2, run + 1);
    if (k > 0) this.bits(value % 2 ** k, k);
  }

  /** An unsigned whole number up to 2^53, seven bits at a time. */
  uint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.bits(1, 1);
      this.bits(rest % 128, 7);
      rest = Math.floor(rest / 128);
    }
    this.bits(0, 1);
    this.bits(rest, 7);
  }

  int(value: number): void {
    this.uint(zigzag(value));
  }

  float32(value: number): void {
    scratch.setFloat32(0, value);
    this.bits(scratch.getUint32(0), 32);
  }

  float64(value: number): void {
    scratch.setFloat64(0, value);
    this.bits(scratch.getUint32(0), 32);
    this.bits(scratch.getUint32(4), 32);
  }

  text(value: string): void {
    this.bytes(new TextEncoder().encode(value));
  }

  /** Bytes with their number before them. */
  bytes(value: Uint8Array): void {
    this.uint(value.length);
    for (const byte of value) this.bits(byte, 8);
  }

  /** All that was written, padded with zeros to whole bytes. */
  finish(): Uint8Array<ArrayBuffer> {
    const partial = this.#free < 8;
    const copy = new Uint8Array(this.#length + (partial ? 1 : 0));
    copy.set(this.#bytes.subarray(0, this.#length));
    if (partial) copy[this.#length] = (this.#pending << this.#free) & 255;
    return copy;
  }

  #flush(): void {
    if (this.#length === this.#bytes.length) {
      const longer = new Uint8Array(this.#length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = this.#pending & 255;
    this.#pending = 0;
    this.#free = 8;
  }
}

/** Reads what a {@link BitWriter} wrote. Every method throws a RangeError at the end of the bytes. */
export class BitReader {
  #at = 0;

  constructor(private readonly source: Uint8Array) {}

  /** Bits that are left. */
  get left(): number {
    return this.source.length * 8 - this.#at;
  }

  bits(count: number): number {
    if (count > this.left) throw new RangeError('the message ends early');
    let value = 0;
    let left = count;
    while (left > 0) {
      const used = this.#at & 7;
      const take = Math.min(left, 8 - used);
      const byte = this.source[this.#at >>> 3]!;
      value = value * 2 ** take + ((byte >>> (8 - used - take)) & (2 ** take - 1));
      this.#at += take;
      left -= take;
    }
    return value;
  }

  bit(): boolean {
    return this.bits(1) === 1;
  }

  rice(k: number): number {
    let run = 0;
    while (run < LONGEST_RUN && this.bits(1) === 1) run++;
    if (run === LONGEST_RUN) return this.bits(32);
    return run * 2 ** k + (k > 0 ? this.bits(k) : 0);
  }

  /** @throws RangeError for a number beyond 2^53 */
  uint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const more = this.bit();
      value += this.bits(7) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a number is too large');
      if (!more) return value;
    }
  }

  int(): number {
    return unzigzag(this.uint());
  }

  float32(): number {
    scratch.setUint32(0, this.bits(32));
    return scratch.getFloat32(0);
  }

  float64(): number {
    scratch.setUint32(0, this.bits(32));
    scratch.setUint32(4, this.bits(32));
    return scratch.getFloat64(0);
  }

  /** @throws RangeError for more than `most` bytes */
  text(most = Infinity): string {
    return new TextDecoder().decode(this.bytes(most));
  }

  /** @throws RangeError for more than `most` bytes */
  bytes(most = Infinity): Uint8Array {
    const length = this.uint();
    if (length > most || length * 8 > this.left) throw new RangeError('the message ends early');
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.bits(8);
    return bytes;
  }
}

const scratch = new DataView(new ArrayBuffer(8));

/** Whole numbers in the order 0, -1, 1, -2, 2: those near zero are small. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
export const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

/** The bits that {@link BitWriter.rice} takes. */
export function riceBits(value: number, k: number): number {
  const run = Math.floor(value / 2 ** k);
  return run >= LONGEST_RUN ? LONGEST_RUN + 32 : run + 1 + k;
}
