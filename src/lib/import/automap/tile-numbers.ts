/** Cells of rules as numbers of a map of Tiled. */
import type { TiledTileLayer, TiledTileset, TiledTilesetUse } from '../../tiled/model.ts';
import { partsOf, type AutoCell } from './auto-cell.ts';
import type { CellGrid } from './cell-grid.ts';

/** How many numbers a tileset takes. */
const numbersOf = ({ count, columns, image, tiles, tileSize }: TiledTileset): number =>
  Math.max(
    count,
    tiles.reduce((most, { id }) => Math.max(most, id + 1), 1),
    // Older files do not say how many there are.
    count === 0 && image && tileSize[1] > 0 ? columns * Math.ceil(image.height / tileSize[1]) : 0,
  );

/** The numbers of tiles in a map; tilesets that it lacks are added from rules when they are first asked for. */
export class TileNumbers {
  /** The tilesets of the map, and those that it has got. */
  uses: TiledTilesetUse[];
  readonly #known = new Map<AutoCell, number>();
  readonly #more: readonly TiledTileset[];

  /** @param more tilesets of the rules */
  constructor(uses: readonly TiledTilesetUse[], more: readonly TiledTileset[]) {
    this.uses = [...uses];
    this.#more = more;
  }

  /** The number of a cell that comes from the map or from its rules. */
  of(cell: AutoCell): number {
    let number = this.#known.get(cell);
    if (number === undefined) this.#known.set(cell, (number = this.#numberOf(cell)));
    return number;
  }

  #numberOf(cell: AutoCell): number {
    const { flips, tile, tileset: name } = partsOf(cell);
    let use = this.uses.find((each) => each.tileset.name === name);
    if (!use) {
      // Cells come from the map or from its rules, so one of them has it.
      const tileset = this.#more.find((each) => each.name === name)!;
      const firstGid = this.uses.reduce(
        (next, each) => Math.max(next, each.firstGid + numbersOf(each.tileset)),
        1,
      );
      this.uses.push((use = { firstGid, source: '', tileset }));
    }
    return (use.firstGid + tile + flips) >>> 0;
  }
}

/** Cells as one chunk around all of them, by the numbers of the map. */
export function chunksOf(numbers: TileNumbers, cells: CellGrid): TiledTileLayer['chunks'] {
  const places = Array.from(cells, ([x, y, cell]) => ({ x, y, value: numbers.of(cell) }));
  if (places.length === 0) return [];
  const least = (pick: (place: (typeof places)[number]) => number) =>
    places.reduce((low, each) => Math.min(low, pick(each)), Infinity);
  const [x, y] = [least((each) => each.x), least((each) => each.y)];
  const [width, height] = [1 - x - least((each) => -each.x), 1 - y - least((each) => -each.y)];
  const values = new Uint32Array(width * height);
  for (const place of places) values[(place.y - y) * width + place.x - x] = place.value;
  return [{ x, y, width, height, cells: values }];
}
