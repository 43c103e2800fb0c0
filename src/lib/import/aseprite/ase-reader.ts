/** Bytes of an Aseprite file, read in order; little-endian. Reading past the end throws a RangeError. */
export class AseReader {
  readonly #view: DataView;
  #at: number;

  /** @param bytes what may be read; `at` counts from its beginning */
  constructor(
    readonly bytes: Uint8Array,
    at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.bytes.length - this.#at;
  }

  skip(count: number): this {
    this.#at += count;
    return this;
  }

  byte(): number {
    return this.#view.getUint8(this.#move(1));
  }

  word(): number {
    return this.#view.getUint16(this.#move(2), true);
  }

  short(): number {
    return this.#view.getInt16(this.#move(2), true);
  }

  dword(): number {
    return this.#view.getUint32(this.#move(4), true);
  }

  long(): number {
    return this.#view.getInt32(this.#move(4), true);
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.word()));
  }

  take(count: number): Uint8Array {
    if (count > this.left) throw new RangeError('the file ends too early');
    const from = this.#move(count);
    return this.bytes.subarray(from, from + count);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  #move(count: number): number {
    const from = this.#at;
    this.#at += count;
    return from;
  }
}
