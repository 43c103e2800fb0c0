import { fail, type Result } from '../base/result.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { readFolder } from '../schema/folder-read.ts';
import { unzip } from './unzip.ts';

/**
 * The part of some files that is a project folder: those beside the topmost project.yaml. Gives where each lies in
 * that folder, and the folders that lead there; `null` when no file is called so.
 */
export function projectPathsIn(
  files: ReadonlyMap<string, Uint8Array>,
): { prefix: string; paths: Map<string, string> } | null {
  const heads = [...files.keys()].filter((path) => path === 'project.yaml' || path.endsWith('/project.yaml'));
  const top = heads.sort((a, b) => a.split('/').length - b.split('/').length)[0];
  if (top === undefined) return null;
  const prefix = top.slice(0, -'project.yaml'.length);
  const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
  return { prefix, paths: new Map(inside.map((path) => [path, path.slice(prefix.length)])) };
}

/** A whole project from a zip of its folder. Bad input is refused whole, with one message. */
export function readProjectZip(bytes: Uint8Array, file = 'project.zip'): Result<ProjectBundle> {
  const unpacked = unzip(bytes, file);
  if (!unpacked.ok) return unpacked;
  const found = projectPathsIn(unpacked.value);
  if (!found) return fail({ file, message: 'The zip holds no project.yaml, so it is no Perigee project.' });
  return readFolder(new Map([...found.paths].map(([path, inner]) => [inner, unpacked.value.get(path)!])));
}
