import type { Vec2 } from '../../base/geometry.ts';
import type { StackChoice } from '../core/canvas-host.ts';
import { stackAt } from '../core/hit-tests.ts';
import { enteredNow, hitOptions, pickedOf, selectedIn, wholeStackAt } from '../core/picking.ts';
import type { Tool, ToolPointer } from '../core/tools/tool.ts';
import { toScreen } from '../core/view.ts';
import type { CanvasContext } from './canvas-context.ts';

/** Opens the menus of the canvas at what lies under the pointer. */
export class CanvasMenus {
  readonly #container: HTMLElement;
  readonly #context: CanvasContext;
  readonly #tool: () => Tool;
  /** Where the pointer is, or the last menu was asked for. */
  #asked: ToolPointer | null = null;

  constructor(container: HTMLElement, context: CanvasContext, tool: () => Tool) {
    this.#container = container;
    this.#context = context;
    this.#tool = tool;
  }

  /** The pointer is there now. */
  point(at: ToolPointer): void {
    this.#asked = at;
  }

  /**
   * Opens the menu of what is there and selects it, or that of empty ground. A long press calls it, too.
   * @param at `null` for the Menu key: the menu of what is selected, in its middle
   */
  open(at: ToolPointer | null): void {
    const { host, index, played } = this.#context;
    const { selection, view } = host;
    const box = this.#container.getBoundingClientRect();
    let [x, y]: Vec2 = [box.width / 2, box.height / 2];
    if (at) {
      [x, y] = at.screen;
      this.#asked = at;
      if (at.mod) return this.openStack(at);
      const own = this.#tool().subjectAt?.(at);
      if (own) return host.openMenu?.(own.kind, [box.left + x, box.top + y], own.id);
      const front = this.#front(at);
      if (front === null) selection.clear();
      else if (!selectedIn(index, [front], selection.ids)) selection.set([front]);
    } else {
      const around = index.boundsAround(selection.ids, played());
      if (around) [x, y] = toScreen(view.value, [around.x + around.width / 2, around.y + around.height / 2]);
      [x, y] = [Math.min(box.width, Math.max(0, x)), Math.min(box.height, Math.max(0, y))];
    }
    host.openMenu?.(selection.ids.length > 0 ? 'entity' : 'canvas', [box.left + x, box.top + y]);
  }

  /** Lists what lies under the pointer, or where the last menu was asked for. */
  openStack(at: ToolPointer | null = this.#asked): void {
    if (!at) return;
    const { host, index, hovered, through } = this.#context;
    const box = this.#container.getBoundingClientRect();
    const ids = wholeStackAt(index, at.scene, hitOptions(this.#context), enteredNow(this.#context));
    const choice: StackChoice = {
      ids,
      choose: (id) => {
        host.selection.set([id]);
        through.value = id;
      },
      point: (id) => (hovered.value = id),
    };
    host.openStackMenu?.(choice, [box.left + at.screen[0], box.top + at.screen[1]]);
  }

  /** What a click at a point would take; `null` for empty ground. */
  #front(at: ToolPointer): string | null {
    const { index } = this.#context;
    const hit = stackAt(index, at.scene, hitOptions(this.#context)).slice(0, 1);
    return pickedOf(index, hit, { entered: enteredNow(this.#context), deep: false })[0] ?? null;
  }
}
