import type { Placed } from '../entity-geometry.ts';
import { rotateAll, turnOf, wrapped } from '../rotate.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Turns the selection: one entity around its anchor, several around the middle of all. Shift steps by 15 degrees. */
export class RotateGesture implements Gesture {
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #frame: Placed;
  readonly #from: ToolPointer;

  constructor(context: ToolContext, starts: ReadonlyMap<string, Placed>, frame: Placed, from: ToolPointer) {
    this.#context = context;
    this.#starts = starts;
    this.#frame = frame;
    this.#from = from;
    context.cursor.value = 'grabbing';
  }

  move(at: ToolPointer): void {
    const turn = this.#turn(at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      moved: rotateAll(this.#starts, this.#frame.position, turn),
      label: `${Math.round(wrapped(this.#frame.rotation + turn))}°`,
    };
  }

  commit(at: ToolPointer): void {
    commitMoved(
      'Rotate',
      this.#context,
      this.#starts,
      rotateAll(this.#starts, this.#frame.position, this.#turn(at)),
    );
  }

  #turn(at: ToolPointer): number {
    const { position, rotation } = this.#frame;
    const turn = turnOf(position, this.#from.scene, at.scene, at.shift, rotation);
    // Whole degrees are what people mean; finer angles can be typed.
    return at.shift ? turn : Math.round(rotation + turn) - rotation;
  }
}
