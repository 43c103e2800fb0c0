import { rectBetween } from '../../../base/geometry.ts';
import { enteredFrames } from '../groups.ts';
import { insideMarquee } from '../hit-tests.ts';
import { pickedOf } from '../picking.ts';
import { toggled } from '../selection.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/**
 * Selects what a rectangle touches, or takes in whole, as it is drawn; Alt turns one into the other. Shift adds and
 * takes away, Ctrl takes members of groups.
 */
export class MarqueeGesture implements Gesture {
  readonly #context: ToolContext;
  readonly #from: ToolPointer;
  readonly #before: readonly string[];
  readonly #entered: ReadonlySet<string>;

  constructor(context: ToolContext, from: ToolPointer) {
    this.#context = context;
    this.#from = from;
    this.#before = from.shift ? context.host.selection.ids : [];
    this.#entered = enteredFrames(context.index, this.#before, context.host.isolated.ids);
  }

  get hint(): string {
    return this.#context.host.options.value.marquee === 'touch'
      ? 'Takes all it touches · Alt only what lies inside it whole · Shift adds · Ctrl into groups'
      : 'Takes what lies inside it whole · Alt all it touches · Shift adds · Ctrl into groups';
  }

  move(at: ToolPointer): void {
    const { host, index, preview, played } = this.#context;
    const marquee = rectBetween(this.#from.scene, at.scene);
    const encloses = (host.options.value.marquee === 'enclose') !== at.alt;
    const found = insideMarquee(index, marquee, encloses ? 'enclose' : 'touch', played());
    const picked = pickedOf(index, found, { entered: this.#entered, deep: at.mod });
    host.selection.set(toggled(this.#before, picked));
    preview.value = { ...NO_PREVIEW, marquee, encloses };
  }

  commit(at: ToolPointer): void {
    this.move(at);
  }
}
