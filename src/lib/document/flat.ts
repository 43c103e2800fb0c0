/**
 * An entity as one flat map: its own fields under their names, each component as a marker key (`Shape` = true) and one
 * key for each field that is set (`Shape/fill`). Fields that people edit in parts take a key for each part:
 * `Script:hero/properties/speed`, `Tilemap/tiles/c:0,0` (see tile-parts.ts).
 * Two people who add the same component at once then merge field by field.
 * What an instance sets inside of its prefab has the same keys, behind the path of the inner entity: `@arm%2Fhand/Shape/fill`.
 */
import { components, fieldOf } from '../schema/components.ts';
import type { FieldSpec, PropertyValue } from '../schema/fields.ts';
import type { EntityData, InnerOverride, StoredComponent } from '../schema/project.ts';
import type { TileChunks } from '../schema/tiles.ts';
import { packChunk } from './tile-codec.ts';

export type FlatEntry = readonly [key: string, value: unknown];

/** Fields of an entity beside its components, in the order in which they are stored. */
export const ownFields = ['name', 'parent', 'order', 'layer', 'tags', 'visible', 'locked', 'prefab'] as const;

const escape = (part: string): string => part.replaceAll('%', '%25').replaceAll('/', '%2F');
const unescape = (part: string): string => part.replaceAll('%2F', '/').replaceAll('%25', '%');

/** The marker key of a component. */
export const componentKeyOf = (component: string): string => escape(component);
/** The key of a field, or the start of its keys where it is stored in parts. */
export const fieldKeyOf = (component: string, field: string): string =>
  `${escape(component)}/${escape(field)}`;

/** Fields of an inner entity that an instance may set beside components. */
export const innerFields = ['name', 'tags', 'visible', 'removed'] as const;

/** The key of an instance under which it sets `key` of an inner entity. */
export const overrideKeyOf = (path: string, key: string): string => `@${escape(path)}/${key}`;

/** The inner entity that a key of an instance is about, and its key there; `null` for the instance's own keys. */
export function parseOverride(key: string): { path: string; key: string } | null {
  if (!key.startsWith('@')) return null;
  const slash = key.indexOf('/');
  return slash < 2 ? null : { path: unescape(key.slice(1, slash)), key: key.slice(slash + 1) };
}

/** Component and field that a key belongs to, and what follows them; `null` for own fields and markers. */
export function parseKey(key: string): { component: string; field: string; part: string | null } | null {
  const first = key.indexOf('/');
  if (first < 0) return null;
  const second = key.indexOf('/', first + 1);
  return {
    component: unescape(key.slice(0, first)),
    field: unescape(second < 0 ? key.slice(first + 1) : key.slice(first + 1, second)),
    part: second < 0 ? null : key.slice(second + 1),
  };
}

/** Whether a field is stored in parts, a key for each. */
export function inParts(component: string, field: string): 'record' | 'tiles' | null {
  const type = fieldOf(component, field)?.type;
  return type === 'record' || type === 'tiles' ? type : null;
}

/** What stands before the parts of each grid of an entity's own. There are thousands of them, so that they have to be told quickly. */
const gridPrefixes: readonly string[] = Object.entries(components).flatMap(([component, { fields }]) =>
  Object.entries<FieldSpec>(fields)
    .filter(([, { type }]) => type === 'tiles')
    .map(([field]) => `${fieldKeyOf(component, field)}/`),
);

/** The start of a key that is a part of a grid, with the slash behind it; `undefined` for any other key. */
export const gridPrefixOf = (key: string): string | undefined =>
  gridPrefixes.find((prefix) => key.startsWith(prefix));

/** The keys and values of one field. */
export function fieldToFlat(component: string, field: string, value: unknown): FlatEntry[] {
  const key = fieldKeyOf(component, field);
  switch (inParts(component, field)) {
    case 'record':
      return Object.entries(value as Record<string, PropertyValue>).map(([name, item]) => [
        `${key}/${name}`,
        item,
      ]);
    case 'tiles':
      return Object.entries(value as TileChunks).map(([name, cells]) => [
        `${key}/c:${name}`,
        packChunk(cells),
      ]);
    case null:
      return [[key, value]];
  }
}

/** The keys and values of a component, marker first. */
export function componentToFlat(component: string, fields: StoredComponent): FlatEntry[] {
  return [
    [componentKeyOf(component), true],
    ...Object.entries(fields).flatMap(([field, value]) => fieldToFlat(component, field, value)),
  ];
}

/** All keys and values of an entity. */
export function entityToFlat(entity: EntityData): FlatEntry[] {
  return [
    ...ownFields.map((field): FlatEntry => [field, entity[field]]),
    ...componentsToFlat(entity.components),
    ...Object.entries(entity.overrides ?? {}).flatMap(([path, override]) =>
      overrideToFlat(override).map(([key, value]): FlatEntry => [overrideKeyOf(path, key), value]),
    ),
  ];
}

const componentsToFlat = (components: EntityData['components']): FlatEntry[] =>
  Object.entries(components).flatMap(([key, fields]) => componentToFlat(key, fields));

function overrideToFlat(override: InnerOverride): FlatEntry[] {
  const own = innerFields.flatMap((field): FlatEntry[] =>
    override[field] === undefined ? [] : [[field, override[field]]],
  );
  return [...own, ...componentsToFlat(override.components)];
}
