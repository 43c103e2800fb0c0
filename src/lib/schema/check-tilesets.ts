/** Checks for tilesets: as a whole, and field by field for readers that repair part by part. */
import { importedFacts, points, properties, vector } from './check-fields.ts';
import { flag, id, list, numberIn, pair, recordOf, shape, text } from './checks.ts';
import { kindFields, terrainSet, tileNumber } from './terrain.ts';
import { ruleSet } from './tile-rules.ts';

/** What a tile may say of itself. */
export const tileFields = {
  solid: flag,
  oneWay: flag,
  collision: list(points),
  className: text,
  probability: numberIn(0),
  properties,
  animation: list(shape({ tile: numberIn(0, 0x0fffffff, true), duration: numberIn(0) })),
  image: text,
  rect: shape({ x: numberIn(0), y: numberIn(0), width: numberIn(1), height: numberIn(1) }),
};
export const tile = shape({}, tileFields);
/** What every tileset says. */
export const tilesetFields = {
  name: text,
  image: text,
  tileSize: pair(numberIn(1)),
  margin: numberIn(0),
  spacing: numberIn(0),
  columns: numberIn(0, 1e6, true),
  count: numberIn(0, 0x0fffffff, true),
  offset: vector,
};
/** What it may say beside that, apart from its tiles, terrains and rules. */
export const tilesetExtras = {
  ...kindFields,
  transforms: shape({}, { flipX: flag, flipY: flag, rotate: flag, preferUntransformed: flag }),
  imported: importedFacts,
};
export const tileset = shape(
  { ...tilesetFields, tiles: recordOf(() => tile, tileNumber) },
  { ...tilesetExtras, terrains: recordOf(() => terrainSet, id), rules: recordOf(() => ruleSet, id) },
);
