import { GrowingSet, type CellSet } from './cell-set.ts';
import type { TileGrid } from '../../../schema/tile-grid.ts';
import { inRange, type Cell, type CellRange } from './cell-shapes.ts';
import { isStaggered, neighboursOf } from './grid-cells.ts';

/**
 * The cells around one that are the same and hang together by their sides, itself among them.
 * @param same whether a cell is of the kind that is filled
 * @param bounds what an infinite map is filled within
 * @param most cells at most; `null` is given back when there are more
 * @param grid squares without one
 */
export function floodFill(
  start: Cell,
  same: (x: number, y: number) => boolean,
  bounds: CellRange,
  most = Infinity,
  grid?: TileGrid,
): CellSet | null {
  const found = new GrowingSet();
  const open: Open = (cx, cy) => inRange(bounds, cx, cy) && !found.has(cx, cy) && same(cx, cy);
  const whole =
    grid && isStaggered(grid)
      ? fillBySides(start, open, found, most, grid)
      : fillByRows(start, open, found, most);
  return whole ? found.cells : null;
}

type Open = (x: number, y: number) => boolean;

/** From each cell to those that share a side with it. False when there are too many. */
function fillBySides(start: Cell, open: Open, found: GrowingSet, most: number, grid: TileGrid): boolean {
  const waiting: Cell[] = [start];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!open(...next)) continue;
    found.add(...next);
    if (++count > most) return false;
    waiting.push(...neighboursOf(grid, next));
  }
  return true;
}

/** As fills of pictures go: a row is walked to both ends, and the rows above and below are looked at from there. */
function fillByRows([x, y]: Cell, open: Open, found: GrowingSet, most: number): boolean {
  const waiting: Cell[] = open(x, y) ? [[x, y]] : [];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [nx, row] = next;
    if (!open(nx, row)) continue;
    let from = nx;
    while (open(from - 1, row)) from--;
    let above = false;
    let below = false;
    for (let cx = from; open(cx, row); cx++) {
      found.add(cx, row);
      if (++count > most) return false;
      const [up, down] = [open(cx, row - 1), open(cx, row + 1)];
      if (up && !above) waiting.push([cx, row - 1]);
      if (down && !below) waiting.push([cx, row + 1]);
      [above, below] = [up, down];
    }
  }
  return true;
}
