/** The file that lists rule maps, usually rules.txt: paths of maps and of further such files, filters of map names, comments. */
import { fail, ok, type Result } from '../../base/result.ts';

/** A rule map that is to run, in this order. */
export interface ListedRules {
  path: string;
  /** The names of maps that it is for, `*` standing for anything. */
  filter: string;
}

/** Whether a map's file name fits a filter such as `town*`. */
export function fitsFilter(name: string, filter: string): boolean {
  const pattern = filter
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'i').test(name);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** `maps/../rules/a.tmx` as `rules/a.tmx`. */
function tidy(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/**
 * The rule maps that a file lists, those of further files among them.
 * @param read the text of a file by its path; `null` where there is none
 */
export function listRules(
  path: string,
  read: (path: string) => string | null,
  filter = '*',
  seen: ReadonlySet<string> = new Set(),
): Result<ListedRules[]> {
  if (!/\.txt$/i.test(path)) return ok([{ path, filter }]);
  if (seen.has(path)) return fail({ file: path, message: 'The file lists itself.' });
  const text = read(path);
  if (text === null) return fail({ file: path, message: 'There is no such file.' });
  const found: ListedRules[] = [];
  let own = filter;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('//')) continue;
    if (line.startsWith('[') && line.endsWith(']')) {
      own = line.slice(1, -1);
      continue;
    }
    const listed = listRules(tidy(folderOf(path) + line), read, own, new Set([...seen, path]));
    if (!listed.ok)
      return fail({ ...listed.error, line: at + 1, file: path, message: `${line}: ${listed.error.message}` });
    found.push(...listed.value);
  }
  return ok(found);
}
