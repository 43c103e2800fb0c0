import { Worker } from 'node:worker_threads';
import type { LogEntry } from './update-log.ts';

/** What the thread is asked for. */
export interface MergeJob {
  number: number;
  entries: readonly LogEntry[];
}

type Answer = { number: number; snapshot: Uint8Array } | { number: number; failed: string };

interface Waiting {
  resolve(snapshot: Uint8Array): void;
  reject(error: Error): void;
}

/** How long the thread stays when there is nothing to do, in milliseconds: its memory is given back then. */
const IDLE_MS = 10_000;

/** Merges logs of rooms in a thread of its own, one after the other. The thread is there only while it is needed. */
export class Merger {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** One snapshot of all that some entries say. Rejects when they cannot be read, or the merger was closed. */
  readonly merge = (entries: readonly LogEntry[]): Promise<Uint8Array> => {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const number = ++this.#last;
    this.#worker.postMessage({ number, entries } satisfies MergeJob);
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  };

  /** Ends the thread; what is under way is given up. */
  close(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = null;
    this.#giveUp(new Error('the server is stopping'));
  }

  #start(): Worker {
    const worker = new Worker(new URL('./merge-worker.js', import.meta.url), { execArgv: [] });
    // Nobody waits for a compaction, a process that is to end least of all.
    worker.unref();
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ('snapshot' in answer) waiting?.resolve(answer.snapshot);
      else waiting?.reject(new Error(answer.failed));
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.#end(worker), IDLE_MS).unref();
    });
    // Such as a document that is too large for its memory.
    worker.on('error', (error) => {
      this.#end(worker);
      this.#giveUp(error);
    });
    return worker;
  }

  #end(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
    void worker.terminate();
  }

  #giveUp(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
