/** Plays a recorded session again, without a screen, and compares how it ends. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { ScriptError } from '../protocol.ts';
import type { RecordedInput } from '../recorded-input.ts';
import { Simulation } from '../simulation.ts';
import { projectHash } from './project-hash.ts';
import { formatReplay, parseReplay, type Replay } from './replay.ts';
import { problemOfGame, type TestResult } from './test-result.ts';

/** What a session begins from. */
export type Session = Pick<Replay, 'scene' | 'seed' | 'stored' | 'ticks' | 'inputs'>;

interface Ending extends Pick<Replay, 'hash' | 'state' | 'score'> {
  /** Ticks that were played: fewer when a script failed. */
  ticks: number;
  failure: ScriptError | null;
}

/** A session that is played again from its start, as far as it is told to. */
export class SessionRun {
  readonly #simulation: Simulation;
  #failure: ScriptError | null;
  #ticks = 0;

  /** Begins the game; throws a RangeError for a scene that is not there. */
  constructor(
    project: ProjectData,
    private readonly session: Session,
  ) {
    const { scene, seed, stored } = session;
    this.#simulation = new Simulation({ project, scene, seed, stored });
    const { loadError } = this.#simulation;
    this.#failure = loadError
      ? { ...loadError, traceback: '', entity: '', entityName: '', locals: [] }
      : this.#simulation.takeStartError();
  }

  /** Whether it has come to its end, or to the first failure. */
  get done(): boolean {
    return this.#failure !== null || this.#ticks >= this.session.ticks;
  }

  /** Plays the next tick. */
  tick(): void {
    if (!this.done) this.#failure = this.#simulation.tick(this.session.inputs.at(this.#ticks++));
  }

  /** Ends the game; tells how it was then. */
  end(): Ending {
    const { state, score } = this.#simulation.world;
    const hash = this.#simulation.hash();
    this.#simulation.stop();
    return { hash, state, score, ticks: this.#ticks, failure: this.#failure };
  }
}

/** Plays from the start to the end, or to the first failure. Throws a RangeError for a scene that is not there. */
function play(project: ProjectData, session: Session): Ending {
  const run = new SessionRun(project, session);
  try {
    while (!run.done) run.tick();
  } catch (error) {
    run.end();
    throw error;
  }
  return run.end();
}

/**
 * Makes the file of a session: the project as it is now is played with the recorded inputs from the start, and how that
 * ends is what later runs are compared with. `failure` tells when a script fails on the way; the recording then ends there.
 */
export function recordReplay(
  project: ProjectData,
  session: {
    scene: string;
    seed: number;
    stored: Readonly<Record<string, PropertyValue>>;
    ticks: number;
    inputs: RecordedInput;
  },
): { replay: Replay; failure: ScriptError | null } {
  const { hash, state, score, ticks, failure } = play(project, session);
  return { replay: { ...session, ticks, hash, state, score, project: projectHash(project) }, failure };
}

/** Runs the test that a file of a session is. */
export function runReplay(project: ProjectData, file: string, text: string): TestResult {
  const result = (ticks: number, problem: TestResult['problem'], notes: string[] = []): TestResult => ({
    file,
    name: '',
    ticks,
    problem,
    notes,
  });
  const parsed = parseReplay(text, file);
  if (!parsed.ok) return result(0, parsed.error);
  const replay = parsed.value;
  if (!project.scenes[replay.scene])
    return result(0, {
      file,
      message: `There is no scene "${replay.scene}" any more; record the session again.`,
    });
  const ending = play(project, replay);
  if (ending.failure) return result(ending.ticks, problemOfGame(ending.failure));
  if (ending.hash === replay.hash) return result(ending.ticks, null);
  const changed = projectHash(project) !== replay.project;
  const alike = told(ending) === told(replay);
  return result(
    ending.ticks,
    {
      file,
      message: alike
        ? `It ends elsewhere than when it was recorded, though again with: ${told(replay)} (hash ${ending.hash}, was ${replay.hash}).`
        : `It ends with: ${told(ending)}; when it was recorded: ${told(replay)}.`,
    },
    [
      changed
        ? 'The project has changed since. If this is how it should be now, accept it with --update.'
        : 'The project is as it was when it was recorded.',
    ],
  );
}

const told = ({ state, score }: Pick<Replay, 'state' | 'score'>): string => `${state}, score ${score}`;

/**
 * The file of a session with how it ends now, and the change in words; the same text when it ends as it did. Refused when it
 * cannot be played to its end.
 */
export function acceptReplay(
  project: ProjectData,
  file: string,
  text: string,
): Result<{ text: string; told: string }> {
  const parsed = parseReplay(text, file);
  if (!parsed.ok) return parsed;
  const before = parsed.value;
  if (!project.scenes[before.scene])
    return fail({ file, message: `There is no scene "${before.scene}" any more; record the session again.` });
  const { replay, failure } = recordReplay(project, before);
  if (failure)
    return fail({ file, message: `It cannot be played to its end: ${problemOfGame(failure).message}` });
  if (replay.hash === before.hash) return ok({ text, told: '' });
  return ok({ text: formatReplay(replay), told: `${told(before)} -> ${told(replay)}` });
}
