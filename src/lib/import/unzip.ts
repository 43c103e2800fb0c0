import { zipSync } from 'fflate';
import { fail, ok, ProblemError, type Problem, type Result } from '../base/result.ts';
import { unpackEntry, zipEntries, type ZipEntry } from './zip-entries.ts';

/** What zips may hold at most, counted in bytes that really come out of them. */
export interface ZipLimits {
  /** Number of files. */
  files: number;
  /** Bytes of one file, unpacked. */
  fileBytes: number;
  /** Bytes of all files, unpacked. */
  totalBytes: number;
}

export const zipLimits: ZipLimits = { files: 5000, fileBytes: 64 << 20, totalBytes: 256 << 20 };

/** Longest path in an archive, in characters. */
const LONGEST_PATH = 1000;

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

/** What systems add to archives and folders and nobody asked for. */
export const isClutter = (path: string): boolean =>
  /(^|\/)(__MACOSX\/|\.git\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i.test(path);

/** The path of a file within the archive; `null` for one that would leave it. */
function innerPath(name: string): string | null {
  const path = name.replaceAll('\\', '/');
  if (path.length > LONGEST_PATH) return null;
  // eslint-disable-next-line no-control-regex
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || /[\x00-\x1f]/.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

/** A zip as it is unpacked, which may use up what is left of a larger budget. */
interface Unpacking {
  /** What of the limits is left; counted down. */
  budget: ZipLimits;
  /** Hears of single files that are left out while the others go on; without it they refuse the whole archive. */
  onRefused?: ((problem: Problem) => void) | undefined;
}

/**
 * The files of a zip by path. Refuses archives that are broken, too large once unpacked, or that name files outside
 * of themselves. Sizes are counted in what is really written, whatever the archive says of itself: unpacking stops
 * within a few megabytes of a limit.
 * @param file the name of the zip for messages
 */
export function unzip(bytes: Uint8Array, file: string, limits = zipLimits): Result<Map<string, Uint8Array>> {
  return unpackZip(bytes, file, { budget: { ...limits } });
}

/** {@link unzip} as one of several archives that share a budget. */
export function unpackZip(
  bytes: Uint8Array,
  file: string,
  { budget, onRefused }: Unpacking,
): Result<Map<string, Uint8Array>> {
  const refuse = (message: string, path = '') =>
    new ProblemError({ file: path === '' ? file : `${file}/${path}`, message });
  const whole = { ...budget };
  const files = new Map<string, Uint8Array>();
  try {
    for (const entry of zipEntries(bytes, whole.files * 2)) {
      const path = innerPath(entry.name);
      if (path === null)
        throw refuse(
          `The archive names a file outside of itself (${JSON.stringify(entry.name.slice(0, 80))}); it is not opened.`,
        );
      if (/[/\\]$/.test(entry.name) || isClutter(path)) continue;
      if (--budget.files < 0) throw refuse(`The archive holds more than ${whole.files} files; import fewer.`);
      const odd = oddity(entry, files.has(path));
      if (odd !== null) {
        const problem = refuse(odd, path);
        if (!onRefused) throw problem;
        onRefused(problem.problem);
        continue;
      }
      let written = 0;
      const content = unpackEntry(bytes, entry, (count) => {
        written += count;
        budget.totalBytes -= count;
        if (written > budget.fileBytes)
          throw refuse(
            `${path} is larger than ${megabytes(budget.fileBytes)} once unpacked; the archive is not opened.`,
          );
        if (budget.totalBytes < 0)
          throw refuse(
            `The archive is larger than ${megabytes(whole.totalBytes)} once unpacked; it is not opened.`,
          );
      });
      files.set(path, content);
    }
    return ok(files);
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    return fail({ file, message: 'The zip file is damaged or no zip file; make it again.' });
  }
}

/** Why one file of an archive cannot be taken; `null` when it can. */
function oddity({ encrypted, link, method }: ZipEntry, taken: boolean): string | null {
  if (encrypted) return 'The file is locked with a password; pack it without one.';
  if (link) return 'This is a link to another file, not a file; pack the file itself.';
  if (method !== 0 && method !== 8)
    return 'The file is packed in a way that is not known here; pack it again as a usual zip.';
  return taken ? 'The archive holds two files of this name; only the first is taken.' : null;
}

/** Files as a zip. Equal files give equal bytes: no dates are stored but the earliest that the format knows. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const packed = /\.(png|jpe?g|webp|gif|mp3|ogg|m4a|woff2)$/i;
  const entries = [...files].map(
    ([path, content]) => [path, [content, { level: packed.test(path) ? 0 : 6 }]] as const,
  );
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0], {
    mtime: new Date(1980, 0, 1),
  });
}
