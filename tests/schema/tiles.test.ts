import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedRanges,
  FLIP_X,
  TILE_MASK,
  tileAt,
  tileBounds,
  tilesFrom,
  tilesFromRows,
  tilesOf,
  tilesToRows,
} from '../../src/lib/schema/tiles.ts';

const cell = fc.tuple(
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: 1, max: 0xffffffff }),
);

describe('tile grids', () => {
  it('give back what was put in, negative cells and flags too', () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const expected = new Map(cells.map(([x, y, value]) => [`${x},${y}`, value]));
        const chunks = tilesFrom(cells);
        for (const [key, value] of expected) {
          const [x, y] = key.split(',').map(Number);
          expect(tileAt(chunks, x!, y!)).toBe(value);
        }
        expect([...tilesOf(chunks)].length).toBe(expected.size);
      }),
    );
  });

  it('round-trip through text rows', () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const chunks = tilesFrom(cells);
        const back = tilesFromRows(tilesToRows(chunks));
        expect(new Set([...tilesOf(back)].map(String))).toEqual(new Set([...tilesOf(chunks)].map(String)));
      }),
    );
  });

  it('knows its used range', () => {
    expect(tileBounds(tilesFrom([]))).toBeNull();
    expect(
      tileBounds(
        tilesFrom([
          [-3, 2, 1],
          [20, 5, FLIP_X + 7],
        ]),
      ),
    ).toEqual([-3, 2, 21, 6]);
    expect((FLIP_X + 7) & TILE_MASK).toBe(7);
  });

  it('knows where two grids differ, chunk by chunk', () => {
    fc.assert(
      fc.property(fc.array(cell), fc.array(cell), (cells, changes) => {
        const [before, after] = [tilesFrom(cells), tilesFrom([...cells, ...changes])];
        const ranges = changedRanges(before, after);
        const differing = changes.filter(([x, y]) => tileAt(before, x, y) !== tileAt(after, x, y));
        const within = ([x, y]: readonly [number, number, number]) =>
          ranges.some(([x0, y0, x1, y1]) => x >= x0 && y >= y0 && x < x1 && y < y1);
        expect(differing.every(within)).toBe(true);
        for (const [x0, y0, x1, y1] of ranges) {
          expect(Math.max(x1 - x0, y1 - y0)).toBeLessThanOrEqual(16);
          expect(differing.some(([x, y]) => x >= x0 && y >= y0 && x < x1 && y < y1)).toBe(true);
        }
      }),
    );
  });

  it('refuses a row that holds no numbers, and names it', () => {
    expect(() => tilesFromRows({ origin: [0, 0], rows: ['1,2', '1,x'] })).toThrow('tile row 2: "x"');
  });
});
