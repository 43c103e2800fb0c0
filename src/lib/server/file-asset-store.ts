import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HashMismatchError, OffsetError, type AssetStore, type StoredAsset } from './asset-store.ts';

/**
 * An {@link AssetStore} in a directory: `PROJECT/SHA256`. Bytes are written beside their place, made durable
 * and moved into it, so that a file under its final name is always whole. A file that comes in parts grows as
 * `.SHA256.part`; one that never goes on is swept away after {@link PART_LASTS_MS}.
 */
export class FileAssetStore implements AssetStore {
  /** Files that a part is coming in for. */
  readonly #busy = new Set<string>();

  constructor(private readonly directory: string) {}

  async put(project: string, sha256: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const folder = join(this.directory, project);
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `.${randomUUID()}.part`);
    try {
      const actual = await writeDurably(temporary, source);
      if (actual !== sha256) throw new HashMismatchError(sha256, actual);
      await rename(temporary, join(folder, sha256));
      await syncFolder(folder);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async offset(project: string, sha256: string): Promise<number> {
    return (await sizeOf(this.#part(project, sha256))) ?? 0;
  }

  async append(
    project: string,
    sha256: string,
    from: number,
    total: number,
    source: AsyncIterable<Uint8Array>,
  ): Promise<boolean> {
    const part = this.#part(project, sha256);
    const busy = this.#busy.has(part);
    // Before anything is waited for: two parts that come at once must not both be taken.
    this.#busy.add(part);
    try {
      const there = (await sizeOf(part)) ?? 0;
      if (busy || from !== there) throw new OffsetError(there);
      const folder = join(this.directory, project);
      await mkdir(folder, { recursive: true });
      if (from === 0) await sweep(folder);
      if ((await appendTo(part, from, total, source)) < total) return false;
      const actual = await hashDurably(part);
      if (actual !== sha256) {
        await rm(part, { force: true });
        throw new HashMismatchError(sha256, actual);
      }
      await rename(part, join(folder, sha256));
      await syncFolder(folder);
      return true;
    } finally {
      if (!busy) this.#busy.delete(part);
    }
  }

  async get(project: string, sha256: string): Promise<StoredAsset | null> {
    const path = join(this.directory, project, sha256);
    const size = await sizeOf(path);
    return size === null ? null : { size, stream: () => createReadStream(path) };
  }

  #part(project: string, sha256: string): string {
    return join(this.directory, project, `.${sha256}.part`);
  }

  async deleteProject(project: string): Promise<void> {
    await rm(join(this.directory, project), { recursive: true, force: true });
  }
}

/** How long a file may stay unfinished, in milliseconds. */
const PART_LASTS_MS = 24 * 60 * 60 * 1000;

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what is left of uploads that nobody goes on with. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    const changed = await stat(path).catch(() => null);
    if (changed && Date.now() - changed.mtimeMs > PART_LASTS_MS) await rm(path, { force: true });
  }
}

/** Adds bytes to a file, never more than the whole of it has; gives how many it has then. */
async function appendTo(
  path: string,
  from: number,
  total: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await open(path, 'a');
  let size = from;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > total) throw new RangeError('More bytes came than were announced.');
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return size;
}

/** The SHA-256 of a file, which is durable then. */
async function hashDurably(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r+');
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array);
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** Writes everything, makes it durable and returns its SHA-256. */
async function writeDurably(path: string, source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** A renamed file is durable only when its folder is. Windows cannot sync folders and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
