import { Merger } from './merger.ts';
import type { UpdateLog } from './update-log.ts';

/** How a compaction went. */
export interface Compaction {
  room: string;
  seconds: number;
  /** `null` when it went well. */
  error: unknown;
}

/**
 * Makes logs of rooms shorter, one after the other, so that many which are due at once do not fill the memory. Nobody waits for
 * it: what it would replace is durable, and stays when it fails.
 */
export class Compactor {
  readonly #merger = new Merger();
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param onDone hears of each log that was made shorter, or could not be */
  constructor(
    private readonly log: UpdateLog,
    private readonly onDone: (compaction: Compaction) => void,
  ) {}

  /** Resolves when it is done, one way or the other. */
  compact(room: string): Promise<void> {
    this.#last = this.#last.then(() => this.#compact(room));
    return this.#last;
  }

  /** Gives up what is under way and what waits. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#merger.close();
    await this.#last;
  }

  async #compact(room: string): Promise<void> {
    if (this.#closed) return;
    const began = performance.now();
    const done = (error: unknown) => {
      if (!this.#closed) this.onDone({ room, seconds: (performance.now() - began) / 1000, error });
    };
    await this.log.fold(room, this.#merger.merge).then(() => done(null), done);
  }
}
