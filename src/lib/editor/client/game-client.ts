/**
 * The page's side of a running game: it owns the worker, speaks the protocol, passes the keyboard on, and notices
 * when the worker no longer answers. The document is never written from here: a stopped game leaves no trace in it.
 */
import { Disposer } from '../../base/disposer.ts';
import type { RunningValues } from '../../runtime/running-values.ts';
import type { PhysicsMark } from '../../runtime/physics-marks.ts';
import type { Frame, FromWorker, GameEvent, LiveEdit, ToWorker } from '../../runtime/protocol.ts';
import type { StoredValues } from '../../runtime/stored-values.ts';
import { Watchdog } from '../../runtime/watchdog.ts';
import type { ProjectData } from '../../schema/project.ts';
import { DrawnFrames, type LivePosition, type Look } from './drawn-frames.ts';
import { GameInput } from './game-input.ts';
import { GameTimeline, type ShownPaths } from './game-timeline.ts';
import { STOPPED, type GameStatus } from './game-status.ts';

/** What of a Worker is used, so that tests can put another in its place. */
export interface GameWorker {
  postMessage(message: ToWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** A game without a word for so long, in milliseconds, is ended: whoever makes one wants to go on with that. */
const PATIENCE = 1000;
/** How long a stopped game may take over its on_destroy, in milliseconds. */
const GRACE = 1000;

interface StartOptions {
  paused?: boolean;
  stored?: StoredValues;
}

export class GameClient {
  /** The past of the game. */
  readonly time = new GameTimeline((message) => this.#post(message));
  readonly #createWorker: () => GameWorker;
  readonly #input = new GameInput();
  readonly #frameListeners = new Set<(frame: Frame) => void>();
  readonly #statusListeners = new Set<(status: GameStatus) => void>();
  readonly #eventListeners = new Set<(event: GameEvent) => void>();
  #worker: GameWorker | null = null;
  #run: Disposer | null = null;
  #runId = 0;
  #status = STOPPED;
  readonly #inspectedListeners = new Set<(entity: string, now: RunningValues | null) => void>();
  #inspected: string | null = null;
  #marks: readonly PhysicsMark[] = [];
  /** A paused game has nothing to say, unless it takes a step. */
  readonly #watchdog = new Watchdog((during) => this.#stuck(during), {
    patience: PATIENCE,
    asleep: () => this.#status.phase === 'paused' && !this.#stepping,
  });
  #stepping = false;
  #begun: { project: () => ProjectData; scene: string; stored?: StoredValues } | null = null;
  readonly #drawn = new DrawnFrames();

  constructor(createWorker: () => GameWorker) {
    this.#createWorker = createWorker;
  }

  get status(): GameStatus {
    return this.#status;
  }

  /** A game is there, running or paused. */
  get active(): boolean {
    return this.#status.phase !== 'stopped';
  }

  /** The newest frame of this run. */
  get frame(): Frame | null {
    return this.#drawn.newest;
  }

  /** How everything drawn looks at the moment, by slot: for a view that opens while the game runs. */
  get looks(): ReadonlyMap<number, Look> {
    return this.#drawn.looks;
  }

  /** Calls back with each frame. Returns what ends it. */
  onFrame(fn: (frame: Frame) => void): () => void {
    this.#frameListeners.add(fn);
    return () => this.#frameListeners.delete(fn);
  }

  /** Calls back whenever `status` is another. Returns what ends it. */
  onStatus(fn: (status: GameStatus) => void): () => void {
    this.#statusListeners.add(fn);
    return () => this.#statusListeners.delete(fn);
  }

  /** Calls back with each event of the game. Returns what ends it. */
  onEvent(fn: (event: GameEvent) => void): () => void {
    this.#eventListeners.add(fn);
    return () => this.#eventListeners.delete(fn);
  }

  /**
   * Starts a scene from its beginning; a game that runs is ended first.
   * @param project read now and again at each restart
   * @param stored gets what the game stores, and gives it to later runs
   */
  start(project: () => ProjectData, scene: string, { paused = false, stored }: StartOptions = {}): void {
    this.#end('graceful');
    const id = ++this.#runId;
    const run = new Disposer();
    const worker = this.#createWorker();
    this.#worker = worker;
    this.#run = run;
    this.#begun = { project, scene, ...(stored ? { stored } : {}) };
    if (stored) run.add(this.onEvent((event) => stored.take(event)));
    this.#set({ ...STOPPED, phase: 'starting', scene });
    worker.onmessage = ({ data }) => {
      if (data.id === id) this.#receive(data, paused);
    };
    worker.onerror = (event) =>
      this.#giveUp(
        `The game could not be run: ${event.message || 'its code did not load'}. Press play to try again.`,
      );
    this.#watchdog.start();
    run.add(() => this.#watchdog.stop());
    if (this.#marks.length > 0) this.#post({ kind: 'mark-physics', marks: this.#marks });
    if (this.#inspected !== null) this.#post({ kind: 'inspect', entity: this.#inspected });
    this.#post({
      kind: 'start',
      id,
      project: project(),
      scene,
      paused,
      keepHistory: true,
      ...(stored ? { stored: stored.all } : {}),
    });
    this.time.begin();
    let request = 0;
    const sendInput = () => {
      request = requestAnimationFrame(sendInput);
      const input = this.#input.take();
      if (input) this.#post({ kind: 'input', input });
    };
    sendInput();
    run.add(() => cancelAnimationFrame(request));
  }

  /** Starts the same scene again, with the project as it is now. */
  restart(): void {
    if (this.#begun) this.start(this.#begun.project, this.#begun.scene, this.#begun);
  }

  stop(): void {
    this.#end('graceful');
    this.#set(STOPPED);
  }

  /** Forgets why the last game did not start or had to be ended. */
  dismiss(): void {
    if (!this.active) this.#set(STOPPED);
  }

  pause(): void {
    if (this.#status.phase === 'playing') this.#post({ kind: 'pause' });
  }

  resume(): void {
    if (this.#status.phase !== 'paused') return;
    this.time.goOn();
    this.#post({ kind: 'resume' });
  }

  /** One tick while paused. */
  step(): void {
    if (this.#status.phase !== 'paused') return;
    this.#stepping = true;
    this.#post({ kind: 'step' });
  }

  /** Turns the behaviour that failed off and goes on. */
  disableFailing(): void {
    const { error } = this.#status;
    if (!error) return;
    this.#post({ kind: 'disable', entity: error.entity, script: error.script });
    this.resume();
  }

  /** Draws these marks of physics over the game, in this run and later ones. */
  markPhysics(marks: readonly PhysicsMark[]): void {
    this.#marks = marks;
    this.#post({ kind: 'mark-physics', marks });
  }

  /** Passes changes of the document on; they take effect at the next tick. */
  edit(edits: LiveEdit[]): void {
    if (!this.active || edits.length === 0) return;
    this.#post({ kind: 'edit', edits });
    this.time.edited();
  }

  /** Tells of one entity from now on, in this run and later ones; of none with `null`. */
  inspect(entity: string | null): void {
    if (entity === this.#inspected) return;
    this.#inspected = entity;
    this.#post({ kind: 'inspect', entity });
  }

  /** Calls back with what the inspected entity is. Returns what ends it. */
  onInspected(fn: (entity: string, now: RunningValues | null) => void): () => void {
    this.#inspectedListeners.add(fn);
    return () => this.#inspectedListeners.delete(fn);
  }

  /** The keyboard and pointer of the game, fed by whoever has the focus. */
  get input(): GameInput {
    return this.#input;
  }

  /** Paths to draw beside the game. */
  get paths(): ShownPaths | null {
    return this.time.paths;
  }

  /** Calls back when `paths` may be others. Returns what ends it. */
  onPaths(fn: () => void): () => void {
    return this.time.onChange(fn);
  }

  /** Where an entity is in the newest frame; `null` when it is not drawn. */
  positionOf(id: string): LivePosition | null {
    return this.#drawn.positionOf(id);
  }

  dispose(): void {
    this.#end('now');
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #set(status: GameStatus): void {
    this.#status = status;
    for (const fn of this.#statusListeners) fn(status);
  }

  #receive(message: FromWorker, paused: boolean): void {
    this.#watchdog.heard();
    switch (message.kind) {
      case 'ready':
        return this.#set({ ...this.#status, phase: paused ? 'paused' : 'playing' });
      case 'frame':
        return this.#draw(message);
      case 'paused':
        return this.#set({ ...this.#status, phase: 'paused', tick: message.tick, error: message.error });
      case 'resumed':
        return this.#set({ ...this.#status, phase: 'playing', tick: message.tick, error: null });
      case 'failed':
        this.#end('now');
        return this.#set({ ...STOPPED, error: message.error, scene: this.#status.scene });
      case 'inspected':
        for (const fn of this.#inspectedListeners) fn(message.entity, message.now);
        return;
      case 'history':
      case 'trace':
      case 'differences':
      case 'recording':
        return this.time.take(message);
      case 'stopped':
        return;
      default:
        message satisfies never;
    }
  }

  #draw(frame: Frame): void {
    this.#stepping = false;
    let { state, score, message, scene } = this.#status;
    const spent = this.#drawn.take(frame);
    for (const event of frame.events) {
      if (event.kind === 'scene') ({ scene } = event);
      else if (event.kind === 'state') ({ state, score, message } = event);
    }
    for (const fn of this.#frameListeners) fn(frame);
    for (const event of frame.events) for (const fn of this.#eventListeners) fn(event);
    const { tick, tickMs, entities, bodies } = frame;
    this.#set({ ...this.#status, tick, tickMs, entities, bodies, state, score, message, scene });
    for (const draws of spent) this.#post({ kind: 'recycle', draws }, [draws]);
  }

  #stuck(during: 'start' | 'play'): void {
    this.#giveUp(
      during === 'start'
        ? 'The game did not start. Press play to try again.'
        : 'The game stopped answering for a second, most likely in an endless loop of a script, and was ended. Change the script and play again.',
    );
  }

  #giveUp(stuck: string): void {
    const { tick, scene } = this.#status;
    this.#end('now');
    this.#set({ ...STOPPED, tick, scene, stuck });
  }

  #end(how: 'graceful' | 'now'): void {
    const worker = this.#worker;
    const id = this.#runId;
    this.#worker = null;
    this.#run?.dispose();
    this.#run = null;
    this.#stepping = false;
    this.#drawn.clear();
    this.time.end();
    this.#input.clear();
    if (!worker) return;
    worker.onmessage = null;
    worker.onerror = null;
    if (how === 'now') return worker.terminate();
    const timer = setTimeout(() => worker.terminate(), GRACE);
    worker.onmessage = ({ data }) => {
      if (data.kind !== 'stopped' || data.id !== id) return;
      clearTimeout(timer);
      worker.terminate();
    };
    worker.postMessage({ kind: 'stop' });
  }
}
