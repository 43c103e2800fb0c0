/** Tilesets of the project as those of Tiled. */
import type { Vec2 } from '../../base/geometry.ts';
import { inOrder } from '../../base/order.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { ProjectData, TileData, TilesetData } from '../../schema/project.ts';
import type { TerrainSet } from '../../schema/terrain.ts';
import { Facts } from '../../tiled/facts.ts';
import type {
  TiledImage,
  TiledObject,
  TiledObjectLayer,
  TiledProperty,
  TiledTile,
  TiledTileset,
  TiledWangSet,
} from '../../tiled/model.ts';
import { coverTile, outlinesOf } from '../../tiled/outlines.ts';
import { unflatten } from '../../tiled/typed-properties.ts';
import { nowhere } from './out-context.ts';
import { plainLayer, plainObject } from './plain-parts.ts';

/** An asset as an image of a map. */
export type ImageOf = (asset: string, transparent?: string) => TiledImage | null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isGrid = (value: unknown): value is NonNullable<TiledTileset['grid']> =>
  isRecord(value) && typeof value.width === 'number' && typeof value.height === 'number';

/** Objects that were kept as JSON; what is missing in them is filled in. */
const isObjectLayer = (value: unknown): value is TiledObjectLayer =>
  isRecord(value) && Array.isArray(value.objects) && value.objects.every(isRecord);

function withProperties(
  values: Readonly<Record<string, PropertyValue>> = {},
  sketch: string,
): TiledProperty[] {
  return unflatten(values, sketch, () => 0);
}

export function tilesetOut(tileset: TilesetData, imageOf: ImageOf): TiledTileset {
  const facts = new Facts(tileset.imported);
  const collection = tileset.image === '';
  // Shapes that nothing bumps into are all that some tiles have.
  const remembered = Object.keys(tileset.imported ?? {}).flatMap((key) => {
    const number = /^tile\.(\d+)\./.exec(key)?.[1];
    return number === undefined || collection || Number(number) >= tileset.count ? [] : [number];
  });
  const numbers = [...new Set([...Object.keys(tileset.tiles), ...remembered].map(Number))].sort(
    (a, b) => a - b,
  );
  return {
    at: nowhere,
    name: tileset.name,
    className: tileset.className ?? '',
    tileSize: tileset.tileSize,
    spacing: tileset.spacing,
    margin: tileset.margin,
    count: collection ? numbers.length : tileset.count,
    columns: collection ? 0 : tileset.columns,
    offset: tileset.offset,
    objectAlignment: facts.text('objectAlignment', 'unspecified'),
    renderSize: facts.text('renderSize', 'tile'),
    fillMode: facts.text('fillMode', 'stretch'),
    backgroundColor: facts.text('backgroundColor'),
    grid: facts.json('grid', isGrid),
    transforms: tileset.transforms
      ? {
          hflip: tileset.transforms.flipX ?? false,
          vflip: tileset.transforms.flipY ?? false,
          rotate: tileset.transforms.rotate ?? false,
          preferUntransformed: tileset.transforms.preferUntransformed ?? false,
        }
      : null,
    image: collection ? null : imageOf(tileset.image, facts.text('transparent')),
    tiles: numbers.map((number) => tileOut(number, tileset, facts, imageOf)),
    wangSets: inOrder(tileset.terrains ?? {}).map(([id, set]) => terrainOut(id, set, facts)),
    properties: withProperties(tileset.properties, facts.text('properties')),
  };
}

function tileOut(
  number: number,
  { tiles, tileSize }: TilesetData,
  facts: Facts,
  imageOf: ImageOf,
): TiledTile {
  const data = tiles[number] ?? {};
  const image = data.image === undefined ? null : imageOf(data.image);
  const { rect } = data;
  const all =
    rect &&
    image &&
    rect.x === 0 &&
    rect.y === 0 &&
    rect.width === image.width &&
    rect.height === image.height;
  const size: Vec2 = rect ? [rect.width, rect.height] : tileSize;
  const properties = withProperties(data.properties, facts.text(`tile.${number}.properties`));
  const marked = data.oneWay && data.properties?.oneWay === undefined;
  return {
    at: nowhere,
    id: number,
    className: data.className ?? '',
    probability: data.probability ?? 1,
    image,
    rect: rect && !all ? [rect.x, rect.y, rect.width, rect.height] : null,
    objects: shapesOut(data, size, facts.json(`tile.${number}.objects`, isObjectLayer)),
    animation: data.animation ?? [],
    properties: marked
      ? [...properties, { name: 'oneWay', type: 'bool', propertyType: '', value: true }]
      : properties,
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The collision shapes of a tile: as they were when they still say the same, else made of its outlines. */
function shapesOut(data: TileData, size: Vec2, given: TiledObjectLayer | null): TiledObjectLayer | null {
  if (given) {
    const kept: TiledObjectLayer = {
      ...plainLayer,
      ...given,
      kind: 'objects',
      objects: given.objects.map((object): TiledObject => ({ ...plainObject, ...object })),
    };
    const outlines = outlinesOf(kept.objects);
    const means = outlines.length === 0 || coverTile(outlines, size) ? undefined : outlines;
    if (same(means, data.collision)) return kept;
  }
  const outlines = data.collision ?? [];
  const whole = data.solid && outlines.length === 0 && data.properties?.solid !== true;
  if (outlines.length === 0 && !whole) return null;
  const objects = whole
    ? [{ ...plainObject, id: 1, width: size[0], height: size[1], sized: true }]
    : outlines.map(([first = [0, 0], ...rest], at): TiledObject => ({
        ...plainObject,
        id: at + 1,
        shape: 'polygon',
        x: first[0],
        y: first[1],
        points: [[0, 0], ...rest.map(([x, y]): Vec2 => [x - first[0], y - first[1]])],
      }));
  return { ...plainLayer, kind: 'objects', color: '', drawOrder: 'index', objects };
}

function terrainOut(id: string, set: TerrainSet, facts: Facts): TiledWangSet {
  // Tiled counts its terrains through: gaps between the numbers close.
  const numbers = Object.keys(set.colors).map(Number);
  const counted = (part: number): number => numbers.indexOf(part) + 1;
  return {
    name: set.name,
    className: set.className ?? '',
    type: set.type,
    tile: set.tile,
    colors: numbers.map((number) => {
      const color = set.colors[number]!;
      return {
        name: color.name,
        className: color.className ?? '',
        color: color.color,
        tile: color.tile,
        probability: color.probability,
        properties: withProperties(color.properties, facts.text(`terrain.${id}.${number}.properties`)),
      };
    }),
    tiles: Object.entries(set.tiles).map(([tile, wangId]) => ({
      tile: Number(tile),
      wangId: wangId.map(counted),
    })),
    properties: withProperties(set.properties, facts.text(`terrain.${id}.properties`)),
  };
}

/** Images that belong to no tileset, as a collection. */
export function looseTileset(
  images: readonly { asset: string; rect: readonly [number, number, number, number] }[],
  project: ProjectData,
  imageOf: ImageOf,
): TiledTileset {
  const tiles = Object.fromEntries(
    images.map(({ asset, rect: [x, y, width, height] }, at): [string, TileData] => [
      String(at),
      { image: asset, rect: { x, y, width, height } },
    ]),
  );
  const largest = (at: 2 | 3): number => images.reduce((most, { rect }) => Math.max(most, rect[at]), 1);
  const taken = new Set(Object.values(project.tilesets).map(({ name }) => name));
  return tilesetOut(
    {
      name: taken.has('Images') ? 'Sprite images' : 'Images',
      image: '',
      tileSize: [largest(2), largest(3)],
      margin: 0,
      spacing: 0,
      columns: 1,
      count: images.length,
      offset: [0, 0],
      tiles,
    },
    imageOf,
  );
}
