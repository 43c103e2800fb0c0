/**
 * Small tiles put together pixel by pixel: thousands of them at a time, where drawing each of them on a canvas would take many times
 * as long. The result is drawn as one picture.
 */
import type { Rect } from '../base/geometry.ts';
import { pictureSize } from './picture-size.ts';
import { blit, type Pixels, type TileSheet } from './tile-pixels.ts';

/** A tile on screen: its sheet, its part of it, and how far it lies from the corner of its cell, in pixels of the scene. */
export interface TileLook {
  sheet: TileSheet;
  part: Rect;
  flags: number;
  dx: number;
  dy: number;
  width: number;
  height: number;
  /** As it was put before: the same few sizes come thousands of times. */
  readonly known: Pixels[];
}

/** Where pixels of the scene lie on the screen: `screen = scene * scale + shift`, along x and along y. */
export interface ScreenScale {
  scale: readonly [number, number];
  shift: readonly [number, number];
}

/** Part of the screen, in whole pixels, that tiles are put into. */
export class TilePicture {
  readonly #area: Rect;
  readonly #pixels: Pixels;
  readonly #scale: ScreenScale;
  #empty = true;

  /** @param data as many pixels as the area has; emptied here */
  constructor(area: Rect, scale: ScreenScale, data: Uint32Array) {
    this.#area = area;
    this.#scale = scale;
    data.fill(0);
    this.#pixels = { width: area.width, height: area.height, data, opaque: false };
  }

  /** Nothing has been put into it. */
  get empty(): boolean {
    return this.#empty;
  }

  /** Puts a tile over what is there. @param left, top corner of its cell, in pixels of the scene */
  put(look: TileLook, left: number, top: number): void {
    const { dx, dy, width, height } = look;
    const { scale, shift } = this.#scale;
    const x0 = Math.round((left + dx) * scale[0] + shift[0]);
    const y0 = Math.round((top + dy) * scale[1] + shift[1]);
    // Edges are rounded, not sizes: neighbours then meet without a gap.
    const x1 = Math.round((left + dx + width) * scale[0] + shift[0]);
    const y1 = Math.round((top + dy + height) * scale[1] + shift[1]);
    if (x1 <= x0 || y1 <= y0) return;
    this.#empty = false;
    blit(this.#pixels, pixelsOf(look, x1 - x0, y1 - y0), x0 - this.#area.x, y0 - this.#area.y);
  }
}

function pixelsOf({ sheet, part, flags, known }: TileLook, width: number, height: number): Pixels {
  for (const pixels of known) if (pixels.width === width && pixels.height === height) return pixels;
  const pixels = sheet.tile(part, flags, width, height);
  known.push(pixels);
  return pixels;
}

let scratch: { canvas: OffscreenCanvas; ctx: OffscreenCanvasRenderingContext2D } | null = null;

/** A canvas that is at least so large; the same one each time. */
function scratchOf(width: number, height: number): typeof scratch {
  const [w, h] = scratch ? pictureSize(scratch.canvas) : [0, 0];
  if (scratch && w >= width && h >= height) return scratch;
  const canvas = new OffscreenCanvas(Math.max(w, width), Math.max(h, height));
  const ctx = canvas.getContext('2d');
  return (scratch = ctx && { canvas, ctx });
}

/**
 * Lets `fill` put tiles into an area of the screen and draws them there, whatever the context's transform is; its opacity and clip hold.
 * @param area whole pixels
 * @param fill false when it cannot put all of it; nothing is drawn then
 * @returns whether it is drawn
 */
export function drawComposed(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  area: Rect,
  scale: ScreenScale,
  fill: (picture: TilePicture) => boolean,
): boolean {
  const board = scratchOf(area.width, area.height);
  if (!board) return false;
  const image = new ImageData(area.width, area.height);
  const picture = new TilePicture(area, scale, new Uint32Array(image.data.buffer));
  if (!fill(picture)) return false;
  if (picture.empty) return true;
  board.ctx.putImageData(image, 0, 0);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  const { x, y, width, height } = area;
  ctx.drawImage(board.canvas, 0, 0, width, height, x, y, width, height);
  ctx.restore();
  return true;
}
