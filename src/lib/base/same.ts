type Fields = Readonly<Record<string, unknown>>;

/** Values of fields are plain data: lists, records and typed arrays of numbers and strings. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint32Array && b instanceof Uint32Array)
    return a.length === b.length && a.every((value, i) => value === b[i]);
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as Fields)[key], (b as Fields)[key]));
}
