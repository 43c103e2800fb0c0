import { dirname, join } from 'node:path';
import { foldersIn, referencesIn } from '../import/references.ts';
import { kindOf, readInput, readTree } from './disk.ts';

/**
 * The named files, what is in named folders, and what files of other tools name beside them: tilesets, templates, images, the maps of a
 * world and of the folders of a project.
 */
export async function gather(paths: readonly string[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    if ((await kindOf(path)) === 'folder')
      for (const [inner, bytes] of await readTree(path)) files.set(join(path, inner), bytes);
    else files.set(path, await readInput(path));
  }
  // Grows while it is walked: a map names tilesets, these name images.
  for (const [path, bytes] of files) {
    for (const reference of referencesIn(path, bytes)) {
      const named = join(dirname(path), reference);
      if (!files.has(named) && (await kindOf(named)) === 'file') files.set(named, await readInput(named));
    }
    for (const { folder, deep, wants } of foldersIn(path, bytes)) {
      const root = join(dirname(path), folder);
      if ((await kindOf(root)) !== 'folder') continue;
      for (const [inner, content] of await readTree(root, deep, wants)) {
        const meant = join(root, inner);
        if (!files.has(meant)) files.set(meant, content);
      }
    }
  }
  return files;
}
