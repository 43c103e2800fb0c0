import { boundsOf, subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { boundsOfPlaced, tidyVec } from '../entity-geometry.ts';
import { snapMove, type Guide } from '../snapping.ts';
import type { ToolContext, ToolPointer } from './tool.ts';

/** How near lines attract, in CSS pixels. */
const REACH = 6;
/** More boxes than these on screen would attract from everywhere. */
const MOST_OTHERS = 150;

export interface SnappedPoint {
  readonly at: Vec2;
  readonly guides: readonly Guide[];
}

/** Where single points stop: at the grid, at edges and centres of what is on screen, and at other points. */
export class PointSnapper {
  readonly #context: ToolContext;
  readonly #others: readonly Rect[];

  /**
   * @param except entities that are edited themselves
   * @param points in the scene that attract, such as the other corners
   */
  constructor(context: ToolContext, except: Iterable<string> = [], points: readonly Vec2[] = []) {
    this.#context = context;
    this.#others = context.host.options.value.smartGuides
      ? [...points.map((point) => boundsOf([point])!), ...standing(context, new Set(except))]
      : [];
  }

  /**
   * Where a point stops that goes from one place to another. Shift keeps to one axis, Alt ignores snapping.
   * @param from where it was when it was taken; only Shift looks at it
   */
  snap(from: Vec2, to: Vec2, { shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>): SnappedPoint {
    const { options, view } = this.#context.host;
    const { gridSnap, gridSize } = options.value;
    let delta = subtract(to, from);
    if (shift) delta = Math.abs(delta[0]) >= Math.abs(delta[1]) ? [delta[0], 0] : [0, delta[1]];
    // Whole pixels keep positions readable; an axis that is held stays where it is.
    const whole = (i: 0 | 1) => (delta[i] === 0 ? from[i] : Math.round(from[i] + delta[i]));
    const at: Vec2 = [whole(0), whole(1)];
    if (alt) return { at: tidyVec(at), guides: [] };
    const box: Rect = { x: from[0], y: from[1], width: 0, height: 0 };
    const snapped = snapMove(box, subtract(at, from), {
      grid: gridSnap ? gridSize : 0,
      others: this.#others,
      reach: gridSnap ? 0 : REACH / view.value.scale,
    });
    return {
      at: tidyVec([from[0] + snapped.delta[0], from[1] + snapped.delta[1]]),
      guides: snapped.guides,
    };
  }
}

/** Boxes on screen that points may line up with. */
function standing({ index, visible, played }: ToolContext, except: ReadonlySet<string>): Rect[] {
  const places = played();
  const left = index.withDescendants(except);
  const found: Rect[] = [];
  for (const item of index.visibleIn(visible())) {
    if (left.has(item.id) || item.entity.components.Tilemap) continue;
    found.push(boundsOfPlaced(places.get(item.id) ?? item.placed));
    if (found.length > MOST_OTHERS) return [];
  }
  return found;
}
