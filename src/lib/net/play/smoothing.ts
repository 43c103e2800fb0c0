/** What was drawn in the wrong place moves to the right one softly: the game itself is right at once. */
import { exp } from '../../base/maths.ts';
import type { Vec2 } from '../../base/geometry.ts';

/** After so many milliseconds a third of it is left. */
const SOFTNESS_MS = 80;
/** What is wrong by more than this many pixels is put right at once: gliding so far looks worse. */
const MOST = 96;

export class ErrorSmoothing {
  #offset: Vec2 = [0, 0];
  #at = 0;

  /** What is drawn would jump by so much back from where it was. */
  add(now: number, dx: number, dy: number): void {
    const [x, y] = this.at(now);
    this.#at = now;
    this.#offset = Math.hypot(x + dx, y + dy) > MOST ? [0, 0] : [x + dx, y + dy];
  }

  /** How far from its place something is to be drawn. */
  at(now: number): Vec2 {
    const left = exp(-Math.max(0, now - this.#at) / SOFTNESS_MS);
    return [this.#offset[0] * left, this.#offset[1] * left];
  }

  reset(): void {
    this.#offset = [0, 0];
  }
}
