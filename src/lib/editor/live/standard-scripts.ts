/**
 * The standard behaviours, as the files of the folder lua/ hold them. 10 kB on the wire, with the editor: starters are in sight from the
 * start, and are placed without a connection, too.
 */

export interface StandardScript {
  name: string;
  /** The first sentences of its header. */
  doc: string;
  source: string;
}

const sources = import.meta.glob<string>('../../../../lua/*.lua', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What the header of a script says: the first comment, its name left out. */
export function headerOf(source: string): string {
  const lines = source.split('\n');
  const end = lines.findIndex((line) => !/^--\s*\S/u.test(line));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.replace(/^--\s*/u, ''))
    .join(' ')
    .replace(/^\w+: /u, '');
}

export const standardScripts: readonly StandardScript[] = Object.entries(sources)
  .map(([path, source]) => ({
    name: path.replace(/^.*\//u, '').replace(/\.lua$/u, ''),
    doc: headerOf(source),
    source,
  }))
  .sort((a, b) => a.name.localeCompare(b.name));
