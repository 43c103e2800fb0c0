import type { PhysicsMark } from './physics-marks.ts';
import { Loop } from './loop.ts';
import type { Frame, FromWorker, InputSnapshot, LiveEdit, ScriptError, ToWorker } from './protocol.ts';
import { Simulation } from './simulation.ts';

/** What a session needs of its surroundings: a worker's, or a test's. */
export interface SessionHost {
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
  /** Milliseconds that never go back. */
  clock(): number;
  /** Calls back after some milliseconds; the function returned calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

const nothingHeld: InputSnapshot = { keys: [], pointer: null, buttons: [] };
/** Draw buffers kept for reuse. */
const SPARE_BUFFERS = 4;

interface Run {
  id: number;
  simulation: Simulation;
  loop: Loop;
}

/** The worker's side of the protocol: one game at a time, paced by a clock. */
export class GameSession {
  #run: Run | null = null;
  #callOff: () => void = () => {};
  #held = nothingHeld;
  /** Keys and buttons that went down since the last tick, even if they are up again: a short tap counts. */
  readonly #tapped = { keys: new Set<string>(), buttons: new Set<number>() };
  #wheel = 0;
  #error: ScriptError | null = null;
  #tickMs = 0;
  #spare: ArrayBuffer[] = [];
  #marks: readonly PhysicsMark[] = [];

  constructor(private readonly host: SessionHost) {}

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'start':
        return this.#start(message);
      case 'input':
        return this.#hold(message.input);
      case 'edit':
        return this.#edit(message.edits);
      case 'pause':
        return this.#pause();
      case 'resume':
        return this.#resume();
      case 'step':
        return this.#step();
      case 'disable':
        return this.#run?.simulation.disable(message.entity, message.script);
      case 'mark-physics':
        return this.#mark(message.marks);
      case 'recycle':
        if (this.#spare.length < SPARE_BUFFERS) this.#spare.push(message.draws);
        return;
      case 'stop':
        return this.#stop();
      case 'seek':
      case 'step-back':
      case 'play-from':
      case 'replay':
      case 'loop':
      case 'speed':
      case 'trace':
      case 'differences':
      case 'record':
        return;
      default:
        message satisfies never;
    }
  }

  #start({ id, project, scene, seed, stored, paused = false }: Extract<ToWorker, { kind: 'start' }>): void {
    this.#end();
    let simulation: Simulation;
    try {
      simulation = new Simulation({
        project,
        scene,
        clock: () => this.host.clock(),
        ...(seed === undefined ? {} : { seed }),
        ...(stored ? { stored } : {}),
      });
    } catch (error) {
      this.#post({ kind: 'failed', id, error: engineError(error) });
      return;
    }
    const { loadError } = simulation;
    if (loadError) {
      const error = { ...loadError, traceback: '', entity: '', entityName: '', locals: [] };
      this.#post({ kind: 'failed', id, error });
      return;
    }
    const loop = new Loop({ tick: () => this.#tick(), clock: () => this.host.clock() }, paused);
    simulation.marks = this.#marks;
    this.#run = { id, simulation, loop };
    this.#post({ kind: 'ready', id });
    this.#sendFrame();
    this.#error = simulation.takeStartError();
    if (this.#error) loop.pause();
    if (loop.paused) this.#sayPaused();
    this.#schedule();
  }

  #mark(marks: readonly PhysicsMark[]): void {
    this.#marks = marks;
    if (!this.#run) return;
    this.#run.simulation.marks = marks;
    if (this.#run.loop.paused) this.#sendFrame();
  }

  #hold(input: InputSnapshot): void {
    // What the wheel was turned adds up until a tick takes it.
    this.#wheel += input.wheel ?? 0;
    this.#held = input;
    for (const key of input.keys) this.#tapped.keys.add(key);
    for (const button of input.buttons) this.#tapped.buttons.add(button);
  }

  /** False when the game must pause. */
  #tick(): boolean {
    const { simulation } = this.#run!;
    const input: InputSnapshot = {
      ...this.#held,
      keys: [...new Set([...this.#held.keys, ...this.#tapped.keys])],
      buttons: [...new Set([...this.#held.buttons, ...this.#tapped.buttons])],
    };
    if (this.#wheel !== 0) input.wheel = this.#wheel;
    this.#wheel = 0;
    this.#tapped.keys.clear();
    this.#tapped.buttons.clear();
    const before = this.host.clock();
    try {
      this.#error = simulation.tick(input);
    } catch (error) {
      this.#error = engineError(error);
    }
    this.#tickMs = this.host.clock() - before;
    return this.#error === null;
  }

  #advance(): void {
    const run = this.#run;
    if (!run) return;
    if (run.loop.advance() > 0) this.#sendFrame();
    if (run.loop.paused) this.#sayPaused();
    this.#schedule();
  }

  #edit(edits: readonly LiveEdit[]): void {
    const run = this.#run;
    if (!run) return;
    const wasPaused = run.loop.paused;
    const error = run.simulation.apply(edits);
    if (error) {
      this.#error = error;
      run.loop.pause();
    }
    if (error || wasPaused) this.#sendFrame();
    if (error) this.#sayPaused();
    this.#schedule();
  }

  #pause(): void {
    if (!this.#run || this.#run.loop.paused) return;
    this.#run.loop.pause();
    this.#error = null;
    this.#sayPaused();
    this.#schedule();
  }

  #resume(): void {
    const run = this.#run;
    if (!run?.loop.paused) return;
    run.loop.resume();
    this.#error = null;
    this.#post({ kind: 'resumed', id: run.id, tick: run.simulation.world.tick });
    this.#schedule();
  }

  #step(): void {
    if (!this.#run?.loop.paused) return;
    this.#run.loop.step();
    this.#sendFrame();
    this.#sayPaused();
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
    this.#run?.simulation.stop();
    this.#run = null;
    this.#held = nothingHeld;
    this.#tapped.keys.clear();
    this.#tapped.buttons.clear();
    this.#error = null;
  }

  #schedule(): void {
    this.#callOff();
    this.#callOff = () => {};
    const wait = this.#run?.loop.untilNext ?? Infinity;
    if (wait !== Infinity) this.#callOff = this.host.after(wait, () => this.#advance());
  }

  #sendFrame(): void {
    const { id, simulation } = this.#run!;
    const frame: Frame = {
      kind: 'frame',
      id,
      at: simulation.world.tick,
      tickMs: this.#tickMs,
      ...simulation.frame(this.#spare.pop()),
    };
    this.#post(frame, [frame.draws]);
  }

  #sayPaused(): void {
    const { id, simulation } = this.#run!;
    this.#post({ kind: 'paused', id, tick: simulation.world.tick, error: this.#error });
  }

  #post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.host.post(message, transfer);
  }
}

/** A failure outside of any script, in the shape of a script error. */
function engineError(error: unknown): ScriptError {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return {
    script: '',
    line: 0,
    message: `The game cannot go on: ${message}.`,
    traceback: stack,
    entity: '',
    entityName: '',
    locals: [],
  };
}
