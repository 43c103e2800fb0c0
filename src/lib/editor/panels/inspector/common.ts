/** What several selected entities have in common, for an inspector that edits them together. Pure. */
import type { Vec2 } from '../../../base/geometry.ts';
import { components as table, typeOfKey } from '../../../schema/components.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';

/** Equal as document values: numbers, strings, lists and records by content. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}

/** The value that all share; `null` where they differ or there is none. */
export function common<T>(values: readonly T[]): T | null {
  const first = values[0];
  return first !== undefined && values.every((value) => sameValue(value, first)) ? first : null;
}

/** A vector whose axes are `null` where they differ. */
export function commonVec2(values: readonly Vec2[]): [number | null, number | null] {
  return [common(values.map((value) => value[0])), common(values.map((value) => value[1]))];
}

const TYPES = Object.keys(table);

/** Keys of the components that every entity has, in the order of the component table, then by name. */
export function commonKeys(entities: readonly ResolvedEntity[]): string[] {
  const [first, ...rest] = entities;
  if (!first) return [];
  return Object.keys(first.components)
    .filter((key) => rest.every((entity) => Object.hasOwn(entity.components, key)))
    .sort((a, b) => TYPES.indexOf(typeOfKey(a)) - TYPES.indexOf(typeOfKey(b)) || (a < b ? -1 : 1));
}

/** `strokeWidth` as people read it: "Stroke width". */
export function labelOf(name: string): string {
  const words = name
    .replace(/[_-]+/gu, ' ')
    .replace(/([a-z\d])([A-Z])/gu, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
