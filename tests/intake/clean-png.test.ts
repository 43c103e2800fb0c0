import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPng, DamagedPng } from '../../src/lib/import/clean-png.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

function header(width: number, height: number, depth: number, colour: number, interlace: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlace], 8);
  return data;
}

const kinds = fc.constantFrom<[depth: number, colour: keyof typeof SAMPLES]>(
  [1, 0],
  [8, 0],
  [16, 0],
  [8, 2],
  [16, 2],
  [2, 3],
  [8, 3],
  [8, 4],
  [8, 6],
  [16, 6],
);

/** A picture of any kind, with its rows as they are before packing. */
const picture = fc
  .tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
    kinds,
    fc.boolean(),
    fc.infiniteStream(fc.nat(255)),
  )
  .map(([width, height, [depth, colour], interlaced, noise]) => {
    const row = (pixels: number) => [
      noise.next().value % 5,
      ...Array.from({ length: Math.ceil((pixels * depth * SAMPLES[colour]) / 8) }, () => noise.next().value),
    ];
    const passes = interlaced
      ? [
          [0, 0, 8, 8],
          [4, 0, 8, 8],
          [0, 4, 4, 8],
          [2, 0, 4, 4],
          [0, 2, 2, 4],
          [1, 0, 2, 2],
          [0, 1, 1, 2],
        ]
      : [[0, 0, 1, 1]];
    const rows: number[] = [];
    for (const [left, top, across, down] of passes as [number, number, number, number][]) {
      const pixels = Math.ceil((width - left) / across);
      if (pixels > 0) for (let y = top; y < height; y += down) rows.push(...row(pixels));
    }
    return { width, height, depth, colour, interlace: interlaced ? 1 : 0, rows: Uint8Array.from(rows) };
  });
type Picture = typeof picture extends fc.Arbitrary<infer T> ? T : never;

const palette = Buffer.alloc(12, 7);
function file(
  { width, height, depth, colour, interlace, rows }: Picture,
  extra: Buffer[] = [],
  behind = '',
): Buffer {
  const packed = deflateSync(rows);
  const half = packed.length >> 1;
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height, depth, colour, interlace)),
    ...extra,
    ...(colour === 3 ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', packed.subarray(0, half)),
    chunk('IDAT', packed.subarray(half)),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(behind),
  ]);
}

function chunksOf(bytes: Uint8Array): [string, Buffer][] {
  const buffer = Buffer.from(bytes);
  const chunks: [string, Buffer][] = [];
  for (let at = 8; at < buffer.length;) {
    const length = buffer.readUInt32BE(at);
    expect(buffer.readUInt32BE(at + 8 + length)).toBe(crc32(buffer.subarray(at + 4, at + 8 + length)));
    chunks.push([buffer.toString('latin1', at + 4, at + 8), buffer.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return chunks;
}

describe('a PNG written anew', () => {
  it('keeps every pixel and nothing else, whatever its kind', () => {
    const extra = [
      chunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>')),
      chunk('eXIf', Buffer.from('where I live')),
      chunk('pHYs', Buffer.alloc(9)),
    ];
    fc.assert(
      fc.property(picture, (given) => {
        const clean = cleanPng(file(given, extra, '<?php evil(); ?>')).bytes;
        const chunks = chunksOf(clean);
        expect(chunks.map(([name]) => name)).toEqual([
          'IHDR',
          ...(given.colour === 3 ? ['PLTE'] : []),
          'IDAT',
          'IEND',
        ]);
        expect(inflateSync(chunks.find(([name]) => name === 'IDAT')![1])).toEqual(Buffer.from(given.rows));
        expect(cleanPng(clean).bytes).toEqual(clean);
      }),
      { numRuns: 60 },
    );
  });

  it('says what it had to leave out that people would miss', () => {
    const [given] = fc.sample(picture, { numRuns: 1, seed: 1 });
    const lost = (...extra: Buffer[]) => cleanPng(file(given!, extra)).lost;
    expect(lost()).toEqual([]);
    expect(lost(chunk('acTL', Buffer.alloc(8)))).toEqual(['frames']);
    expect(lost(chunk('iCCP', Buffer.from('Display P3\0\0')))).toEqual(['colour profile']);
    expect(lost(chunk('iCCP', Buffer.from('sRGB IEC61966-2.1\0\0')))).toEqual([]);
  });

  it('unpacks no more than its header promises', () => {
    const rows = new Uint8Array(50 << 20);
    const small = { width: 2, height: 2, depth: 8, colour: 6, interlace: 0, rows } as const;
    const clean = cleanPng(file(small as Picture));
    expect(inflateSync(chunksOf(clean.bytes)[1]![1])).toHaveLength(18);
  });

  it('is refused with a reason when it is damaged, and never anything else', () => {
    fc.assert(
      fc.property(
        picture,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.option(fc.nat()),
        (given, edits, cut) => {
          const bytes = new Uint8Array(file(given));
          for (const [at, value] of edits) bytes[at % bytes.length] = value;
          try {
            cleanPng(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
          } catch (error) {
            expect(error).toBeInstanceOf(DamagedPng);
          }
        },
      ),
      { numRuns: 200 },
    );
    const [given] = fc.sample(picture, { numRuns: 1, seed: 1 });
    const short = file({ ...given!, height: given!.height + 5 });
    expect(() => cleanPng(short)).toThrow(/pixels are missing/);
  });
});
