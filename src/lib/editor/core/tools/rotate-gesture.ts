import type { Vec2 } from '../../../base/geometry.ts';
import type { Placed } from '../entity-geometry.ts';
import { rotateAll, turnOf, wrapped } from '../rotate.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Turns the selection: one entity around its anchor, several around the middle of all. Shift steps by 15 degrees. */
export class RotateGesture implements Gesture {
  readonly hint = 'Shift in steps of 15° · Esc back';
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #pivot: Vec2;
  readonly #base: number;
  readonly #from: ToolPointer;

  /** @param base rotation that the selection has now, in degrees */
  constructor(
    context: ToolContext,
    starts: ReadonlyMap<string, Placed>,
    pivot: Vec2,
    base: number,
    from: ToolPointer,
  ) {
    this.#context = context;
    this.#starts = starts;
    this.#pivot = pivot;
    this.#base = base;
    this.#from = from;
    context.cursor.value = 'grabbing';
  }

  move(at: ToolPointer): void {
    const turn = this.#turn(at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      moved: rotateAll(this.#starts, this.#pivot, turn),
      label: `${Math.round(wrapped(this.#base + turn))}°`,
    };
  }

  commit(at: ToolPointer): void {
    commitMoved('Rotate', this.#context, this.#starts, rotateAll(this.#starts, this.#pivot, this.#turn(at)));
  }

  #turn(at: ToolPointer): number {
    const turn = turnOf(this.#pivot, this.#from.scene, at.scene, at.shift, this.#base);
    // Whole degrees are what people mean; finer angles can be typed.
    return at.shift ? turn : Math.round(this.#base + turn) - this.#base;
  }
}
