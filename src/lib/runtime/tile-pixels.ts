/** Pixels of tiles at the size at which they are seen, made once for each size. Pure but for reading pixels out of a picture. */
import type { Rect } from '../base/geometry.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y } from '../schema/tiles.ts';
import { pictureSize } from './picture-size.ts';

/** A picture as pixels, row by row: red in the lowest byte, alpha in the highest, not multiplied. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint32Array;
  /** No pixel lets anything through. */
  readonly opaque: boolean;
}

/** Larger sheets are not read out: their pixels would take more memory than they save time. */
const MOST_PIXELS = 2048 * 2048;
/** Sizes of tiles that are kept for one sheet; a zoom makes new ones. */
const MOST_KEPT = 8192;

const isOpaque = (data: Uint32Array): boolean => data.every((pixel) => pixel >>> 24 === 255);

/** Part of a sheet, mirrored and turned as a cell's flags say. What lies outside of the sheet is transparent. */
export function cutTile(sheet: Omit<Pixels, 'opaque'>, part: Rect, flags: number): Pixels {
  const [w, h] = [Math.max(1, Math.round(part.width)), Math.max(1, Math.round(part.height))];
  const turned = (flags & FLIP_DIAGONAL) !== 0;
  const [width, height] = turned ? [h, w] : [w, h];
  const data = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = flags & FLIP_X ? width - 1 - x : x;
      const v = flags & FLIP_Y ? height - 1 - y : y;
      // The diagonal is mirrored first, so on the way back it comes last.
      const [px, py] = turned ? [part.x + v, part.y + u] : [part.x + u, part.y + v];
      if (px >= 0 && py >= 0 && px < sheet.width && py < sheet.height)
        data[y * width + x] = sheet.data[py * sheet.width + px]!;
    }
  return { width, height, data, opaque: isOpaque(data) };
}

/** Pixels at another size: each is the mean of those that it covers, weighted by how much they cover; enlarged ones are the nearest. */
export function resized(from: Pixels, width: number, height: number): Pixels {
  if (from.width === width && from.height === height) return from;
  const data = new Uint32Array(width * height);
  const [stepX, stepY] = [from.width / width, from.height / height];
  const bounds = (at: number, step: number, most: number): [number, number] => {
    const start = step < 1 ? Math.floor((at + 0.5) * step) : Math.floor(at * step);
    return [start, Math.min(most, Math.max(start + 1, Math.round((at + 1) * step)))];
  };
  for (let y = 0; y < height; y++) {
    const [y0, y1] = bounds(y, stepY, from.height);
    for (let x = 0; x < width; x++) {
      const [x0, x1] = bounds(x, stepX, from.width);
      data[y * width + x] = mean(from, x0, y0, x1, y1);
    }
  }
  return { width, height, data, opaque: from.opaque };
}

function mean({ data, width }: Pixels, x0: number, y0: number, x1: number, y1: number): number {
  if (x1 - x0 === 1 && y1 - y0 === 1) return data[y0 * width + x0]!;
  let [r, g, b, a] = [0, 0, 0, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const pixel = data[y * width + x]!;
      const alpha = pixel >>> 24;
      r += (pixel & 255) * alpha;
      g += ((pixel >>> 8) & 255) * alpha;
      b += ((pixel >>> 16) & 255) * alpha;
      a += alpha;
    }
  if (a === 0) return 0;
  const alpha = Math.round(a / ((x1 - x0) * (y1 - y0)));
  return (Math.round(r / a) | (Math.round(g / a) << 8) | (Math.round(b / a) << 16) | (alpha << 24)) >>> 0;
}

/** Lays pixels over others at a place; what sticks out is cut off. */
export function blit(to: Pixels, from: Pixels, left: number, top: number): void {
  const inside = left >= 0 && top >= 0 && left + from.width <= to.width && top + from.height <= to.height;
  if (inside && from.opaque) return copy(to, from, left, top);
  const [x0, y0] = [Math.max(0, -left), Math.max(0, -top)];
  const x1 = Math.min(from.width, to.width - left);
  const y1 = Math.min(from.height, to.height - top);
  for (let y = y0; y < y1; y++) {
    let at = y * from.width + x0;
    let put = (top + y) * to.width + left + x0;
    for (let x = x0; x < x1; x++, at++, put++) {
      const pixel = from.data[at]!;
      const alpha = pixel >>> 24;
      if (alpha === 255) to.data[put] = pixel;
      else if (alpha !== 0) to.data[put] = over(pixel, alpha, to.data[put]!);
    }
  }
}

/** Most tiles hide what is below, and lie in the middle of the picture. */
function copy(to: Pixels, { data, width, height }: Pixels, left: number, top: number): void {
  const gap = to.width - width;
  let put = top * to.width + left;
  for (let y = 0, at = 0; y < height; y++, put += gap)
    for (let x = 0; x < width; x++) to.data[put++] = data[at++]!;
}

/** A pixel that lets something through, over another. */
function over(top: number, alpha: number, under: number): number {
  const below = ((under >>> 24) * (255 - alpha)) / 255;
  const all = alpha + below;
  const channel = (shift: number) =>
    Math.round((((top >>> shift) & 255) * alpha + ((under >>> shift) & 255) * below) / all) << shift;
  return (channel(0) | channel(8) | channel(16) | (Math.round(all) << 24)) >>> 0;
}

/** The tiles of one sheet as pixels. */
export class TileSheet {
  readonly #pixels: Omit<Pixels, 'opaque'>;
  readonly #kept = new Map<string, Pixels>();

  constructor(pixels: Omit<Pixels, 'opaque'>) {
    this.#pixels = pixels;
  }

  /** A tile at a size in pixels. @param flags flip flags, as in a cell */
  tile(part: Rect, flags: number, width: number, height: number): Pixels {
    const whole = `${part.x},${part.y},${part.width},${part.height},${flags >>> 29}`;
    const key = `${whole},${width},${height}`;
    let found = this.#kept.get(key);
    if (found) return found;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    let cut = this.#kept.get(whole);
    if (!cut) this.#kept.set(whole, (cut = cutTile(this.#pixels, part, flags)));
    this.#kept.set(key, (found = resized(cut, width, height)));
    return found;
  }
}

const sheets = new WeakMap<object, TileSheet | null>();

/** The sheet of a picture; `null` where its pixels cannot be had, or would be too many. */
export function sheetOf(image: CanvasImageSource): TileSheet | null {
  let sheet = sheets.get(image);
  if (sheet === undefined) sheets.set(image, (sheet = readSheet(image)));
  return sheet;
}

function readSheet(image: CanvasImageSource): TileSheet | null {
  const [width, height] = pictureSize(image);
  if (typeof OffscreenCanvas === 'undefined' || !(width > 0 && height > 0) || width * height > MOST_PIXELS)
    return null;
  const ctx = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!ctx) return null;
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, width, height);
  return new TileSheet({ width, height, data: new Uint32Array(data.buffer) });
}
