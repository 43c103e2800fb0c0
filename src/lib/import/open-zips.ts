/** The zips among files that came together, opened where they lie. */
import { fileType } from '../base/file-type.ts';
import type { Problem } from '../base/result.ts';
import { baseName } from './source-files.ts';
import { isClutter, unpackZip, zipLimits } from './unzip.ts';

/**
 * All files, with those of zips in place of the zips. A zip on its own gives just what is in it; beside others its
 * files lie in a folder of its name. All zips share one budget.
 * @param refused collects what cannot be taken, and why
 */
export function openZips(
  given: ReadonlyMap<string, Uint8Array>,
  refused: Problem[],
  limits = zipLimits,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const budget = { ...limits };
  for (const [path, bytes] of given) {
    if (isClutter(path)) continue;
    if (!isZip(path, bytes)) {
      files.set(path, bytes);
      continue;
    }
    const name = baseName(path);
    const unpacked = unpackZip(bytes, name, { budget, onRefused: (problem) => refused.push(problem) });
    if (!unpacked.ok) {
      refused.push(unpacked.error);
      continue;
    }
    if (unpacked.value.size === 0) refused.push({ file: name, message: 'There are no files in it.' });
    for (const [inner, content] of unpacked.value) {
      if (isZip(inner, content))
        refused.push({
          file: `${name}/${inner}`,
          message: 'A zip within a zip is not opened; unpack it first.',
        });
      else files.set(given.size === 1 ? inner : `${path.replace(/\.zip$/i, '')}/${inner}`, content);
    }
  }
  return files;
}

const isZip = (path: string, bytes: Uint8Array): boolean =>
  /\.zip$/i.test(path) || fileType(bytes)?.kind === 'zip';
