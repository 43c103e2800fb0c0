import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintTerrain } from '../../../../src/lib/editor/core/terrain/paint-terrain.ts';
import {
  allowedFlags,
  cellsAt,
  nearestPlace,
  partsOf,
  placeOf,
  placesBetween,
  placesOf,
  turnedWang,
  type Place,
} from '../../../../src/lib/editor/core/terrain/places.ts';
import { TerrainTiles } from '../../../../src/lib/editor/core/terrain/terrain-tiles.ts';
import type { TilesetData, TileTransforms } from '../../../../src/lib/schema/project.ts';
import { TERRAIN_TYPES, type TerrainSet, type TerrainType } from '../../../../src/lib/schema/terrain.ts';
import { FLIP_X, TILE_MASK } from '../../../../src/lib/schema/tiles.ts';

const tilesetWith = (set: TerrainSet, transforms?: TileTransforms): TilesetData => ({
  ...{ name: 'T', image: '', tileSize: [8, 8], margin: 0, spacing: 0, columns: 16, count: 256 },
  ...{ offset: [0, 0], tiles: {}, terrains: { s: set }, ...(transforms && { transforms }) },
});
const color = (name: string) => ({ name, color: '#ffffff', tile: -1, probability: 1 });

/** A set of these labels, one tile each. */
function setOf(type: TerrainType, labels: readonly (readonly number[])[]): TerrainSet {
  return {
    ...{ name: 'S', order: 'a0', type, tile: -1 },
    colors: { 1: color('grass'), 2: color('sand'), 3: color('water') },
    tiles: Object.fromEntries(labels.map((label, at) => [at, label])),
  };
}

/** Every combination of some terrains at the parts that a type has. */
function complete(type: TerrainType, terrains: readonly number[]): TerrainSet {
  let labels: number[][] = [[0, 0, 0, 0, 0, 0, 0, 0]];
  for (const part of partsOf(type))
    labels = labels.flatMap((label) => terrains.map((each) => label.with(part, each)));
  return setOf(type, labels);
}

class Grid {
  readonly cells = new Map<string, number>();
  readonly at = (x: number, y: number) => this.cells.get(`${x},${y}`) ?? 0;
  paint(tiles: TerrainTiles, places: Iterable<Place>, terrain: number, seed = 1): void {
    for (const [x, y, value] of paintTerrain(tiles, this.at, places, terrain, seed))
      this.cells.set(`${x},${y}`, value);
  }
  /** Terrains at a place, once each, as the tiles around show it. */
  shown(tiles: TerrainTiles, place: Place): number[] {
    const all = cellsAt(place).flatMap(({ x, y, part }) => tiles.wangOf(this.at(x, y))?.[part] ?? []);
    return [...new Set(all)];
  }
  /** Places where tiles do not fit. */
  misfits(tiles: TerrainTiles): string[] {
    const found = new Set<string>();
    for (const [key, value] of this.cells) {
      const [x, y] = key.split(',').map(Number) as [number, number];
      if (value === 0) continue;
      for (const part of tiles.parts) {
        const place = placeOf(x, y, part);
        if (this.shown(tiles, place).length > 1) found.add(place.join());
      }
    }
    return [...found];
  }
}

const anyCell = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }));

describe('places', () => {
  it('are shared by the cells that meet there, each of which knows it as one of its own', () => {
    for (const type of TERRAIN_TYPES)
      for (const place of placesOf(-1, 2, type)) {
        const cells = cellsAt(place);
        expect(cells).toHaveLength(place[0] % 2 === 0 && place[1] % 2 === 0 ? 4 : 2);
        for (const { x, y, part } of cells) expect(placeOf(x, y, part)).toEqual(place);
      }
  });

  it('are found near a point, of the kind that is painted', () => {
    expect(nearestPlace(0.4, 0.7, 'corner')).toEqual([0, 2]);
    expect(nearestPlace(0.5, 0.9, 'edge')).toEqual([1, 2]);
    expect(nearestPlace(0.95, 0.9, 'mixed')).toEqual([2, 2]);
    expect(placesBetween([0, 0], [4, 0], 'corner')).toEqual([
      [0, 0],
      [2, 0],
      [4, 0],
    ]);
  });

  it('move with a tile that is mirrored or turned, and back', () => {
    expect(turnedWang([1, 2, 3, 4, 5, 6, 7, 8], FLIP_X)).toEqual([1, 8, 7, 6, 5, 4, 3, 2]);
    // A quarter turn clockwise is the diagonal, then left and right.
    expect(turnedWang([1, 2, 3, 4, 5, 6, 7, 8], 0xa0000000)).toEqual([7, 8, 1, 2, 3, 4, 5, 6]);
    expect(allowedFlags({ rotate: true })).toHaveLength(4);
    expect(allowedFlags({ rotate: true, flipX: true })).toHaveLength(8);
    expect(allowedFlags()).toEqual([0]);
  });
});

describe('painting terrain', () => {
  it.each([
    ['corner', [1, 2]],
    ['corner', [1, 2, 3]],
    ['corner', [0, 1]],
    ['edge', [0, 1, 2]],
    ['mixed', [0, 1]],
  ] as const)(
    'leaves no misfit with all tiles of a %s set of %j, and shows what was painted',
    (type, terrains) => {
      const set = complete(type, terrains);
      const tiles = new TerrainTiles(set, tilesetWith(set), 1);
      const strokes = fc.array(
        fc.record({ from: anyCell, to: anyCell, terrain: fc.constantFrom(...terrains), seed: fc.nat() }),
        { minLength: 1, maxLength: 8 },
      );
      fc.assert(
        fc.property(strokes, (all) => {
          const grid = new Grid();
          for (const { from, to, terrain, seed } of all) {
            const places = placesBetween(placesOf(...from, type)[0]!, placesOf(...to, type)[0]!, type);
            grid.paint(tiles, places, terrain, seed);
            for (const place of places)
              expect(grid.shown(tiles, place).filter((each) => each !== terrain)).toEqual([]);
            expect(grid.misfits(tiles)).toEqual([]);
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  it('goes through a terrain between where two never touch', () => {
    const labels = [
      ...Object.values(complete('corner', [1, 2]).tiles),
      ...Object.values(complete('corner', [2, 3]).tiles),
    ];
    const set = setOf('corner', [...new Map(labels.map((label) => [label.join(), label])).values()]);
    const tiles = new TerrainTiles(set, tilesetWith(set), 1);
    expect(tiles.steps(1, 3)).toBe(2);
    const grid = new Grid();
    const meadow: Place[] = [];
    for (let y = 0; y <= 8; y++) for (let x = 0; x <= 8; x++) meadow.push([2 * x, 2 * y]);
    grid.paint(tiles, meadow, 1);
    grid.paint(tiles, [[8, 8]], 3);
    expect(grid.misfits(tiles)).toEqual([]);
    expect(grid.shown(tiles, [8, 8])).toEqual([3]);
    expect(grid.shown(tiles, [6, 8])).toEqual([2]);
    expect(grid.shown(tiles, [4, 8])).toEqual([1]);
  });

  it('mirrors and turns tiles where the tileset allows it, and only there', () => {
    const set = setOf('corner', [
      [0, 1, 0, 1, 0, 1, 0, 1],
      [0, 1, 0, 0, 0, 0, 0, 0],
      [0, 1, 0, 1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 1, 0, 0],
      [0, 1, 0, 1, 0, 1, 0, 0],
    ]);
    const turning = new TerrainTiles(set, tilesetWith(set, { rotate: true }), 1);
    const grid = new Grid();
    grid.paint(
      turning,
      [
        [4, 4],
        [6, 4],
      ],
      1,
    );
    expect(grid.misfits(turning)).toEqual([]);
    expect([...grid.cells.values()].some((value) => value > TILE_MASK)).toBe(true);
    const still = new Grid();
    still.paint(
      new TerrainTiles(set, tilesetWith(set), 1),
      [
        [4, 4],
        [6, 4],
      ],
      1,
    );
    expect([...still.cells.values()].every((value) => value <= TILE_MASK)).toBe(true);
  });

  it('chooses among equal tiles by their probability, the same for the same seed, and leaves what fits', () => {
    const full = [0, 1, 0, 1, 0, 1, 0, 1];
    const set = setOf('corner', [full, full, full]);
    const tileset = { ...tilesetWith(set), tiles: { 1: { probability: 0 }, 2: { probability: 9 } } };
    const tiles = new TerrainTiles(set, tileset, 1);
    const places: Place[] = [];
    for (let y = 0; y < 20; y++) for (let x = 0; x < 20; x++) places.push([2 * x, 2 * y]);
    const grid = new Grid();
    grid.paint(tiles, places, 1, 5);
    const count = (value: number) => [...grid.cells.values()].filter((each) => each === value).length;
    expect(count(2)).toBe(0);
    expect(count(3)).toBeGreaterThan(4 * count(1));
    expect(count(1)).toBeGreaterThan(5);
    expect(paintTerrain(tiles, grid.at, places, 1, 6)).toEqual([]);
  });

  it('takes away: tiles that have nothing left go, and those beside them end there', () => {
    const set = complete('corner', [0, 1]);
    const tiles = new TerrainTiles(set, tilesetWith(set), 1);
    const grid = new Grid();
    grid.paint(
      tiles,
      [
        [4, 4],
        [6, 4],
      ],
      1,
    );
    grid.paint(
      tiles,
      [
        [4, 4],
        [6, 4],
      ],
      0,
    );
    expect([...grid.cells.values()].filter(Boolean)).toEqual([]);
  });

  it('leaves tiles alone that the set does not know', () => {
    const set = complete('corner', [1, 2]);
    const tiles = new TerrainTiles(set, tilesetWith(set), 1);
    const grid = new Grid();
    grid.cells.set('3,1', 99);
    grid.paint(tiles, [[4, 4]], 1);
    grid.paint(tiles, [[4, 4]], 2);
    expect(grid.at(3, 1)).toBe(99);
  });
});
