import { add, subtract, union, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { boundsOfPlaced, tidyVec, type Placed } from '../entity-geometry.ts';
import { snapMove, type Snapped } from '../snapping.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** How near edges attract, in CSS pixels. */
const GUIDE_REACH = 6;
/** More boxes than these on screen would attract from everywhere, and cost time on each move. */
const MOST_OTHERS = 150;

/** Moves the selection. Shift keeps to one axis, Alt ignores snapping. */
export class TranslateGesture implements Gesture {
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #from: Vec2;
  readonly #bounds: Rect;
  readonly #others: readonly Rect[];

  constructor(context: ToolContext, starts: ReadonlyMap<string, Placed>, from: ToolPointer) {
    this.#context = context;
    this.#starts = starts;
    this.#from = from.scene;
    let bounds: Rect | null = null;
    for (const placed of starts.values()) bounds = union(bounds, boundsOfPlaced(placed));
    this.#bounds = bounds!;
    this.#others = context.host.options.value.smartGuides ? this.#standing() : [];
  }

  move(at: ToolPointer): void {
    const { delta, guides } = this.#delta(at);
    const { preview, publishDrag } = this.#context;
    preview.value = {
      ...NO_PREVIEW,
      moved: this.#at(delta),
      guides,
      label: `${Math.round(this.#bounds.x + delta[0])}, ${Math.round(this.#bounds.y + delta[1])}`,
    };
    publishDrag({ ids: [...this.#starts.keys()], dx: delta[0], dy: delta[1] });
  }

  commit(at: ToolPointer): void {
    commitMoved('Move', this.#context, this.#starts, this.#at(this.#delta(at).delta));
  }

  #at(delta: Vec2): Map<string, Placed> {
    return new Map(
      [...this.#starts].map(([id, start]) => [
        id,
        { ...start, position: tidyVec(add(start.position, delta)) },
      ]),
    );
  }

  #delta(at: ToolPointer): Snapped {
    const { host } = this.#context;
    const { gridSnap, gridSize } = host.options.value;
    const { scale } = host.view.value;
    let delta = subtract(at.scene, this.#from);
    if (at.shift) delta = Math.abs(delta[0]) >= Math.abs(delta[1]) ? [delta[0], 0] : [0, delta[1]];
    // Below 100 % a pixel of the screen is several of the scene; whole ones keep positions readable.
    delta = [Math.round(delta[0]), Math.round(delta[1])];
    if (at.alt) return { delta, guides: [] };
    return snapMove(this.#bounds, delta, {
      grid: gridSnap ? gridSize : 0,
      others: this.#others,
      reach: gridSnap ? 0 : GUIDE_REACH / scale,
    });
  }

  /** Boxes on screen that do not move along. */
  #standing(): Rect[] {
    const { index, visible, played } = this.#context;
    const moving = index.withDescendants(this.#starts.keys());
    const places = played();
    const found: Rect[] = [];
    for (const item of index.visibleIn(visible())) {
      // Tile layers are as large as the scene: their edges say nothing.
      if (moving.has(item.id) || item.entity.components.Tilemap) continue;
      found.push(boundsOfPlaced(places.get(item.id) ?? item.placed));
      if (found.length > MOST_OTHERS) return [];
    }
    return found;
  }
}
