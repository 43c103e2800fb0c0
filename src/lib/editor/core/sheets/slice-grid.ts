/** Cutting an image into frames of one size. Pure. */
import type { Vec2 } from '../../../base/geometry.ts';
import type { RectTuple } from '../../../schema/sheet.ts';

export interface GridCut {
  /** Width and height of a frame in pixels. */
  cell: Vec2;
  /** Pixels around all frames. */
  margin: number;
  /** Pixels between frames. */
  spacing: number;
}

/** More than this is no sheet but a mistake. */
export const MOST_FRAMES = 10_000;

/** Whole frames row by row; what is left over at the right and below belongs to none. */
export function gridFrames([width, height]: Vec2, { cell, margin, spacing }: GridCut): RectTuple[] {
  const [w, h] = [Math.floor(cell[0]), Math.floor(cell[1])];
  if (w < 1 || h < 1) return [];
  const frames: RectTuple[] = [];
  for (let y = margin; y + h <= height - margin && frames.length < MOST_FRAMES; y += h + spacing)
    for (let x = margin; x + w <= width - margin && frames.length < MOST_FRAMES; x += w + spacing)
      frames.push([x, y, w, h]);
  return frames;
}

/** The size of a frame that an image of such a size most likely has: a strip of squares, else a usual size that fits, else all of it. */
export function likelyCell([width, height]: Vec2): Vec2 {
  if (width > height && width % height === 0 && width / height <= 32) return [height, height];
  if (height > width && height % width === 0 && height / width <= 32) return [width, width];
  const usual = [64, 48, 32, 24, 16, 8].find(
    (side) => width % side === 0 && height % side === 0 && width * height >= side * side * 4,
  );
  return usual ? [usual, usual] : [width, height];
}

/** Whether a part of an image shows nothing. @param alpha of each pixel, row by row */
export function isEmpty(alpha: Uint8Array, width: number, [x, y, w, h]: RectTuple): boolean {
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) if (alpha[row * width + column]! > 0) return false;
  return true;
}
