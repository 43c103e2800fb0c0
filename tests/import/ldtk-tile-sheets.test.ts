import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LdtkTile } from '../../src/lib/import/ldtk/model.ts';
import { sheetsOf } from '../../src/lib/import/ldtk/tile-sheets.ts';
import { TILE_MASK } from '../../src/lib/schema/tiles.ts';

const anyTiles = (step: number) =>
  fc.array(
    fc.record({
      x: fc.integer({ min: -2, max: 6 }).map((x) => x * step),
      y: fc.integer({ min: -2, max: 6 }).map((y) => y * step),
      alpha: fc.constantFrom(1, 1, 0.5),
    }),
    { maxLength: 25 },
  );

/** What lies on each pixel, back to front, when tiles are drawn one after the other. */
function stacks(
  drawn: readonly { x: number; y: number; tile: number }[],
  size: number,
): Map<string, number[]> {
  const pixels = new Map<string, number[]>();
  for (const { x, y, tile } of drawn)
    for (let py = y; py < y + size; py++)
      for (let px = x; px < x + size; px++) {
        const key = `${px},${py}`;
        pixels.set(key, [...(pixels.get(key) ?? []), tile]);
      }
  return pixels;
}

describe('tiles sorted into grids', () => {
  it.each([
    ['of the size of a cell, on the grid', 4, 4, 4],
    ['of the size of a cell, anywhere', 4, 4, 1],
    ['smaller than a cell', 4, 2, 1],
    ['larger than a cell', 4, 8, 2],
  ])('are drawn in the order they had: %s', (_, gridSize, tileSize, step) => {
    fc.assert(
      fc.property(anyTiles(step), (given) => {
        // Each has a number of its own, so that stacks tell them apart.
        const tiles = given.map((tile, at): LdtkTile => ({ ...tile, tile: at, flipX: false, flipY: false }));
        const { sheets, rest } = sheetsOf(tiles, gridSize, tileSize);
        const drawn = sheets.flatMap(({ offset, cells }) =>
          [...cells]
            .sort((a, b) => a[1] - b[1] || a[0] - b[0])
            .map(([x, y, value]) => ({
              x: x * gridSize + offset[0],
              y: (y + 1) * gridSize + offset[1] - tileSize,
              tile: (value & TILE_MASK) - 1,
            })),
        );
        expect(rest).toEqual([]);
        expect(stacks(drawn, tileSize)).toEqual(stacks(tiles, tileSize));
        for (const { cells } of sheets)
          expect(new Set(cells.map(([x, y]) => `${x},${y}`)).size).toBe(cells.length);
      }),
      { numRuns: 60 },
    );
  });

  it('beyond the most grids the rest stays over', () => {
    const tiles = Array.from({ length: 60 }, (_, at): LdtkTile => ({
      x: 0,
      y: 0,
      tile: at,
      flipX: false,
      flipY: false,
      alpha: 1,
    }));
    const { sheets, rest } = sheetsOf(tiles, 4, 4);
    expect(sheets.length + rest.length).toBe(60);
    expect(rest.map(({ tile }) => tile)).toEqual(tiles.slice(sheets.length).map(({ tile }) => tile));
  });
});
