/**
 * A PNG written anew from its pixels (ISO/IEC 15948): every pixel as it was, and nothing else of the file, so that
 * whatever was hidden in it, beside it or behind it is gone.
 */
import { Unzlib, zlibSync } from 'fflate';
import { crc32 } from './zip-entries.ts';

/** A PNG that cannot be read, with the reason as a sentence. */
export class DamagedPng extends Error {}

export interface CleanPng {
  bytes: Uint8Array;
  /** What pictures can have beside their pixels, that this one had and that was left out. */
  lost: readonly ('frames' | 'colour profile')[];
}

export interface PngHead {
  width: number;
  height: number;
  depth: number;
  colour: number;
  interlaced: boolean;
}

/** Samples of each pixel by colour type, and the bit depths it may have. */
const COLOURS: Readonly<Record<number, readonly [samples: number, depths: readonly number[]]>> = {
  0: [1, [1, 2, 4, 8, 16]],
  2: [3, [8, 16]],
  3: [1, [1, 2, 4, 8]],
  4: [2, [8, 16]],
  6: [4, [8, 16]],
};

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Columns and rows that each pass of Adam7 begins with and steps by. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** @throws {@link DamagedPng} */
export function cleanPng(bytes: Uint8Array): CleanPng {
  const { head, parts, pixels, lost } = readChunks(bytes);
  const header = readHead(head);
  const palette = parts.get('PLTE');
  if (header.colour === 3 && !palette) throw new DamagedPng('its palette is missing');
  const rows = unpack(pixels, header);
  checkFilters(rows, header);
  const packed = zlibSync(rows, { level: 6 });
  const chunks: [string, Uint8Array][] = [['IHDR', head]];
  for (const name of ['PLTE', 'tRNS']) {
    const part = parts.get(name);
    if (part) chunks.push([name, part]);
  }
  chunks.push(['IDAT', packed], ['IEND', new Uint8Array()]);
  return { bytes: writeChunks(chunks), lost };
}

/** The parts of a PNG that are needed to show it. @throws {@link DamagedPng} */
export function readChunks(bytes: Uint8Array) {
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new DamagedPng('it is no PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  const pixels: Uint8Array[] = [];
  const lost = new Set<CleanPng['lost'][number]>();
  let head: Uint8Array | null = null;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (length > bytes.length - at - 12) throw new DamagedPng('it is cut off');
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    // Capital first letter: nothing can be shown without it.
    const critical = /^[A-Z]/.test(name);
    const whole = view.getUint32(at + 8 + length) === crc32(bytes.subarray(at + 4, at + 8 + length));
    if (critical && !whole) throw new DamagedPng('its checksums are wrong');
    if (head === null && name !== 'IHDR') throw new DamagedPng('its header is missing');
    if (name === 'IHDR') head ??= data;
    else if (name === 'IDAT') pixels.push(data);
    else if (name === 'PLTE' || (name === 'tRNS' && whole)) {
      if (!parts.has(name) && length <= 768) parts.set(name, data);
    } else if (name === 'acTL') lost.add('frames');
    else if (name === 'iCCP' && !/srgb/i.test(String.fromCharCode(...data.subarray(0, 79))))
      lost.add('colour profile');
    else if (name === 'IEND') break;
    at += length + 12;
  }
  if (!head) throw new DamagedPng('its header is missing');
  return { head, parts, pixels, lost: [...lost] };
}

export function readHead(head: Uint8Array): PngHead {
  if (head.length !== 13) throw new DamagedPng('its header is damaged');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [depth, colour, packing, filter, interlace] = [8, 9, 10, 11, 12].map((at) => head[at]!) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const known = COLOURS[colour]?.[1].includes(depth) && packing === 0 && filter === 0 && interlace <= 1;
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (!known || width === 0 || height === 0) throw new DamagedPng('its header is damaged');
  return { width, height, depth, colour, interlaced: interlace === 1 };
}

/** The rows of each pass: how many, and how many bytes each takes, its filter among them. */
function rowsOf({ width, height, depth, colour, interlaced }: PngHead): [count: number, bytes: number][] {
  const bits = COLOURS[colour]![0] * depth;
  const row = (pixels: number) => 1 + Math.ceil((pixels * bits) / 8);
  if (!interlaced) return [[height, row(width)]];
  return PASSES.map(([left, top, across, down]): [number, number] => [
    Math.ceil((height - top) / down),
    Math.ceil((width - left) / across),
  ])
    .filter(([count, pixels]) => count > 0 && pixels > 0)
    .map(([count, pixels]) => [count, row(pixels)]);
}

/** How much packed data goes in at once: at the very best it grows a thousandfold. */
const PIECE = 16 << 10;

/** Exactly as many bytes as the header promises, however many there would be. */
export function unpack(pixels: readonly Uint8Array[], head: PngHead): Uint8Array {
  const rows = new Uint8Array(rowsOf(head).reduce((sum, [count, bytes]) => sum + count * bytes, 0));
  let filled = 0;
  const inflating = new Unzlib((piece) => {
    rows.set(piece.subarray(0, rows.length - filled), filled);
    filled = Math.min(rows.length, filled + piece.length);
  });
  try {
    for (const part of pixels)
      for (let at = 0; at < part.length && filled < rows.length; at += PIECE)
        inflating.push(part.subarray(at, at + PIECE));
  } catch {
    throw new DamagedPng('its pixels cannot be unpacked');
  }
  if (filled < rows.length) throw new DamagedPng('pixels are missing at its end');
  return rows;
}

function checkFilters(rows: Uint8Array, head: PngHead): void {
  let at = 0;
  for (const [count, bytes] of rowsOf(head))
    for (let row = 0; row < count; row++, at += bytes)
      if (rows[at]! > 4) throw new DamagedPng('its pixels are damaged');
}

/** A PNG of chunks by their names. */
export function writeChunks(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, [, data]) => sum + data.length + 12, SIGNATURE.length));
  const view = new DataView(bytes.buffer);
  bytes.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const [name, data] of chunks) {
    view.setUint32(at, data.length);
    for (let letter = 0; letter < 4; letter++) bytes[at + 4 + letter] = name.charCodeAt(letter);
    bytes.set(data, at + 8);
    view.setUint32(at + 8 + data.length, crc32(bytes.subarray(at + 4, at + 8 + data.length)));
    at += data.length + 12;
  }
  return bytes;
}
