import type { Vec2 } from '../../base/geometry.ts';
import type { InputSnapshot } from '../../runtime/protocol.ts';

/**
 * Gathers what is held down between two frames. A key that was pressed and let go within one frame is still in
 * that frame's snapshot: a quick tap is never lost.
 */
export class GameInput {
  #held = new Set<string>();
  #tapped = new Set<string>();
  #buttons = new Set<number>();
  #clicked = new Set<number>();
  #pointer: Vec2 | null = null;
  #sent = '';

  /** @param code KeyboardEvent.code */
  keyDown(code: string): void {
    this.#held.add(code);
    this.#tapped.add(code);
  }

  keyUp(code: string): void {
    this.#held.delete(code);
  }

  /** @param at scene pixels, `null` when the pointer left */
  pointerMove(at: Vec2 | null): void {
    this.#pointer = at;
  }

  /** @param button DOM button number */
  buttonDown(button: number): void {
    this.#buttons.add(button);
    this.#clicked.add(button);
  }

  buttonUp(button: number): void {
    this.#buttons.delete(button);
  }

  /** Lets go of everything, as when the focus leaves. */
  release(): void {
    this.#held.clear();
    this.#buttons.clear();
    this.#pointer = null;
  }

  /** Forgets everything, for a new run. */
  clear(): void {
    this.release();
    this.#tapped.clear();
    this.#clicked.clear();
    this.#sent = '';
  }

  /** What is down now or was in between; `null` when that is what was taken last. */
  take(): InputSnapshot | null {
    const snapshot: InputSnapshot = {
      keys: [...new Set([...this.#held, ...this.#tapped])].sort(),
      pointer: this.#pointer,
      buttons: [...new Set([...this.#buttons, ...this.#clicked])].sort(),
    };
    this.#tapped.clear();
    this.#clicked.clear();
    const text = JSON.stringify(snapshot);
    if (text === this.#sent) return null;
    this.#sent = text;
    return snapshot;
  }
}
