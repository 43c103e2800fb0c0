import type { Vec2 } from '../../../base/geometry.ts';
import { guideNear, guidePlace, guideStays, RULER, type HeldGuide } from '../guides.ts';
import { toScreen } from '../view.ts';
import { NO_PREVIEW, reachOf, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** How far from a guide the pointer takes it, in CSS pixels. */
const REACH = 4;

/** The guide that a drag from here would move; `null` for none, and while guides are locked. */
export function guideUnder({ host }: ToolContext, at: ToolPointer): HeldGuide | null {
  if (!host.canWrite() || host.options.value.lockGuides) return null;
  return guideNear(host.guides.value, at.scene, reachOf(at, REACH) / host.view.value.scale);
}

/** Moves a guide; dropped onto its ruler or beyond the canvas, it is taken away. */
export class GuideGesture implements Gesture {
  readonly hint = 'Moves the guide · let go on the ruler to remove it · Alt no grid';
  readonly #context: ToolContext;
  readonly #held: HeldGuide;

  constructor(context: ToolContext, held: HeldGuide) {
    this.#context = context;
    this.#held = held;
  }

  move(at: ToolPointer): void {
    const { axis, id } = this.#held;
    const place = this.#place(at);
    const guide = { id, axis, at: place };
    const label = this.#stays(at) ? `${axis} ${place} px` : 'Remove';
    this.#context.preview.value = { ...NO_PREVIEW, guide, label };
  }

  commit(at: ToolPointer): void {
    const { id, axis } = this.#held;
    const stays = this.#stays(at);
    this.#context.host.write(stays ? 'Move a guide' : 'Remove a guide', (writer) =>
      writer.setGuide(id, stays ? { axis, at: this.#place(at) } : null),
    );
  }

  #place(at: ToolPointer): number {
    const { options, grid } = this.#context.host;
    return guidePlace(this.#held.axis, at.scene, options.value.gridSnap && !at.alt ? grid.value : null);
  }

  #stays(at: ToolPointer): boolean {
    const { host, visible } = this.#context;
    const { x, y, width, height } = visible();
    const size: Vec2 = toScreen(host.view.value, [x + width, y + height]);
    return guideStays(this.#held.axis, at.screen, size, host.options.value.rulers ? RULER : -1);
  }
}
