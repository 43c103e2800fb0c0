/** Frames of one size put together as one picture. Pure. */
import { sha256Hex } from '../../base/sha256.ts';
import type { RectTuple } from '../../schema/sheet.ts';
import { LARGEST_SIDE, MOST_PIXELS } from '../image-limits.ts';

export interface FrameSheet {
  /** Pixels. */
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel. */
  rgba: Uint8Array;
  /** Where each frame lies; frames that look alike lie in one place. */
  rects: readonly RectTuple[];
}

/** Whether so many frames fit into one picture. */
export const fitsSheet = (count: number, width: number, height: number): boolean =>
  Math.max(width, height) * Math.sqrt(count) <= LARGEST_SIDE && width * height * count <= MOST_PIXELS;

/**
 * All frames side by side, about as wide as high, each different one once.
 * @param frames four bytes a pixel; that they fit, {@link fitsSheet} has said
 */
export function frameSheet(frames: Iterable<Uint8Array>, width: number, height: number): FrameSheet {
  const cells: Uint8Array[] = [];
  const known = new Map<string, number>();
  const places = Array.from(frames, (pixels) => {
    const key = sha256Hex(pixels);
    const place = known.get(key) ?? cells.push(pixels) - 1;
    known.set(key, place);
    return place;
  });
  const columns = Math.max(
    1,
    Math.min(cells.length, Math.round(Math.sqrt((cells.length * height) / width)) || 1),
  );
  const [wide, high] = [columns * width, Math.ceil(cells.length / columns) * height];
  const rgba = new Uint8Array(wide * high * 4);
  const corner = (cell: number) => [(cell % columns) * width, Math.floor(cell / columns) * height] as const;
  cells.forEach((pixels, cell) => {
    const [left, top] = corner(cell);
    for (let y = 0; y < height; y++)
      rgba.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * wide + left) * 4);
  });
  return { width: wide, height: high, rgba, rects: places.map((cell) => [...corner(cell), width, height]) };
}
