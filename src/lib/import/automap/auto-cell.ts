/** What lies in a cell: a name of the tileset and the number of the tile, with the flips it lies there with; '' for nothing. */
export type AutoCell = string;

/** A cell by its parts; maps and rules that mean the same tile have to name it alike. */
export const autoCell = (tileset: string, tile: number, flips: number): AutoCell =>
  `${flips}|${tile}|${tileset}`;

/** The reverse of {@link autoCell}, of any cell but the empty one. */
export function partsOf(cell: AutoCell): { flips: number; tile: number; tileset: string } {
  const [first, second] = [cell.indexOf('|'), cell.indexOf('|', cell.indexOf('|') + 1)];
  return {
    flips: Number(cell.slice(0, first)),
    tile: Number(cell.slice(first + 1, second)),
    tileset: cell.slice(second + 1),
  };
}
