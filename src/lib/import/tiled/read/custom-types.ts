import type { TiledProperty } from '../../../tiled/model.ts';
import { isJsonRecord, type Fields, type JsonNode, type JsonRecord } from './fields.ts';

interface Member {
  name: string;
  type: string;
  propertyType: string;
  value: unknown;
}

/** The types that a project of Tiled defines: what members a class has, and their values where an object says none. */
export class CustomTypes {
  readonly #classes = new Map<string, readonly Member[]>();

  /** Takes the types of a `.tiled-project` file; what is no type is passed over. */
  add(project: JsonNode): void {
    for (const type of project.list('propertyTypes')) {
      if (type.fields.text('type') !== 'class') continue;
      const members = type.list('members').map(({ fields, record }) => ({
        name: fields.text('name'),
        type: fields.text('type') || 'string',
        propertyType: fields.text('propertyType'),
        value: record.value,
      }));
      this.#classes.set(type.fields.text('name'), members);
    }
  }

  /** The members of a class as the type sets them; none for a type that is not known. */
  defaults(className: string, fields: Fields, depth = 0): TiledProperty[] {
    if (depth > 8) return [];
    return (this.#classes.get(className) ?? []).flatMap(({ name, type, propertyType, value }) => {
      if (type === 'object') return [{ name, type, propertyType, value: 0 }];
      if (type === 'class') {
        const given = membersOf(isJsonRecord(value) ? value : {}, propertyType, this, fields, depth + 1);
        return [
          { name, type, propertyType, value: merged(this.defaults(propertyType, fields, depth + 1), given) },
        ];
      }
      const read = valueOf({ name, type, propertyType, value }, this, fields, depth);
      return read === null ? [] : [read];
    });
  }

  member(className: string, name: string): { type: string; propertyType: string } | undefined {
    return this.#classes.get(className)?.find((member) => member.name === name);
  }
}

/** Properties with others over them, by name. */
export function merged(base: readonly TiledProperty[], over: readonly TiledProperty[]): TiledProperty[] {
  const names = new Set(over.map(({ name }) => name));
  return [...base.filter(({ name }) => !names.has(name)), ...over];
}

/** Members of a class in JSON, which tells values but not their types. */
function membersOf(
  record: JsonRecord,
  className: string,
  types: CustomTypes,
  fields: Fields,
  depth: number,
): TiledProperty[] {
  if (depth > 8) throw fields.problem('A custom property is nested too deeply.');
  return Object.entries(record).flatMap(([name, value]) => {
    const known = types.member(className, name);
    const type = known?.type ?? guessed(value);
    const read = valueOf(
      { name, type, propertyType: known?.propertyType ?? '', value },
      types,
      fields,
      depth,
    );
    return read === null ? [] : [read];
  });
}

function guessed(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : isJsonRecord(value) ? 'class' : 'string';
}

/** A property from a value as JSON or an attribute gives it. */
export function valueOf(
  { name, type, propertyType, value }: Member,
  types: CustomTypes,
  fields: Fields,
  depth = 0,
): TiledProperty | null {
  const of = (read: TiledProperty['value']): TiledProperty => ({ name, type, propertyType, value: read });
  switch (type) {
    case 'class':
      return of(isJsonRecord(value) ? membersOf(value, propertyType, types, fields, depth + 1) : []);
    case 'list': {
      if (depth > 8) throw fields.problem('A custom property is nested too deeply.');
      const items = Array.isArray(value) ? (value as unknown[]) : [];
      return of(
        items.flatMap((item) => {
          const whole = isJsonRecord(item) && typeof item.type === 'string' ? item : null;
          const read = valueOf(
            {
              name: '',
              type: whole ? String(whole.type) : guessed(item),
              propertyType: typeof whole?.propertytype === 'string' ? whole.propertytype : '',
              value: whole ? whole.value : item,
            },
            types,
            fields,
            depth + 1,
          );
          return read === null ? [] : [read];
        }),
      );
    }
    case 'bool':
      return of(value === true || value === 'true');
    case 'int':
    case 'float':
    case 'object': {
      // An enumeration with flags may be written in words.
      if (propertyType !== '' && typeof value === 'string' && !Number.isFinite(Number(value)))
        return { name, type: 'string', propertyType, value };
      const number = value === '' || value === undefined || value === null ? 0 : Number(value);
      if (!Number.isFinite(number))
        throw fields.problem(
          `The property "${name}" must be a number, is "${String(value as string).slice(0, 40)}".`,
        );
      return of(number);
    }
    case 'color':
      return of(fields.asColor(typeof value === 'string' ? value : ''));
    default: {
      if (value === undefined || value === null) return of('');
      if (typeof value === 'object') return of(JSON.stringify(value));
      return of(typeof value === 'string' ? value : String(value as number));
    }
  }
}
