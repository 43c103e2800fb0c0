/** Checks for components and their fields, derived from the component table. */
import {
  firstFinding,
  color,
  flag,
  isRecord,
  list,
  must,
  numberIn,
  pair,
  recordOf,
  shape,
  show,
  text,
  type Check,
} from './checks.ts';
import { components, specOf, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { CHUNK } from './tiles.ts';

export const vector = pair(numberIn());
export const propertyName: Check = must(
  (value) => typeof value === 'string' && value.length <= 256 && value !== '__proto__',
  'a name of at most 256 characters',
);
/** A name in a record that the shared document stores as one value: it takes one that names `constructor` for no plain record. */
export const storedName: Check = must(
  (value) => value !== 'constructor' && firstFinding(propertyName, value) === null,
  'a name of at most 256 characters, and not "constructor"',
);
export const propertyValue: Check = must(
  (value) =>
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)),
  'a number, a text, or true or false',
);
export const properties = recordOf(() => propertyValue, propertyName);
export const importedFacts = recordOf(() => propertyValue, storedName);
export const points = list(vector);
const curve = list(
  must(
    (value) =>
      Array.isArray(value) &&
      (value.length === 2 || value.length === 6) &&
      value.every((part) => typeof part === 'number' && Number.isFinite(part)),
    'two numbers such as [0, 0.5], or six with handles',
  ),
);
const tilesetUses = list(shape({ firstTile: numberIn(1, 0x0fffffff, true), tileset: text }));
const tiles = recordOf(
  () =>
    must(
      (value) => value instanceof Uint32Array && value.length === CHUNK * CHUNK,
      `${CHUNK} x ${CHUNK} tiles`,
    ),
  must(
    (value) => typeof value === 'string' && /^(0|-?[1-9]\d{0,6}),(0|-?[1-9]\d{0,6})$/.test(value),
    'a chunk such as 0,0',
  ),
);

/** The check for one field of a component. */
function fieldCheck(spec: FieldSpec): Check {
  switch (spec.type) {
    case 'number':
      return numberIn(spec.min, spec.max);
    case 'integer':
      return numberIn(spec.min, spec.max, true);
    case 'vec2':
      return pair(numberIn(spec.min, spec.max));
    case 'enum':
      return must(
        (value) => typeof value === 'string' && spec.options.includes(value),
        `one of ${spec.options.join(', ')}`,
      );
    case 'boolean':
      return flag;
    case 'color':
      return color;
    case 'string':
    case 'text':
    case 'asset':
    case 'script':
    case 'entity':
    case 'choice':
      return text;
    case 'choices':
      return list(text);
    case 'points':
      return points;
    case 'curve':
      return curve;
    case 'record':
      return properties;
    case 'tilesets':
      return tilesetUses;
    case 'tiles':
      return tiles;
  }
}

const fieldChecks: ReadonlyMap<string, Check> = new Map(
  Object.entries(components).flatMap(([type, spec]) =>
    Object.entries(spec.fields).map(
      ([field, fieldSpec]) => [`${type}.${field}`, fieldCheck(fieldSpec)] as const,
    ),
  ),
);

/**
 * What is wrong with a value for one field of a component, such as `must be a number, is "wide"`;
 * `null` when nothing is, or when the table does not know the field.
 */
export function checkField(key: string, field: string, value: unknown): string | null {
  return fieldChecker(key, field)(value);
}

/** The same for many values of one field. */
export function fieldChecker(key: string, field: string): (value: unknown) => string | null {
  const check = fieldChecks.get(`${typeOfKey(key)}.${field}`);
  if (!check) return () => null;
  return (value) => firstFinding(check, value);
}

/** Whether an entity may have a component under this key, known or not: `Body`, `Collider:feet`. */
export function isComponentKey(key: string): boolean {
  const spec = specOf(key);
  if (key.includes(':') && spec && !spec.many) return false;
  return /^[A-Za-z]\w*(:[^.\s/\p{C}]{1,64})?$/u.test(key);
}

/** Whether a component may have a field of this name, known or not. */
export const isFieldName = (field: string): boolean =>
  /^[^.\s\p{C}]{1,64}$/u.test(field) && field !== '__proto__';

/** The check for the fields of a component that an entity has under this key. */
export const component =
  (key: string): Check =>
  (value, path, report) => {
    const type = typeOfKey(key);
    const spec = specOf(key);

    if (!isRecord(value)) return report(path, `must be a map of fields, is ${show(value)}`);
    if (!spec && !isComponentKey(key)) return report(path, 'is no name of a component');
    if (!spec) return report(path, `is a component that this version does not know`, 'warning');
    if (key !== type && !spec.many) report(path, `an entity has only one ${type}; write "${type}"`);
    else if (!isComponentKey(key)) report(path, 'is no name of a component');
    for (const [field, item] of Object.entries(value)) {
      const check = fieldChecks.get(`${type}.${field}`);
      if (check) check(item, [...path, field], report);
      else if (!isFieldName(field)) report([...path, field], 'is no name of a field');
      else report([...path, field], `is a field of ${type} that this version does not know`, 'warning');
    }
  };
