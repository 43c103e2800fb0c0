/** YAML with a layout of our own: keys in the order in which they are given, short values on one line. */
import { Document, isCollection, type Node } from 'yaml';

/** A map of a file, in the order in which it is written. */
export type Pairs = Map<string, unknown>;

/** Marks a value that is written on one line. */
export class Inline {
  constructor(readonly value: unknown) {}
}

/** Sorts by code units, the same everywhere. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The entries of a record by key. */
export const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => compareText(a, b));

/** Drops what is undefined and, with a default, what equals it. */
export function pairs(entries: readonly (readonly [key: string, value: unknown, unless?: unknown])[]): Pairs {
  return new Map(
    entries.flatMap(([key, value, unless]) =>
      value === undefined || value === unless ? [] : [[key, value]],
    ),
  );
}

/** Leaves out a map that says nothing. */
export const notEmpty = (map: Pairs): Pairs | undefined => (map.size ? map : undefined);

/** Keys of maps sorted all the way down, for values of components that the table does not know. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return new Map(sorted(value as Record<string, unknown>).map(([key, item]) => [key, plain(item)]));
  return value;
}

function toNode(doc: Document, value: unknown): Node {
  if (value instanceof Inline) {
    const node = doc.createNode(value.value, { aliasDuplicateObjects: false });
    if (isCollection(node)) node.flow = true;
    return node;
  }
  if (Array.isArray(value)) return doc.createNode(value.map((item) => toNode(doc, item)));
  if (value instanceof Map)
    return doc.createNode(new Map([...value].map(([key, item]) => [key, toNode(doc, item)])));
  if (typeof value === 'object' && value !== null) return toNode(doc, new Map(Object.entries(value)));
  return doc.createNode(value);
}

/** The bytes of a file that says a map. */
export function toYaml(value: Pairs): Uint8Array {
  const doc = new Document();
  doc.contents = toNode(doc, value) as never;
  return new TextEncoder().encode(doc.toString({ lineWidth: 0, flowCollectionPadding: false }));
}
