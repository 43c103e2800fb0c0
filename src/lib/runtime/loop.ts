/** Milliseconds in a tick of 60 Hz. */
const TICK_MS = 1000 / 60;
/** Ticks that are caught up at once after a delay; the rest of the delay is forgotten, the game just ran late. */
const MAX_CATCH_UP = 6;

export interface LoopOptions {
  /** Runs one tick; false pauses the loop. */
  tick: () => boolean;
  /** Milliseconds that never go back, such as `performance.now`. */
  clock: () => number;
}

/** Paces fixed ticks by a clock. It sets no timers: whoever owns it calls {@link Loop.advance} about {@link Loop.untilNext} later. */
export class Loop {
  readonly #tick: () => boolean;
  readonly #clock: () => number;
  #last: number;
  /** Time that has passed and not been played yet. */
  #owed = 0;
  #paused: boolean;

  constructor({ tick, clock }: LoopOptions, paused = false) {
    this.#tick = tick;
    this.#clock = clock;
    this.#last = clock();
    this.#paused = paused;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Plays the ticks that are due; returns how many. */
  advance(): number {
    const now = this.#clock();
    this.#owed += Math.max(0, now - this.#last);
    this.#last = now;
    let played = 0;
    // A timer may come a rounding error early.
    while (!this.#paused && this.#owed >= TICK_MS - 1e-6 && played < MAX_CATCH_UP) {
      this.#owed -= TICK_MS;
      played++;
      if (!this.#tick()) this.pause();
    }
    if (played === MAX_CATCH_UP) this.#owed = Math.min(this.#owed, TICK_MS);
    return played;
  }

  /** Milliseconds until the next tick is due; Infinity while paused. */
  get untilNext(): number {
    if (this.#paused) return Infinity;
    return Math.max(0, TICK_MS - this.#owed - (this.#clock() - this.#last));
  }

  pause(): void {
    this.#paused = true;
    this.#owed = 0;
  }

  /** Goes on; the time of the pause is not caught up. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#owed = 0;
    this.#last = this.#clock();
  }

  /** One tick while paused; nothing otherwise. */
  step(): void {
    if (this.#paused) this.#tick();
  }
}
