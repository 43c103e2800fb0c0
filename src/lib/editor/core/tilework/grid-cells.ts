/**
 * Neighbours, lines and ellipses of cells on any grid. Pure. On grids that are straight, orthogonal and isometric, rows and columns say
 * it; where they are staggered, cells are named by halves of their steps: across to the next one it is 2, to those half way 1 and 1.
 */
import type { Vec2 } from '../../../base/geometry.ts';
import { cellMiddle, isShifted, type TileGrid } from '../../../schema/tile-grid.ts';
import { ellipseCells, lineCells, rangeCells, type Cell, type CellRange } from './cell-shapes.ts';

/** Whether each other row or column is moved by half a cell. */
export const isStaggered = ({ kind }: TileGrid): boolean => kind === 'staggered' || kind === 'hexagonal';

/** What of a grid says where its halves are. */
type Staggering = Pick<TileGrid, 'staggerAxis' | 'staggerIndex'>;

/** A cell by halves of its steps: along the rows that are moved, and across them. */
export type Halves = readonly [along: number, across: number];

/** A cell of a staggered grid by halves. */
function halvesOf(grid: Staggering, [x, y]: Cell): Halves {
  const [along, across] = grid.staggerAxis === 'y' ? [x, y] : [y, x];
  return [2 * along + (isShifted(across, grid) ? 1 : 0), across];
}

/** The reverse of {@link halvesOf}. */
function cellOfHalves(grid: Staggering, [halves, across]: Halves): Cell {
  const along = Math.floor((halves - (isShifted(across, grid) ? 1 : 0)) / 2);
  return grid.staggerAxis === 'y' ? [along, across] : [across, along];
}

const BY_SIDES: readonly Halves[] = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
];
const HEXAGON: readonly Halves[] = [[-2, 0], [2, 0], ...BY_SIDES];

/** The cells that share a side with one: four, or six of a hexagon. */
export function neighboursOf(grid: TileGrid, cell: Cell): Cell[] {
  const [x, y] = cell;
  if (!isStaggered(grid))
    return [
      [x, y - 1],
      [x + 1, y],
      [x, y + 1],
      [x - 1, y],
    ];
  const [along, across] = halvesOf(grid, cell);
  return (grid.kind === 'hexagonal' ? HEXAGON : BY_SIDES).map(([a, b]) =>
    cellOfHalves(grid, [along + a, across + b]),
  );
}

/** Whether cells have four sides and corners: all but hexagons, those whose straight edge is nothing among them. */
export const hasFourSides = ({ kind, side }: TileGrid): boolean => kind !== 'hexagonal' || side === 0;

/** 1 where the first row, or column, is one of those that are moved. */
const firstOdd = (grid: Staggering): number => (isShifted(0, grid) ? 1 : 0);

/** A cell of a grid with four sides, along the two directions of its sides: in these all of them are straight. */
export function straightCell(grid: TileGrid, cell: Cell): Cell {
  if (!isStaggered(grid)) return cell;
  const [along, across] = halvesOf(grid, cell);
  const odd = firstOdd(grid);
  const [x, y] = grid.staggerAxis === 'y' ? [along - odd, across] : [across, along - odd];
  return [(x + y) / 2, (y - x) / 2];
}

/** The reverse of {@link straightCell}. */
export function crookedCell(grid: TileGrid, [u, v]: Cell): [x: number, y: number] {
  if (!isStaggered(grid)) return [u, v];
  const [x, y] = [u - v, u + v];
  const odd = firstOdd(grid);
  const [cx, cy] = cellOfHalves(grid, grid.staggerAxis === 'y' ? [x + odd, y] : [y + odd, x]);
  return [cx, cy];
}

/** A point of a layer's pixels in cells along straight rows: 1.5 is the middle of the second one. */
export function straightPoint(grid: TileGrid, [px, py]: Vec2): Vec2 {
  if (grid.kind === 'orthogonal') return [px / grid.step[0], py / grid.step[1]];
  // By halves of the cells from the middle of the first one.
  const [left, top] = cellMiddle(grid, ...crookedCell(grid, [0, 0]));
  const [x, y] = [((px - left) * 2) / grid.cell[0], ((py - top) * 2) / grid.cell[1]];
  return [(x + y + 1) / 2, (y - x + 1) / 2];
}

/**
 * The cells of a line that is straight on screen, both ends among them. Each touches the one before by a side; of those with four
 * sides, also by a corner.
 */
export function lineOn(grid: TileGrid, from: Cell, to: Cell): Cell[] {
  if (!isStaggered(grid)) return lineCells(from, to);
  const [a, b] = [halvesOf(grid, from), halvesOf(grid, to)];
  if (hasFourSides(grid))
    return lineCells(straightCell(grid, from), straightCell(grid, to)).map((cell) => crookedCell(grid, cell));
  const steps = Math.max((Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1])) / 2, Math.abs(b[1] - a[1]));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const part = steps === 0 ? 0 : i / steps;
    return nearestHexagon(grid, a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part);
  });
}

/** The hexagon at a place between cells: of the three coordinates that add up to nothing the one rounded furthest is put right. */
function nearestHexagon(grid: Staggering, along: number, across: number): Cell {
  const odd = firstOdd(grid);
  const [q, r] = [(along - odd - across) / 2, across];
  // A line midway between two cells keeps to the same side.
  const wanted = [q + 1e-6, r + 2e-6, -q - r - 3e-6];
  const [u, v, w] = wanted.map(Math.round) as [number, number, number];
  const [du, dv, dw] = [u - wanted[0]!, v - wanted[1]!, w - wanted[2]!].map(Math.abs) as [
    number,
    number,
    number,
  ];
  const [first, second] = du > dv && du > dw ? [-v - w, v] : dv > dw ? [u, -u - w] : [u, v];
  return cellOfHalves(grid, [2 * first + second + odd, second]);
}

/** The cells whose middle lies inside the ellipse around those of a range, as it is seen. */
export function ellipseOn(grid: TileGrid, range: CellRange): Cell[] {
  if (!isStaggered(grid)) return ellipseCells(range);
  const cells = rangeCells(range);
  const middles = cells.map(([x, y]) => cellMiddle(grid, x, y));
  const [left, right] = ends(middles.map(([x]) => x));
  const [top, bottom] = ends(middles.map(([, y]) => y));
  const [width, height] = grid.cell;
  const [rx, ry] = [(right - left + width) / 2, (bottom - top + height) / 2];
  return cells.filter((_, i) => {
    const [x, y] = middles[i]!;
    const [dx, dy] = [x - (left + right) / 2, y - (top + bottom) / 2];
    // Nothing is so thin that it would have gaps.
    const onAxis = Math.abs(dx) <= width / 4 || Math.abs(dy) <= height / 4;
    return onAxis || (dx / rx) ** 2 + (dy / ry) ** 2 <= 1;
  });
}

function ends(numbers: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) [least, most] = [Math.min(least, number), Math.max(most, number)];
  return [least, most];
}
