import { add, subtract, type Vec2 } from '../../../base/geometry.ts';
import { boundsOfPlaced, fromOwn, ownBox, type Placed } from '../entity-geometry.ts';
import { handlePoint, resizePlaced, resizeWithin, type Handle } from '../resize.ts';
import { SnapField } from '../snap-field.ts';
import { edgeGuides, pointToGrid, snapPoint, type Guide } from '../snapping.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Resizes the selection by a handle. Shift keeps the ratio, Ctrl ignores snapping, Alt resizes around the middle. */
export class ResizeGesture implements Gesture {
  readonly hint = 'Shift keeps the ratio · Alt around the middle · Ctrl no snapping · Esc back';
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #frame: Placed;
  readonly #handle: Handle;
  /** From the pointer to the handle's middle, so that nothing jumps when it is not hit exactly. */
  readonly #grip: Vec2;
  readonly #field: SnapField;

  constructor(
    context: ToolContext,
    starts: ReadonlyMap<string, Placed>,
    frame: Placed,
    handle: Handle,
    from: ToolPointer,
  ) {
    this.#context = context;
    this.#starts = starts;
    this.#frame = frame;
    this.#handle = handle;
    this.#grip = subtract(fromOwn(frame, handlePoint(ownBox(frame), handle)), from.scene);
    this.#field = new SnapField(context, context.index.withDescendants(starts.keys()));
  }

  move(at: ToolPointer): void {
    const { frame, guides } = this.#resized(at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      moved: this.#ends(frame),
      guides,
      label: `${Math.round(frame.size[0])} × ${Math.round(frame.size[1])}`,
    };
  }

  commit(at: ToolPointer): void {
    commitMoved('Resize', this.#context, this.#starts, this.#ends(this.#resized(at).frame));
  }

  #resized(at: ToolPointer): { frame: Placed; guides: Guide[] } {
    const options = { ratio: at.shift, centre: at.alt };
    const point = add(at.scene, this.#grip);
    const upright = this.#frame.rotation % 90 === 0;
    const { options: canvas, grid } = this.#context.host;
    const kept = pointToGrid(point, canvas.value.gridSnap && !at.mod ? grid.value : null);
    // Whole pixels for upright boxes; the edges of turned ones lie between pixels anyway.
    const free = resizePlaced(this.#frame, this.#handle, upright ? kept : point, options);
    if (at.mod || this.#frame.rotation % 360 !== 0) return { frame: free, guides: [] };
    const snaps = this.#field.around(boundsOfPlaced(free));
    const edge = handlePoint(boundsOfPlaced(free), this.#handle);
    const goal = snapPoint(at.shift ? edge : point, this.#handle, snaps);
    const frame = resizePlaced(
      this.#frame,
      this.#handle,
      at.shift ? this.#onDiagonal(edge, goal) : goal,
      options,
    );
    return { frame, guides: edgeGuides(boundsOfPlaced(frame), this.#handle, snaps) };
  }

  /** With the ratio kept only one edge can come to its goal: the one that is nearer to it. */
  #onDiagonal(edge: Vec2, goal: Vec2): Vec2 {
    const away = subtract(goal, edge);
    const axis = Math.abs(away[0]) <= Math.abs(away[1]) ? 0 : 1;
    const moves = this.#handle[axis] !== 0 && away[axis] !== 0 ? axis : axis === 0 ? 1 : 0;
    if (this.#handle[moves] === 0) return edge;
    const fixed = handlePoint(boundsOfPlaced(this.#frame), [-this.#handle[0] as -1, -this.#handle[1] as -1]);
    const factor =
      edge[moves] === fixed[moves] ? 1 : (goal[moves] - fixed[moves]) / (edge[moves] - fixed[moves]);
    return [fixed[0] + (edge[0] - fixed[0]) * factor, fixed[1] + (edge[1] - fixed[1]) * factor];
  }

  #ends(frame: Placed): Map<string, Placed> {
    const [id] = this.#starts.keys();
    if (this.#starts.size === 1 && id !== undefined) return new Map([[id, frame]]);
    return resizeWithin(this.#starts, this.#frame, frame);
  }
}
