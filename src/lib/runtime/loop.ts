/** Milliseconds in a tick of 60 Hz. */
const TICK_MS = 1000 / 60;
/** Ticks that are caught up at once after a delay, at usual speed; the rest of the delay is forgotten, the game just ran late. */
const MAX_CATCH_UP = 6;
/** Milliseconds that ticks may take in a turn, so that whoever owns the loop still hears what it is told. */
const TURN_MS = 100;

/** Slow motion and fast forward go so far. */
export const MIN_SPEED = 0.1;
export const MAX_SPEED = 8;

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
  /** Time of the game that has passed and was not played yet. */
  #owed = 0;
  #paused: boolean;
  #speed = 1;

  constructor({ tick, clock }: LoopOptions, paused = false) {
    this.#tick = tick;
    this.#clock = clock;
    this.#last = clock();
    this.#paused = paused;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** How much faster than the clock the game runs, {@link MIN_SPEED} to {@link MAX_SPEED}. */
  get speed(): number {
    return this.#speed;
  }

  set speed(factor: number) {
    this.#take();
    this.#speed = Math.min(MAX_SPEED, Math.max(MIN_SPEED, Number.isFinite(factor) ? factor : 1));
    this.#owed = Math.min(this.#owed, TICK_MS);
  }

  /** Plays the ticks that are due; returns how many. */
  advance(): number {
    const began = this.#take();
    const most = MAX_CATCH_UP * Math.max(1, this.#speed);
    let played = 0;
    let late = false;
    // A timer may come a rounding error early.
    while (!this.#paused && this.#owed >= TICK_MS - 1e-6 && !late) {
      this.#owed -= TICK_MS;
      played++;
      if (!this.#tick()) this.pause();
      late = played >= most || this.#clock() - began >= TURN_MS;
    }
    if (late) this.#owed = Math.min(this.#owed, TICK_MS);
    return played;
  }

  /** Milliseconds until the next tick is due, or the next picture when there are several ticks to one; Infinity while paused. */
  get untilNext(): number {
    if (this.#paused) return Infinity;
    const due = TICK_MS * Math.max(1, this.#speed);
    return Math.max(0, (due - this.#owed) / this.#speed - (this.#clock() - this.#last));
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

  /** Takes the time that has passed over; returns what the clock shows. */
  #take(): number {
    const now = this.#clock();
    this.#owed += Math.max(0, now - this.#last) * this.#speed;
    this.#last = now;
    return now;
  }
}
