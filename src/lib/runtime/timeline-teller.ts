import type { Playback } from './playback.ts';
import type { FromWorker } from './protocol.ts';

/** Milliseconds between two messages about the timeline while the game plays. */
const NEWS_EVERY = 100;

/** Tells a page of the timeline of a run, and of the path of the entity that it follows. */
export class TimelineTeller {
  #followed: string | null = null;
  #last = -Infinity;

  /** @param clock milliseconds that never go back */
  constructor(
    private readonly post: (message: FromWorker) => void,
    private readonly clock: () => number,
  ) {}

  /** Whose path is told from now on, also in later runs; nobody's with `null`. */
  follow(entity: string | null): void {
    this.#followed = entity;
  }

  /** Another run begins. */
  begin(): void {
    this.#last = -Infinity;
  }

  /** Tells of the timeline unless it was told of just now. */
  tellInPassing(id: number, playback: Playback): void {
    if (this.clock() - this.#last < NEWS_EVERY) return;
    this.tell(id, playback);
    if (playback.mode === 'replay') this.tellPath(id, playback);
  }

  tell(id: number, { history, mode, loop }: Playback): void {
    if (!history.kept) return;
    this.#last = this.clock();
    const { span, at } = history;
    this.post({ kind: 'history', id, ...span, at, mode, loop, ...history.takeMarks() });
  }

  tellPath(id: number, { history }: Playback): void {
    if (this.#followed === null || !history.kept) return;
    this.post({ kind: 'trace', id, entity: this.#followed, ...history.trace(this.#followed) });
  }
}
