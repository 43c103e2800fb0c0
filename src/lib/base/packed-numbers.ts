/** Lists of numbers in little memory, when many of them are zero or as in another list. */

export type Numbers = Float64Array | Int32Array;

/** Numbers of one list, exact to the bit. */
export interface PackedNumbers {
  /** Bit n of it is set when word n (32 bits) of the list differs from its basis. */
  readonly differs: Uint32Array;
  /** Those words, in order. */
  readonly words: Uint32Array;
}

/** Words that differ, before it is known how many there are. Grows to the longest list. */
let scratch = new Uint32Array(1024);

/**
 * Packs the first `length` numbers of a list. What is as in the basis takes a bit, everything else four bytes for each half that differs.
 * @param basis numbers of the same kind, at least as many; zeros when there is none
 */
export function packNumbers(numbers: Numbers, length = numbers.length, basis?: Numbers): PackedNumbers {
  const count = (length * numbers.BYTES_PER_ELEMENT) / 4;
  const list = wordsOf(numbers);
  const from = basis && wordsOf(basis);
  if (scratch.length < count) scratch = new Uint32Array(2 * count);
  const differs = new Uint32Array((count + 31) >>> 5);
  let kept = 0;
  for (let at = 0; at < count; at += 32) {
    const end = Math.min(count, at + 32);
    let bits = 0;
    for (let i = at; i < end; i++) {
      const word = list[i]!;
      if (word === (from ? from[i]! : 0)) continue;
      bits |= 1 << (i & 31);
      scratch[kept++] = word;
    }
    differs[at >>> 5] = bits;
  }
  return { differs, words: scratch.slice(0, kept) };
}

/** Puts packed numbers into the beginning of a list of their kind. @param basis as it was for {@link packNumbers} */
export function unpackNumbers({ differs, words }: PackedNumbers, into: Numbers, basis?: Numbers): void {
  const list = wordsOf(into);
  const from = basis && wordsOf(basis);
  let next = 0;
  for (let block = 0; block < differs.length; block++) {
    const bits = differs[block]!;
    const at = block << 5;
    const end = Math.min(list.length, at + 32);
    for (let i = at; i < end; i++) list[i] = bits & (1 << (i & 31)) ? words[next++]! : from ? from[i]! : 0;
  }
}

/** Bytes that packed numbers take. */
export const packedBytes = ({ differs, words }: PackedNumbers): number =>
  differs.byteLength + words.byteLength;

const wordsOf = ({ buffer, byteOffset, byteLength }: Numbers): Uint32Array =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);
