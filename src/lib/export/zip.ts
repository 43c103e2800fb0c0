import { zipSync } from 'fflate';

/** DOS time has no time zone and begins in 1980: a fixed moment makes equal files equal zips. */
const mtime = new Date(1980, 0, 1, 12);

/** Files by path as one zip; the same files give the same bytes. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(entries), { level: 6, mtime });
}
