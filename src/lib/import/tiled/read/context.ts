import type { TiledTileset, TiledTilesetUse } from '../../../tiled/model.ts';
import type { Place } from '../../../tiled/place.ts';
import type { CustomTypes } from './custom-types.ts';
import type { Fields } from './fields.ts';
import { LARGEST_TILE, type ObjectParts } from './heads.ts';

/** A template: an object, and the tileset its tile is of. */
export interface TiledTemplate {
  object: ObjectParts;
  tileset: TiledTilesetUse | null;
}

/** Where readers get the other files that a file names. */
export interface ReadContext {
  types: CustomTypes;
  tileset(at: Place, source: string): TiledTileset;
  template(at: Place, source: string): TiledTemplate;
}

const tilesOf = ({ count, tiles }: TiledTileset): number =>
  tiles.reduce((most, { id }) => Math.max(most, id + 1), Math.max(count, 1));

/** The tilesets of one map, which grow with the templates of its objects. */
export class MapTilesets {
  readonly uses: TiledTilesetUse[];

  /** @param infinite whether layers of the map may have no cells at all */
  constructor(
    uses: readonly TiledTilesetUse[],
    readonly infinite: boolean,
  ) {
    this.uses = [...uses];
  }

  /** The number in this map of the tile that a template shows, flags kept. */
  gidOf(template: TiledTemplate, fields: Fields): number {
    const gid = fields.whole('gid', 0, 0xffffffff);
    const { tileset: use } = template;
    if (!use) return gid;
    let known = this.uses.find(({ tileset }) => tileset === use.tileset);
    if (!known) {
      const firstGid = this.uses.reduce(
        (next, { firstGid: first, tileset }) => Math.max(next, first + tilesOf(tileset)),
        1,
      );
      known = { ...use, firstGid };
      this.uses.push(known);
    }
    const flags = gid - (gid % (LARGEST_TILE + 1));
    return flags + (gid % (LARGEST_TILE + 1)) - use.firstGid + known.firstGid;
  }
}
