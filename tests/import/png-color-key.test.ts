import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePng } from '../../src/lib/base/png-write.ts';
import { readChunks, writeChunks } from '../../src/lib/import/clean-png.ts';
import { withoutColor } from '../../src/lib/import/png-color-key.ts';

const rowsOf = (png: Uint8Array): Uint8Array =>
  new Uint8Array(inflateSync(Buffer.concat(readChunks(png).pixels)));
const head = (colour: number, depth = 8) => Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 1, depth, colour, 0, 0, 0);
const pngOf = (colour: number, row: readonly number[], more: [string, Uint8Array][] = [], depth = 8) =>
  writeChunks([
    ['IHDR', head(colour, depth)],
    ...more,
    ['IDAT', new Uint8Array(deflateSync(Uint8Array.from([0, ...row])))],
    ['IEND', new Uint8Array()],
  ]);

describe('a colour that stands for what is transparent', () => {
  it('is named once where pixels have none of their own', () => {
    const png = withoutColor(pngOf(2, [1, 2, 3, 255, 0, 255]), '#ff00ff')!;
    expect([...readChunks(png).parts.get('tRNS')!]).toEqual([0, 255, 0, 0, 0, 255]);
    expect([...rowsOf(png)]).toEqual([0, 1, 2, 3, 255, 0, 255]);
  });

  it('is taken out of palettes, in which others may be half transparent', () => {
    const palette: [string, Uint8Array][] = [
      ['PLTE', Uint8Array.of(9, 9, 9, 255, 0, 255, 7, 7, 7)],
      ['tRNS', Uint8Array.of(128)],
    ];
    expect([...readChunks(withoutColor(pngOf(3, [0, 1], palette), '#FF00FF')!).parts.get('tRNS')!]).toEqual([
      128, 0, 255,
    ]);
  });

  it('is left out of pixels that have an alpha, however their rows were filtered', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 4 }),
            fc.array(fc.constantFrom(0, 3, 200, 255), { minLength: 24, maxLength: 24 }),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        (width, given) => {
          const pixels = given.map(([filter, row]) => [filter, row.slice(0, width * 4)] as const);
          const size = new Uint8Array(13);
          new DataView(size.buffer).setUint32(0, width);
          new DataView(size.buffer).setUint32(4, pixels.length);
          size.set([8, 6, 0, 0, 0], 8);
          const filtered = pixels.flatMap(([filter, row], y) => [
            filter,
            ...row.map((value, x) => (value - guessed(filter, pixels, x, y)) & 255),
          ]);
          const png = writeChunks([
            ['IHDR', size],
            ['IDAT', new Uint8Array(deflateSync(Uint8Array.from(filtered)))],
            ['IEND', new Uint8Array()],
          ]);
          const wanted = pixels.flatMap(([, row]) => [
            0,
            ...row.map((value, x) => {
              const [r, g, b] = row.slice(x - (x % 4));
              return x % 4 === 3 && r === 255 && g === 0 && b === 200 ? 0 : value;
            }),
          ]);
          const after = withoutColor(png, '#ff00c8')!;
          const plain = pixels.flatMap(([, row]) => [0, ...row]);
          if (after === png) expect(plain).toEqual(wanted);
          else expect([...rowsOf(after)]).toEqual(wanted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves a picture alone that has no such pixel', () => {
    const png = writePng(1, 1, Uint8Array.of(1, 2, 3, 4));
    expect(withoutColor(png, '#ff00ff')).toBe(png);
  });

  it('is not looked for in what is no PNG of 8 bits', () => {
    expect(withoutColor(Uint8Array.of(1, 2, 3), '#ff00ff')).toBeNull();
    expect(withoutColor(writePng(1, 1, Uint8Array.of(1, 2, 3, 4)).subarray(0, 40), '#ff00ff')).toBeNull();
    expect(withoutColor(pngOf(2, [0, 1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 3], [], 16), '#ff00ff')).toBeNull();
  });
});

/** What a filter of PNG subtracts. */
function guessed(
  filter: number,
  pixels: readonly (readonly [number, readonly number[]])[],
  x: number,
  y: number,
): number {
  const [a, b, c] = [pixels[y]![1][x - 4] ?? 0, pixels[y - 1]?.[1][x] ?? 0, pixels[y - 1]?.[1][x - 4] ?? 0];
  if (filter === 1) return a;
  if (filter === 2) return b;
  if (filter === 3) return (a + b) >> 1;
  const near = [a, b, c].map((each) => Math.abs(a + b - c - each));
  return filter === 4 ? [a, b, c][near.indexOf(Math.min(...near))]! : 0;
}
