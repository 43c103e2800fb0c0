/**
 * What of a file nobody reads: keys that an importer does not know, and known ones that say something which has no place here. An
 * importer has a table of the records of its format; whatever of a file is not in it is found by {@link strayKeys}.
 */

import type { ReportLine } from '../schema/addition.ts';

/** A kind of record and its keys, names with spaces between. */
export interface RecordKeys {
  /** What it is called among people. */
  name: string;
  /** Read, or said again by something that is. */
  read: string;
  /** Settings of the other program's own windows, of no meaning for a game. */
  editor?: string;
  /** What is lost of some others where they say something, as a sentence. */
  lost?: Readonly<Record<string, string>>;
  /** Keys under which further records are, with their kinds. */
  inner?: Readonly<Record<string, string>>;
}

export type KeyTable = Readonly<Record<string, RecordKeys>>;

/** A record of a file as the search sees it. */
export interface KeyedNode {
  keys: Iterable<string>;
  /** Whether a key says more than that there is nothing. */
  says(key: string): boolean;
  /** The records under a key. */
  under(key: string): Iterable<KeyedNode>;
}

/** Something that is not carried over. */
export interface StrayKey {
  how: 'editor' | 'lost' | 'unknown';
  /** The kind of record. */
  kind: RecordKeys;
  key: string;
  /** In how many records. */
  times: number;
}

interface Sorted {
  known: ReadonlySet<string>;
  editor: ReadonlySet<string>;
}

const words = (text = ''): string[] => text.split(/\s+/u).filter(Boolean);

/** All that a tree of records says beside what is read. */
export function strayKeys(root: KeyedNode, start: string, table: KeyTable): StrayKey[] {
  const sorted = new Map<RecordKeys, Sorted>();
  const found = new Map<string, StrayKey>();
  const waiting: [KeyedNode, string][] = [[root, start]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, name] = next;
    const kind = table[name];
    if (!kind) continue;
    let { known, editor } = sorted.get(kind) ?? {};
    if (!known || !editor) {
      known = new Set([...words(kind.read), ...Object.keys(kind.inner ?? {})]);
      editor = new Set(words(kind.editor));
      sorted.set(kind, { known, editor });
    }
    for (const key of node.keys) {
      const inner = kind.inner && Object.hasOwn(kind.inner, key) ? kind.inner[key] : undefined;
      if (inner !== undefined) for (const each of node.under(key)) waiting.push([each, inner]);
      if (known.has(key) || !node.says(key)) continue;
      const how = editor.has(key)
        ? 'editor'
        : kind.lost && Object.hasOwn(kind.lost, key)
          ? 'lost'
          : 'unknown';
      const id = `${name} ${key}`;
      const before = found.get(id);
      if (before) before.times++;
      else found.set(id, { how, kind, key, times: 1 });
    }
  }
  return [...found.values()];
}

/** Lines of a report about stray keys. @param program whose settings are meant */
export function* strayLines(
  stray: readonly StrayKey[],
  program: string,
): Generator<Omit<ReportLine, 'file'>> {
  for (const { how, kind, key, times } of stray) {
    const often = times === 1 ? '' : ` (${times} times)`;
    const what = `"${key.slice(0, 60)}" of ${kind.name}${often}`;
    if (how === 'lost') yield { what, how: 'left out', detail: kind.lost![key]! };
    else if (how === 'unknown')
      yield { what, how: 'left out', detail: 'It is not known here; it is not read.' };
  }
  const settings = stray.filter(({ how }) => how === 'editor').map(({ key }) => key);
  if (settings.length > 0)
    yield {
      what: `Settings of ${program}'s own windows`,
      how: 'left out',
      detail: `${[...new Set(settings)].sort().join(', ')}.`,
      minor: true,
    };
}

const isObject = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type JsonRecord = Readonly<Record<string, unknown>>;

/** A record of JSON. What is empty, nothing, 0 or false says nothing. @param inner what makes nodes of records within */
export function jsonNode(record: JsonRecord, inner: (record: JsonRecord) => KeyedNode = jsonNode): KeyedNode {
  return {
    keys: Object.keys(record),
    says(key) {
      const value = record[key];
      if (Array.isArray(value)) return value.length > 0;
      return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
    },
    *under(key) {
      const value = record[key];
      for (const each of Array.isArray(value) ? value : [value]) if (isObject(each)) yield inner(each);
    },
  };
}
