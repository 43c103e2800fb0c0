/**
 * Bytes of assets on their way to the server: several at once, each only if it is not there yet, in parts that go on
 * where they broke off. While there is no connection they wait, on this device also beyond the page.
 */
import type { Problem } from '../../base/result.ts';
import type { KeptUploads } from './kept-uploads.ts';

/** A file on its way. */
export interface Upload {
  readonly sha256: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes that the server has. */
  readonly sent: number;
  /** Why the server does not take it, as a sentence; `null` while nobody said so. */
  readonly refusal: string | null;
}

/** What the queue stands on. */
export interface UploadDeps {
  /** Where the bytes of a hash belong. */
  urlOf: (sha256: string) => string;
  /** Where they wait beyond this page; `null` where there is no such place. */
  kept: KeptUploads | null;
  fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds, or earlier when the connection may be back. */
  pause: (ms: number) => Promise<void>;
  /** Told of a file that the server does not take. It stays here until it is sent again or forgotten. */
  onRefused: (problem: Problem) => void;
}

/** How many go at once. */
const AT_ONCE = 3;
/** A part, in bytes; what is smaller goes in one piece. */
const PART = 1 << 20;
/** Waits between attempts, in milliseconds: the last one again and again. */
const WAITS = [500, 1000, 2000, 5000, 15_000];

interface Entry {
  upload: Upload;
  blob: Blob;
  url: string;
}

/** The server will not take it, however often it is asked. */
class Refused extends Error {}

export class UploadQueue {
  readonly #deps: UploadDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: string[] = [];
  readonly #listeners = new Set<() => void>();
  /** Local addresses stay good until the end: whoever has one may load it late. */
  readonly #urls: string[] = [];
  #going = 0;
  #disposed = false;

  constructor(deps: UploadDeps) {
    this.#deps = deps;
    void this.#resume();
  }

  /** What has not arrived yet, in the order in which it came. */
  get pending(): readonly Upload[] {
    return this.#all().filter(({ refusal }) => refusal === null);
  }

  /** What the server did not take. Its bytes are kept here, also beyond this page, which asks once more when it opens. */
  get refused(): readonly Upload[] {
    return this.#all().filter(({ refusal }) => refusal !== null);
  }

  /** Calls back when something was sent, has arrived or has come in. Returns what ends it. */
  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Where bytes can be read that have not arrived yet; `null` for all others. */
  localUrl(sha256: string): string | null {
    return this.#entries.get(sha256)?.url ?? null;
  }

  /** How a file is on its way; `null` for what the server has, or was never given here. */
  of(sha256: string): Upload | null {
    return this.#entries.get(sha256)?.upload ?? null;
  }

  /** Sends bytes, now or when it is possible. Those on their way already are not sent twice. */
  add(sha256: string, bytes: Uint8Array<ArrayBuffer>, name: string): void {
    if (this.#entries.has(sha256)) return this.retry(sha256);
    const blob = new Blob([bytes]);
    void this.#deps.kept?.put({ sha256, name, blob });
    this.#enter(sha256, blob, name);
  }

  /** Sends again what was refused: the reason may be gone, such as a full disk. */
  retry(sha256: string): void {
    const entry = this.#entries.get(sha256);
    if (!entry || entry.upload.refusal === null) return;
    entry.upload = { ...entry.upload, refusal: null };
    void this.#deps.kept?.put({ sha256, name: entry.upload.name, blob: entry.blob });
    this.#waiting.push(sha256);
    this.#changed();
    this.#start();
  }

  /** Does not keep what was refused beyond this page. In it the bytes stay: the file may come back by undo. */
  forget(sha256: string): void {
    if (this.of(sha256)?.refusal) void this.#deps.kept?.delete(sha256);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  /** Goes on with what was left by an earlier page. */
  async #resume(): Promise<void> {
    for (const { sha256, name, blob } of (await this.#deps.kept?.all()) ?? [])
      if (!this.#disposed && !this.#entries.has(sha256)) this.#enter(sha256, blob, name);
  }

  #enter(sha256: string, blob: Blob, name: string): void {
    const url = URL.createObjectURL(blob);
    this.#urls.push(url);
    const upload = { sha256, name, size: blob.size, sent: 0, refusal: null };
    this.#entries.set(sha256, { upload, blob, url });
    this.#waiting.push(sha256);
    this.#changed();
    this.#start();
  }

  #start(): void {
    while (this.#going < AT_ONCE && this.#waiting.length > 0 && !this.#disposed) {
      this.#going++;
      void this.#bring(this.#waiting.shift()!).finally(() => {
        this.#going--;
        this.#start();
      });
    }
  }

  /** Tries until it has arrived, or the server says that it never will. */
  async #bring(sha256: string): Promise<void> {
    const entry = this.#entries.get(sha256)!;
    for (let attempt = 0; !this.#disposed; attempt++) {
      try {
        await this.#send(entry);
        break;
      } catch (error) {
        if (error instanceof Refused) return this.#refuse(entry, error.message);
        await this.#deps.pause(WAITS[Math.min(attempt, WAITS.length - 1)]!);
      }
    }
    if (this.#disposed) return;
    void this.#deps.kept?.delete(sha256);
    this.#entries.delete(sha256);
    this.#changed();
  }

  #refuse(entry: Entry, refusal: string): void {
    if (this.#disposed) return;
    entry.upload = { ...entry.upload, refusal };
    this.#deps.onRefused({ file: entry.upload.name, message: `Could not be stored. ${refusal}` });
    this.#changed();
  }

  #all(): Upload[] {
    return [...this.#entries.values()].map(({ upload }) => upload);
  }

  async #send(entry: Entry): Promise<void> {
    const { blob, upload } = entry;
    const url = this.#deps.urlOf(upload.sha256);
    const there = await this.#deps.fetch(url, { method: 'HEAD' });
    if (there.ok) return;
    if (there.status !== 404) await judge(there);
    // Without a project there is no place for its files either: the body of the answer to HEAD cannot say so.
    if (!there.headers.has('upload-offset')) throw new Refused('The server has no project at this address.');
    let offset = Number(there.headers.get('upload-offset'));
    if (blob.size <= PART || offset >= blob.size) {
      await judge(await this.#deps.fetch(url, { method: 'PUT', body: blob }));
      return;
    }
    while (offset < blob.size && !this.#disposed) {
      this.#progress(entry, offset);
      const end = Math.min(blob.size, offset + PART);
      await judge(
        await this.#deps.fetch(url, {
          method: 'PUT',
          body: blob.slice(offset, end),
          headers: { 'content-range': `bytes ${offset}-${end - 1}/${blob.size}` },
        }),
      );
      offset = end;
    }
  }

  #progress(entry: Entry, sent: number): void {
    entry.upload = { ...entry.upload, sent };
    this.#changed();
  }

  #changed(): void {
    for (const fn of [...this.#listeners]) fn();
  }
}

/** Throws when an answer is not good: {@link Refused} when asking again is of no use. */
async function judge(answer: Response): Promise<void> {
  if (answer.ok) return;
  const { error = `The server answered ${answer.status}.` } = (await answer.json().catch(() => ({}))) as {
    error?: string;
  };
  // Another part is in the way, too many requests, or the server is not well: later it may go.
  if ([408, 409, 425, 429].includes(answer.status) || (answer.status >= 500 && answer.status !== 507))
    throw new Error(error);
  throw new Refused(error);
}
