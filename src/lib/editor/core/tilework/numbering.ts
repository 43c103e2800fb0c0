/** Tile numbers of one layer as those of another: each layer numbers the tiles of its tilesets in its own way. Pure. */
import type { TilesetUse } from '../../../schema/fields.ts';
import type { ProjectData } from '../../../schema/project.ts';
import { TILE_MASK } from '../../../schema/tiles.ts';

type Tilesets = ProjectData['tilesets'];

/** The use that a tile number belongs to: the last whose first tile is not above it. */
export function useOf(uses: readonly TilesetUse[], number: number): TilesetUse | null {
  let best: TilesetUse | null = null;
  for (const use of uses)
    if (use.firstTile <= number && (!best || use.firstTile > best.firstTile)) best = use;
  return best;
}

/** The tileset and the tile in it that a cell shows; `null` for an empty cell and for one of no tileset. */
export function tileIn(uses: readonly TilesetUse[], cell: number): { tileset: string; tile: number } | null {
  const number = (cell & TILE_MASK) >>> 0;
  const use = number === 0 ? null : useOf(uses, number);
  return use && { tileset: use.tileset, tile: number - use.firstTile };
}

/** The first tile number after all that a layer's tilesets take, with room for a tileset to grow. */
export function nextFirstTile(uses: readonly TilesetUse[], tilesets: Tilesets): number {
  return uses.reduce(
    (next, { firstTile, tileset }) => Math.max(next, firstTile + Math.max(1, tilesets[tileset]?.count ?? 1)),
    1,
  );
}

/** The tilesets of a layer with one more; the same list when it has it already. */
export function withTileset(
  uses: readonly TilesetUse[],
  tileset: string,
  tilesets: Tilesets,
): readonly TilesetUse[] {
  if (uses.some((use) => use.tileset === tileset)) return uses;
  return [...uses, { firstTile: nextFirstTile(uses, tilesets), tileset }];
}

/** Turns cells numbered by some uses into cells of a layer. */
export interface Renumbering {
  /** The uses of the layer, with those that it lacks; the very same list when it lacks none. */
  readonly uses: readonly TilesetUse[];
  /** A cell as the layer numbers it, flips kept; 0 for an empty one and for one of no tileset. */
  cell(cell: number): number;
}

/**
 * @param from how the cells are numbered now
 * @param cells those that will be asked for: only tilesets that they use are added to the layer
 * @param to how the layer numbers
 */
export function renumbering(
  from: readonly TilesetUse[],
  cells: Iterable<number>,
  to: readonly TilesetUse[],
  tilesets: Tilesets,
): Renumbering {
  let uses = to;
  const first = new Map<string, number>();
  for (const cell of cells) {
    const found = tileIn(from, cell);
    if (!found || first.has(found.tileset)) continue;
    uses = withTileset(uses, found.tileset, tilesets);
    first.set(found.tileset, uses.find((use) => use.tileset === found.tileset)!.firstTile);
  }
  const known = new Map<number, number>();
  return {
    uses,
    cell(cell) {
      const number = (cell & TILE_MASK) >>> 0;
      let renumbered = known.get(number);
      if (renumbered === undefined) {
        const found = tileIn(from, number);
        renumbered = found ? (first.get(found.tileset) ?? 0) + found.tile : 0;
        known.set(number, renumbered);
      }
      return renumbered === 0 ? 0 : ((cell & ~TILE_MASK) | renumbered) >>> 0;
    },
  };
}
