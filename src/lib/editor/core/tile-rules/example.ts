/** What somebody drew with tiles of one tileset, as an example for rules. */
import type { ComponentData } from '../../../schema/components.ts';
import { TILE_MASK, tilesOf } from '../../../schema/tiles.ts';

/** Cells of a layer that show tiles of a tileset, by the tileset's own numbers. @param within only cells that it says yes to */
export function* exampleOf(
  map: Pick<ComponentData<'Tilemap'>, 'tiles' | 'tilesets'>,
  tileset: string,
  within: (x: number, y: number) => boolean = () => true,
): Generator<[x: number, y: number, tile: number]> {
  const uses = [...map.tilesets].sort((a, b) => b.firstTile - a.firstTile);
  for (const [x, y, value] of tilesOf(map.tiles)) {
    const number = value & TILE_MASK;
    const use = uses.find(({ firstTile }) => firstTile <= number);
    if (use?.tileset === tileset && within(x, y)) yield [x, y, number - use.firstTile];
  }
}
