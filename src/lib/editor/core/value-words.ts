import { isRecord } from '../../base/guards.ts';

/** A value of a field as a list or a hover text shows it. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (typeof value === 'string') return value === '' ? 'none' : value.slice(0, 40);
  if (Array.isArray(value))
    return value.length <= 4 ? value.map(valueInWords).join(', ') : `${value.length} values`;
  if (isRecord(value)) {
    const entries = Object.entries(value);
    return entries.length <= 3
      ? entries.map(([name, each]) => `${name} ${valueInWords(each)}`).join(', ') || 'none'
      : `${entries.length} values`;
  }
  return String(value);
}
