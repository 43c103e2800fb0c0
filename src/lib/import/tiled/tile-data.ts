import { Gunzip, Unzlib } from 'fflate';
import { childrenNamed, problemAt, textOf, wholeOf, type XmlElement } from '../xml.ts';

/** Bit 28 is for hexagonal maps; it means nothing on an orthogonal one. */
const hexagonalFlag = 0x10000000;

/**
 * The cells of a `<data>` element, row by row: global tile numbers with Tiled's flip flags in the top bits.
 * Source: the TMX map format, https://doc.mapeditor.org/en/stable/reference/tmx-map-format/#data.
 * Throws a ProblemError for what is damaged or not supported.
 */
export function readTileData(data: XmlElement, count: number): Uint32Array {
  const encoding = textOf(data, 'encoding');
  const compression = textOf(data, 'compression');
  if (data.children.some((child) => child.name === 'chunk'))
    throw problemAt(
      data,
      'This is data of an infinite map; switch "Infinite" off in Tiled\'s map properties and save again.',
    );
  const cells =
    encoding === ''
      ? fromElements(data)
      : encoding === 'csv'
        ? fromCsv(data)
        : encoding === 'base64'
          ? fromBytes(data, decompress(data, decodeBase64(data), compression, count * 4))
          : null;
  if (!cells)
    throw problemAt(data, `The tile data is encoded as "${encoding}", which is not known; save it as CSV.`);
  if (cells.length !== count)
    throw problemAt(data, `The layer should have ${count} tiles, but its data holds ${cells.length}.`);
  return cells.map((cell) => (cell & ~hexagonalFlag) >>> 0);
}

function fromElements(data: XmlElement): Uint32Array {
  return Uint32Array.from(childrenNamed(data, 'tile'), (tile) => wholeOf(tile, 'gid', 0, 0xffffffff, 0));
}

function fromCsv(data: XmlElement): Uint32Array {
  const text = data.text.trim();
  if (text === '') return new Uint32Array(0);
  return Uint32Array.from(text.split(','), (item, at) => {
    const value = Number(item);
    if (item.trim() === '' || !Number.isInteger(value) || value < 0 || value > 0xffffffff)
      throw problemAt(
        data,
        `Tile ${at + 1} of the CSV data is "${item.trim().slice(0, 20)}", which is no tile number.`,
      );
    return value;
  });
}

function decodeBase64(data: XmlElement): Uint8Array {
  try {
    const binary = atob(data.text.replace(/\s+/g, ''));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw problemAt(data, 'The tile data is no valid base64; the file is damaged.');
  }
}

function decompress(data: XmlElement, bytes: Uint8Array, compression: string, expected: number): Uint8Array {
  switch (compression) {
    case '':
      return bytes;
    case 'gzip':
      return inflate(data, bytes, expected, new Gunzip());
    case 'zlib':
      return inflate(data, bytes, expected, new Unzlib());
    case 'zstd':
      throw problemAt(
        data,
        'The tile data is compressed with Zstandard, which is not supported; choose "Base64 (zlib compressed)" or "CSV" as Tile Layer Format in Tiled\'s map properties and save again.',
      );
    default:
      throw problemAt(
        data,
        `The tile data is compressed with "${compression}", which is not known; save it as CSV.`,
      );
  }
}

/** Unpacks step by step, so that a bomb is noticed before it fills the memory. */
function inflate(
  data: XmlElement,
  bytes: Uint8Array,
  expected: number,
  inflater: Gunzip | Unzlib,
): Uint8Array {
  const out = new Uint8Array(expected);
  let written = 0;
  inflater.ondata = (chunk) => {
    if (written + chunk.length > expected)
      throw problemAt(
        data,
        `The tile data is larger than the layer (${expected / 4} tiles); the file is damaged.`,
      );
    out.set(chunk, written);
    written += chunk.length;
  };
  const step = 1 << 14;
  try {
    for (let at = 0; at < bytes.length || at === 0; at += step)
      inflater.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch (error) {
    if (error instanceof Error && error.name === 'ProblemError') throw error;
    throw problemAt(data, 'The compressed tile data is damaged.');
  }
  return out.subarray(0, written);
}

function fromBytes(data: XmlElement, bytes: Uint8Array): Uint32Array {
  if (bytes.length % 4 !== 0) throw problemAt(data, 'The tile data is cut off; the file is damaged.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(at * 4, true));
}
