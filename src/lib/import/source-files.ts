/** Looking up the files that another file names, whether they came as a folder or were dropped side by side. */

/** `a/b/../c` as `a/c`; backslashes count as slashes; steps above the top are dropped. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.replaceAll('\\', '/').lastIndexOf('/') + 1);

/** The last part of a path without its ending. */
export const stemOf = (path: string): string => baseName(path).replace(/\.[^.]+$/, '');

const folderOf = (path: string): string => path.slice(0, path.replaceAll('\\', '/').lastIndexOf('/') + 1);

/** The files of one import. */
export class SourceFiles {
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  bytes(path: string): Uint8Array {
    return this.#files.get(path)!;
  }

  /**
   * The path of the file that `from` names as `reference`: where it says; else under the same name in other case;
   * else the only file of that name, since a browser drops files without their folders. `null` if there is none.
   */
  find(from: string, reference: string): string | null {
    const path = normalPath(folderOf(from) + reference);
    const lower = path.toLowerCase();
    const name = baseName(lower);
    const exact = this.paths.find((each) => normalPath(each) === path);
    if (exact !== undefined) return exact;
    const folded = this.paths.find((each) => normalPath(each).toLowerCase() === lower);
    if (folded !== undefined) return folded;
    const named = this.paths.filter((each) => baseName(each).toLowerCase() === name);
    return named.length === 1 ? named[0]! : null;
  }
}
