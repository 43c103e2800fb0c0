import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedOver, changedChunks, withChunks } from '../../src/lib/schema/tile-changes.ts';
import { tileAt, tilesFrom, tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';

const cell = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), fc.nat(3));
const sorted = (tiles: TileChunks): TileChunks =>
  Object.fromEntries(Object.entries(tiles).sort(([a], [b]) => (a < b ? -1 : 1)));
const grid = fc.array(cell, { maxLength: 80 }).map((cells) => sorted(tilesFrom(cells)));
const cellsOf = (tiles: TileChunks) =>
  new Map([...tilesOf(tiles)].map(([x, y, value]) => [`${x},${y}`, value]));

describe('changes of tile grids', () => {
  it('make the later grid of the earlier one', () =>
    fc.assert(
      fc.property(grid, grid, (before, after) => {
        const now = withChunks(before, changedChunks(before, after));
        expect(cellsOf(now)).toEqual(cellsOf(after));
        expect(changedChunks(now, after)).toEqual({});
        expect(Object.keys(now)).toEqual([...Object.keys(now)].sort());
      }),
    ));

  it('reach a grid that went its own way in the changed cells only', () =>
    fc.assert(
      fc.property(grid, grid, grid, (before, after, own) => {
        const now = withChunks(own, carriedOver(before, changedChunks(before, after), own));
        for (let y = -20; y <= 20; y++)
          for (let x = -20; x <= 20; x++) {
            const changed = tileAt(before, x, y) !== tileAt(after, x, y);
            if (tileAt(now, x, y) !== tileAt(changed ? after : own, x, y)) expect.fail(`${x}, ${y}`);
          }
      }),
    ));
});
