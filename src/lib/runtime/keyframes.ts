import type { Moment } from './timeline.ts';

/** A moment that was saved. */
export interface Keyframe<Saved> {
  readonly at: Moment;
  readonly saved: Saved;
  /** Number of the last edit that is in it. */
  readonly edit: number;
  /** About how much memory it takes of its own. */
  readonly bytes: number;
  /**
   * The tick, or the edit, that led to it cannot be run again with the same result, as a script may have been stopped by
   * the clock. Whoever runs past this moment takes it as it is here.
   */
  readonly unrepeatable: boolean;
}

/** Saved moments of a run in order of time, within a budget of memory. */
export class Keyframes<Saved> {
  #frames: Keyframe<Saved>[] = [];
  #bytes = 0;

  /** @param budget bytes of all keyframes; a smaller one takes effect with the next that is added */
  constructor(public budget: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#frames.length;
  }

  /** The first moment that can be gone back to. */
  get from(): Moment {
    return this.#frames[0]?.at ?? 0;
  }

  /** Adds a moment; when there is no more room, others go. */
  add(frame: Keyframe<Saved>): void {
    const before = this.before(frame.at);
    if (before?.at === frame.at && before.edit === frame.edit) return;
    this.#frames.splice(this.#indexAfter(frame.at), 0, frame);
    this.#bytes += frame.bytes;
    while (this.#bytes > this.budget && this.#frames.length > 2) this.#thin();
  }

  /** The last one that is not later than a moment. */
  before(at: Moment): Keyframe<Saved> | null {
    return this.#frames[this.#indexAfter(at) - 1] ?? null;
  }

  /** The one that stands for a moment which cannot be reached by running again. */
  unrepeatableAt(at: Moment): Keyframe<Saved> | null {
    const found = this.before(at);
    return found?.at === at && found.unrepeatable ? found : null;
  }

  /** Drops those later than a moment. */
  dropAfter(at: Moment): void {
    this.#keep(this.#frames.slice(0, this.#indexAfter(at)));
  }

  /** Drops those that nothing from this moment on needs: the last one before it stays. */
  dropBefore(at: Moment): void {
    const first = this.#indexAfter(at) - 1;
    if (first > 0) this.#keep(this.#frames.slice(first));
  }

  /**
   * The one goes whose neighbours are closest together, of several the oldest: all of the past stays about equally close at hand.
   * Where that is not possible, as they cannot be run again, the past becomes shorter.
   */
  #thin(): void {
    const frames = this.#frames;
    let least = 0;
    let smallest = Infinity;
    for (let n = 1; n < frames.length - 1; n++) {
      const gap = frames[n + 1]!.at - frames[n - 1]!.at;
      if (gap >= smallest || frames[n]!.unrepeatable) continue;
      smallest = gap;
      least = n;
    }
    this.#bytes -= frames[least]!.bytes;
    frames.splice(least, 1);
  }

  #keep(frames: Keyframe<Saved>[]): void {
    this.#frames = frames;
    this.#bytes = frames.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Index of the first one later than a moment. */
  #indexAfter(at: Moment): number {
    let [low, high] = [0, this.#frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#frames[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Ticks between two keyframes at least: a third of a second where saving costs little. A minute of them has to fit into memory. */
const LEAST = 20;
/** And at most, whatever they cost. */
const MOST = 240;
/** Milliseconds that the ticks between two keyframes may take, as a jump in time runs them again. */
const JUMP = 120;
/** Keyframes after which it is known how long one takes. */
const FIRST = 5;
/** The part of the time of ticks that keyframes may take. */
const SHARE = 0.025;

/** How long something took the last times. A machine that was busy with something else for once does not count. */
class RecentTimes {
  readonly #times: number[] = [];
  #at = 0;
  #usual: number | null = null;

  /** @param size how many are remembered */
  constructor(private readonly size: number) {}

  /** How often something was added. */
  get count(): number {
    return this.#at;
  }

  add(ms: number): void {
    this.#times[this.#at++ % this.size] = ms;
    this.#usual = null;
  }

  /** The median in milliseconds; 0 when there are none. */
  get usual(): number {
    return (this.#usual ??= [...this.#times].sort((a, b) => a - b)[this.#times.length >> 1] ?? 0);
  }
}

/**
 * Says when the next keyframe is due, so that they take a small part of the time that the game itself takes and no moment is far from one.
 * Where both cannot be had, the latter counts.
 */
export class KeyframePace {
  #since = 0;
  readonly #ticks = new RecentTimes(61);
  readonly #saves = new RecentTimes(9);

  /** A tick was run. @param ms how long it took */
  ticked(ms: number): void {
    this.#since++;
    this.#ticks.add(ms);
  }

  /** A keyframe was saved. @param ms how long it took */
  saved(ms: number): void {
    this.#since = 0;
    this.#saves.add(ms);
  }

  /** Another moment is shown, one that was saved. */
  moved(): void {
    this.#since = 0;
  }

  get due(): boolean {
    return this.#since >= LEAST && this.#since >= this.spacing;
  }

  /** Ticks between two keyframes. */
  get spacing(): number {
    // The first ones are slow, as the code is new to the machine, and say nothing yet.
    if (this.#saves.count <= FIRST) return LEAST;
    const tick = this.#ticks.usual;
    const cheap = Math.ceil(this.#saves.usual / (SHARE * tick)) || 0;
    const near = Math.floor(JUMP / tick) || 0;
    return Math.max(LEAST, Math.min(MOST, cheap, near));
  }
}
