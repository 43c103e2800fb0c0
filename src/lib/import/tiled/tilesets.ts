/** Tilesets of Tiled as those of the project. */
import type { Vec2 } from '../../base/geometry.ts';
import { ordersBetween } from '../../base/order.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { TileData, TilesetData } from '../../schema/project.ts';
import type { TerrainSet } from '../../schema/terrain.ts';
import { factsOf } from '../../tiled/facts.ts';
import type {
  TiledProperty,
  TiledTile,
  TiledTileset,
  TiledTilesetUse,
  TiledWangSet,
} from '../../tiled/model.ts';
import { coverTile, outlinesOf } from '../../tiled/outlines.ts';
import { problemAtPlace } from '../../tiled/place.ts';
import { flatten } from '../../tiled/typed-properties.ts';
import { baseName, stemOf } from '../source-files.ts';
import type { ImportSession } from './source.ts';

/** A tile as objects show it. */
export interface TileImage {
  /** Id of its tileset, and its number in it. */
  tileset: string;
  number: number;
  asset: string;
  /** Size of the tile in pixels. */
  size: Vec2;
  /** Which frame of the sheet, counted row by row; 0 for an image of its own. */
  frame: number;
  /** [0, 0] for an image of its own. */
  frameSize: Vec2;
  margin: number;
  spacing: number;
  /** Whether a sprite can show it: it is no odd part of its image. */
  whole: boolean;
  /** Pixels by which it is drawn beside its place. */
  offset: Vec2;
  /** Where objects are held, as Tiled calls it. */
  alignment: string;
  className: string;
  properties: readonly TiledProperty[];
  data: TileData | undefined;
}

/** A tileset of a map, with its numbers. */
export interface MapTileset {
  firstTile: number;
  /** Its id in the project. */
  id: string;
  /** A tile by its number in the tileset; `null` when it has none of that number. */
  tile(number: number): TileImage | null;
}

type Editable<T> = { -readonly [K in keyof T]: T[K] };
type Made = Pick<MapTileset, 'id' | 'tile'>;

const usual = {
  objectAlignment: 'unspecified',
  renderSize: 'tile',
  fillMode: 'stretch',
  backgroundColor: '',
};

/** Takes the tilesets of maps into the project; one that several maps share is taken once. */
export class TilesetTaker {
  readonly tilesets: Record<string, TilesetData> = {};
  readonly #made = new Map<TiledTileset, Made>();

  constructor(private readonly session: ImportSession) {}

  /** @param source the file it is in, or '' */
  take({ tileset, firstGid, source }: TiledTilesetUse): MapTileset {
    let made = this.#made.get(tileset);
    if (!made) {
      made = this.#make(tileset, source);
      this.#made.set(tileset, made);
    }
    return { ...made, firstTile: firstGid };
  }

  #make(tileset: TiledTileset, source: string): Made {
    const id = this.session.id();
    const facts: Record<string, PropertyValue> = {
      ...factsOf(
        {
          objectAlignment: tileset.objectAlignment,
          renderSize: tileset.renderSize,
          fillMode: tileset.fillMode,
          backgroundColor: tileset.backgroundColor,
          source: source === '' ? undefined : baseName(source),
          grid: tileset.grid,
          transparent: tileset.image?.transparent || undefined,
        },
        usual,
      ),
    };
    if (tileset.renderSize !== usual.renderSize)
      this.session.note({
        file: tileset.at.file,
        what: `Tileset "${tileset.name}"`,
        how: 'kept',
        detail: 'Tiled draws its tiles as large as the cells of the map; here they keep their own size.',
      });
    const own = flatten(tileset.properties, () => '');
    if (own.sketch !== '') facts.properties = own.sketch;
    const shared = {
      name: tileset.name || stemOf(tileset.at.file),
      margin: tileset.margin,
      spacing: tileset.spacing,
      offset: tileset.offset,
      ...(tileset.className !== '' && { className: tileset.className }),
      ...(Object.keys(own.values).length > 0 && { properties: own.values }),
      ...(tileset.transforms && {
        transforms: {
          flipX: tileset.transforms.hflip,
          flipY: tileset.transforms.vflip,
          rotate: tileset.transforms.rotate,
          preferUntransformed: tileset.transforms.preferUntransformed,
        },
      }),
      ...this.#terrains(tileset, facts),
    };
    const made = tileset.image
      ? this.#sheet(id, tileset, shared, facts)
      : this.#collection(id, tileset, shared, facts);
    const data = this.tilesets[id]!;
    if (Object.keys(facts).length > 0) this.tilesets[id] = { ...data, imported: facts };
    return made;
  }

  #sheet(
    id: string,
    tileset: TiledTileset,
    shared: Pick<TilesetData, 'name' | 'margin' | 'spacing' | 'offset'>,
    facts: Record<string, PropertyValue>,
  ): Made {
    const image = this.session.image(tileset.image!);
    const { margin, spacing } = tileset;
    const tileSize = tileset.tileSize;
    if (tileSize[0] < 1 || tileSize[1] < 1)
      throw problemAtPlace(tileset.at, 'The tileset does not say how large its tiles are.');
    // As Tiled counts: the margin is only certain to be there on one side.
    const along = (length: number, tile: number) =>
      Math.max(0, Math.floor((length - margin + spacing) / (tile + spacing)));
    const [across, down] = [along(image.width, tileSize[0]), along(image.height, tileSize[1])];
    if (across * down === 0)
      throw problemAtPlace(
        tileset.image!.at,
        `No tile of ${tileSize.join(' x ')} px fits into the image of ${image.width} x ${image.height} px.`,
      );
    // Older files leave these out; Tiled then counts what fits, as is done here.
    const columns = tileset.columns || across;
    const count = tileset.count || across * down;
    const tiles = this.#tiles(tileset, () => tileSize, count, facts);
    this.tilesets[id] = { ...shared, image: image.asset, tileSize, columns, count, tiles: tiles.data };
    return {
      id,
      tile: (number) =>
        number < 0 || number >= count
          ? null
          : {
              tileset: id,
              number,
              asset: image.asset,
              size: tileSize,
              frame: number,
              frameSize: tileSize,
              margin,
              spacing,
              whole: columns === across,
              ...this.#ofTile(tileset, number, tiles),
            },
    };
  }

  #collection(
    id: string,
    tileset: TiledTileset,
    shared: Pick<TilesetData, 'name' | 'margin' | 'spacing' | 'offset'>,
    facts: Record<string, PropertyValue>,
  ): Made {
    interface Own {
      asset: string;
      image: Vec2;
      rect: readonly [number, number, number, number];
    }
    const images = new Map<number, Own>();
    for (const { id: number, image, rect, at } of tileset.tiles) {
      if (!image) throw problemAtPlace(at, `Tile ${number} of the tileset "${shared.name}" has no image.`);
      const { asset, width, height } = this.session.image(image);
      const [x, y, w, h] = rect ?? [0, 0, width, height];
      const part = [x, y, w || width - x, h || height - y] as const;
      if (part[2] < 1 || part[3] < 1)
        throw problemAtPlace(at, `Tile ${number} of the tileset "${shared.name}" lies outside of its image.`);
      images.set(number, { asset, image: [width, height], rect: part });
    }
    const most = (at: 2 | 3): number =>
      [...images.values()].reduce((size, { rect }) => Math.max(size, rect[at]), 1);
    const sizeOf = (number: number): Vec2 => {
      const { rect } = images.get(number)!;
      return [rect[2], rect[3]];
    };
    const last = tileset.tiles.reduce((end, { id: number }) => Math.max(end, number + 1), 0);
    const tiles = this.#tiles(tileset, sizeOf, last, facts);
    const data = Object.fromEntries(
      [...images].map(
        ([
          number,
          {
            asset,
            rect: [x, y, width, height],
          },
        ]): [string, TileData] => [
          String(number),
          { ...tiles.data[number], image: asset, rect: { x, y, width, height } },
        ],
      ),
    );
    this.tilesets[id] = {
      ...shared,
      image: '',
      tileSize: [most(2), most(3)],
      columns: Math.max(1, tileset.columns),
      count: last,
      tiles: data,
    };
    return {
      id,
      tile: (number) => {
        const own = images.get(number);
        if (!own) return null;
        const [x, y, width, height] = own.rect;
        const all = width === own.image[0] && height === own.image[1];
        const framed = x % width === 0 && y % height === 0;
        return {
          tileset: id,
          number,
          asset: own.asset,
          size: [width, height],
          frame: all || !framed ? 0 : (y / height) * Math.floor(own.image[0] / width) + x / width,
          frameSize: all || !framed ? [0, 0] : [width, height],
          margin: 0,
          spacing: 0,
          whole: all || framed,
          ...this.#ofTile(tileset, number, tiles),
        };
      },
    };
  }

  #ofTile(
    { offset, objectAlignment }: TiledTileset,
    number: number,
    { data, given }: { data: Readonly<Record<string, TileData>>; given: ReadonlyMap<number, TiledTile> },
  ): Pick<TileImage, 'offset' | 'alignment' | 'className' | 'properties' | 'data'> {
    const tile = given.get(number);
    return {
      offset,
      alignment: objectAlignment,
      className: tile?.className ?? '',
      properties: tile?.properties ?? [],
      data: data[number],
    };
  }

  #tiles(
    tileset: TiledTileset,
    sizeOf: (number: number) => Vec2,
    count: number,
    facts: Record<string, PropertyValue>,
  ) {
    const data: Record<string, TileData> = {};
    const given = new Map<number, TiledTile>();
    for (const tile of tileset.tiles) {
      if (tile.id >= count) continue;
      const read = tileData(tile, sizeOf(tile.id), facts);
      if (Object.keys(read).length > 0) data[tile.id] = read;
      given.set(tile.id, tile);
    }
    return { data, given };
  }

  #terrains(
    { wangSets }: TiledTileset,
    facts: Record<string, PropertyValue>,
  ): { terrains?: Record<string, TerrainSet> } {
    if (wangSets.length === 0) return {};
    const orders = ordersBetween(null, null, wangSets.length);
    return {
      terrains: Object.fromEntries(
        wangSets.map((set, at) => [`w${at + 1}`, terrainOf(set, orders[at]!, `w${at + 1}`, facts)]),
      ),
    };
  }
}

function terrainOf(
  set: TiledWangSet,
  order: string,
  id: string,
  facts: Record<string, PropertyValue>,
): TerrainSet {
  const kind = (className: string, properties: readonly TiledProperty[], key: string) => {
    const { values, sketch } = flatten(properties, () => '');
    if (sketch !== '') facts[key] = sketch;
    return {
      ...(className !== '' && { className }),
      ...(Object.keys(values).length > 0 && { properties: values }),
    };
  };
  const type = set.type === 'corner' || set.type === 'edge' ? set.type : 'mixed';
  return {
    name: set.name,
    order,
    type,
    tile: set.tile,
    colors: Object.fromEntries(
      set.colors.slice(0, 254).map(({ name, color, tile, probability, className, properties }, at) => [
        String(at + 1),
        {
          name,
          color: color.slice(0, 7) || '#888888',
          tile,
          probability,
          ...kind(className, properties, `terrain.${id}.${at + 1}.properties`),
        },
      ]),
    ),
    tiles: Object.fromEntries(set.tiles.map(({ tile, wangId }) => [String(tile), wangId])),
    ...kind(set.className, set.properties, `terrain.${id}.properties`),
  };
}

function tileData(tile: TiledTile, size: Vec2, facts: Record<string, PropertyValue>): TileData {
  const data: Editable<TileData> = {};
  const { values, sketch } = flatten(tile.properties, () => '');
  if (sketch !== '') facts[`tile.${tile.id}.properties`] = sketch;
  if (Object.keys(values).length) data.properties = values;
  if (tile.className !== '') data.className = tile.className;
  if (tile.probability !== 1) data.probability = tile.probability;
  if (typeof values.solid === 'boolean') data.solid = values.solid;
  if (typeof values.oneWay === 'boolean') data.oneWay = values.oneWay;
  if (tile.objects) {
    facts[`tile.${tile.id}.objects`] = JSON.stringify(tile.objects, (key, value: unknown) =>
      key === 'at' ? undefined : value,
    );
    const outlines = outlinesOf(tile.objects.objects);
    if (outlines.length) {
      data.solid ??= true;
      if (!coverTile(outlines, size)) data.collision = outlines;
    }
  }
  if (tile.animation.length) data.animation = tile.animation;
  return data;
}
