import type { Vec2 } from '../../base/geometry.ts';
import { readGamepads } from '../../runtime/gamepads.ts';
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
  #touches = new Map<number, Vec2>();
  #wheel = 0;
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

  /** A finger went down or moved; `null` when it was lifted. */
  touch(id: number, at: Vec2 | null): void {
    if (at) this.#touches.set(id, at);
    else this.#touches.delete(id);
  }

  /** @param pixels towards the player */
  turnWheel(pixels: number): void {
    this.#wheel += pixels;
  }

  /** Lets go of everything, as when the focus leaves. */
  release(): void {
    this.#held.clear();
    this.#buttons.clear();
    this.#touches.clear();
    this.#pointer = null;
  }

  /** Forgets everything, for a new run. */
  clear(): void {
    this.release();
    this.#tapped.clear();
    this.#clicked.clear();
    this.#wheel = 0;
    this.#sent = '';
  }

  /** What is down now or was in between; `null` when that is what was taken last. */
  take(): InputSnapshot | null {
    const snapshot: InputSnapshot = {
      keys: [...new Set([...this.#held, ...this.#tapped])].sort(),
      pointer: this.#pointer,
      buttons: [...new Set([...this.#buttons, ...this.#clicked])].sort(),
    };
    if (this.#touches.size > 0) snapshot.touches = [...this.#touches].map(([id, [x, y]]) => ({ id, x, y }));
    const gamepads = readGamepads();
    if (gamepads.length > 0) snapshot.gamepads = gamepads;
    const wheel = this.#wheel;
    this.#wheel = 0;
    this.#tapped.clear();
    this.#clicked.clear();
    const text = JSON.stringify(snapshot);
    if (text === this.#sent && wheel === 0) return null;
    this.#sent = text;
    return wheel === 0 ? snapshot : { ...snapshot, wheel };
  }
}
