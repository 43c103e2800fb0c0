import { union, type Rect } from '../../base/geometry.ts';
import { boundsOfPlaced, paintedBox, type Placed } from '../core/entity-geometry.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import type { Moved, SceneIndex } from '../core/scene-index.ts';
import type { SceneItem } from '../core/scene-item.ts';
import type { DeviceView } from './bitmap-tiles.ts';
import { clipTo, paintBumps, paintItem, still, type Palette } from './paint-scene.ts';

/** More neighbours in front than these are not painted again over what is dragged. */
const MOST_IN_FRONT = 200;

/** Entities that are dragged: left out of the bitmaps and painted on top of them in each frame. */
export class LiveItems {
  readonly #index: SceneIndex;
  #moved: Moved = new Map();
  #looks: ReadonlyMap<string, ResolvedEntity> = new Map();
  #carried: Map<string, Placed> | null = null;
  #left: ReadonlySet<string> = new Set();

  constructor(index: SceneIndex) {
    this.#index = index;
  }

  /** Where everything is that moves, descendants included. */
  carried(): ReadonlyMap<string, Placed> {
    this.#carried ??= this.#moved.size > 0 ? this.#index.carried(this.#moved) : new Map();
    return this.#carried;
  }

  /**
   * Moves these and nothing else.
   * @param looks those among them that look different while they are edited
   * @returns areas of the bitmaps that are wrong now, because something left them or came back
   */
  set(moved: Moved, looks: ReadonlyMap<string, ResolvedEntity> = new Map()): Rect[] {
    this.#moved = moved;
    this.#looks = looks;
    this.#carried = null;
    const now = new Set(this.carried().keys());
    const areas: Rect[] = [];
    for (const id of [...now, ...this.#left]) {
      if (now.has(id) && this.#left.has(id)) continue;
      const item = this.#index.items.get(id);
      if (item) areas.push(item.bounds);
    }
    this.#left = now;
    return areas;
  }

  /** Paints what moves, and again over it what stands in front of it. */
  paint(ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect, palette: Palette): void {
    const carried = this.carried();
    if (carried.size === 0) return;
    const tilesets = this.#index.project?.tilesets ?? {};
    const moving: SceneItem[] = [];
    for (const id of carried.keys()) {
      const item = this.#index.items.get(id);
      if (item?.visible) moving.push({ ...item, entity: this.#looks.get(id) ?? item.entity });
    }
    moving.sort((a, b) => a.z - b.z);
    let covered: Rect | null = null;
    ctx.imageSmoothingEnabled = view.scale < 1;
    for (const { id, entity } of moving) {
      const placed = carried.get(id)!;
      const bounds = boundsOfPlaced(placed, paintedBox(entity, placed.size, tilesets));
      if (!meets(bounds, area)) continue;
      covered = union(covered, bounds);
      paintItem(
        ctx,
        view,
        entity,
        placed,
        area,
        still(entity, placed, this.#index.project?.assets),
        this.#index,
        palette,
      );
    }
    if (palette.options.colliders)
      for (const { id, entity } of moving) paintBumps(ctx, view, entity, carried.get(id)!);
    const [back] = moving;
    if (!covered || !back) return;
    const inFront = this.#index.visibleIn(covered).filter((item) => item.z > back.z && !carried.has(item.id));
    if (inFront.length === 0 || inFront.length > MOST_IN_FRONT) return;
    clipTo(ctx, view, covered);
    // In one go from back to front, moving ones among them, so that each stands where it will stand.
    const all = [...inFront, ...moving].sort((a, b) => a.z - b.z);
    for (const { id, entity, placed } of all.slice(all.indexOf(back) + 1)) {
      const place = carried.get(id) ?? placed;
      paintItem(
        ctx,
        view,
        entity,
        place,
        area,
        still(entity, place, this.#index.project?.assets),
        this.#index,
        palette,
      );
    }
    ctx.restore();
  }
}

function meets(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
