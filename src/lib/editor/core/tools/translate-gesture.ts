import { add, subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import type { Axis } from '../align.ts';
import { tidyVec, type Placed } from '../entity-geometry.ts';
import { coverOf } from '../groups.ts';
import { SnapField } from '../snap-field.ts';
import { snapMove, type Snapped } from '../snapping.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Moves the selection. Shift keeps to one axis, Alt ignores snapping. */
export class TranslateGesture implements Gesture {
  readonly hint = 'Shift one axis · Alt no snapping · Esc back';
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #from: Vec2;
  readonly #bounds: Rect;
  readonly #field: SnapField;
  readonly #only: Axis | null;

  /** @param only the axis of an arrow that is dragged; `null` moves freely */
  constructor(
    context: ToolContext,
    starts: ReadonlyMap<string, Placed>,
    from: ToolPointer,
    only: Axis | null = null,
  ) {
    this.#context = context;
    this.#starts = starts;
    this.#from = from.scene;
    this.#only = only;
    this.#bounds = coverOf(context.index, starts.keys(), context.played())!;
    this.#field = new SnapField(context, context.index.withDescendants(starts.keys()));
  }

  move(at: ToolPointer): void {
    const { delta, guides, gaps } = this.#delta(at);
    const { preview, publishDrag } = this.#context;
    preview.value = {
      ...NO_PREVIEW,
      moved: this.#at(delta),
      guides,
      gaps,
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
    let delta = subtract(at.scene, this.#from);
    if (this.#only) delta = this.#only === 'x' ? [delta[0], 0] : [0, delta[1]];
    else if (at.shift) delta = Math.abs(delta[0]) >= Math.abs(delta[1]) ? [delta[0], 0] : [0, delta[1]];
    // Below 100 % a pixel of the screen is several of the scene; whole ones keep positions readable.
    delta = [Math.round(delta[0]), Math.round(delta[1])];
    if (at.alt) return { delta, guides: [], gaps: [] };
    const { x, y } = this.#bounds;
    const here = { ...this.#bounds, x: x + delta[0], y: y + delta[1] };
    return snapMove(this.#bounds, delta, this.#field.around(here));
  }
}
