import { isActivityLine, type ActivityLine, type ToldDeeds } from '../schema/activity.ts';
import type { UpdateLog } from './update-log.ts';

/** Lines are stored so many to a record: each write rewrites one record, however many lines a project has. */
const PER_RECORD = 50;
/** So many records are kept of a project; the oldest is written over. */
const RECORDS = 10;
/** How long what is told is gathered before it is written, in milliseconds. */
const GATHER_MS = 500;
/** How long a project in which nothing is done stays in memory, in milliseconds. */
const IDLE_MS = 60_000;
/** Nothing is believed to be older than this, in milliseconds. */
const MAX_AGE = 30 * 24 * 3600 * 1000;

type Listener = (lines: readonly ActivityLine[]) => void;

/** What was done to projects, as connections know it. */
export interface ActivityBook {
  /** Adds what somebody did. Resolves when it is durable. */
  tell(project: string, told: ToldDeeds): Promise<void>;
  /** Calls back with the lines after a number, then with each new one. @returns what ends it */
  follow(project: string, after: number, listener: Listener): () => void;
}

/** A project in which something was done a short time ago, or that somebody reads along. */
interface Open {
  /** The lines of the record that is being filled and of the one before it: by these one knows what is told twice. */
  recent: ActivityLine[];
  newest: number;
  /** Records that are to be written, counted from the first of all. */
  due: Set<number>;
  /** Those who wait for the next write. */
  waiting: { resolve(): void; reject(error: unknown): void }[];
  /** The last write that was begun. */
  written: Promise<void>;
  listeners: Set<Listener>;
  timer: NodeJS.Timeout | undefined;
}

/** Keeps the last steps of each project, in a few records beside its document. */
export class Activity implements ActivityBook {
  readonly #open = new Map<string, Promise<Open>>();

  constructor(
    private readonly log: UpdateLog,
    private readonly now: () => number = Date.now,
  ) {}

  async tell(project: string, { by, color, deeds }: ToldDeeds): Promise<void> {
    const book = await this.#of(project);
    const known = new Set(book.recent.map(({ id }) => id));
    const now = this.now();
    const added = deeds
      .filter(({ id }) => !known.has(id) && known.add(id))
      .map(({ age, ...deed }): ActivityLine => {
        const number = ++book.newest;
        return { ...deed, number, at: now - Math.min(age, MAX_AGE), by, color };
      });
    for (const { number } of added) book.due.add(recordOf(number));
    if (book.due.size === 0) return book.written;
    book.recent.push(...added);
    if (added.length > 0) for (const listener of [...book.listeners]) listener(added);
    if (book.waiting.length === 0) this.#later(project, book, GATHER_MS);
    return new Promise((resolve, reject) => book.waiting.push({ resolve, reject }));
  }

  follow(project: string, after: number, listener: Listener): () => void {
    let ended = false;
    let end = () => {};
    this.#begin(project, after, listener).then(
      (stop) => {
        end = stop;
        if (ended) stop();
      },
      // It could not be read. Who reads along asks again with the next connection.
      () => {},
    );
    return () => {
      ended = true;
      end();
    };
  }

  /** Forgets a project that is deleted. */
  async deleteProject(project: string): Promise<void> {
    const book = await this.#open.get(project);
    clearTimeout(book?.timer);
    this.#open.delete(project);
    const records = Array.from({ length: RECORDS }, (_, at) => [recordKey(project, at), null] as const);
    await this.log.putRecords(new Map(records));
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    for (const opening of this.#open.values()) {
      const book = await opening.catch(() => null);
      clearTimeout(book?.timer);
    }
    const books = [...this.#open];
    this.#open.clear();
    for (const [project, opening] of books) {
      const book = await opening.catch(() => null);
      if (book && book.due.size > 0) await this.#write(project, book);
      await book?.written.catch(() => {});
    }
  }

  async #begin(project: string, after: number, listener: Listener): Promise<() => void> {
    const book = await this.#of(project);
    // A project stays in memory while somebody reads along: from now on, not from when all is read.
    const meanwhile: ActivityLine[] = [...book.recent];
    const gather: Listener = (lines) => void meanwhile.push(...lines);
    book.listeners.add(gather);
    try {
      const all = new Map([...(await this.#read(project)), ...meanwhile].map((line) => [line.number, line]));
      // Numbers of a server that lost its storage mean nothing: then everything is new.
      const from = after > book.newest ? 0 : after;
      const lines = [...all.values()].filter(({ number }) => number > from).sort(byNumber);
      if (lines.length > 0) listener(lines.slice(-PER_RECORD * RECORDS));
      book.listeners.add(listener);
    } finally {
      book.listeners.delete(gather);
    }
    return () => {
      book.listeners.delete(listener);
      if (book.due.size === 0) this.#later(project, book, IDLE_MS);
    };
  }

  #of(project: string): Promise<Open> {
    let opening = this.#open.get(project);
    if (!opening) {
      opening = this.#load(project);
      this.#open.set(project, opening);
      opening.catch(() => this.#open.delete(project));
    }
    return opening;
  }

  async #load(project: string): Promise<Open> {
    const lines = await this.#read(project);
    const newest = lines.at(-1)?.number ?? 0;
    const recent = lines.filter(({ number }) => recordOf(number) >= recordOf(newest) - 1);
    const written = Promise.resolve();
    return { recent, newest, due: new Set(), waiting: [], written, listeners: new Set(), timer: undefined };
  }

  /** All lines that are stored, in order. */
  async #read(project: string): Promise<ActivityLine[]> {
    const records = await Promise.all(
      Array.from({ length: RECORDS }, (_, at) => this.log.getRecord(recordKey(project, at))),
    );
    return records.flatMap((bytes) => (bytes ? decode(bytes) : [])).sort(byNumber);
  }

  #later(project: string, book: Open, ms: number): void {
    clearTimeout(book.timer);
    book.timer = setTimeout(() => {
      if (book.due.size > 0) void this.#write(project, book);
      else if (book.listeners.size === 0) this.#open.delete(project);
    }, ms);
    book.timer.unref();
  }

  async #write(project: string, book: Open): Promise<void> {
    const due = [...book.due];
    const waiting = book.waiting.splice(0);
    book.due.clear();
    const records = due.map((at) => {
      const lines = book.recent.filter(({ number }) => recordOf(number) === at);
      return [recordKey(project, at % RECORDS), new TextEncoder().encode(JSON.stringify(lines))] as const;
    });
    book.written = this.log.putRecords(new Map(records));
    try {
      await book.written;
      book.recent = book.recent.filter(
        ({ number }) => recordOf(number) >= recordOf(book.newest) - 1 || book.due.has(recordOf(number)),
      );
      for (const { resolve } of waiting) resolve();
      this.#later(project, book, book.due.size > 0 ? GATHER_MS : IDLE_MS);
    } catch (error) {
      for (const at of due) book.due.add(at);
      for (const { reject } of waiting) reject(error);
      // Who told of it tells again; until then it is tried now and then.
      this.#later(project, book, IDLE_MS);
    }
  }
}

const recordKey = (project: string, at: number) => `activity/${project}/${at}`;
/** Which record a line is in, counted from the first of all. */
const recordOf = (number: number) => Math.floor(number / PER_RECORD);
const byNumber = (a: ActivityLine, b: ActivityLine) => a.number - b.number;

function decode(bytes: Uint8Array): ActivityLine[] {
  const lines: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return Array.isArray(lines) ? lines.filter(isActivityLine) : [];
}
