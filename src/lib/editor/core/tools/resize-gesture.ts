import { add, subtract, type Vec2 } from '../../../base/geometry.ts';
import { fromOwn, ownBox, type Placed } from '../entity-geometry.ts';
import { handlePoint, resizeAll, resizePlaced, type Handle } from '../resize.ts';
import { pointToGrid } from '../snapping.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Resizes the selection by a handle. Shift keeps the ratio, Alt resizes around the middle. */
export class ResizeGesture implements Gesture {
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #frame: Placed;
  readonly #handle: Handle;
  /** From the pointer to the handle's middle, so that nothing jumps when it is not hit exactly. */
  readonly #grip: Vec2;

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
  }

  move(at: ToolPointer): void {
    const frame = this.#resized(at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      moved: this.#ends(frame),
      label: `${Math.round(frame.size[0])} × ${Math.round(frame.size[1])}`,
    };
  }

  commit(at: ToolPointer): void {
    commitMoved('Resize', this.#context, this.#starts, this.#ends(this.#resized(at)));
  }

  #resized(at: ToolPointer): Placed {
    const { gridSnap, gridSize } = this.#context.host.options.value;
    const upright = this.#frame.rotation % 90 === 0;
    let point = add(at.scene, this.#grip);
    // Whole pixels for upright boxes; the edges of turned ones lie between pixels anyway.
    if (upright) point = pointToGrid(point, gridSnap ? gridSize : 1);
    return resizePlaced(this.#frame, this.#handle, point, { ratio: at.shift, centre: at.alt });
  }

  #ends(frame: Placed): Map<string, Placed> {
    const [id] = this.#starts.keys();
    if (this.#starts.size === 1 && id !== undefined) return new Map([[id, frame]]);
    const rect = (box: Placed) => {
      const { x, y, width, height } = ownBox(box);
      return { x: x + box.position[0], y: y + box.position[1], width, height };
    };
    return resizeAll(this.#starts, rect(this.#frame), rect(frame));
  }
}
