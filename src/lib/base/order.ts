import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Anything that is sorted among its siblings by a fractional key. */
export interface Ordered {
  order: string;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A key between two that the generator of keys does not take for its own: broken documents have such. */
function plainBetween(before: string | null, after: string | null): string {
  const low = before ?? '';
  if (after === null) return `${low}V`;
  let key = '';
  for (let at = 0; ; at++) {
    const from = at < low.length ? DIGITS.indexOf(low[at]!) : -1;
    const to = at < after.length ? DIGITS.indexOf(after[at]!) : -1;
    // Only zeros apart: nothing lies between.
    if (to < 0) return `${low}V`;
    if (from === to) key += DIGITS[from]!;
    else if (to - from > 1) return `${key}${DIGITS[Math.floor((from + to + 1) / 2)]!}V`;
    else if (from >= 0) return `${low}V`;
    else key += DIGITS[0]!;
  }
}

/** A key that sorts between two keys; `null` is the open end. Equal or reversed keys give a key after `before`. */
export function orderBetween(before: string | null, after: string | null): string {
  const end = before !== null && after !== null && before >= after ? null : after;
  try {
    return generateKeyBetween(before, end);
  } catch {
    return plainBetween(before, end);
  }
}

/** `count` ascending keys between two keys. */
export function ordersBetween(before: string | null, after: string | null, count: number): string[] {
  const end = before !== null && after !== null && before >= after ? null : after;
  try {
    return generateNKeysBetween(before, end, count);
  } catch {
    const keys: string[] = [];
    for (let low = before; keys.length < count; low = keys.at(-1)!) keys.push(plainBetween(low, end));
    return keys;
  }
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
