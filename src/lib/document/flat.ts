/**
 * An entity as one flat map: its own fields under their names, each component as a marker key (`Shape` = true) and one
 * key for each field that is set (`Shape/fill`). Fields that people edit in parts take a key for each part:
 * `Script:hero/properties/speed`, `Tilemap/tiles/c:0,0` (a chunk) and `Tilemap/tiles/t:3,4` (one painted cell).
 * Two people who add the same component at once then merge field by field.
 * What an instance sets inside of its prefab has the same keys, behind the path of the inner entity: `@arm%2Fhand/Shape/fill`.
 */
import { fieldOf } from '../schema/components.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { EntityData, InnerOverride, StoredComponent } from '../schema/project.ts';
import { CHUNK, cellIndex, chunkKey, type TileChunks } from '../schema/tiles.ts';

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
export const cellKeyOf = (component: string, field: string, x: number, y: number): string =>
  `${fieldKeyOf(component, field)}/t:${x},${y}`;

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

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** 256 cells as little-endian bytes. */
export function chunkToBytes(cells: Uint32Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(cells.slice().buffer);
  const bytes = new Uint8Array(cells.length * 4);
  const view = new DataView(bytes.buffer);
  cells.forEach((cell, at) => view.setUint32(at * 4, cell, true));
  return bytes;
}

/** The reverse of {@link chunkToBytes}; `null` for bytes that are no chunk. */
export function chunkFromBytes(bytes: unknown): Uint32Array | null {
  if (!(bytes instanceof Uint8Array) || bytes.length !== CHUNK * CHUNK * 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: CHUNK * CHUNK }, (_, at) => view.getUint32(at * 4, true));
}

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
        chunkToBytes(cells),
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

/** Chunks and single cells of one tile field on their way to a grid. */
export class TileParts {
  readonly #chunks: Record<string, Uint32Array> = {};
  readonly #cells: [x: number, y: number, value: number][] = [];

  /** Takes one part; false when it is no part of a grid. */
  add(part: string, value: unknown): boolean {
    const at = /^[ct]:(-?\d+),(-?\d+)$/.exec(part);
    if (!at) return false;
    if (part.startsWith('t:')) {
      const cell = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
      if (cell) this.#cells.push([Number(at[1]), Number(at[2]), value as number]);
      return cell;
    }
    const cells = chunkFromBytes(value);
    if (cells) this.#chunks[part.slice(2)] = cells;
    return cells !== null;
  }

  /** The grid: chunks, and single cells over them. */
  finish(): TileChunks {
    for (const [x, y, value] of this.#cells) {
      const cells = (this.#chunks[chunkKey(x, y)] ??= new Uint32Array(CHUNK * CHUNK));
      cells[cellIndex(x, y)] = value;
    }
    return Object.fromEntries(
      Object.entries(this.#chunks)
        .filter(([, cells]) => cells.some((cell) => cell !== 0))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}
