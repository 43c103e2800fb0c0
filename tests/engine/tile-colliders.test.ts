import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCells, tileShapes } from '../../src/lib/engine/tile-colliders.ts';
import { defaultsOf } from '../../src/lib/schema/components.ts';
import type { TilesetData } from '../../src/lib/schema/project.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, tilesFrom } from '../../src/lib/schema/tiles.ts';

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
    expect(tileShapes(map(cells, 'none'), { ground: tileset })).toEqual({ blocks: [], outlines: [] });
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
});
