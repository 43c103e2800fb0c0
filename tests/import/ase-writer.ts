/** Writes small files of Aseprite for tests, as the public description of the format says. */
import { zlibSync } from 'fflate';

type Part = number[] | Uint8Array;
const word = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const dword = (value: number) => [...word(value), ...word(value >>> 16)];
const text = (value: string) => [
  ...word(new TextEncoder().encode(value).length),
  ...new TextEncoder().encode(value),
];
const zeros = (count: number) => new Array<number>(count).fill(0);
const join = (...parts: Part[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

export const chunk = (kind: number, ...parts: Part[]): Uint8Array => {
  const data = join(...parts);
  return join(dword(data.length + 6), word(kind), data);
};

interface LayerOptions {
  visible?: boolean;
  type?: number;
  level?: number;
  blend?: number;
  opacity?: number;
  flags?: number;
  tileset?: number;
}
export const layer = (
  name: string,
  { visible = true, type = 0, level = 0, blend = 0, opacity = 255, flags = 0, tileset }: LayerOptions = {},
) =>
  chunk(
    0x2004,
    [
      ...word((visible ? 1 : 0) | flags),
      ...word(type),
      ...word(level),
      ...zeros(4),
      ...word(blend),
      opacity,
      0,
      0,
      0,
    ],
    text(name),
    tileset === undefined ? [] : dword(tileset),
  );

const celHead = (layerIndex: number, x: number, y: number, opacity: number, type: number, z = 0) => [
  ...word(layerIndex),
  ...word(x & 0xffff),
  ...word(y & 0xffff),
  opacity,
  ...word(type),
  ...word(z & 0xffff),
  ...zeros(5),
];
/** @param pixels bytes of a pixel after one another */
export const cel = (
  layerIndex: number,
  x: number,
  y: number,
  width: number,
  pixels: number[],
  bytes: number,
  { opacity = 255, raw = false, z = 0 } = {},
) =>
  chunk(
    0x2005,
    celHead(layerIndex, x, y, opacity, raw ? 0 : 2, z),
    [...word(width), ...word(pixels.length / bytes / width)],
    raw ? pixels : zlibSync(Uint8Array.from(pixels)),
  );
export const linkedCel = (layerIndex: number, frame: number) =>
  chunk(0x2005, celHead(layerIndex, 0, 0, 255, 1), word(frame));
export const tileCel = (layerIndex: number, width: number, tiles: number[]) =>
  chunk(
    0x2005,
    celHead(layerIndex, 0, 0, 255, 3),
    [...word(width), ...word(tiles.length / width), ...word(32)],
    [...dword(0x1fffffff), ...dword(0x80000000), ...dword(0x40000000), ...dword(0x20000000), ...zeros(10)],
    zlibSync(Uint8Array.from(tiles.flatMap((tile) => dword(tile)))),
  );
export const tileset = (id: number, width: number, height: number, pixels: number[], bytes: number) => {
  const packed = zlibSync(Uint8Array.from(pixels));
  return chunk(
    0x2023,
    [
      ...dword(id),
      ...dword(2),
      ...dword(pixels.length / bytes / width / height),
      ...word(width),
      ...word(height),
    ],
    [...zeros(16), ...text('Tiles'), ...dword(packed.length)],
    packed,
  );
};
export const palette = (colors: number[][]) =>
  chunk(0x2019, [
    ...[...dword(colors.length), ...dword(0), ...dword(colors.length - 1), ...zeros(8)],
    ...colors.flatMap((color) => [0, 0, ...color]),
  ]);
export const tags = (
  ...list: { name: string; from: number; to: number; direction: number; repeat: number }[]
) =>
  chunk(
    0x2018,
    [...word(list.length), ...zeros(8)],
    ...list.map(({ name, from, to, direction, repeat }) => [
      ...[...word(from), ...word(to), direction, ...word(repeat), ...zeros(10)],
      ...text(name),
    ]),
  );
export const slice = (name: string, rect: number[], centre: number[], pivot: number[]) =>
  chunk(
    0x2022,
    [...dword(1), ...dword(3), ...dword(0), ...text(name), ...dword(0)],
    [...rect, ...centre, ...pivot].flatMap((value) => dword(value)),
  );

/** @param depth bits of a pixel */
export function aseFile(
  width: number,
  height: number,
  depth: number,
  frames: readonly { duration: number; chunks: Uint8Array[] }[],
  transparent = 0,
): Uint8Array {
  const bodies = frames.map(({ duration, chunks }) => {
    const body = join(...chunks);
    const head = [
      ...dword(body.length + 16),
      ...word(0xf1fa),
      ...word(0xffff),
      ...word(duration),
      0,
      0,
      ...dword(chunks.length),
    ];
    return join(head, body);
  });
  const size = bodies.reduce((sum, { length }) => sum + length, 128);
  const head = [
    ...dword(size),
    ...word(0xa5e0),
    ...word(frames.length),
    ...word(width),
    ...word(height),
    ...word(depth),
  ];
  head.push(...dword(1), ...word(100), ...zeros(8), transparent);
  return join(head, zeros(128 - head.length), ...bodies);
}
