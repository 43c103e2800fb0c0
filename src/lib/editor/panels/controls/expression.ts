/**
 * The value of what a person typed into a number field: a number, or arithmetic with `+ - * / ( )`. A decimal
 * comma is read as a point, a unit at the end is ignored. Nothing is ever evaluated as code.
 *
 * @returns `null` when the text is no finite number
 */
export function evaluateNumber(text: string): number | null {
  const source = text
    .trim()
    .replace(/,/g, '.')
    .replace(/(?:px\/s|px|°|%|\/s|ms)\s*$/u, '');
  const tokens = source.match(/(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[-+*/()]|\S/giu);
  if (!tokens) return null;
  let at = 0;

  const primary = (): number => {
    const token = tokens[at++];
    if (token === '-') return -primary();
    if (token === '+') return primary();
    if (token === '(') {
      const value = sum();
      return tokens[at++] === ')' ? value : NaN;
    }
    return token !== undefined && /^[\d.]/u.test(token) ? Number(token) : NaN;
  };
  const product = (): number => {
    let value = primary();
    while (tokens[at] === '*' || tokens[at] === '/')
      value = tokens[at++] === '*' ? value * primary() : value / primary();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}

/** A number as a field shows it: at most three decimals, no trailing zeros, no minus zero. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000 || 0);
}

/** What a person typed into a number field: a value, or a change of whatever value each of several things has. */
export type NumberEntry =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'change'; readonly change: (old: number) => number };

const changes: Readonly<Record<string, (old: number, by: number) => number>> = {
  '+': (old, by) => old + by,
  '-': (old, by) => old - by,
  '*': (old, by) => old * by,
  '/': (old, by) => old / by,
};

/**
 * Reads an entry: arithmetic as in {@link evaluateNumber}, or `+=8`, `-=8`, `*=2`, `/=2` with arithmetic behind it, which changes every
 * value there is.
 * @returns `null` when it makes no finite number
 */
export function readNumber(text: string): NumberEntry | null {
  const relative = /^\s*([-+*/])=(.*)$/su.exec(text);
  const value = evaluateNumber(relative ? relative[2]! : text);
  if (value === null) return null;
  if (!relative) return { kind: 'value', value };
  const by = changes[relative[1]!]!;
  if (!Number.isFinite(by(1, value))) return null;
  return { kind: 'change', change: (old) => by(old, value) };
}

/** Pixels that the pointer goes for one step. */
const PIXELS_PER_STEP = 2;

/** How much faster or finer a number steps while Shift or Alt is held. */
export const stepFactor = ({ shiftKey, altKey }: { shiftKey: boolean; altKey: boolean }): number =>
  shiftKey ? 10 : altKey ? 0.1 : 1;

/**
 * Dragging on a number: the change so far, after the pointer has moved on. Held keys count for what is moved while they are held, so
 * that taking one never makes the number jump.
 */
export function scrub(change: number, pixels: number, step: number, factor: number): number {
  return change + (pixels / PIXELS_PER_STEP) * step * factor;
}

/** A change in whole steps, tenths of them while `factor` is below 1. */
export function wholeSteps(change: number, step: number, factor: number): number {
  const unit = step * Math.min(1, factor);
  return Math.round(change / unit) * unit;
}
