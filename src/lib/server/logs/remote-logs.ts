/** The logs that games send: into files, and live to whoever has the project open. */
import { newId } from '../../base/ids.ts';
import type { RemoteLogLine } from '../../net/wire.ts';
import type { LogBatch, SentLine } from '../../runtime/log-stream.ts';
import type { LogFiles } from './log-files.ts';
import { oneLine, readable } from './log-text.ts';
import { TokenBucket } from './token-bucket.ts';

/** Lines of a project kept in memory for whoever opens the console late or comes back. */
const KEPT_LINES = 500;
/** Sessions of a project that are told apart at once; the one that was silent longest is forgotten. */
const MAX_SESSIONS = 100;
/** Projects whose lines are in memory; the one that was silent longest is forgotten. */
const MAX_PROJECTS = 200;
/** What a session, and a project in all, may send at once and in a second, in bytes. */
const SESSION_BURST = 512 * 1024;
const SESSION_RATE = 128 * 1024;
const PROJECT_BURST = 2 * 1024 * 1024;
const PROJECT_RATE = 512 * 1024;
/** What every request costs besides its bytes, so that many small ones are limited too. */
const REQUEST_COST = 2048;
/** A line is not believed to be older than this, in milliseconds. */
const MAX_AGE = 24 * 3600 * 1000;

/** Where lines go live; `lines` are in order and never empty. */
export type LogListener = (lines: readonly RemoteLogLine[]) => void;

/** Lets one who reads along hear what was said since it last heard. */
export interface LogFeed {
  /** Names this process: numbers of lines count from 1 in each. */
  readonly epoch: string;
  /**
   * Calls back with the lines kept after `after`, then with every new one.
   * @returns what ends it
   */
  follow(project: string, after: number, listener: LogListener): () => void;
}

/** Who sent a batch, as far as it says; `game` is one that several play, on the server itself. */
export type DeviceKind = 'phone' | 'tablet' | 'computer' | 'game';

interface Session {
  /** Such as `phone 2`. */
  label: string;
  /** The number of the last batch that was taken. */
  batch: number;
  bucket: TokenBucket;
}

interface ProjectLogs {
  sessions: Map<string, Session>;
  /** How many devices of each kind there were. */
  counts: Map<DeviceKind, number>;
  lines: RemoteLogLine[];
  /** The number of the newest line. */
  newest: number;
  listeners: Set<LogListener>;
  bucket: TokenBucket;
}

/** What became of a batch: taken, or to be sent again after some seconds. */
export type LogAnswer = { taken: true } | { taken: false; retryAfter: number };

export interface RemoteLogsOptions {
  /** `null` keeps nothing on disk. */
  files: LogFiles | null;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export class RemoteLogs implements LogFeed {
  readonly epoch = newId();
  /** The project that was silent longest comes first. */
  readonly #projects = new Map<string, ProjectLogs>();
  readonly #files: LogFiles | null;
  readonly #now: () => number;

  constructor({ files, now = Date.now }: RemoteLogsOptions) {
    this.#files = files;
    this.#now = now;
  }

  /**
   * Takes a batch, whose form has been checked: it is in a file before anybody reads it.
   * @param bytes how large the request was
   * @throws what the file system says
   */
  async take(project: string, batch: LogBatch, device: DeviceKind, bytes: number): Promise<LogAnswer> {
    const logs = this.#of(project);
    const session = this.#sessionOf(project, logs, batch.session, device);
    // No answer reached the device and it sent the same again.
    if (batch.batch <= session.batch) return { taken: true };
    const cost = bytes + REQUEST_COST;
    const wait = session.bucket.take(cost) || logs.bucket.take(cost);
    if (wait > 0) return { taken: false, retryAfter: Math.ceil(wait) };

    const before = session.batch;
    session.batch = batch.batch;
    const now = this.#now();
    const lines = withDropped(batch).map((line): Omit<RemoteLogLine, 'number'> => ({
      at: now - Math.min(line.age, MAX_AGE),
      from: session.label,
      level: line.level,
      source: readable(line.source),
      text: readable(line.text),
    }));
    try {
      const text = withDropped(batch)
        .map((line) => fileLine(line, now))
        .join('');
      await this.#files?.append(project, batch.session, text);
    } catch (error) {
      if (session.batch === batch.batch) session.batch = before;
      throw error;
    }
    const numbered = lines.map((line) => ({ number: ++logs.newest, ...line }));
    logs.lines = [...logs.lines, ...numbered].slice(-KEPT_LINES);
    for (const listener of [...logs.listeners]) listener(numbered);
    return { taken: true };
  }

  follow(project: string, after: number, listener: LogListener): () => void {
    const logs = this.#of(project);
    const missed = logs.lines.filter(({ number }) => number > after);
    if (missed.length > 0) listener(missed);
    logs.listeners.add(listener);
    return () => logs.listeners.delete(listener);
  }

  /** Forgets a project and removes its files. */
  async deleteProject(project: string): Promise<void> {
    this.#projects.delete(project);
    await this.#files?.deleteProject(project);
  }

  #of(project: string): ProjectLogs {
    const logs = this.#projects.get(project) ?? {
      sessions: new Map(),
      counts: new Map(),
      lines: [],
      newest: 0,
      listeners: new Set(),
      bucket: new TokenBucket(PROJECT_BURST, PROJECT_RATE, this.#now),
    };
    this.#projects.delete(project);
    this.#projects.set(project, logs);
    if (this.#projects.size > MAX_PROJECTS)
      for (const [id, { listeners }] of this.#projects)
        if (listeners.size === 0 && id !== project) {
          this.#projects.delete(id);
          break;
        }
    return logs;
  }

  #sessionOf(project: string, logs: ProjectLogs, id: string, device: DeviceKind): Session {
    let session = logs.sessions.get(id);
    if (!session) {
      const count = (logs.counts.get(device) ?? 0) + 1;
      logs.counts.set(device, count);
      const bucket = new TokenBucket(SESSION_BURST, SESSION_RATE, this.#now);
      session = { label: `${device} ${count}`, batch: 0, bucket };
    }
    logs.sessions.delete(id);
    logs.sessions.set(id, session);
    if (logs.sessions.size > MAX_SESSIONS) {
      const [oldest] = logs.sessions.keys();
      logs.sessions.delete(oldest!);
      this.#files?.forget(project, oldest!);
    }
    return session;
  }
}

/** The lines of a batch, the lost ones before them said as one. */
function withDropped({ lines, dropped }: LogBatch): readonly SentLine[] {
  if (dropped === 0) return lines;
  const text = dropped === 1 ? '1 line was lost here.' : `${dropped} lines were lost here.`;
  return [{ level: 'warn', source: 'log', text, age: lines[0]?.age ?? 0 }, ...lines];
}

/** Time, level, source and text with tabs between them, which are in none of them. */
function fileLine({ age, level, source, text }: SentLine, now: number): string {
  const time = new Date(now - Math.min(age, MAX_AGE)).toISOString();
  return `${time}\t${level}\t${oneLine(source)}\t${oneLine(text)}\n`;
}

/** What kind of device a browser says it is on. */
export function deviceOf(userAgent: string): DeviceKind {
  if (/iPad|Tablet|Android(?!.*Mobi)/i.test(userAgent)) return 'tablet';
  return /Mobi|iPhone/i.test(userAgent) ? 'phone' : 'computer';
}
