/** Fields of an entity named by text, such as `Shape.fill`, `Transform.position.x` or `Properties.values.speed`. */
import { fieldOf, isComponentType, specOf, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';

export interface Target {
  /** Key of the component. */
  key: string;
  field: string;
  /** `x` or `y` of a point, the name in a record; '' for the whole field. */
  part: string;
  spec: FieldSpec;
}

/** Types of fields whose values scripts can make. */
const fillable: readonly FieldSpec['type'][] = [
  'number',
  'integer',
  'boolean',
  'string',
  'text',
  'color',
  'vec2',
  'enum',
  'asset',
  'choice',
];

/** The field that a text names among the components of an entity; `null` when there is none. */
export function parseTarget(components: Readonly<Record<string, unknown>>, text: string): Target | null {
  const key = Object.keys(components).find((each) => text.startsWith(`${each}.`));
  if (key === undefined || !isComponentType(typeOfKey(key))) return null;
  const rest = text.slice(key.length + 1);
  const dot = rest.indexOf('.');
  const [field, part] = dot < 0 ? [rest, ''] : [rest.slice(0, dot), rest.slice(dot + 1)];
  const spec = fieldOf(key, field);
  if (!spec) return null;
  const fits =
    spec.type === 'record'
      ? part !== '' && part !== '__proto__'
      : fillable.includes(spec.type) &&
        (part === '' || (spec.type === 'vec2' && (part === 'x' || part === 'y')));
  return fits ? { key, field, part, spec } : null;
}

/** What may be chosen as a target on an entity with these components: every fillable field, the names in its records. */
export function targetsOf(components: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(components).flatMap(([key, fields]) => {
    // What runs scripts other than behaviours is not for filling.
    const fieldsOfTable = Object.entries(specOf(key)?.fields ?? {});
    if (fieldsOfTable.some(([, spec]) => spec.type === 'script' && spec.kind !== 'behavior')) return [];
    return fieldsOfTable.flatMap(([field, { type }]) => {
      const name = `${key}.${field}`;
      if (type === 'vec2') return [name, `${name}.x`, `${name}.y`];
      if (type === 'record')
        return Object.keys((fields as Readonly<Record<string, object>>)[field] ?? {}).map(
          (each) => `${name}.${each}`,
        );
      return fillable.includes(type) ? [name] : [];
    });
  });
}
