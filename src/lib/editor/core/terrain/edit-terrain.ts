/** Changes of a tileset's terrains. Pure: each gives the tileset as it is to be. */
import { ordersBetween } from '../../../base/order.ts';
import { lastOrder } from './last-order.ts';
import type { TilesetData } from '../../../schema/project.ts';
import {
  MAX_TERRAIN,
  terrainsInOrder,
  type TerrainColor,
  type TerrainSet,
  type TerrainType,
  type WangId,
} from '../../../schema/terrain.ts';
import { partsOf } from './places.ts';
import { NO_WANG } from './terrain-tiles.ts';

/** Told apart at a glance, on dark and light pictures. */
const COLORS = ['#3cb44b', '#e6a817', '#4363d8', '#e6194b', '#911eb4', '#42d4f4', '#f58231', '#f032e6'];

const withSet = (tileset: TilesetData, id: string, set: TerrainSet): TilesetData => ({
  ...tileset,
  terrains: { ...tileset.terrains, [id]: set },
});

/** One set more, with a first terrain in it. */
export function addSet(tileset: TilesetData, id: string, name: string, type: TerrainType): TilesetData {
  const order = lastOrder(tileset.terrains ?? {});
  const colors = { 1: { name: 'Terrain 1', color: COLORS[0]!, tile: -1, probability: 1 } };
  return withSet(tileset, id, { name, order, type, tile: -1, colors, tiles: {} });
}

export function removeSet(tileset: TilesetData, id: string): TilesetData {
  const { [id]: _, ...terrains } = tileset.terrains ?? {};
  return { ...tileset, terrains };
}

export function changeSet(tileset: TilesetData, id: string, fields: Partial<TerrainSet>): TilesetData {
  const set = tileset.terrains?.[id];
  return set ? withSet(tileset, id, { ...set, ...fields }) : tileset;
}

/**
 * One terrain more. Its number is any that is free: two people who add one each at the same moment are to get one each.
 * @param chance which of the free ones, in [0, 1)
 */
export function addTerrain(
  tileset: TilesetData,
  id: string,
  name: string,
  chance = Math.random(),
): TilesetData {
  const set = tileset.terrains?.[id];
  if (!set) return tileset;
  const free = Array.from({ length: MAX_TERRAIN }, (_, at) => at + 1).filter(
    (each) => !Object.hasOwn(set.colors, each),
  );
  const number = free[Math.floor(chance * free.length)];
  if (number === undefined) return tileset;
  const known = terrainsInOrder(set);
  const terrain: TerrainColor = {
    name: name || `Terrain ${known.length + 1}`,
    color: COLORS[known.length % COLORS.length]!,
    tile: -1,
    probability: 1,
    order: ordersBetween(known.at(-1)?.[1].order ?? null, null, 1)[0]!,
  };
  return changeSet(tileset, id, { colors: { ...set.colors, [number]: terrain } });
}

export function changeTerrain(
  tileset: TilesetData,
  id: string,
  number: number,
  fields: Partial<TerrainColor>,
): TilesetData {
  const set = tileset.terrains?.[id];
  const terrain = set?.colors[number];
  return set && terrain
    ? changeSet(tileset, id, { colors: { ...set.colors, [number]: { ...terrain, ...fields } } })
    : tileset;
}

/** Takes a terrain away, and what tiles are labelled with it. */
export function removeTerrain(tileset: TilesetData, id: string, number: number): TilesetData {
  const set = tileset.terrains?.[id];
  if (!set) return tileset;
  const { [number]: _, ...colors } = set.colors;
  const tiles = Object.entries(set.tiles)
    .map(([tile, wang]) => [tile, wang.map((part) => (part === number ? 0 : part))] as const)
    .filter(([, wang]) => wang.some((part) => part !== 0));
  return changeSet(tileset, id, { colors, tiles: Object.fromEntries(tiles) });
}

/** Labels parts of tiles. @param marks tile and part, a number of 0 takes the label away; part -1 stands for all of the tile */
export function labelTiles(
  tileset: TilesetData,
  id: string,
  marks: Iterable<readonly [tile: number, part: number]>,
  terrain: number,
): TilesetData {
  const set = tileset.terrains?.[id];
  if (!set) return tileset;
  const tiles: Record<string, WangId> = { ...set.tiles };
  for (const [tile, part] of marks) {
    const wang = [...(tiles[tile] ?? NO_WANG)];
    for (const each of part < 0 ? partsOf(set.type) : [part]) wang[each] = terrain;
    if (wang.every((each) => each === 0)) delete tiles[tile];
    else tiles[tile] = wang;
  }
  return changeSet(tileset, id, { tiles });
}

/** The part of a tile that is nearest to a point in it; -1 for its middle, which stands for all of it. */
export function partAt(type: TerrainType, [x, y]: readonly [number, number]): number {
  // The middle third paints the tile as a whole.
  if (Math.abs(x - 0.5) < 1 / 6 && Math.abs(y - 0.5) < 1 / 6) return -1;
  const at: readonly (readonly [number, number])[] = [
    [0.5, 0],
    [1, 0],
    [1, 0.5],
    [1, 1],
    [0.5, 1],
    [0, 1],
    [0, 0.5],
    [0, 0],
  ];
  const parts = partsOf(type);
  return parts.reduce((best, part) => (distance(at[part]!, x, y) < distance(at[best]!, x, y) ? part : best));
}

const distance = ([px, py]: readonly [number, number], x: number, y: number): number =>
  Math.hypot(px - x, py - y);

/** How many of the labels that its terrains can make, a set has tiles for: what is missing shows as gaps while painting. */
export function coverage({ type, colors, tiles }: TerrainSet): { has: number; all: number } {
  const kinds = new Set(
    Object.values(tiles)
      .filter((wang) => partsOf(type).every((part) => wang[part] !== 0))
      .map((wang) =>
        partsOf(type)
          .map((part) => wang[part])
          .join(),
      ),
  );
  return { has: kinds.size, all: Object.keys(colors).length ** partsOf(type).length };
}
