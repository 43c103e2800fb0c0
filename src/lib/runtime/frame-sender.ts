import type { Audible, Playback } from './playback.ts';
import type { Frame, FromWorker, GameEvent } from './protocol.ts';

/** Draw buffers kept for reuse. */
const SPARE_BUFFERS = 4;

/** Makes frames of a game, with draw buffers that come and go. */
export class FrameSender {
  readonly #spare: ArrayBuffer[] = [];

  constructor(private readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void) {}

  /** A buffer that was read. */
  recycle(draws: ArrayBuffer): void {
    if (this.#spare.length < SPARE_BUFFERS) this.#spare.push(draws);
  }

  /**
   * @param tickMs milliseconds that the last tick took
   * @param audible which events of ticks it tells of, by default those that were not told before
   */
  send(id: number, playback: Playback, tickMs: number, audible?: Audible): void {
    const told = playback.takeAudible();
    const { simulation, at } = playback.history;
    const parts = simulation.frame(this.#spare.pop());
    const events = parts.events.filter((event) => isTold(event, audible ?? told));
    const frame: Frame = { kind: 'frame', id, at, tickMs, ...parts, events };
    this.post(frame, [frame.draws]);
  }
}

/** Looks always are; sounds of ticks that are seen; lines of the log and what is stored once, when it happens. */
function isTold({ kind }: GameEvent, audible: Audible): boolean {
  if (kind === 'sound') return audible !== 'nothing';
  return audible === 'all' || !['log', 'stored', 'script-loaded'].includes(kind);
}
