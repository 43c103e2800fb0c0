import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCells, tileShapes } from '../../src/lib/engine/tile-colliders.ts';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { defaultsOf } from '../../src/lib/schema/components.ts';
import type { TilesetData } from '../../src/lib/schema/project.ts';
import {
  cellIndex,
  CHUNK,
  chunkKey,
  FLIP_DIAGONAL,
  FLIP_X,
  FLIP_Y,
  TURN_120,
  tilesFrom,
  tilesOf,
  type TileChunks,
} from '../../src/lib/schema/tiles.ts';
import { entity, project } from './scene.ts';

const tileset: TilesetData = {
  name: 'Ground',
  image: '',
  tileSize: [16, 16],
  margin: 0,
  spacing: 0,
  columns: 4,
  count: 16,
  offset: [0, 0],
  tiles: {
    0: { solid: true },
    2: {
      collision: [
        [
          [0, 16],
          [16, 0],
          [16, 16],
        ],
      ],
    },
  },
};
const map = (cells: [number, number, number][], solid: 'none' | 'marked' | 'all' = 'marked') => ({
  ...defaultsOf('Tilemap'),
  tileSize: [16, 16] as const,
  tilesets: [{ firstTile: 1, tileset: 'ground' }],
  tiles: tilesFrom(cells),
  solid,
});

describe('mergeCells', () => {
  it('covers exactly the cells, each once', () => {
    const cell = fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 }));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 120 }), (cells) => {
        const covered: string[] = [];
        for (const { x, y, width, height } of mergeCells(cells))
          for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) covered.push(`${x + i},${y + j}`);
        expect(covered.sort()).toEqual([...new Set(cells.map(String))].sort());
      }),
    );
  });

  it('makes one of a large solid block', () => {
    const cells: [number, number][] = [];
    for (let y = 0; y < 200; y++) for (let x = 0; x < 200; x++) cells.push([x, y]);
    expect(mergeCells(cells)).toEqual([{ x: 0, y: 0, width: 200, height: 200 }]);
  });

  it('keeps a floor in one piece where a wall stands on it', () => {
    const floor = Array.from({ length: 20 }, (_, x): [number, number] => [x, 5]);
    const wall = Array.from({ length: 5 }, (_, y): [number, number] => [7, y]);
    expect(mergeCells([...floor, ...wall])).toEqual([
      { x: 7, y: 0, width: 1, height: 5 },
      { x: 0, y: 5, width: 20, height: 1 },
    ]);
  });
});

describe('tileShapes', () => {
  it('takes marked tiles, all, or none', () => {
    const cells: [number, number, number][] = [
      [0, 0, 1],
      [1, 0, 2],
    ];
    expect(tileShapes(map(cells), { ground: tileset }).blocks).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
    expect(tileShapes(map(cells, 'all'), { ground: tileset }).blocks).toEqual([
      { x: 0, y: 0, width: 2, height: 1 },
    ]);
    expect(tileShapes(map(cells, 'none'), { ground: tileset })).toEqual({
      ...{ blocks: [], outlines: [] },
      oneWay: { blocks: [], outlines: [] },
    });
    expect(tileShapes(map(cells), {}).blocks).toEqual([]);
  });

  it('turns outlines as their cells are', () => {
    const outline = (flags: number) =>
      tileShapes(map([[2, 1, (3 | flags) >>> 0]]), { ground: tileset }).outlines[0];
    expect(outline(0)).toEqual([
      [32, 32],
      [48, 16],
      [48, 32],
    ]);
    expect(outline(FLIP_X)).toEqual([
      [48, 32],
      [32, 16],
      [32, 32],
    ]);
    expect(outline(FLIP_Y)).toEqual([
      [32, 16],
      [48, 32],
      [48, 16],
    ]);
    expect(outline(FLIP_DIAGONAL)).toEqual([
      [48, 16],
      [32, 32],
      [48, 32],
    ]);
  });

  it('stands outlines that lie on their side at the foot of the cell', () => {
    const tall = { ...tileset, tileSize: [16, 32] as [number, number] };
    const [plain] = tileShapes(map([[2, 1, 3]]), { ground: tall }).outlines;
    const [turned] = tileShapes(map([[2, 1, (3 | FLIP_DIAGONAL) >>> 0]]), { ground: tall }).outlines;
    // Along its diagonal; what was up to 32 high above the foot at 32 is up to 32 wide beside 32.
    expect(turned).toEqual(plain!.map(([x, y]) => [32 + y, 16 + x - 32]));
  });

  it('turns outlines of hexagons by sixths, and moves them as far as their tiles', () => {
    const cell: [number, number, number][] = [[0, 0, (3 | FLIP_DIAGONAL | TURN_120) >>> 0]];
    const hexagonal = { ...map(cell), grid: 'hexagonal' as const, hexSide: 8 };
    const [plain] = tileShapes({ ...hexagonal, tiles: tilesFrom([[0, 0, 3]]) }, { ground: tileset }).outlines;
    const offset: [number, number] = [2, -3];
    const [half] = tileShapes(hexagonal, { ground: { ...tileset, offset } }).outlines;
    // Half a turn about the middle of the tile, 8, 8.
    half!.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(16 - plain![i]![0] + 2);
      expect(y).toBeCloseTo(16 - plain![i]![1] - 3);
    });
  });
});

/** A map whose cells are solid where `solid` says so. */
function large(side: number, solid: (x: number, y: number) => boolean): TileChunks {
  const cells: [number, number, number][] = [];
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) cells.push([x, y, Number(solid(x, y))]);
  return tilesFrom(cells);
}

/** The map with another cell; chunks without it are the same arrays, as `ams.set_tile` leaves them. */
function withCell(chunks: TileChunks, x: number, y: number, value: number): TileChunks {
  const key = chunkKey(x, y);
  const cells = chunks[key]?.slice() ?? new Uint32Array(CHUNK * CHUNK);
  cells[cellIndex(x, y)] = value;
  return { ...chunks, [key]: cells };
}

/** Copies that nothing is remembered of. */
const afresh = (chunks: TileChunks): TileChunks =>
  Object.fromEntries(Object.entries(chunks).map(([key, cells]) => [key, cells.slice()]));

describe('tileShapes of many chunks', () => {
  const solid = { ...map([], 'all'), tilesets: [] };

  it.each<[string, (x: number, y: number) => boolean, number]>([
    ['a solid map', () => true, 1],
    ['a solid map with a room', (x, y) => !(x > 50 && x < 90 && y > 70 && y < 120), 20],
    ['terraces', (x, y) => y > 100 + Math.floor(x / 10), 100],
  ])('%s of 200 x 200 cells is few blocks', (_, cells, most) => {
    const { blocks } = tileShapes({ ...solid, tiles: large(200, cells) }, {});
    expect(blocks.length).toBeLessThanOrEqual(most);
  });

  it('a checkerboard with holes is one block for each cell at most, each cell once', () => {
    const tiles = large(200, (x, y) => (x + y) % 2 === 0 && x % 7 !== 0);
    const { blocks } = tileShapes({ ...solid, tiles }, {});
    const count = [...tilesOf(tiles)].length;
    expect(blocks.length).toBeLessThanOrEqual(count);
    expect(blocks.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(count);
  });

  it('covers exactly the cells, and is the same after changes as from scratch', () => {
    const place = fc.integer({ min: -20, max: 40 });
    const edits = fc.array(fc.tuple(place, place, fc.constantFrom(0, 1, 1, 3)), { maxLength: 60 });
    fc.assert(
      fc.property(edits, edits, fc.boolean(), (start, changes, all) => {
        const data = map(start, all ? 'all' : 'marked');
        let { tiles } = data;
        for (const [x, y, value] of changes) {
          tiles = withCell(tiles, x, y, value);
          // Each state is looked at, so that each is remembered.
          const shapes = tileShapes({ ...data, tiles }, { ground: tileset });
          expect(shapes).toEqual(tileShapes({ ...data, tiles: afresh(tiles) }, { ground: tileset }));
        }
        const { blocks } = tileShapes({ ...data, tiles }, { ground: tileset });
        const covered = blocks.flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
        );
        const wanted = [...tilesOf(tiles)].filter(([, , value]) => value === 1);
        expect(covered.sort()).toEqual(wanted.map(([x, y]) => `${x},${y}`).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('follows what else it depends on', () => {
    const tiles = large(20, () => true);
    const data = { ...map([], 'marked'), tiles };
    expect(tileShapes(data, {}).blocks).toEqual([]);
    expect(tileShapes(data, { ground: tileset }).blocks).toHaveLength(1);
    expect(tileShapes({ ...data, tilesets: [] }, { ground: tileset }).blocks).toEqual([]);
    expect(tileShapes({ ...data, solid: 'all' }, {}).blocks).toHaveLength(1);
  });
});

describe('one-way tiles', () => {
  const platforms = {
    ...tileset,
    tiles: { ...tileset.tiles, 1: { oneWay: true }, 2: { ...tileset.tiles['2'], oneWay: true } },
  };

  it('are rows of their own, so that one stands on each, and have their outlines', () => {
    const cells = [
      [0, 0, 1],
      [1, 0, 2],
      [2, 0, 2],
      [1, 1, 2],
      [2, 1, 2],
      [15, 1, 2],
      [16, 1, 2],
      [0, 3, 3],
    ];
    const shapes = tileShapes(map(cells as [number, number, number][]), { ground: platforms });
    expect(shapes.blocks).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
    expect(shapes.outlines).toEqual([]);
    expect(shapes.oneWay.blocks).toEqual([
      { x: 1, y: 0, width: 2, height: 1 },
      { x: 1, y: 1, width: 2, height: 1 },
      { x: 15, y: 1, width: 2, height: 1 },
    ]);
    expect(shapes.oneWay.outlines).toEqual([
      [
        [0, 64],
        [16, 48],
        [16, 64],
      ],
    ]);
  });

  it('let a body up and hold it', () => {
    const cells: [number, number, number][] = [];
    for (let x = 0; x < 10; x++) cells.push([x, 4, 2], [x, 8, 1]);
    const layer = entity([80, 80], [160, 160], {
      Tilemap: {
        tileSize: [16, 16],
        tilesets: [{ firstTile: 1, tileset: 'ground' }],
        tiles: tilesFrom(cells),
      },
    });
    const body = { Transform: {}, Body: { fixedRotation: true, velocity: [0, -500] }, Collider: {} };
    const simulation = new Simulation({
      project: project(
        { map: layer, hero: entity([80, 110], [14, 20], body) },
        { tilesets: { ground: platforms } },
      ),
      scene: 'level',
    });
    const foot = () => simulation.world.hot[simulation.world.find('hero')!.slot * HOT_STRIDE + 1]! + 10;
    let highest = Infinity;
    for (let i = 0; i < 90; i++) {
      expect(simulation.tick()).toBeNull();
      highest = Math.min(highest, foot());
    }
    expect(highest).toBeLessThan(60);
    expect(foot()).toBeCloseTo(64, 0);
  });
});
