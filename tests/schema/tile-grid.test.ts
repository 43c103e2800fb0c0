import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../src/lib/base/geometry.ts';
import {
  cellAt,
  cellBounds,
  cellCorner,
  cellMiddle,
  cellOutline,
  cellsTouching,
  gridOf,
  type TileGrid,
} from '../../src/lib/schema/tile-grid.ts';

const fields = fc.record({
  tileSize: fc.tuple(fc.integer({ min: 2, max: 64 }), fc.integer({ min: 2, max: 64 })),
  grid: fc.constantFrom('orthogonal', 'isometric', 'staggered', 'hexagonal'),
  staggerAxis: fc.constantFrom('x', 'y'),
  staggerIndex: fc.constantFrom('odd', 'even'),
  hexSide: fc.integer({ min: 0, max: 30 }),
});
const grids = fields.filter(({ tileSize, hexSide }) => hexSide < Math.min(...tileSize)).map(gridOf);
const cell = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }));

function inside(points: readonly Vec2[], [px, py]: Vec2): boolean {
  return points.every((a, at) => {
    const b = points[(at + 1) % points.length]!;
    return (b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0]) >= -1e-6;
  });
}

const outlineAt = (grid: TileGrid, x: number, y: number): Vec2[] => {
  const [left, top] = cellCorner(grid, x, y);
  return cellOutline(grid).map(([px, py]): Vec2 => [left + px, top + py]);
};

describe('cells and pixels', () => {
  it('finds a cell again at its middle', () =>
    fc.assert(
      fc.property(grids, cell, (grid, [x, y]) => {
        expect(cellAt(grid, cellMiddle(grid, x, y))).toEqual([x, y]);
      }),
    ));

  it('gives each point the cell in whose outline it lies', () =>
    fc.assert(
      fc.property(
        grids,
        fc.tuple(
          fc.double({ min: -500, max: 500, noNaN: true }),
          fc.double({ min: -500, max: 500, noNaN: true }),
        ),
        (grid, point) => {
          const [x, y] = cellAt(grid, point);
          expect(inside(outlineAt(grid, x, y), point)).toBe(true);
        },
      ),
    ));

  it('knows the box around a range, and the range around a box', () =>
    fc.assert(
      fc.property(grids, cell, fc.tuple(fc.nat(8), fc.nat(8)), cell, (grid, [x, y], [w, h], [u, v]) => {
        const box = cellBounds(grid, [x, y, x + w + 1, y + h + 1]);
        const [left, top] = cellCorner(grid, u, v);
        const within =
          left >= box.x &&
          top >= box.y &&
          left + grid.cell[0] <= box.x + box.width + 1e-9 &&
          top + grid.cell[1] <= box.y + box.height + 1e-9;
        if (u >= x && v >= y && u <= x + w && v <= y + h) expect(within).toBe(true);
        const touches =
          left < box.x + box.width &&
          top < box.y + box.height &&
          left + grid.cell[0] > box.x &&
          top + grid.cell[1] > box.y;
        const [x0, y0, x1, y1] = cellsTouching(grid, box);
        if (touches) expect(u >= x0 && v >= y0 && u < x1 && v < y1).toBe(true);
      }),
    ));

  const grid = (given: Partial<Parameters<typeof gridOf>[0]>) =>
    gridOf({
      tileSize: [64, 32],
      grid: 'orthogonal',
      staggerAxis: 'y',
      staggerIndex: 'odd',
      hexSide: 0,
      ...given,
    });

  it.each([
    ['orthogonal', grid({}), [128, 96]],
    ['isometric', grid({ grid: 'isometric' }), [-32, 80]],
    ['staggered rows', grid({ grid: 'staggered' }), [160, 48]],
    ['staggered rows, even', grid({ grid: 'staggered', staggerIndex: 'even' }), [128, 48]],
    ['staggered columns', grid({ grid: 'staggered', staggerAxis: 'x' }), [64, 96]],
    ['hexagons in rows', grid({ grid: 'hexagonal', hexSide: 16 }), [160, 72]],
    ['hexagons in columns', grid({ grid: 'hexagonal', staggerAxis: 'x', hexSide: 32 }), [96, 96]],
  ] as const)('puts cell 2, 3 where Tiled does: %s', (_, of, corner) => {
    expect(cellCorner(of, 2, 3)).toEqual(corner);
  });

  // As Tiled 1.8.2 draws them.
  it.each([
    ['staggered, odd size', { grid: 'staggered', tileSize: [31, 17] }, [30, 16], [1, 3], [45, 24]],
    [
      'staggered x, odd size',
      { grid: 'staggered', tileSize: [31, 17], staggerAxis: 'x' },
      [30, 16],
      [3, 1],
      [45, 24],
    ],
    [
      'hexagonal, odd side',
      { grid: 'hexagonal', tileSize: [20, 24], hexSide: 11 },
      [20, 24],
      [1, 3],
      [30, 51],
    ],
    [
      'hexagonal, odd size',
      { grid: 'hexagonal', tileSize: [21, 25], hexSide: 11 },
      [20, 24],
      [0, 2],
      [0, 34],
    ],
    [
      'hexagonal x, odd side',
      { grid: 'hexagonal', tileSize: [24, 20], hexSide: 11, staggerAxis: 'x', staggerIndex: 'even' },
      [24, 20],
      [3, 0],
      [53, 0],
    ],
    [
      'hexagonal x without a side',
      { grid: 'hexagonal', tileSize: [24, 20], staggerAxis: 'x', staggerIndex: 'even' },
      [24, 20],
      [2, 1],
      [24, 30],
    ],
  ] as const)('counts in whole pixels: %s', (_, of, size, [x, y], corner) => {
    const made = grid(of);
    expect(made.cell).toEqual(size);
    expect(cellCorner(made, x, y)).toEqual(corner);
  });

  it('outlines diamonds with four corners and hexagons with six', () => {
    expect(cellOutline(grid({ grid: 'isometric' }))).toHaveLength(4);
    expect(cellOutline(grid({ grid: 'hexagonal', hexSide: 16 }))).toHaveLength(6);
    expect(cellOutline(grid({ grid: 'hexagonal', hexSide: 16, staggerAxis: 'x' }))).toHaveLength(6);
  });
});
