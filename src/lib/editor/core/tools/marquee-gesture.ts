import { rectBetween } from '../../../base/geometry.ts';
import { toggled } from '../selection.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** Selects what a rectangle touches, as it is drawn. Shift adds and takes away. */
export class MarqueeGesture implements Gesture {
  readonly #context: ToolContext;
  readonly #from: ToolPointer;
  readonly #before: readonly string[];

  constructor(context: ToolContext, from: ToolPointer) {
    this.#context = context;
    this.#from = from;
    this.#before = from.shift ? context.host.selection.ids : [];
  }

  move(at: ToolPointer): void {
    const { host, index, preview, played } = this.#context;
    const marquee = rectBetween(this.#from.scene, at.scene);
    host.selection.set(toggled(this.#before, index.within(marquee, played())));
    preview.value = { ...NO_PREVIEW, marquee };
  }

  commit(at: ToolPointer): void {
    this.move(at);
  }
}
