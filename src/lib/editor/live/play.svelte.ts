import type { LivePosition } from '../client/drawn-frames.ts';
import type { GameClient } from '../client/game-client.ts';
import type { GameStatus } from '../client/game-status.ts';
import type { PhysicsMark } from '../../runtime/physics-marks.ts';
import type { GameEvent } from '../../runtime/protocol.ts';
import type { RemoteLogLine } from '../client/project-connection.ts';
import { newId } from '../../base/ids.ts';

/** One line of the console. */
export interface LogLine {
  id: string;
  level: 'info' | 'warn' | 'error';
  text: string;
  script: string;
  /** 1-based, 0 when unknown. */
  line: number;
  tick: number;
  /** Which device a line came from that was logged elsewhere, such as `phone 2`; '' for the game in this page. */
  from: string;
  /** When it was logged, in milliseconds since 1970. */
  at: number;
  /** How often it came in a row. */
  count: number;
}

/** Panels follow a running game at this pace, in milliseconds; every single frame would be unreadable. */
const PACE = 100;
const LOG_LIMIT = 500;

/** A game for the panels: its status as a rune, its log, live positions. */
export class PlayState {
  readonly client: GameClient;
  #status: GameStatus;
  #logs: readonly LogLine[] = $state.raw([]);
  #marks: readonly PhysicsMark[] = $state.raw([]);
  #shownAt = 0;
  #late: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void)[];

  constructor(client: GameClient) {
    this.client = client;
    this.#status = $state.raw(client.status);
    this.#stop = [client.onStatus(() => this.#follow()), client.onEvent((event) => this.#record(event))];
  }

  get status(): GameStatus {
    return this.#status;
  }

  get active(): boolean {
    return this.#status.phase !== 'stopped';
  }

  get paused(): boolean {
    return this.#status.phase === 'paused';
  }

  /** What scripts and the game said, oldest first. */
  get logs(): readonly LogLine[] {
    return this.#logs;
  }

  /** Where an entity is in the running game; `null` when it is not drawn. Follows the game while read in an effect. */
  positionOf(id: string): LivePosition | null {
    // Reading the status makes whoever asks follow the game's pace.
    return this.#status.phase === 'stopped' ? null : this.client.positionOf(id);
  }

  /** The marks of physics that are drawn over the game. */
  get physicsMarks(): readonly PhysicsMark[] {
    return this.#marks;
  }

  markPhysics(mark: PhysicsMark, shown: boolean): void {
    const others = this.#marks.filter((each) => each !== mark);
    this.#marks = shown ? [...others, mark] : others;
    this.client.markPhysics(this.#marks);
  }

  togglePause(): void {
    if (this.paused) this.client.resume();
    else this.client.pause();
  }

  step(): void {
    this.client.step();
  }

  stop(): void {
    this.client.stop();
  }

  /** Takes the note of a game that did not start, or had to be ended, away. */
  dismiss(): void {
    this.client.dismiss();
  }

  clearLogs(): void {
    this.#logs = [];
  }

  /** Adds a line of the editor's own, or of the game in this page. */
  log(level: LogLine['level'], text: string, script = '', line = 0): void {
    const { tick } = this.client.status;
    this.#add([{ level, text, script, line, tick, from: '', at: Date.now() }]);
  }

  /** Adds lines of games that are played elsewhere. */
  logRemote(lines: readonly RemoteLogLine[]): void {
    this.#add(
      lines.map(({ at, from, level, source, text }) => {
        const [, script = '', line = '0'] = /^(.+\.lua):(\d+)$/u.exec(source) ?? [];
        return {
          level: level === 'debug' ? 'info' : level,
          text: script === '' && source !== 'game' ? `${source}: ${text}` : text,
          script,
          line: Number(line),
          tick: 0,
          from,
          at,
        };
      }),
    );
  }

  #add(lines: readonly Omit<LogLine, 'id' | 'count'>[]): void {
    const logs = [...this.#logs];
    for (const line of lines) {
      const last = logs.at(-1);
      if (last && isSame(last, line)) logs[logs.length - 1] = { ...last, ...line, count: last.count + 1 };
      else logs.push({ ...line, id: newId(), count: 1 });
    }
    this.#logs = logs.slice(-LOG_LIMIT);
  }

  dispose(): void {
    clearTimeout(this.#late);
    for (const stop of this.#stop) stop();
    this.client.dispose();
  }

  #follow(): void {
    const next = this.client.status;
    clearTimeout(this.#late);
    const soon = PACE - (performance.now() - this.#shownAt);
    // Pausing, stopping and single ticks show at once; a game in full flight shows at the panels' pace.
    if (next.phase === 'playing' && this.#status.phase === 'playing' && soon > 0)
      this.#late = setTimeout(() => this.#show(), soon);
    else this.#show();
  }

  #show(): void {
    this.#shownAt = performance.now();
    this.#status = this.client.status;
  }

  #record(event: GameEvent): void {
    if (event.kind === 'log') this.log(event.level, event.text, event.script, event.line);
  }
}

/** Whether two lines say the same, and one of them is enough. */
const isSame = (a: Omit<LogLine, 'id' | 'count'>, b: Omit<LogLine, 'id' | 'count'>): boolean =>
  a.level === b.level && a.text === b.text && a.script === b.script && a.line === b.line && a.from === b.from;
