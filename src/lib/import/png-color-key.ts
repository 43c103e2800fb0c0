/** Pictures in which one colour stands for what is transparent (ISO/IEC 15948), as old tilesets have it. */
import { zlibSync } from 'fflate';
import { DamagedPng, readChunks, readHead, unpack, writeChunks, type PngHead } from './clean-png.ts';

/**
 * A PNG with one colour made transparent.
 * @param color `#rrggbb`
 * @returns the same bytes where no pixel has it as far as that can be told at once; `null` for what is no PNG, or one of a kind that old tilesets are not: of 16 bits, interlaced, grey
 */
export function withoutColor(bytes: Uint8Array, color: string): Uint8Array | null {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  try {
    const { head, parts, pixels } = readChunks(bytes);
    const header = readHead(head);
    if (header.depth > 8 || header.interlaced) return null;
    const [palette, clear] = [parts.get('PLTE'), parts.get('tRNS')];
    const isKey = (at: number, of: Uint8Array) =>
      of[at] === red && of[at + 1] === green && of[at + 2] === blue;
    const whole = pixels.map((data): [string, Uint8Array] => ['IDAT', data]);
    const start: [string, Uint8Array] = ['IHDR', head];
    const end: [string, Uint8Array] = ['IEND', new Uint8Array()];
    if (header.colour === 3 && palette) {
      if (!palette.some((_, at) => at % 3 === 0 && isKey(at, palette))) return bytes;
      const alphas = Uint8Array.from({ length: palette.length / 3 }, (_, at) =>
        isKey(at * 3, palette) ? 0 : (clear?.[at] ?? 255),
      );
      return writeChunks([start, ['PLTE', palette], ['tRNS', alphas], ...whole, end]);
    }
    if (header.colour === 2 && !clear)
      return writeChunks([start, ['tRNS', Uint8Array.of(0, red, 0, green, 0, blue)], ...whole, end]);
    if (header.colour !== 6) return null;
    const rows = unfiltered(unpack(pixels, header), header);
    const stride = header.width * 4 + 1;
    let found = false;
    for (let at = 0; at < rows.length; at += stride)
      for (let pixel = at + 1; pixel < at + stride; pixel += 4)
        if (isKey(pixel, rows)) {
          found = true;
          rows[pixel + 3] = 0;
        }
    if (!found) return bytes;
    return writeChunks([start, ['IDAT', zlibSync(rows)], end]);
  } catch (error) {
    if (error instanceof DamagedPng) return null;
    throw error;
  }
}

/** Rows of four bytes a pixel as they were before they were filtered; each says that it is not. */
function unfiltered(rows: Uint8Array, { width, height }: PngHead): Uint8Array {
  const stride = width * 4 + 1;
  for (let row = 0; row < height; row++) {
    const start = row * stride;
    const filter = rows[start]!;
    rows[start] = 0;
    for (let at = 1; at < stride; at++) {
      const left = at > 4 ? rows[start + at - 4]! : 0;
      const up = row > 0 ? rows[start - stride + at]! : 0;
      const corner = at > 4 && row > 0 ? rows[start - stride + at - 4]! : 0;
      rows[start + at]! += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    }
  }
  return rows;
}

/** Of three neighbours the one nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
