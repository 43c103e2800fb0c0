/**
 * Small tiles put together pixel by pixel: thousands of them at a time, where drawing each of them on a canvas would take many times
 * as long. The result is drawn as one picture.
 */
import type { Rect, Vec2 } from '../base/geometry.ts';
import type { CellRange } from '../schema/tile-grid.ts';
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
    // Edges are rounded, not sizes: neighbours then meet without a gap.
    const [x0, x1] = [this.#across(left + dx), this.#across(left + dx + width)];
    const [y0, y1] = [this.#down(top + dy), this.#down(top + dy + height)];
    this.#lay(look, x0, y0, x1 - x0, y1 - y0);
  }

  /**
   * Puts rows of cells that all have one size, which is what most maps are made of.
   * @param range which cells may come
   * @param corner of cell 0, 0, in pixels of the scene
   * @param cell width and height of each, in pixels of the scene
   * @param walk calls back for each cell that has a tile
   */
  putRows(
    range: CellRange,
    corner: Vec2,
    cell: Vec2,
    walk: (fn: (look: TileLook, x: number, y: number) => void) => void,
  ): void {
    const [c0, r0, c1, r1] = range;
    const [left, top] = corner;
    const [width, height] = cell;
    const xs = Int32Array.from({ length: c1 - c0 + 1 }, (_, at) => this.#across(left + (c0 + at) * width));
    const ys = Int32Array.from({ length: r1 - r0 + 1 }, (_, at) => this.#down(top + (r0 + at) * height));
    walk((look, x, y) => {
      if (look.dx !== 0 || look.dy !== 0 || look.width !== width || look.height !== height)
        return this.put(look, left + x * width, top + y * height);
      const [i, j] = [x - c0, y - r0];
      this.#lay(look, xs[i]!, ys[j]!, xs[i + 1]! - xs[i]!, ys[j + 1]! - ys[j]!);
    });
  }

  #across(x: number): number {
    return Math.round(x * this.#scale.scale[0] + this.#scale.shift[0]) - this.#area.x;
  }

  #down(y: number): number {
    return Math.round(y * this.#scale.scale[1] + this.#scale.shift[1]) - this.#area.y;
  }

  /** @param x, y in pixels of the picture */
  #lay(look: TileLook, x: number, y: number, width: number, height: number): void {
    if (width <= 0 || height <= 0) return;
    this.#empty = false;
    blit(this.#pixels, pixelsOf(look, width, height), x, y);
  }
}

function pixelsOf({ sheet, part, flags, known }: TileLook, width: number, height: number): Pixels {
  for (let i = 0; i < known.length; i++)
    if (known[i]!.width === width && known[i]!.height === height) return known[i]!;
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
