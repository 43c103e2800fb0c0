import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/lib/base/geometry.ts';
import type { ToolId } from '../../../../src/lib/editor/core/tool-ids.ts';
import { cellsIn, setOfCells } from '../../../../src/lib/editor/core/tilework/cell-set.ts';
import { rangeCells, type Cell } from '../../../../src/lib/editor/core/tilework/cell-shapes.ts';
import { floodFill } from '../../../../src/lib/editor/core/tilework/flood.ts';
import {
  crookedCell,
  ellipseOn,
  lineOn,
  neighboursOf,
  straightCell,
  straightPoint,
} from '../../../../src/lib/editor/core/tilework/grid-cells.ts';
import {
  patternCell,
  pickedStamp,
  placedCells,
  stampOfTiles,
} from '../../../../src/lib/editor/core/tilework/stamp.ts';
import { flippedStamp, turnedStamp } from '../../../../src/lib/editor/core/tilework/stamp-turns.ts';
import type { EntityData } from '../../../../src/lib/schema/project.ts';
import type { StampData } from '../../../../src/lib/schema/stamps.ts';
import {
  cellCorner,
  cellMiddle,
  cellOutline,
  gridOf,
  type GridKind,
  type TileGrid,
} from '../../../../src/lib/schema/tile-grid.ts';
import {
  FLIP_DIAGONAL,
  FLIP_X,
  FLIP_Y,
  tileAt,
  tilesFrom,
  tilesOf,
  TURN_120,
  type TileChunks,
} from '../../../../src/lib/schema/tiles.ts';
import { ToolStage } from '../shapes/tool-stage.ts';

/** A sixth of a turn maps regular hexagons onto each other, a quarter square diamonds. So large that whole pixels do not matter. */
const long = 64_000;
const short = 55_426;

interface Fields {
  tileSize: Vec2;
  grid: GridKind;
  staggerAxis: 'x' | 'y';
  staggerIndex: 'odd' | 'even';
  hexSide: number;
}

const fieldsOf: Fields[] = [
  { tileSize: [64, 64], grid: 'isometric', staggerAxis: 'y', staggerIndex: 'odd', hexSide: 0 },
  ...(['x', 'y'] as const).flatMap((staggerAxis) =>
    (['odd', 'even'] as const).flatMap((staggerIndex): Fields[] => [
      { tileSize: [64, 64], grid: 'staggered', staggerAxis, staggerIndex, hexSide: 0 },
      {
        tileSize: staggerAxis === 'y' ? [short, long] : [long, short],
        grid: 'hexagonal',
        staggerAxis,
        staggerIndex,
        hexSide: long / 2,
      },
    ]),
  ),
];
const kinds = fieldsOf.map(
  (fields) => [`${fields.grid} ${fields.staggerAxis} ${fields.staggerIndex}`, fields] as const,
);
const grids = kinds.map(([name, fields]) => [name, gridOf(fields)] as const);

const near = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
const middle = (grid: TileGrid, cell: Cell): Vec2 => cellMiddle(grid, ...cell);
const far = (a: Vec2, b: Vec2): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const name = ([x, y]: Cell): string => `${x},${y}`;

/** How many corners two cells have in common. */
function shared(grid: TileGrid, a: Cell, b: Cell): number {
  const corners = ([x, y]: Cell): Vec2[] => {
    const [left, top] = cellCorner(grid, x, y);
    return cellOutline(grid).map(([cx, cy]) => [left + cx, top + cy]);
  };
  return corners(a).filter((corner) => corners(b).some((other) => far(corner, other) < 0.01)).length;
}

describe.each(grids)('cells of a grid that is %s', (_, grid) => {
  const sides = grid.kind === 'hexagonal' ? 6 : 4;

  it('have neighbours by their sides', () => {
    fc.assert(
      fc.property(near, (cell) => {
        const found = neighboursOf(grid, cell);
        expect(new Set(found.map(name)).size).toBe(sides);
        for (const other of found) expect(shared(grid, cell, other)).toBe(2);
      }),
      { numRuns: 20 },
    );
  });

  it('make lines that are straight to the eye, without gaps, the same from both ends', () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        const line = lineOn(grid, a, b);
        expect([line[0], line.at(-1)]).toEqual([a, b]);
        expect(new Set(line.map(name)).size).toBe(line.length);
        const [from, to] = [middle(grid, a), middle(grid, b)];
        for (const [i, cell] of line.entries()) {
          if (i > 0) expect(shared(grid, line[i - 1]!, cell)).toBeGreaterThanOrEqual(sides === 6 ? 2 : 1);
          const [x, y] = middle(grid, cell);
          const area = Math.abs((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));
          expect(area / Math.max(1, far(from, to))).toBeLessThan(Math.max(...grid.cell) * 0.6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.runIf(sides === 4)('lie in straight rows along their sides', () => {
    fc.assert(
      fc.property(near, (cell) => {
        const straight = straightCell(grid, cell);
        expect(crookedCell(grid, straight)).toEqual(cell);
        const [x, y] = straightPoint(grid, middle(grid, cell));
        expect([x - 0.5, y - 0.5]).toEqual([expect.closeTo(straight[0]), expect.closeTo(straight[1])]);
        const beside = neighboursOf(grid, cell).map((other) => straightCell(grid, other));
        for (const [u, v] of beside) expect(Math.abs(u - straight[0]) + Math.abs(v - straight[1])).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it('are filled up to walls that touch by sides', () => {
    const ring = new Set(
      neighboursOf(grid, [0, 0])
        .flatMap((cell) => neighboursOf(grid, cell))
        .map(name),
    );
    for (const cell of [[0, 0] as Cell, ...neighboursOf(grid, [0, 0])]) ring.delete(name(cell));
    const bounds = { x: -20, y: -20, width: 40, height: 40 };
    const filled = floodFill([0, 0], (x, y) => !ring.has(name([x, y])), bounds, Infinity, grid)!;
    const wanted = [[0, 0] as Cell, ...neighboursOf(grid, [0, 0])];
    expect(new Set([...cellsIn(filled)].map(name))).toEqual(new Set(wanted.map(name)));
    expect(floodFill([0, 0], () => true, bounds, 100, grid)).toBeNull();
  });

  it('fill an ellipse that is round to the eye', () => {
    const range = { x: -4, y: -5, width: 9, height: 9 };
    const cells = ellipseOn(grid, range);
    expect(cells.length).toBeGreaterThan(40);
    expect(cells.length).toBeLessThan(81);
    if (grid.kind === 'isometric') return;
    // Mirrored about the middle of what the range covers, it is the same.
    const middles = (from: readonly Cell[]) => from.map((cell) => middle(grid, cell));
    const ends = (axis: 0 | 1) => {
      const all = middles(rangeCells(range)).map((at) => at[axis]);
      return Math.min(...all) + Math.max(...all);
    };
    const [cx, cy] = [ends(0), ends(1)];
    const found = middles(cells);
    const all = middles(rangeCells(range));
    for (const [x, y] of found)
      for (const other of [
        [cx - x, y],
        [x, cy - y],
      ] as const) {
        if (all.some((at) => far(at, other) < 0.01))
          expect(found.some((at) => far(at, other) < 0.01)).toBe(true);
      }
  });
});

const tilesets = [{ firstTile: 1, tileset: 'a' }];
const value = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 15 }))
  .map(([number, flags]) => (number === 0 ? 0 : ((flags << 28) | number) >>> 0));
const square = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      cells: fc.array(value, { minLength: width * height, maxLength: width * height }),
    }),
  );

const stampOf = (width: number, height: number, cells: readonly number[], shifted: boolean): StampData => ({
  width,
  height,
  parts: [{ layer: '', name: '', tilesets, cells }],
  ...(shifted ? { shifted } : {}),
});

/** What a stamp shows: where the middles of its tiles are, from the first of them, and what they are. */
function seen(grid: TileGrid, stamp: StampData, at: Cell): [x: number, y: number, value: number][] {
  return [...placedCells(stamp, stamp.parts[0]!, ...at, grid)].map(([x, y, cell]) => [
    ...middle(grid, [x, y]),
    cell,
  ]);
}

/** The same pictures at the same places, wherever they are. */
function sameForm(a: ReturnType<typeof seen>, b: ReturnType<typeof seen>): void {
  const placed = (tiles: ReturnType<typeof seen>): string[] => {
    const left = Math.min(...tiles.map(([x]) => x));
    const top = Math.min(...tiles.map(([, y]) => y));
    return tiles
      .map(
        ([x, y, cell]) => `${Math.round(x - left)},${Math.round(y - top)}:${cell & 15} ${look(cell, grid0)}`,
      )
      .sort();
  };
  expect(placed(a)).toEqual(placed(b));
}

let grid0: TileGrid = grids[0]![1];

/** Where two corners of a picture go, as the painter draws it. */
function look(cell: number, grid: TileGrid): string {
  const hexagonal = grid.kind === 'hexagonal';
  const angle = hexagonal ? (cell & FLIP_DIAGONAL ? 60 : 0) + (cell & TURN_120 ? 120 : 0) : 0;
  return [
    [1, 2],
    [2, -1],
  ]
    .map(([px, py]) => {
      let [x, y] = [px!, py!];
      if (!hexagonal && cell & FLIP_DIAGONAL) [x, y] = [y, x];
      [x, y] = [cell & FLIP_X ? -x : x, cell & FLIP_Y ? -y : y];
      return turn([x, y], angle)
        .map((each) => Math.round(each * 100) / 100 + 0)
        .join();
    })
    .join(' ');
}

function turn([x, y]: Vec2, degrees: number): Vec2 {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [x * c - y * s, x * s + y * c];
}

describe.each(grids)('stamps on a grid that is %s', (_, grid) => {
  const staggered = grid.kind !== 'isometric';

  it('look the same wherever they are picked up and laid down', () => {
    grid0 = grid;
    fc.assert(
      fc.property(square, near, near, ({ width, height, cells }, from, to) => {
        fc.pre(cells.some((cell) => cell !== 0));
        const tiles = tilesFrom(
          rangeCells({ x: 0, y: 0, width, height }).map(([i, j], at) => [
            from[0] + i,
            from[1] + j,
            cells[at]!,
          ]),
        );
        const picked = pickedStamp(
          [{ id: 'a', name: '', tilesets, from, grid, at: (x, y) => tileAt(tiles, x, y) }],
          width,
          height,
        )!;
        const before = [...tilesOf(tiles)].map(([x, y, cell]): [number, number, number] => [
          ...middle(grid, [x, y]),
          cell,
        ]);
        sameForm(seen(grid, picked, to), before);
        // Over and over, the first one is where it is laid down.
        for (const [x, y, cell] of placedCells(picked, picked.parts[0]!, ...to, grid))
          expect(patternCell(picked, picked.parts[0]!, [x, y], to, grid)).toBe(cell);
      }),
      { numRuns: 60 },
    );
  });

  it('come back from being mirrored twice and turned all around', () => {
    grid0 = grid;
    fc.assert(
      fc.property(square, fc.boolean(), near, ({ width, height, cells }, odd, at) => {
        fc.pre(cells.some((cell) => cell !== 0));
        const stamp = stampOf(width, height, cells, staggered && odd);
        const times = grid.kind === 'hexagonal' ? 6 : 4;
        const around = Array.from({ length: times }).reduce<StampData>(
          (each) => turnedStamp(each, 'clockwise', grid),
          stamp,
        );
        sameForm(seen(grid, around, at), seen(grid, stamp, at));
        sameForm(
          seen(grid, turnedStamp(turnedStamp(stamp, 'clockwise', grid), 'back', grid), at),
          seen(grid, stamp, at),
        );
        for (const axis of ['x', 'y'] as const)
          sameForm(
            seen(grid, flippedStamp(flippedStamp(stamp, axis, grid), axis, grid), at),
            seen(grid, stamp, at),
          );
      }),
      { numRuns: 40 },
    );
  });

  it('are turned and mirrored as they are seen', () => {
    grid0 = grid;
    const corners = (cell: number): Vec2[] =>
      look(cell, grid)
        .split(' ')
        .map((each) => each.split(',').map(Number) as unknown as Vec2);
    fc.assert(
      fc.property(square, fc.boolean(), near, ({ width, height, cells }, odd, at) => {
        fc.pre(cells.some((cell) => cell !== 0));
        const stamp = stampOf(width, height, cells, staggered && odd);
        const hexagonal = grid.kind === 'hexagonal';
        const ways: [StampData, (point: Vec2) => Vec2, (cell: number) => Vec2[]][] = [
          [
            flippedStamp(stamp, 'x', grid),
            ([x, y]) => [-x, y],
            (cell) => corners(cell).map(([x, y]) => [-x, y]),
          ],
          [
            flippedStamp(stamp, 'y', grid),
            ([x, y]) => [x, -y],
            (cell) => corners(cell).map(([x, y]) => [x, -y]),
          ],
          [
            turnedStamp(stamp, 'clockwise', grid),
            (point) => turn(point, hexagonal ? 60 : 90),
            (cell) => corners(cell).map(([x, y]) => (hexagonal ? turn([x, y], 60) : [-x, y])),
          ],
        ];
        const unit = Math.max(...grid.cell) / 64;
        const form = (tiles: readonly (readonly [Vec2, number, Vec2[]])[]): string[] => {
          const left = Math.min(...tiles.map(([[x]]) => x));
          const top = Math.min(...tiles.map(([[, y]]) => y));
          const points = (all: Vec2[]) =>
            all.map(([x, y]) => `${Math.round(x * 10) + 0},${Math.round(y * 10) + 0}`);
          return tiles
            .map(
              ([[x, y], number, all]) =>
                `${Math.round((x - left) / unit)},${Math.round((y - top) / unit)}:${number} ${points(all).join(' ')}`,
            )
            .sort();
        };
        for (const [changed, move, shown] of ways) {
          const after = seen(grid, changed, at).map(
            ([x, y, cell]) => [[x, y] as Vec2, cell & 15, corners(cell)] as const,
          );
          const wanted = seen(grid, stamp, at).map(
            ([x, y, cell]) => [move([x, y]), cell & 15, shown(cell)] as const,
          );
          expect(form(after)).toEqual(form(wanted));
        }
      }),
      { numRuns: 40 },
    );
  });
});

type Cells = readonly (readonly [number, number, number])[];

class Desk extends ToolStage {
  constructor(
    readonly grid: TileGrid,
    tool: ToolId,
    fields: Fields,
    cells: Cells = [],
    stamp: StampData | null = stampOfTiles('a', [[4]]),
  ) {
    const ground: Partial<EntityData> = {
      components: {
        Transform: { position: [0, 0], size: [160, 160], anchor: [0, 0] },
        Tilemap: { ...fields, tilesets, tiles: tilesFrom(cells) },
      },
    };
    super({ ground }, tool);
    this.selection.set(['ground']);
    this.tiles.value = { ...this.tiles.value, stamp };
  }

  get cells(): Map<string, number> {
    const tiles = (this.fields('ground', 'Tilemap')?.tiles ?? {}) as TileChunks;
    return new Map([...tilesOf(tiles)].map(([x, y, cell]) => [name([x, y]), cell]));
  }

  at(cell: Cell): Vec2 {
    return middle(this.grid, cell);
  }
}

describe.each(kinds)('tools on a grid that is %s', (_, fields) => {
  const grid = gridOf(fields);
  const desk = (tool: ToolId, cells: Cells = [], stamp?: StampData | null) =>
    new Desk(grid, tool, fields, cells, stamp);
  const filled: Cells = rangeCells({ x: -3, y: -3, width: 7, height: 7 }).map(([x, y]) => [x, y, 3]);

  it('stamp and erase the cells under the pointer, and draw lines', () => {
    const stamping = desk('tile-stamp');
    stamping.click(stamping.at([2, 3]));
    expect([...stamping.cells]).toEqual([['2,3', 5]]);
    stamping.click(stamping.at([-3, -2]), { shift: true });
    expect(new Set(stamping.cells.keys())).toEqual(new Set(lineOn(grid, [2, 3], [-3, -2]).map(name)));
    const erasing = desk('tile-erase', filled);
    erasing.click(erasing.at([0, 1]));
    expect(erasing.cells.has('0,1')).toBe(false);
    expect(erasing.cells.size).toBe(48);
  });

  it('fill what hangs together, and shapes', () => {
    const hole = [[0, 0] as Cell, ...neighboursOf(grid, [0, 0])];
    const holes = new Set(hole.map(name));
    const filling = desk(
      'tile-fill',
      filled.filter(([x, y]) => !holes.has(name([x, y]))),
    );
    filling.click(filling.at([0, 0]));
    for (const cell of hole) expect(filling.cells.get(name(cell))).toBe(5);
    expect(filling.cells.size).toBe(49);
    const shaping = desk('tile-shape');
    shaping.drag(shaping.at([0, 0]), shaping.at([3, 2]));
    expect(shaping.cells.size).toBe(12);
    shaping.tiles.value = { ...shaping.tiles.value, random: true };
    shaping.drag(shaping.at([-5, -5]), shaping.at([-4, -5]));
    expect([shaping.cells.get('-5,-5'), shaping.cells.get('-4,-5')]).toEqual([5, 5]);
  });

  it('pick up and select; a stamp laid down shows its outline', () => {
    const some: Cells = [
      [0, 1, 1],
      [1, 1, 2],
      [0, 2, 3],
    ];
    const picking = desk('tile-stamp', some, null);
    const point = (cell: Cell) => ({
      scene: picking.at(cell),
      screen: picking.at(cell),
      shift: false,
      alt: false,
      mod: false,
    });
    picking.tool.secondary!.down(point([0, 1]));
    picking.tool.secondary!.move(point([1, 2]));
    picking.tool.secondary!.up(point([1, 2]));
    expect(picking.tiles.value.stamp?.parts[0]!.cells).toEqual([1, 2, 3, 0]);
    picking.tool.move(point([8, 8]));
    const [mark] = picking.tool.marks!();
    expect(mark?.kind === 'lines' && mark.lines.length).toBeGreaterThanOrEqual(4);
    const [ghost] = picking.preview.value.ghosts ?? [];
    expect([...tilesOf(ghost!.entity.components.Tilemap!.tiles)]).toHaveLength(3);
    const selecting = desk('tile-select', some);
    selecting.drag(selecting.at([0, 1]), selecting.at([1, 1]));
    expect(selecting.tiles.value.region?.cells).toEqual(
      setOfCells([
        [0, 1],
        [1, 1],
      ]),
    );
    const same = desk('tile-same', [...some, [5, 5, 1]]);
    same.click(same.at([0, 1]));
    expect([...cellsIn(same.tiles.value.region!.cells)]).toEqual([
      [0, 1],
      [5, 5],
    ]);
  });
});
