/** Readers of TMX, TSX and TX. */
import type { Vec2 } from '../../../base/geometry.ts';
import type {
  TiledImage,
  TiledLayer,
  TiledMap,
  TiledObjectLayer,
  TiledProperty,
  TiledShape,
  TiledTile,
  TiledTileset,
  TiledTilesetUse,
  TiledWangColor,
  TiledWangSet,
} from '../../../tiled/model.ts';
import { childOf, childrenNamed, problemAt, textOf, type XmlElement } from '../../xml.ts';
import { MapTilesets, type ReadContext, type TiledTemplate } from './context.ts';
import { placeOf, xmlFields } from './fields.ts';
import {
  LARGEST_TILE,
  readDrawOrder,
  readFrame,
  readGrid,
  readImage,
  readLayerHead,
  readMapHead,
  readObject,
  readOffset,
  readRect,
  readTextHead,
  readTilesetHead,
  readTransforms,
  readWangColor,
  type ObjectParts,
} from './heads.ts';
import { xmlProperties } from './properties.ts';
import { readCells, type PackedLayer } from './tile-layer.ts';
import { decodeBase64, type PackedCells } from './tile-data.ts';
import { splitColors, terrainColor, terrainSet, wangIdOf } from './wang.ts';

/** A map from the root element of a TMX file. */
export function readXmlMap(root: XmlElement, context: ReadContext): TiledMap {
  if (root.name !== 'map') throw problemAt(root, `The file is no map of Tiled, but a <${root.name}>.`);
  const head = readMapHead(xmlFields(root));
  const tilesets = new MapTilesets(
    childrenNamed(root, 'tileset').map((element) => readXmlUse(element, context)),
    head.infinite,
  );
  const layers = readLayers(root, context, tilesets);
  return { ...head, tilesets: tilesets.uses, layers, properties: xmlProperties(root, context.types) };
}

function readXmlUse(element: XmlElement, context: ReadContext): TiledTilesetUse {
  const fields = xmlFields(element);
  const firstGid = fields.whole('firstgid', 1, LARGEST_TILE);
  const source = fields.text('source');
  const tileset = source === '' ? readXmlTileset(element, context) : context.tileset(fields.at, source);
  return { firstGid, source, tileset };
}

/** A template from the root element of a TX file. */
export function readXmlTemplate(root: XmlElement, context: ReadContext): TiledTemplate {
  const object = childOf(root, 'object');
  if (root.name !== 'template' || !object)
    throw problemAt(root, `The file is no template of Tiled, but a <${root.name}>.`);
  const tileset = childOf(root, 'tileset');
  return { object: objectParts(object, context), tileset: tileset ? readXmlUse(tileset, context) : null };
}

function readLayers(parent: XmlElement, context: ReadContext, tilesets: MapTilesets): TiledLayer[] {
  return parent.children.flatMap((element): TiledLayer[] => {
    if (!['layer', 'objectgroup', 'imagelayer', 'group'].includes(element.name)) return [];
    if (element.name === 'objectgroup') return [objectLayer(element, context, tilesets)];
    const fields = xmlFields(element);
    const head = readLayerHead(fields, xmlProperties(element, context.types));
    if (element.name === 'group')
      return [{ ...head, kind: 'group', layers: readLayers(element, context, tilesets) }];
    if (element.name === 'layer') {
      const data = childOf(element, 'data');
      const [encoding, compression] = data
        ? [textOf(data, 'encoding'), textOf(data, 'compression')]
        : ['', ''];
      return [
        {
          ...head,
          kind: 'tiles',
          ...readCells(fields, data ? packedLayer(data, tilesets.infinite) : null),
          encoding,
          compression,
        },
      ];
    }
    const image = childOf(element, 'image');
    // Old files place image layers by x and y in pixels.
    const offset: Vec2 = [head.offset[0] + fields.number('x', 0), head.offset[1] + fields.number('y', 0)];
    const repeat = [fields.flag('repeatx', false), fields.flag('repeaty', false)] as const;
    return [{ ...head, offset, kind: 'image', image: image ? xmlImage(image) : null, repeat }];
  });
}

function packedCells(element: XmlElement, data: XmlElement): PackedCells {
  const encoding = textOf(data, 'encoding');
  return {
    at: placeOf(element),
    encoding,
    compression: textOf(data, 'compression'),
    content:
      encoding === ''
        ? childrenNamed(element, 'tile').map((tile) => xmlFields(tile).whole('gid', 0, 0xffffffff, 0))
        : element.text,
  };
}

function packedLayer(data: XmlElement, infinite: boolean): PackedLayer {
  const chunks = childrenNamed(data, 'chunk');
  if (infinite && data.children.length === 0 && data.text.trim() === '') return [];
  return chunks.length > 0
    ? chunks.map((chunk) => ({ fields: xmlFields(chunk), packed: packedCells(chunk, data) }))
    : packedCells(data, data);
}

function objectLayer(
  element: XmlElement,
  context: ReadContext,
  tilesets: MapTilesets | null,
): TiledObjectLayer {
  const fields = xmlFields(element);
  return {
    ...readLayerHead(fields, xmlProperties(element, context.types)),
    kind: 'objects',
    color: fields.color('color'),
    drawOrder: readDrawOrder(fields),
    objects: childrenNamed(element, 'object').map((object) => {
      const own = objectParts(object, context);
      const source = own.fields.text('template');
      const template = source === '' ? null : context.template(own.fields.at, source);
      return readObject(own, template?.object ?? null, (given) =>
        template && tilesets && !own.fields.has('gid')
          ? tilesets.gidOf(template, given)
          : given.whole('gid', 0, 0xffffffff),
      );
    }),
  };
}

const shapes: readonly TiledShape[] = ['ellipse', 'point', 'capsule', 'polygon', 'polyline', 'text'];

function objectParts(element: XmlElement, context: ReadContext): ObjectParts {
  const kind = element.children.find(({ name }) => (shapes as readonly string[]).includes(name));
  const lines = kind?.name === 'polygon' || kind?.name === 'polyline';
  return {
    fields: xmlFields(element),
    shape: (kind?.name as TiledShape | undefined) ?? null,
    points: lines ? readPoints(kind) : [],
    text: kind?.name === 'text' ? readTextHead(xmlFields(kind), kind.text) : null,
    properties: xmlProperties(element, context.types),
  };
}

/** The points of a `<polygon>` or `<polyline>`. */
function readPoints(element: XmlElement): Vec2[] {
  const text = textOf(element, 'points').trim();
  return text.split(/\s+/).map((each) => {
    const [x, y, ...more] = each.split(',').map((part) => (part === '' ? NaN : Number(part)));
    if (x === undefined || y === undefined || more.length || !Number.isFinite(x) || !Number.isFinite(y))
      throw problemAt(element, `"${each.slice(0, 40)}" is no point such as 12,34.`);
    return [x, y];
  });
}

function xmlImage(element: XmlElement): TiledImage {
  const fields = xmlFields(element);
  const image = readImage(fields, {
    source: 'source',
    width: 'width',
    height: 'height',
    transparent: 'trans',
  });
  const data = childOf(element, 'data');
  if (image.source !== '' || !data) return image;
  return {
    ...image,
    embedded: { bytes: decodeBase64(placeOf(data), data.text), format: fields.text('format') || 'png' },
  };
}

/** A tileset from its element, in a map or in a file of its own. */
export function readXmlTileset(element: XmlElement, context: ReadContext): TiledTileset {
  if (element.name !== 'tileset')
    throw problemAt(element, `The file is no tileset of Tiled, but a <${element.name}>.`);
  const part = <T>(name: string, read: (fields: ReturnType<typeof xmlFields>) => T): T | null => {
    const child = childOf(element, name);
    return child ? read(xmlFields(child)) : null;
  };
  const image = childOf(element, 'image');
  const properties = (owner: XmlElement): TiledProperty[] => xmlProperties(owner, context.types);
  const sets = childOf(element, 'wangsets');
  const tileElements = childrenNamed(element, 'tile');
  return {
    ...readTilesetHead(xmlFields(element)),
    offset: part('tileoffset', readOffset) ?? [0, 0],
    grid: part('grid', readGrid),
    transforms: part('transformations', readTransforms),
    image: image ? xmlImage(image) : null,
    tiles: tileElements.map((tile) => readTile(tile, context)),
    wangSets: [
      ...(sets ? childrenNamed(sets, 'wangset').map((set) => readWangSet(set, properties)) : []),
      ...oldTerrains(element, tileElements, properties),
    ],
    properties: properties(element),
  };
}

function readTile(element: XmlElement, context: ReadContext): TiledTile {
  const fields = xmlFields(element);
  const image = childOf(element, 'image');
  const objects = childOf(element, 'objectgroup');
  const animation = childOf(element, 'animation');
  return {
    at: fields.at,
    id: fields.whole('id', 0, LARGEST_TILE),
    className: fields.text('class') || fields.text('type'),
    probability: Math.max(0, fields.number('probability', 1)),
    image: image ? xmlImage(image) : null,
    rect: image ? readRect(fields) : null,
    objects: objects ? objectLayer(objects, context, null) : null,
    animation: animation ? childrenNamed(animation, 'frame').map((frame) => readFrame(xmlFields(frame))) : [],
    properties: xmlProperties(element, context.types),
  };
}

function readWangSet(element: XmlElement, properties: (owner: XmlElement) => TiledProperty[]): TiledWangSet {
  const fields = xmlFields(element);
  const colors = (name: string): TiledWangColor[] =>
    childrenNamed(element, name).map((color) => readWangColor(xmlFields(color), properties(color)));
  const tiles = childrenNamed(element, 'wangtile').map((tile) => {
    const each = xmlFields(tile);
    return { tile: each.whole('tileid', 0, LARGEST_TILE), wangId: wangIdOf(each.text('wangid')) };
  });
  const [edges, corners] = [colors('wangedgecolor'), colors('wangcornercolor')];
  const old = edges.length + corners.length > 0 ? splitColors(edges, corners, tiles) : null;
  return {
    name: fields.text('name'),
    className: fields.text('class'),
    type: fields.text('type') || 'mixed',
    tile: fields.whole('tile', -1, LARGEST_TILE, -1),
    colors: colors('wangcolor'),
    tiles,
    properties: properties(element),
    ...old,
  };
}

function oldTerrains(
  element: XmlElement,
  tiles: readonly XmlElement[],
  properties: (owner: XmlElement) => TiledProperty[],
): TiledWangSet[] {
  const types = childOf(element, 'terraintypes');
  const terrains = types ? childrenNamed(types, 'terrain') : [];
  const labelled = tiles.filter((tile) => tile.attributes.has('terrain'));
  return terrainSet(
    terrains.map((terrain, at) => ({
      ...readWangColor(xmlFields(terrain), properties(terrain)),
      color: terrainColor(at),
    })),
    labelled.map((tile) => ({
      tile: xmlFields(tile).whole('id', 0, LARGEST_TILE),
      corners: textOf(tile, 'terrain')
        .split(',')
        .map((text) => (text.trim() === '' ? null : Number(text))),
    })),
  );
}
