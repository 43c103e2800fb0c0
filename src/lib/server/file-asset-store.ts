import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HashMismatchError, type AssetStore, type StoredAsset } from './asset-store.ts';

/**
 * An {@link AssetStore} in a directory: `PROJECT/SHA256`. Bytes are written beside their place, made durable
 * and moved into it, so that a file under its final name is always whole.
 */
export class FileAssetStore implements AssetStore {
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

  async get(project: string, sha256: string): Promise<StoredAsset | null> {
    const path = join(this.directory, project, sha256);
    try {
      const { size } = await stat(path);
      return { size, stream: () => createReadStream(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async deleteProject(project: string): Promise<void> {
    await rm(join(this.directory, project), { recursive: true, force: true });
  }
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
