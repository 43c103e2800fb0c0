import { GrowingSet, type CellSet } from './cell-set.ts';
import { inRange, type Cell } from './cell-shapes.ts';
import type { CellRange } from './stamp.ts';

/**
 * The cells around one that are the same and hang together by their sides, itself among them. Row by row, as fills of
 * pictures go: a row is walked to both ends, and the rows above and below are looked at from there.
 * @param same whether a cell is of the kind that is filled
 * @param bounds what an infinite map is filled within
 * @param most cells at most; `null` is given back when there are more
 */
export function floodFill(
  [x, y]: Cell,
  same: (x: number, y: number) => boolean,
  bounds: CellRange,
  most = Infinity,
): CellSet | null {
  const found = new GrowingSet();
  const open = (cx: number, cy: number) => inRange(bounds, cx, cy) && !found.has(cx, cy) && same(cx, cy);
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
      if (++count > most) return null;
      const [up, down] = [open(cx, row - 1), open(cx, row + 1)];
      if (up && !above) waiting.push([cx, row - 1]);
      if (down && !below) waiting.push([cx, row + 1]);
      [above, below] = [up, down];
    }
  }
  return found.cells;
}
