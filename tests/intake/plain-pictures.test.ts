import { describe, expect, it } from 'vitest';
import { fileType } from '../../src/lib/base/file-type.ts';
import { cleanWithoutBrowser } from '../../src/lib/import/clean-image.ts';
import { imageHeader } from '../../src/lib/import/image-header.ts';
import { plainGif } from '../../src/lib/import/plain-gif.ts';
import { readBmpPixels } from '../../src/lib/import/read-bmp.ts';
import { orientationOf } from '../../src/lib/import/plain-jpeg.ts';

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, ...data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
const JFIF = segment(0xe0, ...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0);
const ADOBE = segment(0xee, ...ascii('Adobe'), 0, 100, 0, 0, 0, 0, 1);
const FRAME = segment(0xc0, 8, 0, 4, 0, 6, 1, 1, 0x11, 0);
const SCAN = [...segment(0xda, 1, 1, 0, 0, 63, 0), 1, 0xff, 0, 2, 0xff, 0xd0, 3];
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9]);

const chunk = (name: string, data: number[]) => [
  ...ascii(name),
  ...[data.length, 0, 0, 0],
  ...data,
  ...(data.length % 2 ? [0] : []),
];
const webp = (...chunks: number[][]) => {
  const all = chunks.flat();
  return Uint8Array.from([...ascii('RIFF'), all.length + 4, 0, 0, 0, ...ascii('WEBP'), ...all]);
};
const vp8x = (flags: number) => chunk('VP8X', [flags, 0, 0, 0, 5, 0, 0, 3, 0, 0]);
const PIXELS = chunk('VP8L', [0x2f, 1, 2, 3, 4]);

async function cleaned(bytes: Uint8Array) {
  const type = fileType(bytes)!;
  const clean = await cleanWithoutBrowser(bytes, type, imageHeader(bytes, type.mediaType)!, 'a');
  return clean.ok && 'bytes' in clean.value ? clean.value.bytes : clean;
}

describe('pictures where nothing can decode them', () => {
  it('keep the pixels of a JPEG and what they need, and nothing else', async () => {
    const exif = segment(0xe1, ...ascii('Exif\0\0'), 1, 2);
    const given = jpeg(JFIF, exif, ADOBE, segment(0xfe, ...ascii('hi')), FRAME, SCAN);
    const plain = jpeg(JFIF, ADOBE, FRAME, SCAN);
    expect(await cleaned(Uint8Array.from([...given, ...ascii('<script>')]))).toEqual(plain);
    expect(await cleaned(plain)).toEqual(plain);
  });

  it('keep the pixels of a WebP, and nothing else', async () => {
    const given = webp(vp8x(0x1c), chunk('ICCP', [1]), PIXELS, chunk('EXIF', [1, 2]), chunk('XMP ', [3]));
    const plain = webp(vp8x(0x10), PIXELS);
    expect(await cleaned(Uint8Array.from([...given, ...ascii('PK')]))).toEqual(plain);
    expect(await cleaned(plain)).toEqual(plain);
  });

  it('are refused when only a note says how to hold them, and taken when it says "as it lies"', async () => {
    const little = (held: number) =>
      segment(
        0xe1,
        ...ascii('Exif\0\0II'),
        ...[42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, held, 0, 0, 0],
      );
    const big = (held: number) =>
      segment(
        0xe1,
        ...ascii('Exif\0\0MM'),
        ...[0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, held, 0, 0],
      );
    for (const exif of [little, big]) {
      expect(await cleaned(jpeg(JFIF, exif(6), FRAME, SCAN))).toMatchObject({
        error: { message: expect.stringContaining('save it upright') as string },
      });
      expect(await cleaned(jpeg(JFIF, exif(1), FRAME, SCAN))).toEqual(jpeg(JFIF, FRAME, SCAN));
      // Cut off, it says nothing; and nothing is read beyond its end.
      const whole = jpeg(exif(6));
      for (let length = 2; length < whole.length - 6; length++)
        expect(orientationOf(whole.subarray(0, length))).toBe(1);
    }
  });

  it('keep the pixels of a GIF and how often it runs, and nothing else', async () => {
    const head = [...ascii('GIF89a'), 2, 0, 2, 0, 0x80, 0, 0, ...[0, 0, 0, 255, 255, 255]];
    const image = [0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x44, 0x51, 0];
    const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
    const loops = [0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0];
    const program = [0x21, 0xff, 11, ...ascii('XMP DataXMP'), 2, 1, 2, 0];
    const comment = [0x21, 0xfe, 2, ...ascii('hi'), 0];
    const plain = Uint8Array.from([...head, ...loops, ...control, ...image, ...control, ...image, 0x3b]);
    const given = [
      ...head,
      ...program,
      ...loops,
      ...control,
      ...image,
      ...comment,
      ...control,
      ...image,
      0x3b,
    ];
    expect(await cleaned(Uint8Array.from([...given, ...ascii('<script>')]))).toEqual(plain);
    expect(await cleaned(plain)).toEqual(plain);
    for (let length = 14; length < plain.length; length++)
      expect(plainGif(plain.subarray(0, length))).toBeNull();
  });

  it('are written as PNG when they are a BMP, whatever its bits and which side is up', async () => {
    const bmp = (bits: number, height: number, palette: number[], rows: number[]) => {
      const bytes = new Uint8Array(54 + palette.length + rows.length);
      const view = new DataView(bytes.buffer);
      bytes.set(ascii('BM'));
      view.setUint32(10, 54 + palette.length, true);
      view.setUint32(14, 40, true);
      view.setInt32(18, 2, true);
      view.setInt32(22, height, true);
      view.setUint16(26, 1, true);
      view.setUint16(28, bits, true);
      bytes.set([...palette, ...rows], 54);
      return bytes;
    };
    const [red, blue] = [
      [0, 0, 255],
      [255, 0, 0],
    ] as const;
    const palette = Array.from({ length: 2 }, (_, i) => [...(i ? blue : red), 0]).flat();
    const rgba = Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 0, 255]);
    const upper = [...red, ...blue, 0, 0];
    const lower = [...blue, ...red, 0, 0];
    for (const given of [
      bmp(24, 2, [], [...lower, ...upper]),
      bmp(24, -2, [], [...upper, ...lower]),
      bmp(32, -2, [], [...red, 0, ...blue, 0, ...blue, 0, ...red, 0]),
      bmp(1, 2, palette, [0x80, 0, 0, 0, 0x40, 0, 0, 0]),
    ]) {
      expect(readBmpPixels(given)).toEqual({ width: 2, height: 2, rgba });
      expect(fileType((await cleaned(given)) as Uint8Array)?.mediaType).toBe('image/png');
      for (let length = 0; length < given.length; length++)
        expect(readBmpPixels(given.subarray(0, length))).toBeNull();
    }
    expect(readBmpPixels(bmp(16, 2, [], [0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
  });

  it('are refused when they are cut off', async () => {
    const refused = {
      ok: false,
      error: { file: 'a', message: expect.stringContaining('damaged') as string },
    };
    expect(await cleaned(jpeg(JFIF, FRAME, SCAN).subarray(0, -3))).toMatchObject(refused);
    expect(await cleaned(webp(vp8x(0), PIXELS).subarray(0, -4))).toMatchObject(refused);
  });
});
