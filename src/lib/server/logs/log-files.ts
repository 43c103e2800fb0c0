import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogFileLimits {
  /** Bytes after which a session goes on in a new file. */
  file: number;
  /** Bytes of all files of a project together, give or take a quarter of a file; the oldest go first. */
  project: number;
  /** How many files a project has at most. */
  files: number;
}

const USUAL: LogFileLimits = { file: 1024 * 1024, project: 16 * 1024 * 1024, files: 200 };

/** A file that a session writes to. */
interface OpenFile {
  name: string;
  size: number;
}

/**
 * Logs of games as text files: `DIRECTORY/PROJECT/TIME-SESSION.log`, the time in UTC, so that names sort by it.
 * Project and session are addresses that the caller has checked: they become parts of paths.
 */
export class LogFiles {
  /** By project and session. */
  readonly #open = new Map<string, OpenFile>();
  /** Bytes written since a project's files were last counted. */
  readonly #uncounted = new Map<string, number>();
  /** Writes of one project, one after another. */
  readonly #writes = new Map<string, Promise<void>>();

  constructor(
    private readonly directory: string,
    private readonly now: () => Date = () => new Date(),
    private readonly limits: LogFileLimits = USUAL,
  ) {}

  /** Appends text to the file of a session. @throws what the file system says, such as a full disk */
  append(project: string, session: string, text: string): Promise<void> {
    return this.#queue(project, () => this.#append(project, session, text));
  }

  /** The session is over for now; should it go on, it does so in a new file. */
  forget(project: string, session: string): void {
    this.#open.delete(`${project}/${session}`);
  }

  /** Removes all logs of a project; no error when there are none. */
  deleteProject(project: string): Promise<void> {
    return this.#queue(project, async () => {
      for (const key of this.#open.keys()) if (key.startsWith(`${project}/`)) this.#open.delete(key);
      this.#uncounted.delete(project);
      await rm(join(this.directory, project), { recursive: true, force: true });
    });
  }

  #queue(project: string, write: () => Promise<void>): Promise<void> {
    const done = (this.#writes.get(project) ?? Promise.resolve()).catch(() => {}).then(write);
    this.#writes.set(project, done);
    const forget = () => {
      if (this.#writes.get(project) === done) this.#writes.delete(project);
    };
    done.then(forget, forget);
    return done;
  }

  async #append(project: string, session: string, text: string): Promise<void> {
    const folder = join(this.directory, project);
    const key = `${project}/${session}`;
    const bytes = Buffer.byteLength(text);
    let uncounted = (this.#uncounted.get(project) ?? 0) + bytes;
    let file = this.#open.get(key);
    if (!file || file.size + bytes > this.limits.file) {
      await mkdir(folder, { recursive: true });
      // A colon cannot be in a file's name everywhere.
      const time = this.now().toISOString().replaceAll(':', '-');
      file = { name: `${time}-${session}.log`, size: 0 };
      this.#open.set(key, file);
      uncounted = Infinity;
    }
    if (uncounted > this.limits.file / 4) {
      await this.#removeOldest(project, bytes);
      uncounted = 0;
    }
    await appendFile(join(folder, file.name), text);
    file.size += bytes;
    this.#uncounted.set(project, uncounted);
  }

  /** Removes the oldest files of a project until there is room for one more with `bytes`. */
  async #removeOldest(project: string, bytes: number): Promise<void> {
    const folder = join(this.directory, project);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
    const sizes = await Promise.all(
      names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.size ?? 0),
    );
    let total = sizes.reduce((sum, size) => sum + size, bytes);
    let count = names.length + 1;
    for (const [index, name] of names.entries()) {
      if (total <= this.limits.project && count <= this.limits.files) return;
      await rm(join(folder, name), { force: true });
      total -= sizes[index]!;
      count--;
      // Whoever still writes to it goes on in a new one.
      for (const [key, open] of this.#open)
        if (open.name === name && key.startsWith(`${project}/`)) this.#open.delete(key);
    }
  }
}
