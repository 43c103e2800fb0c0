import type { Vec2 } from '../../base/geometry.ts';
import type { StackChoice } from '../core/canvas-host.ts';

/** The list of what lies under the pointer, while it is open. */
export class StackMenu {
  #open = $state.raw<{ stack: StackChoice; at: Vec2 } | null>(null);

  get current(): { stack: StackChoice; at: Vec2 } | null {
    return this.#open;
  }

  /** @param at in CSS pixels of the window */
  open(stack: StackChoice, at: Vec2): void {
    this.#open = { stack, at };
  }

  close(): void {
    this.#open?.stack.point(null);
    this.#open = null;
  }
}
