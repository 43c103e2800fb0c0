import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellsAlike,
  cellsIn,
  edgesOf,
  hasCell,
  joined,
  rangeOfSet,
  setOfCells,
  setOfRange,
  sizeOfSet,
} from '../../../../src/lib/editor/core/tilework/cell-set.ts';
import {
  ellipseCells,
  lineCells,
  rangeBetween,
  rangeCells,
  squareCorner,
  type Cell,
} from '../../../../src/lib/editor/core/tilework/cell-shapes.ts';
import { floodFill } from '../../../../src/lib/editor/core/tilework/flood.ts';
import { renumbering, tileIn, withTileset } from '../../../../src/lib/editor/core/tilework/numbering.ts';
import { chosenTile, poolOf } from '../../../../src/lib/editor/core/tilework/random-tiles.ts';
import {
  patternCell,
  pickedStamp,
  placedCells,
  stampOfTiles,
} from '../../../../src/lib/editor/core/tilework/stamp.ts';
import { flippedStamp, turnedStamp } from '../../../../src/lib/editor/core/tilework/stamp-turns.ts';
import { TileStroke } from '../../../../src/lib/editor/core/tilework/stroke.ts';
import type { TilesetData } from '../../../../src/lib/schema/project.ts';
import { isStamp, type StampData } from '../../../../src/lib/schema/stamps.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, tileAt, tilesFrom } from '../../../../src/lib/schema/tiles.ts';

const coordinate = fc.integer({ min: -40, max: 40 });
const cell = fc.tuple(coordinate, coordinate);
const cells = fc.array(cell, { maxLength: 60 });
const tileValue = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 7 }))
  .map(([number, flags]) => (number === 0 ? 0 : ((flags << 29) | number) >>> 0));
const stamp: fc.Arbitrary<StampData> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .chain(([width, height, parts]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      parts: fc.array(
        fc.record({
          layer: fc.constant('ground'),
          name: fc.constant('Ground'),
          tilesets: fc.constant([{ firstTile: 1, tileset: 'a' }]),
          cells: fc.array(tileValue, { minLength: width * height, maxLength: width * height }),
        }),
        { minLength: parts, maxLength: parts },
      ),
    }),
  );

/** Where a corner of a square tile goes, as the painter draws it: the diagonal first, then the flips. */
function shown(value: number, [x, y]: readonly [number, number]): [number, number] {
  if (value & FLIP_DIAGONAL) [x, y] = [y, x];
  return [value & FLIP_X ? -x : x, value & FLIP_Y ? -y : y];
}

describe('stamps', () => {
  it('come back from being mirrored twice, turned four times, or turned there and back', () => {
    fc.assert(
      fc.property(stamp, (one) => {
        expect(isStamp(one)).toBe(true);
        for (const axis of ['x', 'y'] as const)
          expect(flippedStamp(flippedStamp(one, axis), axis)).toEqual(one);
        expect(turnedStamp(turnedStamp(one, 'clockwise'), 'back')).toEqual(one);
        const once = turnedStamp(one, 'clockwise');
        expect([once.width, once.height]).toEqual([one.height, one.width]);
        expect(turnedStamp(turnedStamp(turnedStamp(once, 'clockwise'), 'clockwise'), 'clockwise')).toEqual(
          one,
        );
        // Two turns are two mirrors.
        expect(turnedStamp(once, 'clockwise')).toEqual(flippedStamp(flippedStamp(one, 'x'), 'y'));
      }),
    );
  });

  it('turn and mirror the look of each tile with its place', () => {
    fc.assert(
      fc.property(stamp, (one) => {
        const corner = [1, 2] as const;
        const turned = turnedStamp(one, 'clockwise');
        const mirrored = flippedStamp(one, 'x');
        for (const [x, y, value] of placedCells(one, one.parts[0]!, 0, 0)) {
          const [a, b] = shown(value, corner);
          const there = patternCell(turned, turned.parts[0]!, [one.height - 1 - y, x]);
          expect(shown(there, corner)).toEqual([-b, a]);
          const beside = patternCell(mirrored, mirrored.parts[0]!, [one.width - 1 - x, y]);
          expect(shown(beside, corner)).toEqual([-a, b]);
        }
      }),
    );
  });

  it('are picked from layers that hold something there', () => {
    const tiles = tilesFrom([[-1, 2, 5]]);
    const layer = (id: string, from: Cell) => ({
      id,
      name: id,
      tilesets: [],
      from,
      at: (x: number, y: number) => tileAt(tiles, x, y),
    });
    const picked = pickedStamp([layer('a', [-2, 2]), layer('b', [50, 50])], 2, 1);
    expect(picked).toMatchObject({ width: 2, height: 1, parts: [{ layer: 'a', cells: [0, 5] }] });
    expect(pickedStamp([layer('b', [50, 50])], 2, 1)).toBeNull();
    expect(stampOfTiles('a', [[3, null], [4]])).toMatchObject({ width: 2, height: 2 });
    expect(stampOfTiles('a', [[3, null], [4]]).parts[0]!.cells).toEqual([4, 0, 5, 0]);
  });
});

describe('numbers of tiles', () => {
  const tileset = (count: number) => ({ count }) as TilesetData;
  const tilesets = { a: tileset(10), b: tileset(20), c: tileset(5) };

  it('mean the same tile in the other layer, which gets the tilesets that it lacks', () => {
    const from = [
      { firstTile: 1, tileset: 'a' },
      { firstTile: 11, tileset: 'b' },
    ];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        fc.shuffledSubarray(['a', 'b', 'c']),
        fc.integer({ min: 0, max: 7 }),
        (numbers, has, flags) => {
          let to: readonly { firstTile: number; tileset: string }[] = [];
          for (const each of has) to = withTileset(to, each, tilesets);
          const made = numbers.map((number) => ((flags << 29) | number) >>> 0);
          const { uses, cell } = renumbering(from, made, to, tilesets);
          for (const each of made) {
            expect(tileIn(uses, cell(each))).toEqual(tileIn(from, each));
            expect(cell(each) >>> 29).toBe(flags);
          }
          expect(uses.slice(0, to.length)).toEqual(to);
          const ends = uses.map((use) => [use.firstTile, use.firstTile + tilesets[use.tileset as 'a'].count]);
          for (const [at, [start]] of ends.entries())
            for (const [s, e] of ends.slice(0, at)) expect(start! >= e! || start! < s!).toBe(true);
        },
      ),
    );
    expect(renumbering(from, [0], [], tilesets)).toMatchObject({ uses: [] });
    expect(renumbering(from, [0], [], tilesets).cell(0)).toBe(0);
  });
});

describe('shapes of cells', () => {
  it('lines go from end to end without gaps', () => {
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        const line = lineCells(a, b);
        expect([line[0], line.at(-1)]).toEqual([a, b]);
        for (const [i, [x, y]] of line.entries()) {
          const [px, py] = line[i - 1] ?? [x + 1, y];
          expect(Math.max(Math.abs(x - px), Math.abs(y - py))).toBe(1);
        }
      }),
    );
  });

  const near = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));

  it('ellipses fill their range, and are the same from all sides', () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        const range = rangeBetween(a, b);
        const found = setOfCells(ellipseCells(range));
        expect(rangeOfSet(found)).toEqual(range);
        for (const [x, y] of rangeCells(range)) {
          const [mx, my] = [2 * range.x + range.width - 1 - x, 2 * range.y + range.height - 1 - y];
          expect(hasCell(found, x, y)).toBe(hasCell(found, mx, y));
          expect(hasCell(found, x, y)).toBe(hasCell(found, x, my));
        }
        const square = rangeBetween(a, squareCorner(a, b));
        expect(square.width).toBe(square.height);
      }),
      { numRuns: 60 },
    );
  });
});

describe('floods', () => {
  it('fill what hangs together by sides and nothing else', () => {
    const bounds = { x: -8, y: -8, width: 16, height: 16 };
    const near = fc.tuple(fc.integer({ min: -8, max: 7 }), fc.integer({ min: -8, max: 7 }));
    fc.assert(
      fc.property(fc.array(near, { maxLength: 140 }), near, (walls, start) => {
        const wall = setOfCells(walls);
        const open = (x: number, y: number) => !hasCell(wall, x, y);
        const filled = floodFill(start, open, bounds)!;
        const wanted = new Set<string>();
        const visit = (x: number, y: number) => {
          const name = `${x},${y}`;
          if (x < -8 || y < -8 || x > 7 || y > 7 || wanted.has(name) || !open(x, y)) return;
          wanted.add(name);
          for (const [dx, dy] of [
            [1, 0],
            [-1, 0],
            [0, 1],
            [0, -1],
          ] as const)
            visit(x + dx, y + dy);
        };
        visit(...start);
        expect(new Set([...cellsIn(filled)].map(([x, y]) => `${x},${y}`))).toEqual(wanted);
        expect(floodFill(start, open, bounds, wanted.size)).not.toBeNull();
        if (wanted.size > 0) expect(floodFill(start, open, bounds, wanted.size - 1)).toBeNull();
      }),
    );
  });
});

describe('sets of cells', () => {
  it('join as sets do', () => {
    fc.assert(
      fc.property(cells, cells, (some, others) => {
        const names = (list: Iterable<Cell>) => new Set([...list].map(String));
        const [a, b] = [setOfCells(some), setOfCells(others)];
        const [x, y] = [names(some), names(others)];
        expect(names(cellsIn(joined(a, b, 'add')))).toEqual(new Set([...x, ...y]));
        expect(names(cellsIn(joined(a, b, 'take away')))).toEqual(
          new Set([...x].filter((each) => !y.has(each))),
        );
        expect(names(cellsIn(joined(a, b, 'both')))).toEqual(new Set([...x].filter((each) => y.has(each))));
        expect(joined(a, b, 'instead')).toBe(b);
        expect(sizeOfSet(a)).toBe(x.size);
      }),
    );
  });

  it('end at lines that separate inside from outside, each part once', () => {
    fc.assert(
      fc.property(cells, (some) => {
        const set = setOfCells(some);
        const sides = new Map<string, number>();
        for (const [[x0, y0], [x1, y1]] of edgesOf(set))
          for (let i = 0; i < Math.abs(x1 - x0) + Math.abs(y1 - y0); i++) {
            const name = x0 === x1 ? `v${x0},${y0 + i}` : `h${x0 + i},${y0}`;
            sides.set(name, (sides.get(name) ?? 0) + 1);
          }
        expect([...sides.values()].every((times) => times === 1)).toBe(true);
        const wanted = new Set<string>();
        for (const [x, y] of cellsIn(set)) {
          if (!hasCell(set, x - 1, y)) wanted.add(`v${x},${y}`);
          if (!hasCell(set, x + 1, y)) wanted.add(`v${x + 1},${y}`);
          if (!hasCell(set, x, y - 1)) wanted.add(`h${x},${y}`);
          if (!hasCell(set, x, y + 1)) wanted.add(`h${x},${y + 1}`);
        }
        expect(new Set(sides.keys())).toEqual(wanted);
      }),
    );
    expect(edgesOf(setOfRange({ x: -3, y: 2, width: 4, height: 2 }))).toHaveLength(4);
  });

  it('hold all that look alike', () => {
    const tiles = tilesFrom([
      [0, 0, 3],
      [-17, 40, 3],
      [1, 0, 4],
    ]);
    expect([...cellsIn(cellsAlike(tiles, (value) => value === 3))]).toEqual([
      [0, 0],
      [-17, 40],
    ]);
  });
});

describe('chance', () => {
  it('gives every tile its share, the same one for the same cell', () => {
    const pool = poolOf({ cells: [1, 2, 0, 3] }, (value) => ({ 1: 1, 2: 3, 3: 0 })[value] ?? 1);
    const counts = new Map<number, number>();
    for (const [x, y] of rangeCells({ x: -50, y: -50, width: 100, height: 100 })) {
      const found = chosenTile(pool, 7, x, y);
      expect(chosenTile(pool, 7, x, y)).toBe(found);
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2]);
    expect(counts.get(2)! / counts.get(1)!).toBeGreaterThan(2.5);
    expect(counts.get(2)! / counts.get(1)!).toBeLessThan(3.5);
    expect(
      chosenTile(
        poolOf({ cells: [0] }, () => 1),
        1,
        0,
        0,
      ),
    ).toBe(0);
  });
});

describe('a stroke', () => {
  it('knows what differs from the document, and leaves that alone', () => {
    const painted = fc.array(fc.tuple(coordinate, coordinate, tileValue), { maxLength: 40 });
    fc.assert(
      fc.property(painted, painted, (before, after) => {
        const base = tilesFrom(before);
        const copy = structuredClone(base);
        const stroke = new TileStroke(base);
        for (const [x, y, value] of after) {
          const same = tileAt(stroke.tiles, x, y) === value;
          expect(stroke.set(x, y, value)).toBe(!same);
        }
        expect(base).toEqual(copy);
        const result = tilesFrom([...before, ...after]);
        for (const [x, y] of [...before, ...after]) {
          expect(tileAt(stroke.tiles, x, y)).toBe(tileAt(result, x, y));
          const differs = tileAt(result, x, y) !== tileAt(base, x, y);
          expect(stroke.cells.some(([cx, cy]) => cx === x && cy === y)).toBe(differs);
        }
      }),
    );
  });
});
