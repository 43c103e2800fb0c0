import { engineError } from './engine-error.ts';
import { FrameSender } from './frame-sender.ts';
import { GatheredInput } from './gathered-input.ts';
import { History } from './history.ts';
import { InspectionTeller } from './inspection.ts';
import { Loop } from './loop.ts';
import type { PhysicsMark } from './physics-marks.ts';
import { Playback, type Audible } from './playback.ts';
import type { FromWorker, LiveEdit, ScriptError, TimeTravel, ToWorker } from './protocol.ts';
import { RecordingJob } from './recording-job.ts';
import { runningScene, sceneDifferences } from './scene-differences.ts';
import { Simulation } from './simulation.ts';
import { TimelineTeller } from './timeline-teller.ts';
import type { Moment } from './timeline.ts';

/** What a session needs of its surroundings: a worker's, or a test's. */
export interface SessionHost {
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
  /** Milliseconds that never go back. */
  clock(): number;
  /** Calls back after some milliseconds; the function returned calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

interface Run {
  readonly id: number;
  readonly start: Extract<ToWorker, { kind: 'start' }>;
  readonly playback: Playback;
  readonly simulation: Simulation;
  readonly loop: Loop;
}

/** The worker's side of the protocol: one game at a time, paced by a clock. */
export class GameSession {
  #run: Run | null = null;
  #callOff: () => void = () => {};
  readonly #input = new GatheredInput();
  #error: ScriptError | null = null;
  #tickMs = 0;
  #speed = 1;
  #marks: readonly PhysicsMark[] = [];
  readonly #frames: FrameSender;
  readonly #timeline: TimelineTeller;
  readonly #inspection: InspectionTeller;
  /** Where the timeline was dragged to, while the session has not come to it: only the last place counts. */
  #wanted: Moment | null = null;
  #job: RecordingJob | null = null;

  constructor(private readonly host: SessionHost) {
    this.#frames = new FrameSender((message, transfer) => this.#post(message, transfer));
    this.#timeline = new TimelineTeller(
      (message) => this.#post(message),
      () => host.clock(),
    );
    this.#inspection = new InspectionTeller(
      (message) => this.#post(message),
      () => host.clock(),
    );
  }

  receive(message: ToWorker): void {
    if (!['seek', 'input', 'recycle', 'start', 'stop'].includes(message.kind)) this.#goWhereWanted();
    switch (message.kind) {
      case 'start':
        return this.#start(message);
      case 'input':
        return this.#input.hold(message.input);
      case 'edit':
        return this.#edit(message.edits);
      case 'pause':
        return this.#pause();
      case 'resume':
        return this.#goOn((playback) => playback.resume());
      case 'step':
        return this.#step();
      case 'disable':
        return this.#run?.playback.history.disable(message.entity, message.script);
      case 'mark-physics':
        return this.#mark(message.marks);
      case 'inspect':
        this.#inspection.follow(message.entity);
        if (this.#run) this.#inspection.tell(this.#run.id, this.#run.simulation.world);
        return;
      case 'speed':
        this.#speed = message.factor;
        if (this.#run) this.#run.loop.speed = message.factor;
        return this.#schedule();
      case 'recycle':
        return this.#frames.recycle(message.draws);
      case 'stop':
        return this.#stop();
      default:
        if (this.#run?.start.keepHistory) this.#travel(this.#run, message);
    }
  }

  #travel(run: Run, message: TimeTravel): void {
    const { playback } = run;
    switch (message.kind) {
      case 'seek':
        this.#wanted = message.at;
        return this.#schedule();
      case 'step-back':
        return this.#visit(playback.history.at - 1);
      case 'play-from':
        return this.#goOn(() => playback.playFrom(message.at));
      case 'replay':
        return this.#goOn(() => playback.replay(message.from, message.to, false));
      case 'loop': {
        const { span } = message;
        if (span) return this.#goOn(() => playback.replay(span.from, span.to, true));
        playback.end();
        return this.#pause();
      }
      case 'trace':
        this.#timeline.follow(message.entity);
        return this.#timeline.tellPath(run.id, playback);
      case 'differences': {
        const { world, documents } = run.simulation;
        const differences = sceneDifferences(documents, runningScene(world));
        return this.#post({ kind: 'differences', id: run.id, scene: world.scene, differences });
      }
      case 'record':
        this.#pause();
        this.#job = new RecordingJob(run.start, message.project, playback.history);
        return this.#schedule();
      default:
        message satisfies never;
    }
  }

  #start(start: Extract<ToWorker, { kind: 'start' }>): void {
    this.#end();
    const { id, project, scene, seed, stored, paused = false, keepHistory = false } = start;
    let history: History;
    try {
      history = new History({
        make: (options) =>
          new Simulation({
            project,
            scene,
            ...options,
            ...(seed === undefined ? {} : { seed }),
            ...(stored ? { stored } : {}),
          }),
        clock: () => this.host.clock(),
        kept: keepHistory,
      });
    } catch (error) {
      return this.#post({ kind: 'failed', id, error: engineError(error) });
    }
    const { simulation, startError } = history;
    if (simulation.loadError) {
      const error = { ...simulation.loadError, traceback: '', entity: '', entityName: '', locals: [] };
      return this.#post({ kind: 'failed', id, error });
    }
    const loop = new Loop({ tick: () => this.#tick(), clock: () => this.host.clock() }, paused);
    loop.speed = this.#speed;
    simulation.marks = this.#marks;
    this.#run = { id, start, playback: new Playback(history), simulation, loop };
    this.#post({ kind: 'ready', id });
    this.#sendFrame('all');
    this.#error = startError;
    if (startError) {
      history.noteError(startError);
      loop.pause();
    }
    if (loop.paused) this.#sayPaused();
    this.#schedule();
  }

  #mark(marks: readonly PhysicsMark[]): void {
    this.#marks = marks;
    if (!this.#run) return;
    this.#run.simulation.marks = marks;
    if (this.#run.loop.paused) this.#sendFrame('nothing');
  }

  /** False when the game must pause. */
  #tick(stepping = false): boolean {
    const { playback } = this.#run!;
    const before = this.host.clock();
    const input = () => this.#input.take();
    let ended = false;
    try {
      ({ error: this.#error, ended } = stepping ? playback.step(input) : playback.tick(input));
    } catch (error) {
      this.#error = engineError(error);
    }
    this.#tickMs = this.host.clock() - before;
    return this.#error === null && !ended;
  }

  #advance(): void {
    const run = this.#run;
    if (!run) return;
    if (this.#goWhereWanted()) return;
    this.#work(run);
    const { paused } = run.loop;
    if (run.loop.advance() > 0) this.#sendFrame();
    if (run.loop.paused && !paused) this.#sayPaused();
    else if (!paused) this.#timeline.tellInPassing(run.id, run.playback);
    this.#schedule();
  }

  #edit(edits: readonly LiveEdit[]): void {
    const run = this.#run;
    if (!run) return;
    const wasPaused = run.loop.paused;
    const error = run.playback.edit(edits);
    if (error) {
      this.#error = error;
      run.playback.history.noteError(error);
      run.loop.pause();
    }
    if (error || wasPaused) this.#sendFrame();
    if (error) this.#sayPaused();
    else this.#timeline.tell(run.id, run.playback);
    this.#schedule();
  }

  #pause(): void {
    if (!this.#run || this.#run.loop.paused) return;
    this.#run.loop.pause();
    this.#error = null;
    this.#sayPaused();
    this.#schedule();
  }

  /** Plays, once what `how` does to the timeline is done; its failure pauses instead. */
  #goOn(how: (playback: Playback) => ScriptError | null): void {
    const run = this.#run;
    if (!run) return;
    const at = run.playback.history.at;
    const { mode } = run.playback;
    this.#error = how(run.playback);
    const moved = at !== run.playback.history.at || mode !== run.playback.mode;
    if (moved || this.#error) this.#sendFrame('nothing');
    this.#input.settle();
    if (this.#error) {
      run.playback.history.noteError(this.#error);
      run.loop.pause();
      this.#sayPaused();
    } else if (run.loop.paused) {
      run.loop.resume();
      this.#post({ kind: 'resumed', id: run.id, tick: run.simulation.world.tick });
    }
    this.#timeline.tell(run.id, run.playback);
    this.#schedule();
  }

  #step(): void {
    if (!this.#run?.loop.paused) return;
    this.#tick(true);
    this.#sendFrame();
    this.#sayPaused();
  }

  /** Where the timeline was dragged to last, if the session has not been there; true when it went. */
  #goWhereWanted(): boolean {
    if (this.#wanted === null) return false;
    const wanted = this.#wanted;
    this.#wanted = null;
    this.#visit(wanted);
    return true;
  }

  /** Pauses and shows a moment. */
  #visit(at: Moment): void {
    const run = this.#run;
    if (!run) return;
    // What was not told yet must not be taken for something of the moment that is visited.
    if (!run.loop.paused) this.#sendFrame();
    run.loop.pause();
    this.#error = null;
    run.playback.seek(at);
    this.#sendFrame('nothing');
    this.#sayPaused();
    this.#schedule();
  }

  #stop(): void {
    const run = this.#run;
    if (!run) return;
    const { id, simulation } = run;
    const hash = simulation.hash();
    this.#end();
    this.#post({ kind: 'stopped', id, tick: simulation.world.tick, hash });
  }

  #end(): void {
    this.#callOff();
    this.#job?.stop();
    this.#job = null;
    this.#run?.simulation.stop();
    this.#run = null;
    this.#input.clear();
    this.#error = null;
    this.#wanted = null;
    this.#timeline.begin();
  }

  /** Checks a part of the recording that was asked for. */
  #work(run: Run): void {
    const done = this.#job?.work(() => this.host.clock());
    if (!done) return;
    this.#job = null;
    this.#post({ kind: 'recording', id: run.id, ...done });
  }

  #schedule(): void {
    this.#callOff();
    this.#callOff = () => {};
    const wait = this.#wanted !== null || this.#job ? 0 : (this.#run?.loop.untilNext ?? Infinity);
    if (wait !== Infinity) this.#callOff = this.host.after(wait, () => this.#advance());
  }

  #sendFrame(audible?: Audible): void {
    const { id, playback, loop, simulation } = this.#run!;
    this.#frames.send(id, playback, this.#tickMs, audible);
    if (loop.paused) this.#inspection.tell(id, simulation.world);
    else this.#inspection.tellInPassing(id, simulation.world);
  }

  #sayPaused(): void {
    const run = this.#run!;
    this.#inspection.tell(run.id, run.simulation.world);
    this.#post({ kind: 'paused', id: run.id, tick: run.simulation.world.tick, error: this.#error });
    this.#timeline.tell(run.id, run.playback);
    this.#timeline.tellPath(run.id, run.playback);
  }

  #post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.host.post(message, transfer);
  }
}
