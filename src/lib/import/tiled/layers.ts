/** Layers of a map: each becomes a layer of the scene, in the same order, with its tiles or objects on it. */
import type { Vec2 } from '../../base/geometry.ts';
import type { TilesetUse } from '../../schema/fields.ts';
import type { LayerData } from '../../schema/project.ts';
import { TILE_MASK, tilesFrom } from '../../schema/tiles.ts';
import { childOf, childrenNamed, numberOf, problemAt, textOf, wholeOf, type XmlElement } from '../xml.ts';
import { readObject, type LooseEntity, type ObjectContext } from './objects.ts';
import { readColor, readProperties } from './properties.ts';
import type { ImportSession } from './source.ts';
import { readTileData } from './tile-data.ts';
import type { MapTileset, TileImage } from './tilesets.ts';

/** More cells than any map that a browser shows. */
const mostCells = 1 << 24;

/** An entity with the id that was set aside for it, if there was one. */
export type LayerEntity = LooseEntity & { id?: string };

/** One layer of the scene to be, back to front. */
export interface FlatLayer {
  layer: Omit<LayerData, 'order'>;
  /** Back to front. */
  entities: readonly LayerEntity[];
}

/** What reading layers needs of their map. */
export interface MapContext {
  tileSize: Vec2;
  tilesets: readonly MapTileset[];
  session: ImportSession;
  objectId(number: number): string;
}

/** What groups hand down to the layers in them. */
interface Inherited {
  names: readonly string[];
  opacity: number;
  offset: Vec2;
  visible: boolean;
  locked: boolean;
  parallax: number;
  /** Red, green, blue and alpha, 0 to 1. */
  tint: readonly number[];
}

/** The layers of a map, groups flattened: what a group sets applies to every layer in it. */
export function readLayers(map: XmlElement, context: MapContext): FlatLayer[] {
  const top: Inherited = {
    names: [],
    opacity: 1,
    offset: [0, 0],
    visible: true,
    locked: false,
    parallax: 1,
    tint: [1, 1, 1, 1],
  };
  return readChildren(map, top, context);
}

function readChildren(parent: XmlElement, inherited: Inherited, context: MapContext): FlatLayer[] {
  return parent.children.flatMap((element): FlatLayer[] => {
    if (!['layer', 'objectgroup', 'imagelayer', 'group'].includes(element.name)) return [];
    const own = combine(element, inherited, context);
    if (element.name === 'group') {
      const layers = readChildren(element, own, context);
      const carrier = propertiesEntity(element, textOf(element, 'name') || 'Group', context);
      return carrier ? [{ layer: layerOf(own), entities: [carrier] }, ...layers] : layers;
    }
    const entities =
      element.name === 'layer'
        ? [tileLayer(element, own, context)]
        : element.name === 'objectgroup'
          ? objectLayer(element, own, context)
          : imageLayer(element, own, context);
    return [{ layer: layerOf(own), entities }];
  });
}

function combine(element: XmlElement, outer: Inherited, { session }: MapContext): Inherited {
  const kinds: Record<string, string> = {
    layer: 'Tiles',
    objectgroup: 'Objects',
    imagelayer: 'Image',
    group: 'Group',
  };
  const parallax = numberOf(element, 'parallaxx', 1);
  if (numberOf(element, 'parallaxy', 1) !== parallax)
    session.note({
      file: element.file,
      what: `Layer "${textOf(element, 'name')}"`,
      how: 'changed',
      detail: 'It scrolls at two speeds in Tiled; here it has that of the x axis.',
    });
  const color = readColor(element, textOf(element, 'tintcolor'));
  const tint = [1, 3, 5, 7].map((at, channel) => {
    const part = color.slice(at, at + 2);
    return (part === '' ? 1 : parseInt(part, 16) / 255) * outer.tint[channel]!;
  });
  return {
    names: [...outer.names, textOf(element, 'name') || kinds[element.name]!],
    opacity: outer.opacity * Math.min(1, Math.max(0, numberOf(element, 'opacity', 1))),
    offset: [
      outer.offset[0] + numberOf(element, 'offsetx', 0),
      outer.offset[1] + numberOf(element, 'offsety', 0),
    ],
    visible: outer.visible && textOf(element, 'visible') !== '0',
    locked: outer.locked || textOf(element, 'locked') === '1',
    parallax: outer.parallax * parallax,
    tint,
  };
}

function layerOf(own: Inherited): FlatLayer['layer'] {
  const { names, visible, locked, parallax } = own;
  const tint = tintColor(own);
  return { name: names.join('/'), visible, locked, parallax, ...(tint ? { tint } : {}) };
}

/** The tint as a colour without its alpha; '' for white. */
function tintColor({ tint }: Inherited): string {
  const hex = tint.slice(0, 3).map((part) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  const color = `#${hex.join('')}`;
  return color === '#ffffff' ? '' : color;
}

const alphaOf = ({ opacity, tint }: Inherited): number => opacity * tint[3]!;

/** An entity that only carries custom properties; `null` when there are none. */
export function propertiesEntity(
  element: XmlElement,
  name: string,
  { objectId }: Pick<MapContext, 'objectId'>,
): LayerEntity | null {
  const values = readProperties(element, objectId);
  if (Object.keys(values).length === 0) return null;
  return { name, tags: [], visible: true, components: { Transform: {}, Properties: { values } } };
}

function withProperties(element: XmlElement, context: MapContext): { Properties?: { values: object } } {
  const values = readProperties(element, context.objectId);
  return Object.keys(values).length ? { Properties: { values } } : {};
}

const tagsOf = (element: XmlElement): string[] => {
  const name = textOf(element, 'class');
  return name ? [name] : [];
};

/** The tile of a global number; the tileset is the one that begins last before it. */
export function findTile(tilesets: readonly MapTileset[], number: number): TileImage | null {
  let owner: MapTileset | null = null;
  for (const tileset of tilesets)
    if (tileset.firstTile <= number && (!owner || tileset.firstTile > owner.firstTile)) owner = tileset;
  return owner?.tile(number - owner.firstTile) ?? null;
}

function tileLayer(element: XmlElement, own: Inherited, context: MapContext): LayerEntity {
  const [width, height] = [wholeOf(element, 'width', 1, 1 << 20), wholeOf(element, 'height', 1, 1 << 20)];
  if (width * height > mostCells)
    throw problemAt(element, `The layer has more than ${mostCells} cells; make it smaller.`);
  const data = childOf(element, 'data');
  const cells = data ? readTileData(data, width * height) : new Uint32Array(width * height);
  const known = new Set<number>([0]);
  cells.forEach((cell, at) => {
    const number = cell & TILE_MASK;
    if (known.has(number)) return;
    if (!findTile(context.tilesets, number))
      throw problemAt(
        data!,
        `Tile ${number} at column ${(at % width) + 1}, row ${Math.floor(at / width) + 1} belongs to no tileset of the map.`,
      );
    known.add(number);
  });
  const [tileWidth, tileHeight] = context.tileSize;
  const uses: readonly TilesetUse[] = context.tilesets.flatMap((tileset) => tileset.uses);
  const alpha = alphaOf(own);
  return {
    name: own.names.at(-1)!,
    tags: tagsOf(element),
    visible: true,
    components: {
      Transform: { position: own.offset, size: [width * tileWidth, height * tileHeight], anchor: [0, 0] },
      Tilemap: {
        tileSize: context.tileSize,
        tilesets: uses,
        tiles: tilesFrom(cellsOf(cells, width)),
        ...(alpha === 1 ? {} : { alpha }),
      },
      ...withProperties(element, context),
    },
  };
}

function* cellsOf(cells: Uint32Array, width: number): Generator<[number, number, number]> {
  for (let at = 0; at < cells.length; at++)
    if (cells[at]) yield [at % width, Math.floor(at / width), cells[at]!];
}

function objectLayer(element: XmlElement, own: Inherited, context: MapContext): LayerEntity[] {
  const objects = childrenNamed(element, 'object');
  const objectContext: ObjectContext = {
    offset: own.offset,
    opacity: alphaOf(own),
    color: (readColor(element, textOf(element, 'color')) || '#a0a0a4').slice(0, 7),
    tile: (number) => findTile(context.tilesets, number),
    objectId: context.objectId,
    note: (detail) => context.session.note({ file: element.file, what: 'Objects', how: 'changed', detail }),
  };
  // Tiled draws objects from top to bottom unless the layer says "index".
  const sorted =
    textOf(element, 'draworder') === 'index'
      ? objects
      : objects
          .map((object) => ({ object, y: numberOf(object, 'y', 0) }))
          .sort((a, b) => a.y - b.y)
          .map(({ object }) => object);
  const entities: LayerEntity[] = sorted.map((object) => {
    const id = context.objectId(numberOf(object, 'id', 0));
    return { ...readObject(object, objectContext), ...(id ? { id } : {}) };
  });
  const carrier = propertiesEntity(element, own.names.at(-1)!, context);
  return carrier ? [carrier, ...entities] : entities;
}

function imageLayer(element: XmlElement, own: Inherited, context: MapContext): LayerEntity[] {
  const imageElement = childOf(element, 'image');
  if (!imageElement) return [];
  const image = context.session.image(imageElement);
  if (textOf(element, 'repeatx') === '1' || textOf(element, 'repeaty') === '1')
    context.session.note({
      file: element.file,
      what: `Image layer "${own.names.join('/')}"`,
      how: 'changed',
      detail: 'It repeats in Tiled; here its image stands once.',
    });
  // Old files place image layers by x and y in pixels.
  const position = [own.offset[0] + numberOf(element, 'x', 0), own.offset[1] + numberOf(element, 'y', 0)];
  const alpha = alphaOf(own);
  return [
    {
      name: own.names.at(-1)!,
      tags: tagsOf(element),
      visible: true,
      components: {
        Transform: { position, size: [image.width, image.height], anchor: [0, 0] },
        Sprite: { asset: image.asset, ...(alpha === 1 ? {} : { alpha }) },
        ...withProperties(element, context),
      },
    },
  ];
}
