import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleTiles } from '../../../../src/lib/editor/core/tile-rules/apply-rules.ts';
import { resizedPattern } from '../../../../src/lib/editor/core/tile-rules/edit-rules.ts';
import { proposeRules } from '../../../../src/lib/editor/core/tile-rules/propose-rules.ts';
import type { RuleSet, TileRule } from '../../../../src/lib/schema/tile-rules.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK } from '../../../../src/lib/schema/tiles.ts';

const setOf = (rules: readonly Partial<TileRule>[], tile = -1): RuleSet => ({
  ...{ name: 'Wall', order: 'a0', tile },
  rules: Object.fromEntries(
    rules.map((rule, at) => [`r${at}`, { order: `a${at}`, pattern: [0], tiles: [], chance: 1, ...rule }]),
  ),
});
const only = (tile: number) => [{ tile, weight: 1 }];

class Grid {
  readonly cells = new Map<string, number>();
  readonly at = (x: number, y: number) => this.cells.get(`${x},${y}`) ?? 0;
  paint(rules: RuleTiles, cells: readonly (readonly [number, number])[], erase = false, seed = 1): void {
    for (const [x, y, value] of rules.paint(this.at, cells, erase, seed)) this.cells.set(`${x},${y}`, value);
  }
  rows(width: number, height: number): number[][] {
    return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => this.at(x, y)));
  }
}
const block = (width: number, height: number) =>
  Array.from({ length: width * height }, (_, i) => [i % width, Math.floor(i / width)] as const);

describe('rule tiles', () => {
  it('choose by what is around, the first rule that fits, and choose anew when that changes', () => {
    const rules = new RuleTiles(
      setOf(
        [
          { pattern: [0, -1, 0, 0, 0, 0, 0, 0, 0], tiles: only(1) },
          { pattern: [0, 0, 0, 0, 0, 0, 0, -1, 0], tiles: only(3) },
        ],
        2,
      ),
      10,
    );
    const grid = new Grid();
    grid.paint(rules, block(1, 3));
    expect(grid.rows(1, 3)).toEqual([[11], [12], [13]]);
    grid.paint(rules, [[0, 0]], true);
    expect(grid.rows(1, 3)).toEqual([[0], [11], [13]]);
  });

  it('mirror and turn the pattern with the tile', () => {
    const corner = [0, -1, 0, -1, 0, 1, 0, 1, 0];
    const turning = new RuleTiles(setOf([{ pattern: corner, tiles: only(0), rotate: true }]), 1);
    const grid = new Grid();
    grid.paint(turning, block(2, 2));
    expect(grid.rows(2, 2)).toEqual([
      [1, (1 + FLIP_DIAGONAL + FLIP_X) >>> 0],
      [(1 + FLIP_DIAGONAL + FLIP_Y) >>> 0, (1 + FLIP_X + FLIP_Y) >>> 0],
    ]);
    const mirroring = new RuleTiles(
      setOf([{ pattern: corner, tiles: only(0), flipX: true, flipY: true }]),
      1,
    );
    const other = new Grid();
    other.paint(mirroring, block(2, 2));
    expect(other.rows(2, 2)).toEqual([
      [1, (1 + FLIP_X) >>> 0],
      [(1 + FLIP_Y) >>> 0, (1 + FLIP_X + FLIP_Y) >>> 0],
    ]);
  });

  it('tell other tiles from none, and pass on by chance', () => {
    const rules = new RuleTiles(
      setOf([
        { pattern: [0, 2, 0, 0, 0, 0, 0, -2, 0], tiles: only(1) },
        {
          tiles: [
            { tile: 2, weight: 1 },
            { tile: 3, weight: 3 },
          ],
          chance: 0.5,
        },
        { tiles: only(4) },
      ]),
      1,
    );
    const grid = new Grid();
    grid.cells.set('0,-1', 99);
    grid.paint(rules, [[0, 0]]);
    expect(grid.at(0, 0)).toBe(2);
    grid.paint(
      rules,
      block(40, 40).map(([x, y]) => [x, y + 10] as const),
    );
    const count = (value: number) => [...grid.cells.values()].filter((each) => each === value).length;
    expect(count(5) / 1600).toBeCloseTo(0.5, 1);
    expect(count(4) / count(3)).toBeGreaterThan(2);
    expect(rules.paint(grid.at, [[5, 15]], false, 1)).toEqual([]);
  });
});

/** A box of nine kinds of tiles, as tilesets usually have them. */
const nine = (width: number, height: number) =>
  block(width, height).map(([x, y]) => {
    const column = x === 0 ? 0 : x === width - 1 ? 2 : 1;
    const row = y === 0 ? 0 : y === height - 1 ? 2 : 1;
    return [x, y, row * 3 + column] as const;
  });

describe('patterns of other sizes', () => {
  it('keep what they ask around the middle when they grow, and lose what is outside when they shrink', () => {
    const three = [1, -1, 0, 2, 0, 0, 0, -2, 1];
    const five = resizedPattern(three, 5);
    expect(five).toHaveLength(25);
    expect(five.slice(6, 9)).toEqual([1, -1, 0]);
    expect(resizedPattern(five, 3)).toEqual(three);
    expect(resizedPattern(five, 1)).toEqual([0]);
    expect(resizedPattern(resizedPattern(three, 7), 5)).toEqual(five);
  });

  it('see two cells far', () => {
    const pattern = resizedPattern([0], 5).with(2, -1);
    const rules = new RuleTiles(setOf([{ pattern, tiles: only(1) }], 2), 10);
    const grid = new Grid();
    grid.paint(rules, block(1, 4));
    expect(grid.rows(1, 4).flat()).toEqual([11, 11, 12, 12]);
  });
});

describe('rules from an example', () => {
  it('are nine for a box, which paint boxes of every size', () => {
    const proposals = proposeRules(nine(4, 4));
    expect(proposals).toHaveLength(9);
    expect(proposals.reduce((sum, { cells }) => sum + cells, 0)).toBe(16);
    const rules = new RuleTiles(setOf(proposals.map(({ rule }) => rule)), 1);
    for (const [width, height] of [
      [4, 4],
      [7, 3],
      [3, 9],
    ] as const) {
      const grid = new Grid();
      grid.paint(rules, block(width, height));
      const wanted = new Map(nine(width, height).map(([x, y, tile]) => [`${x},${y}`, tile + 1]));
      expect(grid.cells).toEqual(wanted);
    }
  });

  it('give back whatever was drawn: every cell gets a tile that stood in such a place', () => {
    const cell = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(4));
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { selector: ([x, y]) => `${x},${y}`, minLength: 1, maxLength: 30 }),
        (drawn) => {
          const kindAt = new Set(drawn.map(([x, y]) => `${x},${y}`));
          const around = (x: number, y: number) =>
            [-1, 0, 1]
              .flatMap((dy) => [-1, 0, 1].map((dx) => (kindAt.has(`${x + dx},${y + dy}`) ? 1 : 0)))
              .join('');
          const allowed = new Map<string, Set<number>>();
          for (const [x, y, tile] of drawn)
            allowed.set(around(x, y), (allowed.get(around(x, y)) ?? new Set()).add(tile));
          const rules = new RuleTiles(
            setOf(
              proposeRules(drawn).map(({ rule }, at) => ({
                ...rule,
                order: `a${String(at).padStart(3, '0')}`,
              })),
            ),
            1,
          );
          const grid = new Grid();
          grid.paint(
            rules,
            drawn.map(([x, y]) => [x, y] as const),
          );
          for (const [x, y] of drawn)
            expect([...allowed.get(around(x, y))!]).toContain((grid.at(x, y) & TILE_MASK) - 1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
