/**
 * Terrains of a tileset: which of its tiles go together where grass meets sand. A tile says of its corners and edges what
 * terrain they are, as in Tiled's Wang sets; painting then chooses the tiles that fit each other.
 */
import { properties } from './check-fields.ts';
import { color, must, numberIn, orderKey, recordOf, shape, text } from './checks.ts';
import type { PropertyValue } from './fields.ts';

/** What of a tile is labelled: its corners, its edges, or both. */
export const TERRAIN_TYPES = ['corner', 'edge', 'mixed'] as const;
export type TerrainType = (typeof TERRAIN_TYPES)[number];

/** One terrain of a set. */
export interface TerrainColor {
  name: string;
  /** Colour it is shown in while labelling, `#rrggbb`. */
  color: string;
  /** Number of the tile that stands for it, -1 for none. */
  tile: number;
  /** How often it is chosen against others where several fit, at least 0. */
  probability: number;
  /** Where it is listed; before those that have it, by number, where it is not set. */
  order?: string;
  className?: string;
  properties?: Readonly<Record<string, PropertyValue>>;
}

/** The terrains of a set as they are listed. */
export const terrainsInOrder = ({
  colors,
}: Pick<TerrainSet, 'colors'>): [number: number, terrain: TerrainColor][] =>
  Object.entries(colors)
    .map(([number, terrain]): [number, TerrainColor] => [Number(number), terrain])
    .sort(([a, { order: first = '' }], [b, { order: second = '' }]) =>
      first === second ? a - b : first < second ? -1 : 1,
    );

/**
 * The terrain at the eight places around a tile's middle, clockwise from the top: top, top right, right, bottom right, bottom,
 * bottom left, left, top left. Each is the number of a terrain of the set, or 0 for none. Edges stand at even places, corners at odd
 * ones.
 */
export type WangId = readonly number[];

/** Terrains that are painted together. */
export interface TerrainSet {
  name: string;
  order: string;
  type: TerrainType;
  /** Number of the tile that stands for it, -1 for none. */
  tile: number;
  /** By number, 1 to 254, which is what {@link WangId} names them by. */
  colors: Readonly<Record<string, TerrainColor>>;
  /** Number of a tile to what its corners and edges are. A number that names no terrain counts as none. */
  tiles: Readonly<Record<string, WangId>>;
  className?: string;
  properties?: Readonly<Record<string, PropertyValue>>;
}

/** The largest number of a terrain in a set. */
export const MAX_TERRAIN = 254;

export const tileNumber = must((value) => /^(0|[1-9]\d{0,8})$/.test(value as string), 'the number of a tile');
export const terrainNumber = must(
  (value) => /^[1-9]\d{0,2}$/.test(value as string) && Number(value) <= MAX_TERRAIN,
  `the number of a terrain, from 1 to ${MAX_TERRAIN}`,
);
export const wangId = must(
  (value) =>
    Array.isArray(value) &&
    value.length === 8 &&
    value.every((part) => Number.isInteger(part) && part >= 0 && part <= MAX_TERRAIN),
  `eight terrain numbers, from the top clockwise, such as [0, 1, 0, 1, 0, 1, 0, 1]`,
);
const tileOrNone = numberIn(-1, 0x0fffffff, true);

/** The checks of a terrain, and of a set beside its terrains and tiles. */
export const terrainColorFields = { name: text, color, tile: tileOrNone, probability: numberIn(0) };
export const terrainFields = {
  name: text,
  order: orderKey,
  type: must((value) => (TERRAIN_TYPES as readonly unknown[]).includes(value), 'corner, edge or mixed'),
  tile: tileOrNone,
};
export const kindFields = { className: text, properties };
export const terrainColorOptions = { ...kindFields, order: orderKey };

export const terrainSet = shape(
  {
    ...terrainFields,
    colors: recordOf(() => shape(terrainColorFields, terrainColorOptions), terrainNumber),
    tiles: recordOf(() => wangId, tileNumber),
  },
  kindFields,
);
