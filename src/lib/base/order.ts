import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Anything that is sorted among its siblings by a fractional key. */
export interface Ordered {
  order: string;
}

/** A key that sorts between two keys; `null` is the open end. Equal or reversed keys give a key after `before`. */
export function orderBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) return generateKeyBetween(before, null);
  return generateKeyBetween(before, after);
}

/** `count` ascending keys between two keys. */
export function ordersBetween(before: string | null, after: string | null, count: number): string[] {
  if (before !== null && after !== null && before >= after) return generateNKeysBetween(before, null, count);
  return generateNKeysBetween(before, after, count);
}

/** Sorts by key, then by id: two peers may make equal keys at once, and all must agree on the order. */
export function compareOrder(a: readonly [string, Ordered], b: readonly [string, Ordered]): number {
  if (a[1].order !== b[1].order) return a[1].order < b[1].order ? -1 : 1;
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

/** The entries of a record in display order. */
export function inOrder<T extends Ordered>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(compareOrder);
}
