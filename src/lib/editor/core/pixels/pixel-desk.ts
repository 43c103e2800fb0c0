/** A picture in the making: the tool in hand, strokes, and the steps to go back to. It knows no page. */
import type { Vec2 } from '../../../base/geometry.ts';
import { boxPixels, floodPixels, linePixels, mirrored, ovalPixels, thick } from './marks.ts';
import {
  CLEAR,
  painted,
  pixelAt,
  resized,
  wholeOf,
  type Picture,
  type Pixel,
  type PixelRect,
} from './picture.ts';

export const PIXEL_TOOLS = ['pencil', 'eraser', 'line', 'rectangle', 'ellipse', 'fill', 'pick'] as const;
export type PixelTool = (typeof PIXEL_TOOLS)[number];

/** So many steps can be taken back. */
const MOST_STEPS = 100;

interface Stroke {
  readonly from: Vec2;
  last: Vec2;
  /** The picture before it. */
  readonly before: Picture;
  readonly colour: Pixel;
}

export class PixelDesk {
  tool: PixelTool = 'pencil';
  colour: Pixel = 0xff000000;
  /** Width of pencil, eraser, line and border in pixels. */
  size = 1;
  /** Boxes and ovals are painted with their inside. */
  filled = false;
  mirror = { x: false, y: false };
  /** The part that is painted on; `null` for the whole picture. */
  part: PixelRect | null = null;
  #picture: Picture;
  #saved: Picture;
  #past: Picture[] = [];
  #future: Picture[] = [];
  #stroke: Stroke | null = null;

  /** @param changed is called whenever anything may look different */
  constructor(
    picture: Picture,
    private readonly changed: () => void = () => {},
  ) {
    this.#picture = picture;
    this.#saved = picture;
  }

  get picture(): Picture {
    return this.#picture;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** There is something that would be lost. */
  get dirty(): boolean {
    return this.#picture !== this.#saved;
  }

  get drawing(): boolean {
    return this.#stroke !== null;
  }

  get #region(): PixelRect {
    return this.part ?? wholeOf(this.#picture);
  }

  /** A stroke begins at a pixel. @param erases takes away, whatever tool is in hand */
  begin(at: Vec2, erases = false): void {
    this.cancel();
    if (this.tool === 'pick') return this.pick(at);
    const colour = erases || this.tool === 'eraser' ? CLEAR : this.colour;
    this.#stroke = { from: at, last: at, before: this.#picture, colour };
    this.#mark(at);
  }

  /** The stroke goes on to a pixel. @param even keeps lines straight, boxes square and ovals round */
  move(at: Vec2, even = false): void {
    if (this.tool === 'pick') return;
    if (this.#stroke) this.#mark(even ? this.#evened(at) : at);
  }

  /** The stroke is one step from now on. */
  end(): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    if (stroke && stroke.before !== this.#picture) this.#step(stroke.before);
    this.changed();
  }

  /** The picture is as it was before the stroke. */
  cancel(): void {
    if (!this.#stroke) return;
    this.#picture = this.#stroke.before;
    this.#stroke = null;
    this.changed();
  }

  /** Takes the colour of a pixel; nothing from where nothing is. */
  pick(at: Vec2): void {
    const colour = pixelAt(this.#picture, at);
    if (colour) this.colour = colour;
    this.changed();
  }

  /** Another picture as one step: other measures, or one that was read. */
  replace(picture: Picture): void {
    this.cancel();
    if (picture === this.#picture) return;
    const before = this.#picture;
    this.#picture = picture;
    this.#step(before);
    this.changed();
  }

  resize(width: number, height: number): void {
    if (width !== this.#picture.width || height !== this.#picture.height)
      this.replace(resized(this.#picture, width, height));
  }

  /** Takes away all that is painted. */
  clear(): void {
    const { x, y, width, height } = this.#region;
    this.replace(painted(this.#picture, boxPixels([x, y], [x + width - 1, y + height - 1], true), CLEAR));
  }

  undo(): void {
    this.#travel(this.#past, this.#future);
  }

  redo(): void {
    this.#travel(this.#future, this.#past);
  }

  /** What is there is safe. */
  kept(): void {
    this.#saved = this.#picture;
    this.changed();
  }

  #travel(from: Picture[], to: Picture[]): void {
    this.cancel();
    const picture = from.pop();
    if (!picture) return;
    to.push(this.#picture);
    this.#picture = picture;
    this.changed();
  }

  #step(before: Picture): void {
    this.#past.push(before);
    if (this.#past.length > MOST_STEPS) this.#past.shift();
    this.#future = [];
  }

  #mark(at: Vec2): void {
    const stroke = this.#stroke!;
    const free = this.tool === 'pencil' || this.tool === 'eraser';
    const region = this.#region;
    const within = ([x, y]: Vec2) =>
      x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height;
    const points = mirrored(this.#reached(stroke, at), region, this.mirror).filter(within);
    // What is drawn freely adds up; lines and boxes are drawn anew with each move.
    this.#picture = painted(free ? this.#picture : stroke.before, points, stroke.colour);
    stroke.last = at;
    this.changed();
  }

  #reached({ from, last, before }: Stroke, at: Vec2): Vec2[] {
    switch (this.tool) {
      case 'pencil':
      case 'eraser':
        return thick(linePixels(last, at), this.size);
      case 'line':
        return thick(linePixels(from, at), this.size);
      case 'rectangle':
        return this.filled ? boxPixels(from, at, true) : thick(boxPixels(from, at, false), this.size);
      case 'ellipse':
        return this.filled ? ovalPixels(from, at, true) : thick(ovalPixels(from, at, false), this.size);
      case 'fill':
        return floodPixels(before, from, this.#region);
      case 'pick':
        return [];
    }
  }

  /** The nearest place that makes a line level, upright or diagonal, a box square, an oval round. */
  #evened(at: Vec2): Vec2 {
    const [x, y] = this.#stroke!.from;
    const [dx, dy] = [at[0] - x, at[1] - y];
    if (this.tool === 'line' || this.tool === 'pencil' || this.tool === 'eraser') {
      if (Math.abs(dx) > Math.abs(dy) * 2) return [at[0], y];
      if (Math.abs(dy) > Math.abs(dx) * 2) return [x, at[1]];
    }
    const reach = Math.max(Math.abs(dx), Math.abs(dy));
    return [x + reach * (dx < 0 ? -1 : 1), y + reach * (dy < 0 ? -1 : 1)];
  }
}
