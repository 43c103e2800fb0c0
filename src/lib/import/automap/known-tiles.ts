/** Tilesets of the project as objects show their tiles. */
import type { Vec2 } from '../../base/geometry.ts';
import type { TilesetData } from '../../schema/project.ts';
import type { MapTileset } from '../tiled/tilesets.ts';

/** A tileset that the project has, with the numbers that a map uses. */
export function knownTiles(id: string, firstTile: number, tileset: TilesetData): MapTileset {
  const { count, image, tileSize, margin, spacing, offset, imported } = tileset;
  const alignment = imported?.objectAlignment;
  return {
    ...{ id, firstTile },
    tile: (number) => {
      const data = tileset.tiles[number];
      const own = data?.image;
      if (number < 0 || number >= count || (image === '' && own === undefined)) return null;
      const size: Vec2 = own !== undefined && data?.rect ? [data.rect.width, data.rect.height] : tileSize;
      const cut = own === undefined;
      return {
        ...{ tileset: id, number, asset: own ?? image, size, frame: cut ? number : 0 },
        ...{
          frameSize: cut ? tileSize : ([0, 0] as const),
          margin: cut ? margin : 0,
          spacing: cut ? spacing : 0,
        },
        ...{ whole: true, offset, alignment: typeof alignment === 'string' ? alignment : 'unspecified' },
        ...{ className: data?.className ?? '', properties: [], data },
      };
    },
  };
}
