/** New tile layers and tilesets. Pure. */
import { inOrder, orderBetween } from '../../../base/order.ts';
import type { Vec2 } from '../../../base/geometry.ts';
import { blankEntity } from '../../../schema/blank.ts';
import type { AssetData, EntityData, ProjectData, SceneData, TilesetData } from '../../../schema/project.ts';
import { layerFor, uniqueName } from '../new-entity.ts';

/** How the tiles of a picture lie. */
export interface Cutting {
  /** Width and height of a tile in pixels. */
  readonly tileSize: Vec2;
  /** Pixels around all tiles. */
  readonly margin: number;
  /** Pixels between two tiles. */
  readonly spacing: number;
}

/** Columns and rows of tiles that lie whole in a picture. */
export function cutInto([width, height]: Vec2, { tileSize, margin, spacing }: Cutting): Vec2 {
  const along = (length: number, tile: number) =>
    tile < 1 ? 0 : Math.max(0, Math.floor((length - 2 * margin + spacing) / (tile + spacing)));
  return [along(width, tileSize[0]), along(height, tileSize[1])];
}

const USUAL = [16, 32, 8, 24, 48, 64, 18, 20, 12, 10] as const;

/**
 * The size that the tiles of a picture are likely to have: what its name says (`ground_16x16`, `tiles-32px`), that of the layer
 * where it fits, else the first usual one that divides width and height.
 */
export function likelyTileSize(name: string, [width, height]: Vec2, layer?: Vec2): Vec2 {
  const fits = ([w, h]: Vec2) => w <= width && h <= height;
  const pair = /(\d{1,3})\s?[x×]\s?(\d{1,3})/iu.exec(name);
  if (pair) {
    const size: Vec2 = [Number(pair[1]), Number(pair[2])];
    if (size[0] >= 4 && size[1] >= 4 && fits(size)) return size;
  }
  const one = /(\d{1,3})\s?px/iu.exec(name);
  if (one && Number(one[1]) >= 4 && fits([Number(one[1]), Number(one[1])]))
    return [Number(one[1]), Number(one[1])];
  if (layer && width % layer[0] === 0 && height % layer[1] === 0) return layer;
  const usual = USUAL.find((size) => width % size === 0 && height % size === 0 && fits([size, size]));
  return usual ? [usual, usual] : [Math.min(16, width), Math.min(16, height)];
}

/** A tileset of an image asset. */
export function tilesetOf(image: string, asset: AssetData, cutting: Cutting): TilesetData {
  const [columns, rows] = cutInto([asset.meta.width ?? 0, asset.meta.height ?? 0], cutting);
  return {
    name: asset.name.replace(/\.[^.]*$/u, ''),
    image,
    ...cutting,
    columns,
    count: columns * rows,
    offset: [0, 0],
    tiles: {},
  };
}

/**
 * An empty tile layer with its first cell at the top left of the scene: right in front of another one, or behind everything.
 * @param layer id of the scene's layer that it goes to
 * @param above id of the tile layer in front of which it lies; '' for none
 */
export function newTileLayer(
  scene: SceneData,
  { size }: Pick<ProjectData['settings'], 'size'>,
  layer: string,
  above: string,
  tileSize: Vec2,
  tileset: string,
): EntityData {
  const cells = size.map((length, axis) => Math.ceil(length / tileSize[axis]!) * tileSize[axis]!) as [
    number,
    number,
  ];
  const beside = scene.entities[above];
  const parent = beside?.parent ?? null;
  const siblings = inOrder(
    Object.fromEntries(Object.entries(scene.entities).filter(([, each]) => each.parent === parent)),
  );
  const at = siblings.findIndex(([id]) => id === above);
  const order =
    at < 0
      ? orderBetween(null, siblings[0]?.[1].order ?? null)
      : orderBetween(siblings[at]![1].order, siblings[at + 1]?.[1].order ?? null);
  return blankEntity({
    name: uniqueName(scene, 'Tiles'),
    order,
    parent,
    layer: beside?.layer ?? layerFor(scene, layer),
    components: {
      Transform: { position: [0, 0], size: cells, anchor: [0, 0] },
      Tilemap: { tileSize, ...(tileset === '' ? {} : { tilesets: [{ firstTile: 1, tileset }] }) },
    },
  });
}
