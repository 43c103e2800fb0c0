/** What one call into a script did to the world, until it is known to have succeeded. */
import type { GameWorld } from '../engine/game-world.ts';

export class Transaction {
  readonly #undo: (() => void)[] = [];
  readonly #later: (() => void)[] = [];
  #randomSaved = false;

  constructor(private readonly world: GameWorld) {}

  get hasUndo(): boolean {
    return this.#undo.length > 0;
  }

  begin(): void {
    if (this.#undo.length) this.#undo.length = 0;
    if (this.#later.length) this.#later.length = 0;
    this.#randomSaved = false;
  }

  /** A step that takes back what was just done. */
  undo(step: () => void): void {
    this.#undo.push(step);
  }

  /** An effect that waits for success. */
  later(effect: () => void): void {
    this.#later.push(effect);
  }

  /** The next random number; a failing call gives the ones it drew back. */
  random(): number {
    const { random } = this.world;
    if (!this.#randomSaved) {
      this.#randomSaved = true;
      const { state } = random;
      this.undo(() => (random.state = state));
    }
    return random.float();
  }

  commit(): void {
    if (this.#undo.length) this.#undo.length = 0;
    if (this.#later.length) for (const effect of this.#later.splice(0)) effect();
  }

  rollBack(): void {
    this.#later.length = 0;
    for (const step of this.#undo.splice(0).reverse()) step();
  }
}
