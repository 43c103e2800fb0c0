import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileType } from '../../src/lib/base/file-type.ts';
import { cleanWithoutBrowser } from '../../src/lib/import/clean-image.ts';
import { imageHeader } from '../../src/lib/import/image-header.ts';
import { checkedHeader } from '../../src/lib/import/image-limits.ts';
import { bytesOf, png } from '../import/support.ts';

/** Bytes of texts (one byte for each letter) and numbers. */
const bytes = (...parts: (string | number | number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part,
    ),
  );
const little = (value: number, count: number) =>
  Array.from({ length: count }, (_, at) => (value >> (8 * at)) & 255);
const big = (value: number, count: number) => little(value, count).reverse();

const gifImage = bytes(0x21, 0xf9, 4, [0, 5, 0, 0], 0, 0x2c, little(0, 8), 0, 2, 2, [1, 1], 0);
const gif = (...images: Uint8Array[]) =>
  new Uint8Array([
    ...bytes('GIF89a', little(300, 2), little(200, 2), 0x80, 0, 0, [0, 0, 0, 1, 1, 1]),
    ...images.flatMap((each) => [...each]),
    0x3b,
  ]);
const webp = (form: string, ...rest: (string | number | number[])[]) =>
  bytes('RIFF', little(99, 4), 'WEBP', form, little(10, 4), ...rest);

const files: Record<string, [Uint8Array, mediaType: string, width: number, height: number, nature: string]> =
  {
    png: [png(7, 9), 'image/png', 7, 9, ''],
    jpeg: [
      bytes(
        0xff,
        0xd8,
        0xff,
        0xe1,
        big(6, 2),
        'Exif',
        0xff,
        0xff,
        0xc2,
        big(17, 2),
        8,
        big(480, 2),
        big(640, 2),
        3,
      ),
      'image/jpeg',
      640,
      480,
      'lossy',
    ],
    'still gif': [gif(gifImage), 'image/gif', 300, 200, ''],
    'moving gif': [gif(gifImage, gifImage), 'image/gif', 300, 200, 'animated'],
    'webp, lossy': [
      webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a], little(33, 2), little(44, 2)),
      'image/webp',
      33,
      44,
      'lossy',
    ],
    'webp, lossless': [webp('VP8L', 0x2f, little(32 | (43 << 14), 4)), 'image/webp', 33, 44, ''],
    'webp, moving': [
      webp('VP8X', [0x12, 0, 0, 0], little(32, 3), little(43, 3)),
      'image/webp',
      33,
      44,
      'animated',
    ],
    avif: [
      bytes(
        big(24, 4),
        'ftypavif',
        big(0, 8),
        'meta',
        big(20, 4),
        'ispe',
        big(0, 4),
        big(800, 4),
        big(600, 4),
      ),
      'image/avif',
      800,
      600,
      'lossy',
    ],
    bmp: [
      bytes('BM', little(99, 4), little(0, 4), little(54, 4), little(40, 4), little(5, 4), little(-6, 4)),
      'image/bmp',
      5,
      6,
      '',
    ],
    'svg with a size': [
      bytesOf('<svg width="30px" height="40" viewBox="0 0 3 4"/>'),
      'image/svg+xml',
      30,
      40,
      '',
    ],
    'svg with a box': [bytesOf('<!DOCTYPE svg>\n<svg viewBox="0 0 3.5 4"/>'), 'image/svg+xml', 4, 4, ''],
    'svg without': [bytesOf('<svg width="100%"/>'), 'image/svg+xml', 0, 0, ''],
  };

describe('the header of a picture', () => {
  it.each(Object.entries(files))('%s', (_, [content, mediaType, width, height, nature]) => {
    expect(fileType(content)).toMatchObject({ kind: 'image', mediaType });
    const header = imageHeader(content, mediaType);
    expect(header).toEqual({ width, height, animated: nature === 'animated', lossy: nature === 'lossy' });
  });

  it('is read from whatever bytes there are without failing', () => {
    const sources = Object.values(files);
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(400),
        fc.uint8Array({ maxLength: 30 }),
        ([content, mediaType], cut, noise) => {
          const header = imageHeader(new Uint8Array([...content.subarray(0, cut), ...noise]), mediaType);
          expect(header === null || (header.width >= 0 && header.height >= 0)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('decides what may be decoded', async () => {
    const type = fileType(png(1, 1))!;
    const reason = (content: Uint8Array, as = type) => {
      const checked = checkedHeader(content, as, 'x.png');
      return checked.ok ? `${checked.value.width} x ${checked.value.height}` : checked.error.message;
    };
    expect(reason(png(16384, 4096))).toBe('16384 x 4096');
    expect(reason(png(16385, 1))).toMatch(/16385 x 1 px, larger than 16384/);
    expect(reason(png(16384, 4097))).toMatch(/at most 64 million/);
    expect(reason(png(2, 2).subarray(0, 20))).toMatch(/damaged/);
    const svg = fileType(bytesOf('<svg/>'))!;
    expect(reason(bytesOf('<svg/>'), svg)).toBe('512 x 512');
    expect(reason(bytesOf(`<svg>${' '.repeat(5 << 20)}</svg>`), svg)).toMatch(/at most 4 MB/);
    const header = imageHeader(bytesOf('<svg/>'), svg.mediaType)!;
    expect(await cleanWithoutBrowser(bytesOf('<svg/>'), svg, header, 'x.svg')).toMatchObject({
      ok: false,
      error: { file: 'x.svg', message: expect.stringMatching(/in the editor/) },
    });
  });
});
