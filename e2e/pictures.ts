import { crc32, deflateSync } from 'node:zlib';

/** A PNG of 8 by 6 pixels, all of them pure red. */
export const PNG_8X6_RED = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEklEQVR4nGP4z8CAFWEXpZMEADMoL9HswQX5AAAAAElFTkSuQmCC',
  'base64',
);

/** A PNG of 32 by 16 pixels: a red tile and a blue one beside it. */
export const PNG_TWO_TILES = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAIAAAD4YuoOAAAAIElEQVR42mP4z8BAEiJR+X+GUQtGLRi1YNSCUQuGggUAUKb+ELySDi8AAAAASUVORK5CYII=',
  'base64',
);

/** A PNG of one colour. */
export function pngOf(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: width }, () => [red, green, blue]).flat()]);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

/** An animated GIF of 16 by 16 pixels, each frame of one colour and shown for so many hundredths of a second. */
export function gifOf(frames: readonly (readonly [colour: Colour, hundredths: number])[]): Buffer {
  const colours = Buffer.alloc(128 * 3);
  frames.forEach(([colour], at) => colours.set(colour, at * 3));
  const pictures = frames.map(([, hundredths], at) => {
    // Codes stay at 8 bits as long as the table is cleared before it has grown.
    const codes = Buffer.concat([
      ...Array.from({ length: 4 }, () => Buffer.from([128, ...Array<number>(64).fill(at)])),
      Buffer.from([129]),
    ]);
    const blocks = [codes.subarray(0, 255), codes.subarray(255)].flatMap((block) => [block.length, ...block]);
    return Buffer.from([
      ...[0x21, 0xf9, 4, 4, hundredths & 0xff, hundredths >> 8, 0, 0],
      ...[0x2c, 0, 0, 0, 0, 16, 0, 16, 0, 0, 7, ...blocks, 0],
    ]);
  });
  const head = Buffer.from([16, 0, 16, 0, 0xf6, 0, 0]);
  const loop = Buffer.from([0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0]);
  return Buffer.concat([Buffer.from('GIF89a'), head, colours, loop, ...pictures, Buffer.from([0x3b])]);
}
