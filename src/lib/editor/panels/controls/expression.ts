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
