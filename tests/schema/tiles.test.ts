import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
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

  it('refuses a row that holds no numbers, and names it', () => {
    expect(() => tilesFromRows({ origin: [0, 0], rows: ['1,2', '1,x'] })).toThrow('tile row 2: "x"');
  });
});
