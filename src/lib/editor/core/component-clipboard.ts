/** Components as text for the clipboard. Pure. */
import { isRecord, isString } from '../../base/guards.ts';
import { checkField } from '../../schema/check-fields.ts';
import { defaultsOf, fieldOf, isComponentType, specOf, typeOfKey } from '../../schema/components.ts';
import type { StoredComponent } from '../../schema/project.ts';
import { fromTileJson, toTileJson } from './tile-json.ts';

/** Says that a text on the clipboard is ours. */
const MARK = 'perigee/component';

/** A component that was copied. */
export interface CopiedComponent {
  /** Its key where it came from, such as `Script:hero`. */
  readonly key: string;
  /** Only what differs from the defaults. */
  readonly fields: StoredComponent;
}

/** For the clipboard. Fields at their defaults are left out. */
export function componentText(key: string, fields: StoredComponent): string {
  const type = typeOfKey(key);
  const defaults = isComponentType(type) ? (defaultsOf(type) as Record<string, unknown>) : {};
  const set = Object.entries(fields).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(defaults[field]),
  );
  return toTileJson({ kind: MARK, key, fields: Object.fromEntries(set) });
}

/** The reverse of {@link componentText}, without fields that this version does not know or cannot hold; `null` for any other text. */
export function componentFrom(text: string): CopiedComponent | null {
  if (!text.includes(MARK)) return null;
  let data: unknown;
  try {
    data = fromTileJson(text);
  } catch {
    return null;
  }
  if (!isRecord(data) || data.kind !== MARK || !isString(data.key) || !isRecord(data.fields)) return null;
  const { key } = data;
  if (!isComponentType(typeOfKey(key))) return null;
  const known = Object.entries(data.fields).filter(
    ([field, value]) => fieldOf(key, field) !== undefined && checkField(key, field, value) === null,
  );
  return { key, fields: Object.fromEntries(known) };
}

/** All fields of a component as pasting sets them: what was not copied goes back to its default. */
export function pastedFields({ key, fields }: CopiedComponent): StoredComponent {
  const names = Object.keys(specOf(key)?.fields ?? {});
  return Object.fromEntries(names.map((field) => [field, fields[field]]));
}

/** A key for one more component of a type that an entity may carry several of. */
export function freeKey(type: string, wish: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const base = wish ? `${type}:${wish}` : type;
  if (!used.has(base)) return base;
  for (let n = 2; ; n++) if (!used.has(`${type}:${wish}${n}`)) return `${type}:${wish}${n}`;
}
