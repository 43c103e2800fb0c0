import { boundsOf, subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { tidyVec } from '../entity-geometry.ts';
import { SnapField } from '../snap-field.ts';
import { snapMove, type Guide } from '../snapping.ts';
import type { ToolContext, ToolPointer } from './tool.ts';

export interface SnappedPoint {
  readonly at: Vec2;
  readonly guides: readonly Guide[];
}

/** Where single points stop: at the grid, at edges and centres of what is on screen, and at other points. */
export class PointSnapper {
  readonly #field: SnapField;
  readonly #points: readonly Rect[];

  /**
   * @param except entities that are edited themselves
   * @param points in the scene that attract, such as the other corners
   */
  constructor(context: ToolContext, except: Iterable<string> = [], points: readonly Vec2[] = []) {
    this.#field = new SnapField(context, context.index.withDescendants(except));
    this.#points = points.map((point) => boundsOf([point])!);
  }

  /**
   * Where a point stops that goes from one place to another. Shift keeps to one axis, Alt ignores snapping.
   * @param from where it was when it was taken; only Shift looks at it
   */
  snap(from: Vec2, to: Vec2, { shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>): SnappedPoint {
    let delta = subtract(to, from);
    if (shift) delta = Math.abs(delta[0]) >= Math.abs(delta[1]) ? [delta[0], 0] : [0, delta[1]];
    // Whole pixels keep positions readable; an axis that is held stays where it is.
    const whole = (i: 0 | 1) => (delta[i] === 0 ? from[i] : Math.round(from[i] + delta[i]));
    const at: Vec2 = [whole(0), whole(1)];
    if (alt) return { at: tidyVec(at), guides: [] };
    const box: Rect = { x: from[0], y: from[1], width: 0, height: 0 };
    const field = this.#field.around({ ...box, x: at[0], y: at[1] });
    // The grid takes the place of other points as it takes that of other boxes.
    const others = field.others.length > 0 ? [...this.#points, ...field.others] : [];
    const snapped = snapMove(box, subtract(at, from), { ...field, others });
    return {
      at: tidyVec([from[0] + snapped.delta[0], from[1] + snapped.delta[1]]),
      guides: snapped.guides,
    };
  }
}
