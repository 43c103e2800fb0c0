/** A clock for a simulation that can stand still. */
export class HeldClock {
  #held: number | null = null;

  constructor(private readonly clock: () => number) {}

  readonly now = (): number => this.#held ?? this.clock();

  /** Runs something during which no time passes. */
  hold<T>(run: () => T): T {
    this.#held = this.clock();
    try {
      return run();
    } finally {
      this.#held = null;
    }
  }
}
