import type { Vec2 } from '../base/geometry.ts';

/** What is held during one tick, as protocol.ts describes it. */
export interface HeldInput {
  keys: readonly string[];
  pointer: Vec2 | null;
  buttons: readonly number[];
}

export const noInput: HeldInput = { keys: [], pointer: null, buttons: [] };

/** What is held in this tick and what has just been pressed; all of it is from one instant. */
export class InputState {
  #keys: ReadonlySet<string> = new Set();
  #before: ReadonlySet<string> = new Set();
  readonly pointer = { x: 0, y: 0, down: false, pressed: false };

  /** Begins a tick. */
  advance({ keys, pointer, buttons }: HeldInput): void {
    this.#before = this.#keys;
    this.#keys = new Set(keys);
    const down = buttons.length > 0;
    this.pointer.pressed = down && !this.pointer.down;
    this.pointer.down = down;
    if (pointer) [this.pointer.x, this.pointer.y] = pointer;
  }

  /** @param code a KeyboardEvent.code such as `ArrowLeft`. */
  isDown(code: string): boolean {
    return this.#keys.has(code);
  }

  /** Down now and not in the tick before. */
  wasPressed(code: string): boolean {
    return this.#keys.has(code) && !this.#before.has(code);
  }
}
