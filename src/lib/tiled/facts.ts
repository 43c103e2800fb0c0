/** What the project remembers of a Tiled file beside what it uses: names and plain values. */
import type { PropertyValue } from '../schema/fields.ts';

/** Facts with those left out that are not told: undefined, or as in `usual`. Lists and records are kept as JSON. */
export function factsOf(
  given: Readonly<Record<string, unknown>>,
  usual: Readonly<Record<string, PropertyValue>> = {},
): Record<string, PropertyValue> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]): [string, PropertyValue][] => {
      if (value === undefined || value === null || value === usual[name]) return [];
      if (typeof value === 'object') return [[name, JSON.stringify(value)]];
      return [[name, value as PropertyValue]];
    }),
  );
}
