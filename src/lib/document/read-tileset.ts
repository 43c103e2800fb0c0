/** Reading a tileset of the shared document, part by part. */
import type * as Y from 'yjs';
import { propertyName, propertyValue } from '../schema/check-fields.ts';
import { tile as anyTile, tileFields, tilesetExtras, tilesetFields } from '../schema/check-tilesets.ts';
import { id as anyId, show, type Check } from '../schema/checks.ts';
import type { TileData, TilesetData } from '../schema/project.ts';
import {
  kindFields,
  terrainColorFields,
  terrainColorOptions,
  terrainFields,
  terrainNumber,
  tileNumber,
  wangId,
  type TerrainColor,
  type TerrainSet,
  type WangId,
} from '../schema/terrain.ts';
import { ruleSetFields, tileRule, type RuleSet, type TileRule } from '../schema/tile-rules.ts';
import { passes, pick, type Report } from './read-value.ts';
import { PROPERTIES, RULES, TERRAIN, TILE } from './tileset-keys.ts';

const defaults: Omit<TilesetData, 'tiles'> = {
  name: 'Tileset',
  image: '',
  tileSize: [32, 32],
  margin: 0,
  spacing: 0,
  columns: 1,
  count: 0,
  offset: [0, 0],
};
const terrainDefaults: Omit<TerrainSet, 'colors' | 'tiles'> = {
  name: 'Terrain',
  order: 'a0',
  type: 'corner',
  tile: -1,
};
const colorDefaults: TerrainColor = { name: 'Terrain', color: '#888888', tile: -1, probability: 1 };
const rulesDefaults: Omit<RuleSet, 'rules'> = { name: 'Rules', order: 'a0', tile: -1 };

type Checks = Readonly<Record<string, Check>>;
/** What lies at a key, under '', and below it, by the rest of the key. */
type Branch = ReadonlyMap<string, unknown>;

/** Everything below a beginning of keys, by the next step of the key, such as the number of a tile. */
function below(entries: Iterable<readonly [string, unknown]>, beginning: string): Map<string, Branch> {
  const found = new Map<string, Map<string, unknown>>();
  for (const [key, value] of entries) {
    if (!key.startsWith(beginning)) continue;
    const slash = key.indexOf('/', beginning.length);
    const name = key.slice(beginning.length, slash < 0 ? undefined : slash);
    const branch = found.get(name) ?? new Map<string, unknown>();
    found.set(name, branch.set(slash < 0 ? '' : key.slice(slash + 1), value));
  }
  return found;
}

/** Fields that may be missing, and `properties` one by one; what is damaged is left out and said. */
function optional(branch: Branch, checks: Checks, where: string, report: Report): object {
  const fields: Record<string, unknown> = {};
  const properties: [string, unknown][] = [];
  for (const [key, value] of branch) {
    if (key.startsWith(PROPERTIES)) {
      const name = key.slice(PROPERTIES.length);
      if (passes(propertyName)(name) && passes(propertyValue)(value)) properties.push([name, value]);
      else report(`a property of ${where} is left out: ${show(value)} is not possible`);
    } else if (key !== 'properties' && Object.hasOwn(checks, key)) {
      if (passes(checks[key]!)(value)) fields[key] = value;
      else report(`${key} of ${where} is left out: ${show(value)} is not possible`);
    } else report(`“${key}” of ${where} comes from a newer version of Perigee; it is kept and not used`);
  }
  return properties.length > 0 ? { ...fields, properties: Object.fromEntries(properties) } : fields;
}

/** Fields that are always there, at their default where they are damaged, and those that may be missing. */
function fieldsOf<T extends object>(
  branch: Branch,
  fallback: T,
  checks: Checks,
  extras: Checks,
  where: string,
  report: Report,
): T {
  const rest = new Map(branch);
  const fields = Object.entries(fallback).map(([name, standard]: [string, unknown]) => {
    rest.delete(name);
    return [
      name,
      pick(branch.get(name), passes(checks[name]!), standard, `${name} of ${where}`, report),
    ] as const;
  });
  return { ...(Object.fromEntries(fields) as T), ...optional(rest, extras, where, report) };
}

/** The records below a beginning whose names and values are as they have to be. */
function records<T>(
  entries: Iterable<readonly [string, unknown]>,
  beginning: string,
  name: Check,
  what: string,
  read: (branch: Branch, name: string) => T | null,
  report: Report,
): Record<string, T> {
  const found: [string, T][] = [];
  for (const [key, branch] of below(entries, beginning)) {
    if (!passes(name)(key)) {
      report(`${what} is left out: ${show(key)} is not possible`);
      continue;
    }
    const value = read(branch, key);
    if (value !== null) found.push([key, value]);
  }
  return Object.fromEntries(found);
}

/** The part of a branch that lies below none of the beginnings, nor at it. */
const ownPart = (branch: Branch, beginnings: readonly string[]): Map<string, unknown> =>
  new Map([...branch].filter(([key]) => key !== '' && !beginnings.some((each) => key.startsWith(each))));

function readTile(branch: Branch, number: string, report: Report): TileData | null {
  const where = `tile ${number}`;
  const fields: TileData = optional(ownPart(branch, []), tileFields, where, report);
  // All in one, as older versions wrote it.
  const whole = branch.get('');
  const known = passes<TileData>(anyTile)(whole);
  if (whole !== undefined && !known) report(`${where} reads as a plain one: ${show(whole)} describes none`);
  if (!known) return Object.keys(fields).length > 0 ? fields : null;
  const properties = { ...whole.properties, ...fields.properties };
  return { ...whole, ...fields, ...(Object.keys(properties).length > 0 && { properties }) };
}

const COLORS = 'colors/';
const TILES = 'tiles/';

/** `null` where only leftovers lie, such as what was labelled while somebody else took the set away. */
function readTerrain(branch: Branch, id: string, report: Report): TerrainSet | null {
  if (!branch.has('')) return null;
  const where = `terrain ${id}`;
  const color = (each: Branch, number: string) =>
    each.has('')
      ? fieldsOf(
          ownPart(each, []),
          colorDefaults,
          terrainColorFields,
          terrainColorOptions,
          `${where}, ${number}`,
          report,
        )
      : null;
  const wang = (each: Branch, tile: string): WangId | null => {
    const value = each.get('');
    if (passes<WangId>(wangId)(value)) return value;
    report(`tile ${tile} of ${where} reads as not labelled: ${show(value)} is not possible`);
    return null;
  };
  const own = ownPart(branch, [COLORS, TILES]);
  return {
    ...fieldsOf(own, terrainDefaults, terrainFields, kindFields, where, report),
    colors: records(branch, COLORS, terrainNumber, `a terrain of ${where}`, color, report),
    tiles: records(branch, TILES, tileNumber, `a tile of ${where}`, wang, report),
  };
}

function readRules(branch: Branch, id: string, report: Report): RuleSet | null {
  if (!branch.has('')) return null;
  const where = `rules ${id}`;
  const rule = (each: Branch): TileRule | null => {
    const value = each.get('');
    if (passes<TileRule>(tileRule)(value)) return value;
    report(`a rule of ${where} is left out: ${show(value)} is not possible`);
    return null;
  };
  return {
    ...fieldsOf(ownPart(branch, [RULES]), rulesDefaults, ruleSetFields, {}, where, report),
    rules: records(branch, RULES, anyId, `a rule of ${where}`, rule, report),
  };
}

export function readTileset(tileset: Y.Map<unknown>, report: Report = () => {}): TilesetData {
  const entries = new Map(tileset.entries());
  const own = ownPart(entries, [TILE, TERRAIN, RULES]);
  const terrain = (branch: Branch, id: string) => readTerrain(branch, id, report);
  const rules = (branch: Branch, id: string) => readRules(branch, id, report);
  const terrains = records(entries, TERRAIN, anyId, 'a terrain', terrain, report);
  const ruleSets = records(entries, RULES, anyId, 'a set of rules', rules, report);
  return {
    ...fieldsOf(own, defaults, tilesetFields, tilesetExtras, 'a tileset', report),
    tiles: records(
      entries,
      TILE,
      tileNumber,
      'a tile',
      (branch, number) => readTile(branch, number, report),
      report,
    ),
    ...(Object.keys(terrains).length > 0 && { terrains }),
    ...(Object.keys(ruleSets).length > 0 && { rules: ruleSets }),
  };
}
