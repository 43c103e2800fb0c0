import type { Rect } from '../../base/geometry.ts';
import type { CanvasHost } from '../core/canvas-host.ts';
import type { Dirt, Moved, SceneIndex } from '../core/scene-index.ts';
import { isTileTool } from '../core/tool-ids.ts';
import type { Preview } from '../core/tools/tool.ts';
import { BitmapTiles, type DeviceView } from './bitmap-tiles.ts';
import type { CanvasStage } from './canvas-stage.ts';
import { LiveItems } from './live-items.ts';
import { MovingTiles } from './moving-tiles.ts';
import { clipTo, paintGround, paintItems, type Palette } from './paint-scene.ts';
import { PaintedLayers } from './painted-layers.ts';
import { paintPlay, playRows } from './play-rows.ts';
import type { ThemeColors } from './theme-colors.ts';
import { TileMotion } from './tile-motion.ts';

/** Milliseconds of a frame that may go into painting tiles. */
const TILE_BUDGET = 4;
const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');

/** What the painter needs of the canvas around it. */
interface Surface {
  readonly stage: Pick<CanvasStage, 'density' | 'showScene'>;
  /** Has the scene drawn in the next frame. */
  request(): void;
  /** What is seen, in scene pixels. */
  visible(): Rect;
}

/** Draws the scene from bitmap tiles, and over them what is dragged or plays. Knows which of the bitmaps are wrong. */
export class ScenePainter {
  readonly #host: CanvasHost;
  readonly #index: SceneIndex;
  readonly #surface: Surface;
  readonly #tiles = new BitmapTiles((ctx, view, area) => this.#paintArea(ctx, view, area));
  readonly #motion = new TileMotion({
    wanted: () => this.#mayMove(),
    moving: () => this.#movingTiles(),
    paint: (areas, budget) => this.#tiles.renew(areas, budget),
    show: () => this.#surface.stage.showScene(),
  });
  readonly #painted = new PaintedLayers();
  /** What is dragged. */
  readonly live: LiveItems;
  #palette: Palette;

  constructor(host: CanvasHost, index: SceneIndex, surface: Surface, colors: ThemeColors) {
    this.#host = host;
    this.#index = index;
    this.#surface = surface;
    this.live = new LiveItems(index);
    const options = { ...host.options.value, tileMarks: false };
    this.#palette = { colors, images: host.images, options, grid: host.grid.value };
  }

  get colors(): ThemeColors {
    return this.#palette.colors;
  }

  /** Takes another theme or grid. */
  look(change: Partial<Pick<Palette, 'colors' | 'grid'>>): void {
    this.#palette = { ...this.#palette, ...change };
    this.repaint();
  }

  /** Something of the scene has changed. */
  dirty({ all, areas }: Dirt): void {
    if (all) this.#tiles.invalidateAll();
    else for (const area of areas) this.#tiles.invalidate(area);
    this.#surface.request();
  }

  /** Everything looks different. */
  repaint(): void {
    this.#tiles.invalidateAll();
    this.#surface.request();
  }

  /** Shows what is dragged, here or by others, where it is now, and what is being painted. */
  move(moved: Moved, { looks, tiles }: Preview): void {
    for (const area of this.live.set(moved, looks)) this.#tiles.invalidate(area);
    for (const area of this.#painted.set(tiles)) this.#tiles.invalidate(area);
    this.#surface.request();
  }

  /** The view or the scene is about to be drawn anew: tiles stand still meanwhile. */
  disturb(): void {
    this.#motion.disturb();
  }

  /** Takes over what is shown. The collider tool shows colliders, whether they are to be shown otherwise or not. */
  followOptions(): void {
    const { options, tool } = this.#host;
    const colliders = options.value.colliders || tool.value === 'collider';
    // What tiles are is of interest to who paints them.
    const tileMarks = options.value.tileMarks && isTileTool(tool.value);
    const before = this.#palette.options;
    if (!options.value.tileMotion) this.#motion.reset();
    this.#palette = { ...this.#palette, options: { ...options.value, colliders, tileMarks } };
    if (before.colliders !== colliders || before.tileMarks !== tileMarks) this.repaint();
  }

  /** Draws the scene, or the game that plays, onto a canvas of device pixels. */
  draw(ctx: CanvasRenderingContext2D): void {
    const view = this.#deviceView();
    const { width, height } = ctx.canvas;
    const area = this.#surface.visible();
    const { game } = this.#host;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (game.active && game.frame) {
      paintGround(ctx, view, area, this.#index, this.#palette);
      paintPlay(ctx, view, area, playRows(game), this.live.carried(), this.#index, this.#palette);
    } else {
      ctx.fillStyle = this.colors.bg;
      if (!this.#tiles.draw(ctx, view, width, height, TILE_BUDGET)) this.#surface.request();
      this.live.paint(ctx, view, area, this.#palette);
    }
    ctx.restore();
  }

  dispose(): void {
    this.#tiles.dispose();
    this.#motion.dispose();
  }

  /** Tiles move unless a game plays, or the person or the device wants nothing to. */
  #mayMove(): boolean {
    const { options, game } = this.#host;
    return options.value.tileMotion && !game.active && !prefersStill.matches;
  }

  #movingTiles(): MovingTiles {
    const seen = this.#surface.visible();
    const { tilesets = {} } = this.#index.project ?? {};
    return new MovingTiles(this.#index.visibleIn(seen), tilesets, seen, this.#host.view.value.scale);
  }

  #deviceView(): DeviceView {
    const { x, y, scale } = this.#host.view.value;
    const d = this.#surface.stage.density;
    return { x: Math.round(x * d), y: Math.round(y * d), scale: scale * d };
  }

  #paintArea(ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect): void {
    clipTo(ctx, view, area);
    paintGround(ctx, view, area, this.#index, this.#palette);
    // The clip is whole pixels, and so a little larger: what touches only these has to be painted as well.
    const pixel = 1 / view.scale;
    const around = {
      x: area.x - pixel,
      y: area.y - pixel,
      width: area.width + 2 * pixel,
      height: area.height + 2 * pixel,
    };
    paintItems(
      ctx,
      view,
      this.#painted.shown(this.#index.visibleIn(around), this.#index),
      around,
      this.#index,
      { ...this.#palette, time: this.#motion.time },
      this.live.carried(),
    );
    ctx.restore();
  }
}
