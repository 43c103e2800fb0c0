import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../base/result.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { readFolder } from '../schema/folder-read.ts';

/**
 * Reads a sample: a project folder whose `index.json` lists its files (`{ "files": [path, …] }`), as the page can
 * fetch single files only and not list folders.
 * @param directory where the samples' folders are
 * @returns `null` when there is no sample of this name
 * @throws when a listed file is missing: the sample is damaged
 */
export async function readSample(directory: string, name: string): Promise<Result<ProjectBundle> | null> {
  // A name, never a path.
  if (!/^[a-z0-9-]{1,64}$/.test(name)) return null;
  const folder = join(directory, name);
  let index: string;
  try {
    index = await readFile(join(folder, 'index.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const listed = JSON.parse(index) as { files: string[] } | string[];
  const paths = Array.isArray(listed) ? listed : listed.files;
  const files = await Promise.all(
    paths.map(async (path) => [path, new Uint8Array(await readFile(join(folder, path)))] as const),
  );
  return readFolder(new Map(files));
}
