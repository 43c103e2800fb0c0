import type { Restorable } from '../base/restorable.ts';
import type { GameEvent } from './protocol.ts';

type LogEvent = Extract<GameEvent, { kind: 'log' }>;

/** Lines of the log between two frames, and characters of each. */
const MAX_LINES = 200;
const MAX_LINE = 4000;

/**
 * What happened and is to be told with the next frame. Going back in time drops what happened since and was not told yet; what was told
 * stays told.
 */
export class EventQueue implements Restorable<number> {
  #waiting: { number: number; event: GameEvent }[] = [];
  /** It never goes back, so that events of a dropped future can be told from others. */
  #last = 0;
  #lines = 0;

  push(event: GameEvent): void {
    this.#waiting.push({ number: ++this.#last, event });
  }

  /** Lines are cut, and those that nobody could read left out, as each goes to another thread. */
  log(line: LogEvent): void {
    if (this.#lines > MAX_LINES) return;
    if (++this.#lines > MAX_LINES)
      return this.push({ kind: 'log', level: 'warn', text: 'More lines of this moment are left out.' });
    const { text } = line;
    this.push({
      ...line,
      text: text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}… (${text.length} characters)` : text,
    });
  }

  /** Everything since the last call. */
  take(): GameEvent[] {
    this.#lines = 0;
    return this.#waiting.splice(0).map(({ event }) => event);
  }

  /** The number of the last event. */
  save(): number {
    return this.#last;
  }

  restore(last: number): void {
    this.#waiting = this.#waiting.filter(({ number }) => number <= last);
    this.#lines = this.#waiting.filter(({ event }) => event.kind === 'log').length;
  }
}
