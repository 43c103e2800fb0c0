/** Sending the log of a game to the server that served it: a bounded queue, in batches, patient with a bad line. */
import { newAddress } from '../base/ids.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line on its way. */
export interface SentLine {
  level: LogLevel;
  /** `PATH:LINE` of a script, or what else said it. */
  source: string;
  text: string;
  /** Milliseconds between the line and its sending: a device's clock may be wrong, its sense of duration is not. */
  age: number;
}

/** The body of one request. */
export interface LogBatch {
  /** An unguessable name for this opening of the page. */
  session: string;
  /** Counts from 1; a batch that is sent again, as no answer came, has the same number. */
  batch: number;
  /** Lines that were lost before those of this batch, as the queue was full. */
  dropped: number;
  lines: SentLine[];
}

/** What both sides hold to. */
export const LOG_LIMITS = {
  /** Characters of one line's text. */
  text: 2000,
  /** Characters of a source. */
  source: 200,
  /** Lines in one batch. */
  lines: 200,
  /** Bytes of one request; also what a browser sends after a page was left. */
  bytes: 60 * 1024,
} as const;

/** Lines kept while they cannot be sent. */
const QUEUE_LINES = 1000;
/** The usual time between two batches, and the longest after failures, in milliseconds. */
const PACE = 500;
const LONGEST_WAIT = 30_000;
/** Room for the batch's own fields, in bytes. */
const ENVELOPE = 200;

/** `taken`: the server has it. `later`: try again. `refused`: never send this again. `gone`: nobody wants any more. */
export type SendOutcome = 'taken' | 'later' | 'refused' | 'gone';

export interface LogStreamOptions {
  /** Sends a body. Never rejects. */
  send(body: string): Promise<SendOutcome>;
  /** Milliseconds that never go back. */
  clock(): number;
  /** Calls back after some milliseconds; the function returned calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

interface QueuedLine {
  level: LogLevel;
  source: string;
  text: string;
  at: number;
}

const encoder = new TextEncoder();
const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;

/** The log of one opening of a game. */
export class LogStream {
  readonly #session = newAddress();
  #queue: QueuedLine[] = [];
  /** What was sent and not answered for yet; sent again as it was. */
  #sent: { lines: QueuedLine[]; dropped: number } | null = null;
  #batch = 1;
  #dropped = 0;
  #sending = false;
  #wait = PACE;
  #callOff: (() => void) | null = null;
  #gone = false;

  constructor(private readonly options: LogStreamOptions) {}

  /** Takes a line; when the queue is full the oldest one goes. */
  add(level: LogLevel, source: string, text: string): void {
    if (this.#gone) return;
    this.#queue.push({
      level,
      source: shorten(source, LOG_LIMITS.source),
      text: shorten(text, LOG_LIMITS.text),
      at: this.options.clock(),
    });
    if (this.#queue.length > QUEUE_LINES) {
      this.#queue.shift();
      this.#dropped++;
    }
    this.#schedule();
  }

  /** Sends what is there without waiting, for instance as the page is left or the network is back. */
  async flush(): Promise<void> {
    this.#callOff?.();
    this.#callOff = null;
    if (this.#sending || this.#gone) return;
    this.#sent ??= this.#take();
    if (!this.#sent) return;
    this.#sending = true;
    const outcome = await this.options.send(this.#body(this.#sent));
    this.#sending = false;
    this.#settle(outcome);
  }

  #settle(outcome: SendOutcome): void {
    const { lines, dropped } = this.#sent!;
    if (outcome === 'later') this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    else {
      this.#sent = null;
      this.#batch++;
      this.#wait = PACE;
      if (outcome === 'refused') this.#dropped += lines.length + dropped;
    }
    if (outcome === 'gone') {
      this.#gone = true;
      this.#queue = [];
    } else this.#schedule();
  }

  #schedule(): void {
    if (this.#callOff || this.#sending || (this.#queue.length === 0 && !this.#sent)) return;
    this.#callOff = this.options.after(this.#wait, () => void this.flush());
  }

  /** As many lines as fit into one batch. */
  #take(): { lines: QueuedLine[]; dropped: number } | null {
    if (this.#queue.length === 0) return null;
    let bytes = ENVELOPE;
    let count = 0;
    for (const line of this.#queue) {
      bytes += encoder.encode(JSON.stringify({ ...line, age: 1e12 })).length;
      if (count === LOG_LIMITS.lines || bytes > LOG_LIMITS.bytes) break;
      count++;
    }
    const dropped = this.#dropped;
    this.#dropped = 0;
    return { lines: this.#queue.splice(0, Math.max(1, count)), dropped };
  }

  #body({ lines, dropped }: { lines: QueuedLine[]; dropped: number }): string {
    const now = this.options.clock();
    const batch: LogBatch = {
      session: this.#session,
      batch: this.#batch,
      dropped,
      lines: lines.map(({ level, source, text, at }) => ({
        level,
        source,
        text,
        age: Math.max(0, Math.round(now - at)),
      })),
    };
    return JSON.stringify(batch);
  }
}
