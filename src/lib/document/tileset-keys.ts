/**
 * A tileset as one flat map, so that what people change at once merges: its own fields under their names, each thing that a tile
 * says under a key of its own (`tile/3/solid`, `tile/3/properties/danger`), terrains (`terrain/ID` = true, `terrain/ID/name`,
 * `terrain/ID/colors/1/name`, `terrain/ID/tiles/3`) and rules (`rules/ID` = true, `rules/ID/name`, `rules/ID/rules/RULE`).
 * Older documents keep all of a tile under `tile/3`; where there are newer keys as well, those count.
 */
import type { PropertyValue } from '../schema/fields.ts';
import type { TileData, TilesetData } from '../schema/project.ts';
import type { TerrainSet } from '../schema/terrain.ts';
import type { RuleSet } from '../schema/tile-rules.ts';
import type { FlatEntry } from './flat.ts';

export const TILE = 'tile/';
export const TERRAIN = 'terrain/';
export const RULES = 'rules/';
export const PROPERTIES = 'properties/';

const propertiesToFlat = (at: string, properties: Readonly<Record<string, PropertyValue>>): FlatEntry[] =>
  Object.entries(properties).map(([name, value]) => [at + PROPERTIES + name, value]);

/** Fields under their names, those that are missing left out, properties one by one. */
function fieldsToFlat(at: string, fields: object): FlatEntry[] {
  return Object.entries(fields).flatMap(([name, value]): FlatEntry[] => {
    if (value === undefined) return [];
    return name === 'properties'
      ? propertiesToFlat(at, value as TileData['properties'] & object)
      : [[at + name, value]];
  });
}

/** The keys of one tile. One of which nothing is said keeps a key of its own. */
export function tileToFlat(number: string, tile: TileData): FlatEntry[] {
  const entries = fieldsToFlat(`${TILE}${number}/`, tile);
  return entries.length > 0 ? entries : [[TILE + number, {}]];
}

export function terrainToFlat(id: string, { colors, tiles, ...fields }: TerrainSet): FlatEntry[] {
  const at = TERRAIN + id;
  return [
    [at, true],
    ...fieldsToFlat(`${at}/`, fields),
    ...Object.entries(colors).flatMap(([number, color]): FlatEntry[] => [
      [`${at}/colors/${number}`, true],
      ...fieldsToFlat(`${at}/colors/${number}/`, color),
    ]),
    ...Object.entries(tiles).map(([number, wang]): FlatEntry => [`${at}/tiles/${number}`, wang]),
  ];
}

export function rulesToFlat(id: string, { rules, ...fields }: RuleSet): FlatEntry[] {
  const at = RULES + id;
  return [
    [at, true],
    ...fieldsToFlat(`${at}/`, fields),
    ...Object.entries(rules).map(([rule, value]): FlatEntry => [`${at}/rules/${rule}`, value]),
  ];
}

/** What of a tileset is not kept by number or id. */
export function ownToFlat({ tiles: _, terrains: __, rules: ___, ...fields }: TilesetData): FlatEntry[] {
  return fieldsToFlat('', fields);
}

/** All keys and values of a tileset. */
export function tilesetToFlat(tileset: TilesetData): FlatEntry[] {
  return [
    ...ownToFlat(tileset),
    ...Object.entries(tileset.tiles).flatMap(([number, tile]) => tileToFlat(number, tile)),
    ...Object.entries(tileset.terrains ?? {}).flatMap(([id, set]) => terrainToFlat(id, set)),
    ...Object.entries(tileset.rules ?? {}).flatMap(([id, set]) => rulesToFlat(id, set)),
  ];
}
