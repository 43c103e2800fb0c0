import type { Vec2 } from '../../base/geometry.ts';

/** Milliseconds that a finger or pen rests before its press means the menu. */
const LONG = 500;
/** CSS pixels that it may tremble meanwhile. */
const SLOP = 10;

/** Notices that a finger or pen rests in one place. */
export class LongPress {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at: Vec2 = [0, 0];
  #done = false;

  /** The press that began last was a long one: what the browser makes of it is not wanted. */
  get done(): boolean {
    return this.#done;
  }

  /** A press begins; calls `fn` when it turns out to be a long one. */
  start(at: Vec2, fn: () => void): void {
    this.stop();
    this.#at = at;
    this.#done = false;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#done = true;
      fn();
    }, LONG);
  }

  moved([x, y]: Vec2): void {
    if (Math.hypot(x - this.#at[0], y - this.#at[1]) > SLOP) this.stop();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
