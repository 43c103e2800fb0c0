import { unzipSync, zipSync } from 'fflate';
import { fail, ok, ProblemError, type Result } from '../base/result.ts';

/** What a zip may hold at most; beyond that it is refused before anything is unpacked. */
export interface ZipLimits {
  /** Number of files. */
  files: number;
  /** Bytes of one file, unpacked. */
  fileBytes: number;
  /** Bytes of all files, unpacked. */
  totalBytes: number;
}

export const zipLimits: ZipLimits = { files: 5000, fileBytes: 64 << 20, totalBytes: 256 << 20 };

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

/** What systems add to archives and nobody asked for. */
const isClutter = (path: string) => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);

/** The path of a file within the archive; `null` for one that would leave it. */
function innerPath(name: string): string | null {
  const path = name.replaceAll('\\', '/');
  // eslint-disable-next-line no-control-regex
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || /[\x00-\x1f]/.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

/**
 * The files of a zip by path. Refuses archives that are broken, too large once unpacked, or that name files outside
 * of themselves. Memory is bounded by the limits whatever the archive claims: a file is unpacked into a buffer of
 * the size that its entry declares, and never beyond.
 * @param file the name of the zip for messages
 */
export function unzip(bytes: Uint8Array, file: string, limits = zipLimits): Result<Map<string, Uint8Array>> {
  let count = 0;
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (/[/\\]$/.test(name) || isClutter(name)) return false;
        const refuse = (message: string) => new ProblemError({ file, message });
        if (innerPath(name) === null)
          throw refuse(
            `The archive names a file outside of itself (${JSON.stringify(name)}); it is not opened.`,
          );
        if (++count > limits.files)
          throw refuse(`The archive holds more than ${limits.files} files; import fewer.`);
        if (originalSize > limits.fileBytes)
          throw refuse(
            `${name} is larger than ${megabytes(limits.fileBytes)} once unpacked; it is not opened.`,
          );
        if ((total += originalSize) > limits.totalBytes)
          throw refuse(
            `The archive is larger than ${megabytes(limits.totalBytes)} once unpacked; it is not opened.`,
          );
        return true;
      },
    });
    return ok(new Map(Object.entries(entries).map(([name, content]) => [innerPath(name)!, content])));
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    return fail({ file, message: 'The zip file is damaged or no zip file; make it again.' });
  }
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

/** Whether bytes begin like a zip. */
export const looksLikeZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
