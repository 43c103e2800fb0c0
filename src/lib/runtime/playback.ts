import type { HeldInput } from '../engine/input.ts';
import type { History } from './history.ts';
import type { LiveEdit, ScriptError } from './protocol.ts';
import type { Moment, TimelineMode, TimeSpan } from './timeline.ts';

/** What the view may be told of the ticks since the last frame: of ticks that are played again, sounds at most. */
export type Audible = 'all' | 'sounds' | 'nothing';

/** What became of a tick. */
export interface Played {
  error: ScriptError | null;
  /** A replay came to its end. */
  ended: boolean;
}

/** How a game moves along its timeline: on with the player, through the past, or along a recorded span. */
export class Playback {
  /** What is being replayed, up to where, and whether over and over. */
  #replay: { from: Moment; to: Moment; loops: boolean } | null = null;
  #audible: Audible = 'nothing';

  constructor(readonly history: History) {}

  get mode(): TimelineMode {
    return this.#replay ? 'replay' : this.history.live ? 'live' : 'past';
  }

  get loop(): TimeSpan | null {
    return this.#replay?.loops ? { from: this.#replay.from, to: this.#replay.to } : null;
  }

  /** What may be told since the last call. */
  takeAudible(): Audible {
    const audible = this.#audible;
    this.#audible = 'nothing';
    return audible;
  }

  /** The next tick: a new one with this input, or the next recorded one. */
  tick(input: () => HeldInput): Played {
    const replay = this.#replay;
    if (!replay) {
      this.#audible = 'all';
      return { error: this.history.play(input()), ended: false };
    }
    if (replay.loops && this.history.at >= replay.to) {
      const error = this.history.rewrite(replay.from);
      if (error) return { error, ended: false };
    }
    const { error, first } = this.history.playAgain();
    if (first) this.#audible = 'all';
    else if (this.#audible === 'nothing') this.#audible = 'sounds';
    const ended = !replay.loops && this.history.at >= replay.to;
    if (ended) this.#replay = null;
    return { error, ended };
  }

  /** One tick: as {@link tick}, but in the past the next one as it was. */
  step(input: () => HeldInput): Played {
    if (this.#replay || this.history.live) return this.tick(input);
    this.seek(this.history.at + 1);
    return { error: null, ended: false };
  }

  /** Shows a moment as it was. */
  seek(at: Moment): void {
    this.#replay = null;
    this.history.seek(at);
  }

  /** Goes on: with the rest of a replay, else with the player. The failure of a script that was edited later than what is shown. */
  resume(): ScriptError | null {
    return this.#replay || this.history.live ? null : this.#cut();
  }

  /** Goes on with the player from a moment. */
  playFrom(at: Moment | undefined): ScriptError | null {
    this.#replay = null;
    if (at !== undefined) this.history.seek(at);
    return this.history.live ? null : this.#cut();
  }

  /** Begins to play a span again; by default up to the end of the timeline. */
  replay(from: Moment, to: Moment | undefined, loops: boolean): ScriptError | null {
    const { span } = this.history;
    const error = this.history.rewrite(from);
    const end = Math.max(this.history.at, Math.min(span.to, Math.round(to ?? span.to)));
    this.#replay = end > this.history.at ? { from: this.history.at, to: end, loops } : null;
    this.#audible = 'all';
    return error;
  }

  /** Ends a replay where it is. */
  end(): void {
    this.#replay = null;
  }

  /** Takes a change of the document over; what is replayed follows it from here, or from the start of the loop. */
  edit(edits: readonly LiveEdit[]): ScriptError | null {
    this.#audible = 'all';
    if (!this.#replay) return this.history.edit(edits);
    return this.history.amend(edits, this.#replay.loops ? this.#replay.from : this.history.at);
  }

  #cut(): ScriptError | null {
    this.#audible = 'all';
    return this.history.cut();
  }
}
