/** A small picture as numbers: one for each pixel, row by row. Pictures are replaced, never changed. */
import type { Vec2 } from '../../../base/geometry.ts';

/** A colour as 0xAABBGGRR, which is how a pixel's four bytes lie in memory. 0 is nothing. */
export type Pixel = number;

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** A part of a picture in pixels. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** More on a side is for a program of its own, in pixels. */
export const MAX_SIDE = 512;
export const CLEAR: Pixel = 0;

const side = (pixels: number): number => Math.min(MAX_SIDE, Math.max(1, Math.round(pixels) || 1));

export function blankPicture(width: number, height: number): Picture {
  const [w, h] = [side(width), side(height)];
  return { width: w, height: h, pixels: new Uint32Array(w * h) };
}

/** A picture of bytes, red, green, blue and alpha in turns. What cannot be seen is one and the same nothing. */
export function pictureOf(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Picture {
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) {
    const alpha = rgba[at * 4 + 3]!;
    if (alpha > 0)
      pixels[at] =
        ((alpha << 24) | (rgba[at * 4 + 2]! << 16) | (rgba[at * 4 + 1]! << 8) | rgba[at * 4]!) >>> 0;
  }
  return { width, height, pixels };
}

/** The reverse of {@link pictureOf}. */
export function bytesOf({ pixels }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((pixel, at) => {
    rgba[at * 4] = pixel & 0xff;
    rgba[at * 4 + 1] = (pixel >>> 8) & 0xff;
    rgba[at * 4 + 2] = (pixel >>> 16) & 0xff;
    rgba[at * 4 + 3] = pixel >>> 24;
  });
  return rgba;
}

/** The picture on another size: what lies in the top left corner stays, what is new is empty. */
export function resized(picture: Picture, width: number, height: number): Picture {
  const next = blankPicture(width, height);
  const rows = Math.min(picture.height, next.height);
  const columns = Math.min(picture.width, next.width);
  for (let y = 0; y < rows; y++)
    next.pixels.set(picture.pixels.subarray(y * picture.width, y * picture.width + columns), y * next.width);
  return next;
}

/** The whole of a picture as a part of it. */
export const wholeOf = ({ width, height }: Picture): PixelRect => ({ x: 0, y: 0, width, height });

/** A part of a picture as a picture; what lies outside is empty. */
export function partOf(picture: Picture, { x, y, width, height }: PixelRect): Picture {
  const part = blankPicture(width, height);
  for (let row = 0; row < part.height; row++)
    for (let column = 0; column < part.width; column++)
      part.pixels[row * part.width + column] = pixelAt(picture, [x + column, y + row]) ?? CLEAR;
  return part;
}

/** The pixel at a place; `null` outside. */
export function pixelAt({ width, height, pixels }: Picture, [x, y]: Vec2): Pixel | null {
  return x >= 0 && y >= 0 && x < width && y < height ? pixels[y * width + x]! : null;
}

/** Points given one colour, as far as they lie in the picture; the same picture when nothing changes. */
export function painted(picture: Picture, points: Iterable<Vec2>, colour: Pixel): Picture {
  let pixels: Uint32Array | null = null;
  for (const [x, y] of points) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
    const at = y * picture.width + x;
    if ((pixels ?? picture.pixels)[at] === colour) continue;
    pixels ??= picture.pixels.slice();
    pixels[at] = colour;
  }
  return pixels ? { ...picture, pixels } : picture;
}

/** `#rrggbb` or `#rrggbbaa` as a pixel; nothing for anything else. */
export function pixelOf(color: string): Pixel {
  const hex = /^#([\da-f]{6})([\da-f]{2})?$/iu.exec(color);
  if (!hex) return CLEAR;
  const rgb = Number.parseInt(hex[1]!, 16);
  const alpha = hex[2] === undefined ? 255 : Number.parseInt(hex[2], 16);
  if (alpha === 0) return CLEAR;
  return ((alpha << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;
}

/** The reverse of {@link pixelOf}: `#rrggbb`, with two more digits where it is seen through. */
export function colorOf(pixel: Pixel): string {
  const two = (value: number) => value.toString(16).padStart(2, '0');
  const alpha = pixel >>> 24;
  const solid = `#${two(pixel & 0xff)}${two((pixel >>> 8) & 0xff)}${two((pixel >>> 16) & 0xff)}`;
  return alpha === 255 ? solid : solid + two(alpha);
}

/** The colours of a picture, the most used first. */
export function coloursOf({ pixels }: Picture, most: number): Pixel[] {
  const counts = new Map<Pixel, number>();
  for (const pixel of pixels) if (pixel !== CLEAR) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([pixel]) => pixel);
}
