import type { TilesetUse } from '../../schema/fields.ts';
import type { ProjectData, TilesetData } from '../../schema/project.ts';
import { TILE_MASK } from '../../schema/tiles.ts';

/** How many numbers a tileset takes up. */
export const extentOf = ({ count, tiles }: TilesetData): number =>
  Object.keys(tiles).reduce((most, number) => Math.max(most, Number(number) + 1), Math.max(1, count));

/** An image that stands for itself: a tile of a collection that the export makes. */
interface LooseImage {
  asset: string;
  rect: readonly [x: number, y: number, width: number, height: number];
}

/** The tilesets of a map and where the numbers of each begin. */
export class MapNumbers {
  readonly #firsts = new Map<string, number>();
  readonly #loose: LooseImage[] = [];
  #looseFirst = 0;

  constructor(
    private readonly tilesets: ProjectData['tilesets'],
    known: readonly TilesetUse[],
  ) {
    for (const use of known) if (Object.hasOwn(tilesets, use.tileset)) this.#add(use);
  }

  /** The tilesets by their first number, ascending. */
  get uses(): { firstGid: number; id: string }[] {
    return [...this.#firsts]
      .map(([id, firstGid]) => ({ firstGid, id }))
      .sort((a, b) => a.firstGid - b.firstGid);
  }

  /** Images that stand for themselves, and the first of their numbers. */
  get loose(): { firstGid: number; images: readonly LooseImage[] } {
    return { firstGid: this.#looseFirst, images: this.#loose };
  }

  #free(first: number, extent: number): boolean {
    return [...this.#firsts].every(
      ([id, other]) => first + extent <= other || other + extentOf(this.tilesets[id]!) <= first,
    );
  }

  #next(): number {
    return [...this.#firsts].reduce(
      (next, [id, first]) => Math.max(next, first + extentOf(this.tilesets[id]!)),
      1,
    );
  }

  #add({ firstTile, tileset }: TilesetUse): number {
    const known = this.#firsts.get(tileset);
    if (known !== undefined) return known;
    const extent = extentOf(this.tilesets[tileset]!);
    const first = firstTile >= 1 && this.#free(firstTile, extent) ? firstTile : this.#next();
    this.#firsts.set(tileset, first);
    return first;
  }

  /** The number in the map of a tile of a tileset. */
  numberOf(tileset: string, tile: number): number {
    return this.#add({ firstTile: 0, tileset }) + tile;
  }

  /** Cells of a layer with its own numbers as cells of the map; 0 for a tile of no tileset. */
  translator(uses: readonly TilesetUse[]): (cell: number) => number {
    for (const use of uses) if (Object.hasOwn(this.tilesets, use.tileset)) this.#add(use);
    const known = new Map<number, number>();
    const find = (number: number): number => {
      let owner: TilesetUse | null = null;
      for (const use of uses)
        if (use.firstTile <= number && (!owner || use.firstTile > owner.firstTile)) owner = use;
      return owner && Object.hasOwn(this.tilesets, owner.tileset)
        ? this.numberOf(owner.tileset, number - owner.firstTile)
        : 0;
    };
    return (cell) => {
      const number = (cell & TILE_MASK) >>> 0;
      let found = known.get(number);
      if (found === undefined) known.set(number, (found = find(number)));
      return found === 0 ? 0 : ((cell & ~TILE_MASK) | found) >>> 0;
    };
  }

  /**
   * The number of an image in the collection of those that belong to no tileset. Only certain once {@link closeLoose} has been
   * called, when all tilesets are known.
   */
  looseTile(image: LooseImage): number {
    const at = this.#loose.findIndex(
      ({ asset, rect }) => asset === image.asset && rect.every((part, side) => part === image.rect[side]),
    );
    return this.#looseFirst + (at >= 0 ? at : this.#loose.push(image) - 1);
  }

  /** Gives the loose images their numbers, after those of all tilesets. */
  closeLoose(): void {
    this.#looseFirst = this.#next();
  }
}
