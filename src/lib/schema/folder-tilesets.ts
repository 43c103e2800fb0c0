/** Tilesets as a project folder writes them. */
import { inOrder } from '../base/order.ts';
import { isRaw, mapValues, type Raw } from './folder-parts.ts';
import type { TileData, TilesetData } from './project.ts';
import type { TerrainSet } from './terrain.ts';
import type { RuleSet, TileRule } from './tile-rules.ts';
import { Inline, notEmpty, pairs, plain, type Pairs } from './yaml-pairs.ts';

const byNumber = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => Number(a) - Number(b));

/** What is kept by keys that are numbers, in their order. */
const numbered = <T>(record: Readonly<Record<string, T>>, write: (item: T) => unknown): Pairs =>
  new Map(byNumber(record).map(([number, item]) => [number, write(item)]));

/** Class and properties, where there are any. */
const kind = ({ className, properties }: Pick<TileData, 'className' | 'properties'>) =>
  [
    ['className', className],
    ['properties', properties && plain(properties)],
  ] as const;

const tilePairs = (data: TileData): Pairs =>
  pairs([
    ['image', data.image],
    [
      'rect',
      data.rect &&
        new Inline({ x: data.rect.x, y: data.rect.y, width: data.rect.width, height: data.rect.height }),
    ],
    ['solid', data.solid],
    ['oneWay', data.oneWay],
    ['collision', data.collision?.map((outline) => new Inline(outline))],
    ['probability', data.probability],
    ...kind(data),
    ['animation', data.animation?.map((frame) => new Inline({ tile: frame.tile, duration: frame.duration }))],
  ]);

const terrainPairs = (set: TerrainSet): Pairs =>
  pairs([
    ['name', set.name],
    ['order', set.order],
    ['type', set.type],
    ['tile', set.tile],
    ...kind(set),
    [
      'colors',
      numbered(set.colors, (color) =>
        pairs([
          ['name', color.name],
          ['color', color.color],
          ['tile', color.tile],
          ['probability', color.probability],
          ['order', color.order],
          ...kind(color),
        ]),
      ),
    ],
    ['tiles', numbered(set.tiles, (wang) => new Inline(wang))],
  ]);

/** The rows of the pattern under each other, as they lie. */
const patternRows = (pattern: readonly number[]): Inline[] => {
  const side = Math.sqrt(pattern.length);
  return Array.from({ length: side }, (_, row) => new Inline(pattern.slice(row * side, (row + 1) * side)));
};

const rulePairs = (rule: TileRule): Pairs =>
  pairs([
    ['order', rule.order],
    ['pattern', patternRows(rule.pattern)],
    ['tiles', rule.tiles.map(({ tile, weight }) => new Inline({ tile, weight }))],
    ['chance', rule.chance],
    ['flipX', rule.flipX],
    ['flipY', rule.flipY],
    ['rotate', rule.rotate],
    ['off', rule.off],
  ]);

const rulesPairs = (set: RuleSet): Pairs =>
  pairs([
    ['name', set.name],
    ['order', set.order],
    ['tile', set.tile],
    ['rules', new Map(inOrder(set.rules).map(([id, rule]) => [id, rulePairs(rule)]))],
  ]);

/** A file in `tilesets/`. */
export function tilesetPairs(id: string, tileset: TilesetData): Pairs {
  const { transforms } = tileset;
  return pairs([
    ['id', id],
    ['name', tileset.name],
    ['image', tileset.image],
    ['tileSize', new Inline(tileset.tileSize)],
    ['margin', tileset.margin, 0],
    ['spacing', tileset.spacing, 0],
    ['columns', tileset.columns],
    ['count', tileset.count],
    ['offset', tileset.offset[0] === 0 && tileset.offset[1] === 0 ? undefined : new Inline(tileset.offset)],
    ...kind(tileset),
    [
      'transforms',
      transforms &&
        new Inline(
          Object.fromEntries(
            (['flipX', 'flipY', 'rotate', 'preferUntransformed'] as const).flatMap((name) =>
              transforms[name] === undefined ? [] : [[name, transforms[name]]],
            ),
          ),
        ),
    ],
    ['tiles', notEmpty(numbered(tileset.tiles, tilePairs))],
    [
      'terrains',
      tileset.terrains && new Map(inOrder(tileset.terrains).map(([key, set]) => [key, terrainPairs(set)])),
    ],
    ['rules', tileset.rules && new Map(inOrder(tileset.rules).map(([key, set]) => [key, rulesPairs(set)]))],
    ['imported', tileset.imported && plain(tileset.imported)],
  ]);
}

/** A tileset of a folder as data, not yet checked; the reverse of {@link tilesetPairs}. */
export function readTilesetFile(raw: Raw): Raw {
  const inside = (records: unknown, change: (item: Raw) => Raw): unknown =>
    isRaw(records) ? mapValues(records, (item) => (isRaw(item) ? change(item) : item)) : records;
  const rule = (item: Raw): Raw => ({
    ...item,
    pattern: Array.isArray(item.pattern) ? item.pattern.flat() : item.pattern,
  });
  return {
    margin: 0,
    spacing: 0,
    offset: [0, 0],
    tiles: {},
    ...raw,
    ...(raw.rules !== undefined && {
      rules: inside(raw.rules, (set) => ({ ...set, rules: inside(set.rules ?? {}, rule) })),
    }),
  };
}
