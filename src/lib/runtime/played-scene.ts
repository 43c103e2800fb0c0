import type { Rect } from '../base/geometry.ts';
import type { LayerData, ProjectData, ResolvedEntity } from '../schema/project.ts';
import { cellBounds, gridOf } from '../schema/tile-grid.ts';
import { CHUNK, tileBounds } from '../schema/tiles.ts';
import type { ImageSource, PaintContext, PaintState } from './paint-types.ts';
import { withTiles } from './tile-edits.ts';
import { paintDrawings } from './paint-drawings.ts';
import { paintPhysics } from './paint-physics.ts';
import { paintEntity } from './painter.ts';
import { DRAW_STRIDE, type Frame, type GameEvent } from './protocol.ts';

/** One row of a frame, taken apart. */
export interface DrawRow {
  slot: number;
  x: number;
  y: number;
  rotation: number;
  state: PaintState;
  entity: ResolvedEntity;
}

/** What of the project the pictures of a running game depend on. */
export interface SceneLooks {
  images: ImageSource;
  tilesets: ProjectData['tilesets'];
  assets: ProjectData['assets'];
  layers: Readonly<Record<string, LayerData>>;
}

const ticksPerSecond = 60;

/** The last frame of a running game: what it shows, and how to paint it. */
export class PlayedScene {
  readonly #looks = new Map<number, ResolvedEntity>();
  readonly #reaches = new WeakMap<ResolvedEntity, number>();
  #rows = new Float32Array(0);
  #count = 0;
  #tick = 0;
  #drawings: Frame['drawings'] = [];
  #physics: Frame['physics'] = null;
  camera: Frame['camera'] = { x: 0, y: 0, zoom: 1 };

  /** Takes a frame; its buffer may be given back to the worker afterwards. */
  apply(frame: Frame): void {
    for (const event of frame.events) this.#take(event);
    const length = frame.count * DRAW_STRIDE;
    if (this.#rows.length < length) this.#rows = new Float32Array(length * 2);
    this.#rows.set(new Float32Array(frame.draws, 0, length));
    this.#count = frame.count;
    this.#tick = frame.tick;
    this.camera = frame.camera;
    this.#drawings = frame.drawings;
    this.#physics = frame.physics;
  }

  clear(): void {
    this.#looks.clear();
    this.#count = 0;
    this.#drawings = [];
    this.#physics = null;
  }

  /** Rows back to front. */
  *rows(): Generator<DrawRow> {
    for (let at = 0; at < this.#count; at++) {
      const [slot, x, y, rotation, width, height, alpha, frame] = this.#rows.subarray(
        at * DRAW_STRIDE,
        (at + 1) * DRAW_STRIDE,
      ) as unknown as [number, number, number, number, number, number, number, number];
      const entity = this.#looks.get(slot);
      if (entity) yield { slot, x, y, rotation, state: { width, height, alpha, frame }, entity };
    }
  }

  /** The row of one entity by id; `null` when it is not drawn. */
  rowOf(id: string): DrawRow | null {
    for (const row of this.rows()) if (row.entity.id === id) return row;
    return null;
  }

  /**
   * Paints what meets `view` (scene pixels) on a context whose unit is one scene pixel.
   * @param scroll how far the camera is from showing the first screen of the scene, in scene pixels. Layers with parallax
   * are shifted by their part of it, so that they lie in the first screen as they do in the editor.
   */
  paint(ctx: PaintContext, view: Rect, scroll: { x: number; y: number }, looks: SceneLooks): void {
    const time = this.#tick / ticksPerSecond;
    for (const { x: rowX, y: rowY, rotation, state, entity } of this.rows()) {
      const { parallax = 1, tint } = looks.layers[entity.layer] ?? {};
      const x = rowX + scroll.x * (1 - parallax);
      const y = rowY + scroll.y * (1 - parallax);
      const reach = this.#reach(entity, state);
      if (
        x + reach < view.x ||
        y + reach < view.y ||
        x - reach > view.x + view.width ||
        y - reach > view.y + view.height
      )
        continue;
      ctx.save();
      ctx.translate(x, y);
      if (rotation !== 0) ctx.rotate((rotation * Math.PI) / 180);
      const clip = rotation === 0 ? { ...view, x: view.x - x, y: view.y - y } : undefined;
      paintEntity(ctx, entity, state, looks.images, looks.tilesets, {
        ...{ clip, time, tint, assets: looks.assets },
      });
      ctx.restore();
    }
    if (this.#physics) paintPhysics(ctx, this.#physics, 1 / this.camera.zoom);
    if (this.#drawings.length > 0) paintDrawings(ctx, this.#drawings);
  }

  #take(event: GameEvent): void {
    if (event.kind === 'look') this.#looks.set(event.slot, event.entity);
    else if (event.kind === 'tiles') {
      const entity = this.#looks.get(event.slot);
      if (entity) this.#looks.set(event.slot, withTiles(entity, event.changes));
    } else if (event.kind === 'gone') this.#looks.delete(event.slot);
    else if (event.kind === 'scene') this.clear();
  }

  /** How far from its anchor an entity may paint. */
  #reach(entity: ResolvedEntity, { width, height }: PaintState): number {
    const { Transform, Tilemap, Text } = entity.components;
    if (Text) return Infinity;
    const [ax, ay] = Transform.anchor;
    const own = Math.hypot(Math.max(ax, 1 - ax) * width, Math.max(ay, 1 - ay) * height);
    const stroke = entity.components.Shape?.strokeWidth ?? 0;
    if (!Tilemap) return own + stroke;
    let tiles = this.#reaches.get(entity);
    if (tiles === undefined) {
      const cells = tileBounds(Tilemap.tiles) ?? [0, 0, 0, 0];
      const { x, y, width, height } = cellBounds(gridOf(Tilemap), cells);
      const [cellWidth, cellHeight] = Tilemap.tileSize;
      // One more chunk around, for tiles that reach out of their cells.
      const across = Math.max(Math.abs(x), Math.abs(x + width)) + CHUNK * cellWidth;
      const down = Math.max(Math.abs(y), Math.abs(y + height)) + CHUNK * cellHeight;
      tiles = Math.hypot(across, down);
      this.#reaches.set(entity, tiles);
    }
    return own + tiles;
  }
}
