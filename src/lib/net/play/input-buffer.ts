/** The server's side of a player's input: frames wait for their tick, at most one counts for each. */
import { noInput, type HeldInput } from '../../engine/input.ts';
import type { InputFrame } from './input-frames.ts';

/** Frames may be this far ahead of the game; what is further is taken for a lie. */
export const MOST_AHEAD = 30;
/** How long something is taken to be held on when nothing comes, in ticks. */
const HOLD_ON = 30;

/** What is told to a player of how their input comes in. */
export interface InputReport {
  /** The last tick of which their own input was played. */
  readonly played: number;
  /** By how many ticks their input came before it was needed, at the worst, lately; below 0 when it came too late. */
  readonly margin: number;
}

/** What became of a frame. */
type Taken = 'taken' | 'known' | 'late' | 'future';

export class InputBuffer {
  readonly #waiting = new Map<number, HeldInput>();
  #held: HeldInput = noInput;
  /** The tick that was played last. */
  #tick: number;
  #played = 0;
  /** How long nothing came. */
  #missing = 0;
  /** The least since the last report. */
  #margin = Infinity;
  #reported = 0;

  /** @param tick the tick that the game is at */
  constructor(tick: number) {
    this.#tick = tick;
  }

  /** Takes a frame that came in. What was played is played: a second frame for a tick changes nothing. */
  receive({ tick, held }: InputFrame): Taken {
    if (tick > this.#tick + MOST_AHEAD) return 'future';
    if (this.#waiting.has(tick)) return 'known';
    if (tick <= this.#tick) return 'late';
    this.#waiting.set(tick, held);
    return 'taken';
  }

  /** Notes how early the newest frame of a message came. */
  arrived(tick: number): void {
    this.#margin = Math.min(this.#margin, tick - this.#tick - 1);
  }

  /** What is held during a tick, the one after that of the last call. A missing frame is taken to be like the one before. */
  take(tick: number): HeldInput {
    this.#tick = tick;
    const own = this.#waiting.get(tick);
    for (const each of [...this.#waiting.keys()]) if (each <= tick) this.#waiting.delete(each);
    if (own) {
      this.#held = own;
      this.#played = tick;
      this.#missing = 0;
    } else {
      const { wheel: _, ...rest } = this.#held;
      this.#held = ++this.#missing > HOLD_ON ? noInput : rest;
    }
    return this.#held;
  }

  /** The game goes on at another tick: it was rewound, or begins again. */
  jump(tick: number): void {
    this.#tick = tick;
    this.#waiting.clear();
    this.#held = noInput;
  }

  /** How input came in since the last call; as it did before, where none came. */
  takeReport(): InputReport {
    if (this.#margin !== Infinity) this.#reported = this.#margin;
    this.#margin = Infinity;
    return { played: this.#played, margin: this.#reported };
  }
}
