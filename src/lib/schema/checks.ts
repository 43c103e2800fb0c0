/** The pieces that checks of data are made of. A check reports what is wrong with a value, and where; it never throws. */

/** Keys and indices from the root of the data to the value. */
export type Path = readonly (string | number)[];

/** One thing that is wrong, and where. */
export interface Finding {
  path: Path;
  /** Without the place, such as `must be a number, is "wide"`. */
  message: string;
  severity: 'error' | 'warning';
}

export type Report = (path: Path, message: string, severity?: Finding['severity']) => void;
export type Check = (value: unknown, path: Path, report: Report) => void;

/** The place in words: keys joined by dots, `components` left out. */
export function formatPath(path: Path): string {
  return path.filter((key) => key !== 'components').join('.');
}

/** A value as the user would write it, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (ArrayBuffer.isView(value)) return 'binary data';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

export const must =
  (test: (value: unknown) => boolean, what: string): Check =>
  (value, path, report) => {
    if (!test(value)) report(path, `must be ${what}, is ${show(value)}`);
  };

export const text = must((value) => typeof value === 'string', 'a text');
export const flag = must((value) => typeof value === 'boolean', 'true or false');
/** `''`, `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. */
export const colorPattern = /^(#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8}))?$/i;
export const color = must(
  (value) => typeof value === 'string' && colorPattern.test(value),
  'a colour such as "#7c9cff" (in quotes), or ""',
);
export const orderKey = must(
  (value) => typeof value === 'string' && /^[0-9A-Za-z]{1,1000}$/.test(value),
  'an order key such as a0',
);

export function numberIn(min = -Infinity, max = Infinity, integer = false): Check {
  const kind = integer ? 'a whole number' : 'a number';
  const range =
    min > -Infinity && max < Infinity
      ? ` from ${min} to ${max}`
      : min > -Infinity
        ? ` of at least ${min}`
        : max < Infinity
          ? ` of at most ${max}`
          : '';
  return must(
    (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value)),
    kind + range,
  );
}

export function pair(each: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value) || value.length !== 2)
      report(path, `must be two numbers such as [0, 0], is ${show(value)}`);
    else value.forEach((item, at) => each(item, [...path, at], report));
  };
}

export function list(each: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, `must be a list, is ${show(value)}`);
    else value.forEach((item, at) => each(item, [...path, at], report));
  };
}

export function recordOf(each: (key: string) => Check, key: Check = () => {}): Check {
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, `must be a map of names to values, is ${show(value)}`);
    for (const [name, item] of Object.entries(value)) {
      key(name, [...path, name], report);
      each(name)(item, [...path, name], report);
    }
  };
}

/** A map with these keys; those in `optional` may be missing, others are reported as unknown. */
export function shape(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, `must be a map of names to values, is ${show(value)}`);
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined) report([...path, name], 'is missing');
      else check(value[name], [...path, name], report);
    }
    for (const [name, item] of Object.entries(value)) {
      if (Object.hasOwn(required, name)) continue;
      if (!Object.hasOwn(optional, name)) report([...path, name], 'is not a name that is known here');
      else if (item !== undefined) optional[name]!(item, [...path, name], report);
    }
  };
}

export const id: Check = must(
  (value) => typeof value === 'string' && /^[^\s/\p{C}]{1,128}$/u.test(value) && value !== '__proto__',
  'an id of 1 to 128 characters without spaces and slashes',
);

/** The first thing that is wrong with a value, such as `must be a number, is "wide"`; `null` when nothing is. */
export function firstFinding(check: Check, value: unknown): string | null {
  let found: string | null = null;
  check(value, [], (_, message) => (found ??= message));
  return found;
}
