/** Tiles by chance: the same seed and cell give the same tile, so that what is shown is what is painted. Pure. */
import type { StampPart } from '../../../schema/stamps.ts';

/** Cells to choose from, each with what the weights up to it add up to. */
export interface TilePool {
  readonly cells: readonly number[];
  readonly sums: readonly number[];
}

/**
 * The tiles of a part, each as often as it is in it.
 * @param weight how often a cell is wanted, 1 as usual; 0 keeps it out
 */
export function poolOf({ cells }: Pick<StampPart, 'cells'>, weight: (cell: number) => number): TilePool {
  const used: number[] = [];
  const sums: number[] = [];
  let sum = 0;
  for (const cell of cells) {
    const most = cell === 0 ? 0 : weight(cell);
    if (!(most > 0)) continue;
    sum += most;
    used.push(cell);
    sums.push(sum);
  }
  return { cells: used, sums };
}

/** A number in [0, 1) that looks random: the finaliser of MurmurHash3 over seed and cell. */
export function chanceAt(seed: number, x: number, y: number): number {
  let h = Math.imul(seed ^ Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77), 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** The tile of a pool for a cell; 0 from an empty pool. */
export function chosenTile({ cells, sums }: TilePool, seed: number, x: number, y: number): number {
  const total = sums.at(-1) ?? 0;
  const wanted = chanceAt(seed, x, y) * total;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return cells[low] ?? 0;
}
