import type { HeldInput, TouchPoint } from '../engine/input.ts';
import { tidyInput } from './input-track.ts';

const nothingHeld: HeldInput = { keys: [], pointer: null, buttons: [] };

/** Input as it comes in between ticks, gathered so that each tick gets all of it. */
export class GatheredInput {
  #held = nothingHeld;
  /** Keys, buttons and fingers that were down since the last tick, even if they are up again: a short tap counts. */
  readonly #tapped = {
    keys: new Set<string>(),
    buttons: new Set<number>(),
    touches: new Map<number, TouchPoint>(),
  };
  #wheel = 0;

  /** What is held down from now on. */
  hold(input: HeldInput): void {
    // What the wheel was turned adds up until a tick takes it.
    this.#wheel += input.wheel ?? 0;
    this.#held = input;
    for (const key of input.keys) this.#tapped.keys.add(key);
    for (const button of input.buttons) this.#tapped.buttons.add(button);
    for (const touch of input.touches ?? []) this.#tapped.touches.set(touch.id, touch);
  }

  /** For the next tick. */
  take(): HeldInput {
    const { wheel: _, touches = [], ...held } = this.#held;
    for (const { id } of touches) this.#tapped.touches.delete(id);
    const input = tidyInput({
      ...held,
      keys: [...held.keys, ...this.#tapped.keys],
      buttons: [...held.buttons, ...this.#tapped.buttons],
      wheel: this.#wheel,
      touches: [...touches, ...this.#tapped.touches.values()],
    });
    this.settle();
    return input;
  }

  /** Forgets taps, for instance while nobody played. */
  settle(): void {
    this.#wheel = 0;
    this.#tapped.keys.clear();
    this.#tapped.buttons.clear();
    this.#tapped.touches.clear();
  }

  /** Forgets everything. */
  clear(): void {
    this.settle();
    this.#held = nothingHeld;
  }
}
