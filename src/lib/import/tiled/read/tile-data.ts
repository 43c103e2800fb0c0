import { Gunzip, Unzlib } from 'fflate';
import { Decompress } from 'fzstd';
import { ProblemError } from '../../../base/result.ts';
import { problemAtPlace, type Place } from '../../../tiled/place.ts';

/** Tile data as a file holds it. */
export interface PackedCells {
  at: Place;
  /** `csv`, `base64`, or '' for numbers that are already apart. */
  encoding: string;
  compression: string;
  content: string | readonly unknown[];
}

/**
 * Cells row by row: global tile numbers with Tiled's flip flags in the top bits.
 * Source: https://doc.mapeditor.org/en/stable/reference/tmx-map-format/#data.
 * Throws a ProblemError for what is damaged or not known.
 */
export function unpackCells({ at, encoding, compression, content }: PackedCells, count: number): Uint32Array {
  const cells =
    typeof content !== 'string'
      ? fromNumbers(at, content, 'data')
      : encoding === 'csv'
        ? fromNumbers(at, content.trim() === '' ? [] : content.trim().split(','), 'CSV data')
        : encoding === 'base64'
          ? fromBytes(at, decompress(at, decodeBase64(at, content), compression, count * 4))
          : null;
  if (!cells)
    throw problemAtPlace(
      at,
      `The tile data is encoded as "${encoding.slice(0, 20)}", which is not known; save it as CSV.`,
    );
  if (cells.length !== count)
    throw problemAtPlace(at, `The layer should have ${count} tiles, but its data holds ${cells.length}.`);
  return cells;
}

function fromNumbers(at: Place, items: readonly unknown[], what: string): Uint32Array {
  return Uint32Array.from(items, (item, index) => {
    const text = typeof item === 'string' ? item.trim() : item;
    const value = text === '' ? NaN : Number(text);
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
      throw problemAtPlace(
        at,
        `Tile ${index + 1} of the ${what} is "${String(text).slice(0, 20)}", which is no tile number.`,
      );
    return value;
  });
}

/** The bytes of a base64 text. */
export function decodeBase64(at: Place, text: string): Uint8Array {
  try {
    const binary = atob(text.replace(/\s+/g, ''));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw problemAtPlace(at, 'The data is no valid base64; the file is damaged.');
  }
}

function decompress(at: Place, bytes: Uint8Array, compression: string, expected: number): Uint8Array {
  switch (compression) {
    case '':
      return bytes;
    case 'gzip':
      return inflate(at, bytes, expected, new Gunzip());
    case 'zlib':
      return inflate(at, bytes, expected, new Unzlib());
    case 'zstd':
      return inflate(at, bytes, expected, new Decompress());
    default:
      throw problemAtPlace(
        at,
        `The tile data is compressed with "${compression.slice(0, 20)}", which is not known; save it as CSV.`,
      );
  }
}

/** Unpacks step by step, so that a bomb is noticed before it fills the memory. */
function inflate(
  at: Place,
  bytes: Uint8Array,
  expected: number,
  inflater: Gunzip | Unzlib | Decompress,
): Uint8Array {
  const out = new Uint8Array(expected);
  let written = 0;
  inflater.ondata = (chunk: Uint8Array) => {
    if (written + chunk.length > expected)
      throw problemAtPlace(
        at,
        `The tile data is larger than the layer (${expected / 4} tiles); the file is damaged.`,
      );
    out.set(chunk, written);
    written += chunk.length;
  };
  const step = 1 << 14;
  try {
    for (let from = 0; from < bytes.length || from === 0; from += step)
      inflater.push(bytes.subarray(from, from + step), from + step >= bytes.length);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw problemAtPlace(at, 'The compressed tile data is damaged.');
  }
  return out.subarray(0, written);
}

function fromBytes(at: Place, bytes: Uint8Array): Uint32Array {
  if (bytes.length % 4 !== 0) throw problemAtPlace(at, 'The tile data is cut off; the file is damaged.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, true));
}
