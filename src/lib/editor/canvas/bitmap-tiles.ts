import { intersects, union, type Rect } from '../../base/geometry.ts';

/** Device pixels along one side of a tile. */
export const TILE_SIZE = 512;
/** A new tile is painted in so many bands, as a whole one may take longer than a frame. */
const BANDS = 2;

interface Tile {
  canvas: HTMLCanvasElement;
  ctx: CanvasRenderingContext2D;
  /** Part to paint again, in scene pixels. */
  dirty: Rect | null;
  /** Parts that are yet to be painted for the first time; until then it is not shown. */
  fresh: Rect[];
  usedAt: number;
}

/** Where the scene lies on a canvas, in device pixels: `device = scene * scale + [x, y]`; x and y are whole. */
export interface DeviceView {
  x: number;
  y: number;
  scale: number;
}

/** Paints part of the scene onto a context whose unit is a device pixel; `area` is in scene pixels and clipped to. */
export type PaintArea = (ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect) => void;

/**
 * The scene as bitmaps at the scale on screen. Panning copies them, an edit repaints only the part that it touches,
 * zooming shows the old ones stretched until the new ones are painted.
 */
export class BitmapTiles {
  readonly #paint: PaintArea;
  #scale = 0;
  #tiles = new Map<string, Tile>();
  /** Tiles of the scale before, shown until this one's are there. */
  #old: { scale: number; tiles: Map<string, Tile> } | null = null;
  readonly #pool: Tile[] = [];
  #clock = 0;

  constructor(paint: PaintArea) {
    this.#paint = paint;
  }

  /** Everything is to be painted again. What is there stays on screen until then. */
  invalidateAll(): void {
    for (const [key, tile] of this.#tiles) tile.dirty = areaOf(key, this.#scale);
  }

  /** Part of the scene is to be painted again. */
  invalidate(area: Rect): void {
    // Antialiased edges reach into the next pixel.
    const margin = 2 / (this.#scale || 1);
    const grown = {
      x: area.x - margin,
      y: area.y - margin,
      width: area.width + 2 * margin,
      height: area.height + 2 * margin,
    };
    for (const [key, tile] of this.#tiles)
      if (intersects(grown, areaOf(key, this.#scale))) tile.dirty = union(tile.dirty, grown);
  }

  /**
   * Draws all that is in view; paints what is missing for as long as `budget` allows, but at least one tile.
   * @param budget milliseconds
   * @returns false when something is still to be painted: draw again soon
   */
  draw(
    ctx: CanvasRenderingContext2D,
    view: DeviceView,
    width: number,
    height: number,
    budget: number,
  ): boolean {
    this.#rescale(view.scale);
    this.#clock++;
    const start = performance.now();
    const inTime = () => performance.now() - start < budget;
    let painted = 0;
    let complete = true;
    const blank: [number, number][] = [];
    const shown: [Tile, number, number][] = [];
    forEachTile(view, width, height, 0, (i, j) => {
      const key = `${i},${j}`;
      let tile = this.#tiles.get(key);
      while (isUnpainted(tile) && (painted === 0 || inTime())) {
        tile = this.#paintTile(key, tile);
        painted++;
      }
      if (isUnpainted(tile)) complete = false;
      if (!tile || tile.fresh.length > 0) return void blank.push([i, j]);
      tile.usedAt = this.#clock;
      shown.push([tile, i * TILE_SIZE + view.x, j * TILE_SIZE + view.y]);
    });
    // In the colour that the caller has chosen; what was there before does not belong there.
    for (const [i, j] of blank)
      ctx.fillRect(i * TILE_SIZE + view.x, j * TILE_SIZE + view.y, TILE_SIZE, TILE_SIZE);
    if (blank.length > 0) this.#drawOld(ctx, view);
    else this.#dropOld();
    for (const [tile, x, y] of shown) ctx.drawImage(tile.canvas, x, y);
    if (complete) complete = this.#paintAhead(view, width, height, painted);
    this.#forget(shown.length);
    return complete;
  }

  /**
   * Paints parts of the scene again at once, where they are painted already; what is due anyway is left to {@link draw}.
   * @param budget milliseconds, of which one part may take more
   * @returns the parts that are left
   */
  renew(areas: readonly Rect[], budget: number): readonly Rect[] {
    const start = performance.now();
    for (const [at, area] of areas.entries()) {
      if (at > 0 && performance.now() - start >= budget) return areas.slice(at);
      for (const [key, tile] of this.#tiles) {
        const whole = areaOf(key, this.#scale);
        if (tile.fresh.length > 0 || !intersects(area, whole)) continue;
        this.#paint(tile.ctx, this.#viewOf(key), overlap(area, whole));
      }
    }
    return [];
  }

  dispose(): void {
    this.#tiles.clear();
    this.#old = null;
    this.#pool.length = 0;
  }

  /** The tiles around the view, one a draw, so that a pan finds them ready. False when more are to come. */
  #paintAhead(view: DeviceView, width: number, height: number, painted: number): boolean {
    let missing: string | null = null;
    forEachTile(view, width, height, 1, (i, j) => {
      const tile = this.#tiles.get(`${i},${j}`);
      if (tile) tile.usedAt = this.#clock;
      if (isUnpainted(tile)) missing ??= `${i},${j}`;
    });
    if (missing === null) return true;
    // A draw that has painted already has taken its time.
    if (painted === 0) this.#paintTile(missing, this.#tiles.get(missing)).usedAt = this.#clock;
    return false;
  }

  /** Paints the next part of a tile that is due. */
  #paintTile(key: string, known: Tile | undefined): Tile {
    const whole = areaOf(key, this.#scale);
    const tile = known ?? this.#pool.pop() ?? newTile();
    if (!known) {
      const height = whole.height / BANDS;
      tile.dirty = null;
      tile.fresh = Array.from({ length: BANDS }, (_, at) => ({ ...whole, y: whole.y + at * height, height }));
      this.#tiles.set(key, tile);
    }
    const first = tile.fresh.shift();
    const area = first ?? overlap(tile.dirty ?? whole, whole);
    this.#paint(tile.ctx, this.#viewOf(key), area);
    if (!first) tile.dirty = null;
    return tile;
  }

  #viewOf(key: string): DeviceView {
    const [i, j] = columnRow(key);
    return { scale: this.#scale, x: -i * TILE_SIZE, y: -j * TILE_SIZE };
  }

  #rescale(scale: number): void {
    if (scale === this.#scale) return;
    // While zooming on and on, the last complete picture is better than the bits of each step.
    if (!this.#old) this.#old = { scale: this.#scale, tiles: this.#tiles };
    else for (const tile of this.#tiles.values()) this.#pool.push(tile);
    this.#tiles = new Map();
    this.#scale = scale;
  }

  #drawOld(ctx: CanvasRenderingContext2D, view: DeviceView): void {
    if (!this.#old) return;
    const ratio = view.scale / this.#old.scale;
    const size = TILE_SIZE * ratio;
    for (const [key, tile] of this.#old.tiles) {
      const [i, j] = columnRow(key);
      ctx.drawImage(tile.canvas, i * size + view.x, j * size + view.y, size, size);
    }
  }

  #dropOld(): void {
    if (!this.#old) return;
    for (const tile of this.#old.tiles.values()) this.#pool.push(tile);
    this.#old = null;
  }

  /** Lets tiles go that were long out of view, and keeps a few bitmaps for reuse. */
  #forget(inView: number): void {
    const most = Math.max(24, inView * 3);
    if (this.#tiles.size > most) {
      const oldest = [...this.#tiles].sort(([, a], [, b]) => a.usedAt - b.usedAt);
      for (const [key, tile] of oldest.slice(0, this.#tiles.size - most)) {
        if (tile.usedAt === this.#clock) break;
        this.#tiles.delete(key);
        this.#pool.push(tile);
      }
    }
    if (this.#pool.length > 24) this.#pool.length = 24;
  }
}

/** Whether a tile is not there, or not as it should be. */
const isUnpainted = (tile: Tile | undefined): boolean =>
  !tile || tile.fresh.length > 0 || tile.dirty !== null;

function newTile(): Tile {
  const canvas = document.createElement('canvas');
  canvas.width = TILE_SIZE;
  canvas.height = TILE_SIZE;
  // Opaque bitmaps are copied, transparent ones blended.
  const ctx = canvas.getContext('2d', { alpha: false })!;
  return { canvas, ctx, dirty: null, fresh: [], usedAt: 0 };
}

function columnRow(key: string): [number, number] {
  const comma = key.indexOf(',');
  return [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
}

function areaOf(key: string, scale: number): Rect {
  const [i, j] = columnRow(key);
  const size = TILE_SIZE / scale;
  return { x: i * size, y: j * size, width: size, height: size };
}

function overlap(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

/** Columns and rows of the tiles in view, with `ring` more on each side. */
function forEachTile(
  view: DeviceView,
  width: number,
  height: number,
  ring: number,
  fn: (column: number, row: number) => void,
): void {
  const right = Math.ceil((width - view.x) / TILE_SIZE) + ring;
  const bottom = Math.ceil((height - view.y) / TILE_SIZE) + ring;
  for (let j = Math.floor(-view.y / TILE_SIZE) - ring; j < bottom; j++)
    for (let i = Math.floor(-view.x / TILE_SIZE) - ring; i < right; i++) fn(i, j);
}
