/** What the project remembers of a Tiled file beside what it uses: names and plain values. */
import type { PropertyValue } from '../schema/fields.ts';
import type { ImportedFacts } from '../schema/project.ts';

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

/** Reads facts; what is missing or of another type gives the fallback. */
export class Facts {
  constructor(private readonly facts: ImportedFacts = {}) {}

  has(name: string): boolean {
    return Object.hasOwn(this.facts, name);
  }

  text(name: string, fallback = ''): string {
    const value = this.#get(name);
    return typeof value === 'string' ? value : fallback;
  }

  number(name: string, fallback = 0): number {
    const value = this.#get(name);
    return typeof value === 'number' ? value : fallback;
  }

  flag(name: string, fallback = false): boolean {
    const value = this.#get(name);
    return typeof value === 'boolean' ? value : fallback;
  }

  /** A list or record that was kept as JSON; `null` when there is none, or `test` refuses it. */
  json<T>(name: string, test: (value: unknown) => value is T): T | null {
    try {
      const value: unknown = JSON.parse(this.text(name, 'null'));
      return test(value) ? value : null;
    } catch {
      return null;
    }
  }

  #get(name: string): PropertyValue | undefined {
    return Object.hasOwn(this.facts, name) ? this.facts[name] : undefined;
  }
}
