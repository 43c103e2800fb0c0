import type { Moment, Timeline, TimeSpan } from '../../runtime/timeline.ts';
import type { GameClient } from '../client/game-client.ts';
import type { SceneDifferences, ShownPaths } from '../client/game-timeline.ts';
import type { TimePort } from '../core/command-host.ts';
import { loopFrom, nextMark, nextSpeed } from '../core/timeline.ts';
import type { Dialogs } from './dialogs.svelte.ts';

/** What the timeline asks of the editor around it. */
export interface TimeSource {
  readonly dialogs: Dialogs;
  complain(text: string): void;
}

/** The timeline of the running game for panels and commands. */
export class TimeTravel implements TimePort {
  readonly #client: GameClient;
  readonly #source: TimeSource;
  #known: Timeline;
  #at: Moment;
  #origin: Moment | null = $state(null);
  #speed = $state(1);
  #paths: ShownPaths | null = $state.raw(null);
  /** The differences that are shown to be kept; `null` while they are not here yet. */
  #differences: SceneDifferences | null = $state.raw(null);
  #stop: () => void;

  constructor(client: GameClient, source: TimeSource) {
    this.#client = client;
    this.#source = source;
    const { time } = client;
    this.#known = $state.raw(time.known);
    this.#at = $state(time.at);
    this.#stop = time.onChange(() => {
      this.#known = time.known;
      this.#at = time.at;
      this.#origin = time.origin;
      this.#speed = time.speed;
      this.#paths = time.paths;
    });
  }

  /** What is known of the past. */
  get known(): Timeline {
    return this.#known;
  }

  /** The moment that is shown, or about to be. */
  get at(): Moment {
    return this.#at;
  }

  /** The moment in the past from which edits are replayed. */
  get origin(): Moment | null {
    return this.#origin;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Where the selected entity goes, and went before the last edit; `null` while the player plays. */
  get paths(): ShownPaths | null {
    return this.#paths;
  }

  get looping(): boolean {
    return this.#known.loop !== null;
  }

  get differences(): SceneDifferences | null {
    return this.#differences;
  }

  seek(at: Moment): void {
    this.#client.time.seek(at);
  }

  stepBack(): void {
    this.#client.time.stepBack();
  }

  playFromHere(): void {
    this.#client.time.playFromHere();
  }

  replay(): void {
    this.#client.time.replay();
  }

  loop(span: TimeSpan | null): void {
    this.#client.time.loop(span);
  }

  toggleLoop(): void {
    const { known, at, origin } = this.#client.time;
    this.loop(known.loop ? null : loopFrom(origin ?? at, known));
  }

  toMark(direction: 1 | -1): void {
    const { known, at } = this.#client.time;
    const next = nextMark(known.marks, at, direction);
    if (next !== null) this.seek(next);
  }

  setSpeed(speed: number): void {
    this.#client.time.setSpeed(speed);
  }

  changeSpeed(direction: 1 | -1): void {
    this.setSpeed(nextSpeed(this.#client.time.speed, direction));
  }

  saveTest(): void {
    this.#client.pause();
    this.#source.dialogs.open('save-test');
  }

  keepChanges(): void {
    this.#client.pause();
    this.#differences = null;
    this.#source.dialogs.open('keep');
    this.#client.time.differences().then(
      (found) => (this.#differences = found),
      (error: Error) => {
        this.#source.dialogs.close();
        this.#source.complain(error.message);
      },
    );
  }

  dispose(): void {
    this.#stop();
  }
}
