import type { Vec2 } from '../../../base/geometry.ts';
import type { Placed } from '../entity-geometry.ts';
import { scaleAll } from '../resize.ts';
import { commitMoved } from './commit.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** CSS pixels that make something twice as large when the drag begins at the pivot itself. */
const FROM_PIVOT = 100;
/** Factors between two steps while Shift is held. */
const STEP = 0.25;

/** Makes the selection larger or smaller on all sides, by the distance from its pivot. Shift steps by quarters. */
export class ScaleGesture implements Gesture {
  readonly hint = 'Away from the middle larger · Shift in quarters · Esc back';
  readonly #context: ToolContext;
  readonly #starts: ReadonlyMap<string, Placed>;
  readonly #pivot: Vec2;
  readonly #from: ToolPointer;

  constructor(context: ToolContext, starts: ReadonlyMap<string, Placed>, pivot: Vec2, from: ToolPointer) {
    this.#context = context;
    this.#starts = starts;
    this.#pivot = pivot;
    this.#from = from;
  }

  move(at: ToolPointer): void {
    const factor = this.#factor(at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      moved: scaleAll(this.#starts, this.#pivot, factor),
      label: `${Math.round(factor * 100)} %`,
    };
  }

  commit(at: ToolPointer): void {
    commitMoved('Scale', this.#context, this.#starts, scaleAll(this.#starts, this.#pivot, this.#factor(at)));
  }

  #factor(at: ToolPointer): number {
    const away = ({ scene: [x, y] }: ToolPointer) => Math.hypot(x - this.#pivot[0], y - this.#pivot[1]);
    const unit = FROM_PIVOT / this.#context.host.view.value.scale;
    const start = away(this.#from);
    const factor = start < unit / 10 ? 1 + (at.scene[0] - this.#from.scene[0]) / unit : away(at) / start;
    const stepped = at.shift ? Math.round(factor / STEP) * STEP : Math.round(factor * 100) / 100;
    return Math.max(at.shift ? STEP : 0.01, stepped);
  }
}
