import type { ProjectData } from '../schema/project.ts';
import type { History } from './history.ts';
import type { RecordedSession, ToWorker } from './protocol.ts';
import type { RecordedInput } from './recorded-input.ts';
import { projectHash } from './testing/project-hash.ts';
import { formatReplay, MAX_TEST_TICKS } from './testing/replay.ts';
import { SessionRun, type Session } from './testing/run-replay.ts';

/** Milliseconds of one turn: the worker hears what it is told in between. */
const TURN_MS = 40;

/**
 * Makes a test of what was played. A run may have been edited on the way, and its test plays all of it with the project as it is now: so it is
 * played once more, a turn at a time, and how that ends is what the test expects.
 */
export class RecordingJob {
  readonly #session: Session & { inputs: RecordedInput };
  #run: SessionRun | null = null;

  /** @param history the run that is recorded, up to the moment that it shows */
  constructor(
    { scene, seed, stored = {} }: Extract<ToWorker, { kind: 'start' }>,
    private readonly project: ProjectData,
    private readonly history: Pick<History, 'at' | 'inputs'>,
  ) {
    const ticks = history.at;
    const inputs = history.inputs.upTo(ticks);
    this.#session = { scene, seed: seed ?? project.settings.seed, stored, ticks, inputs };
  }

  /** Does a part of the work; the recording once all is done. */
  work(clock: () => number): RecordedSession | null {
    const { ticks } = this.#session;
    if (ticks > MAX_TEST_TICKS || !this.history.inputs.complete)
      return refused(
        ticks,
        `The game has run for longer than the ${MAX_TEST_TICKS / 3600} minutes that a test may take. Play a shorter session.`,
      );
    try {
      this.#run ??= new SessionRun(this.project, this.#session);
      const until = clock() + TURN_MS;
      while (!this.#run.done && clock() < until) this.#run.tick();
    } catch (error) {
      return refused(ticks, `The session cannot be played again: ${(error as Error).message}.`);
    }
    return this.#run.done ? this.#finish() : null;
  }

  /** Gives up. */
  stop(): void {
    this.#run?.end();
    this.#run = null;
  }

  #finish(): RecordedSession {
    const { failure, hash, state, score, ticks } = this.#run!.end();
    this.#run = null;
    if (failure) {
      const { script, line, message } = failure;
      const reason = `Played again with the project as it is now, the game fails after ${(ticks / 60).toFixed(1)} s: ${script}:${line}: ${message}`;
      return { ...refused(ticks, reason), state, score };
    }
    const project = projectHash(this.project);
    return {
      text: formatReplay({ ...this.#session, project, hash, state, score }),
      ticks,
      state,
      score,
      problem: '',
    };
  }
}

const refused = (ticks: number, problem: string): RecordedSession => ({
  text: null,
  ticks,
  state: 'playing',
  score: 0,
  problem,
});
