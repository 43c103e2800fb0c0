/** Names of files that every system can hold: no traversal, no reserved names of Windows, no clash in case. */

const windowsDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const longest = 100;

/** Whether a single name (no slashes) can be written as it is on Linux, macOS and Windows. */
export function isSafeName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= longest &&
    name === name.normalize('NFC') &&
    // eslint-disable-next-line no-control-regex
    !/[<>:"/\\|?*\x00-\x1f\x7f]/.test(name) &&
    !/\p{C}/u.test(name) &&
    !/^[.\s]|[.\s]$/.test(name) &&
    !windowsDevice.test(name)
  );
}

/** Whether a path stays inside its folder and each of its parts is a safe name. */
export function isSafePath(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= 8 && parts.every(isSafeName);
}

/** A name in words as a file name without ending: lower case, words joined by dashes; `fallback` if nothing is left. */
export function slug(name: string, fallback: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return isSafeName(words) ? words : fallback;
}

/** A file name that is safe, as near to the wanted one as can be; keeps the ending. */
export function safeFileName(wanted: string, fallback: string): string {
  if (isSafeName(wanted)) return wanted;
  const dot = wanted.lastIndexOf('.');
  const ending = dot > 0 && /^\.[A-Za-z0-9]{1,10}$/.test(wanted.slice(dot)) ? wanted.slice(dot) : '';
  const name = slug(ending ? wanted.slice(0, dot) : wanted, fallback) + ending;
  return isSafeName(name) ? name : fallback + ending;
}

/** Two paths with one key are one file on a system that ignores case. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

/** Hands out paths, each once; a second asker gets `-2` before the ending. */
export class PathPool {
  readonly #taken = new Set<string>();

  take(path: string): string {
    const slash = path.lastIndexOf('/');
    const dot = path.lastIndexOf('.');
    const stem = dot > slash + 1 ? path.slice(0, dot) : path;
    let free = path;
    for (let n = 2; this.#taken.has(foldedPath(free)); n++) free = `${stem}-${n}${path.slice(stem.length)}`;
    this.#taken.add(foldedPath(free));
    return free;
  }
}
