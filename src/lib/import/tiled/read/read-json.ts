/** Readers of TMJ, TSJ and TJ, and of the same under the ending .json. */
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
import { problemAtPlace } from '../../../tiled/place.ts';
import { MapTilesets, type ReadContext, type TiledTemplate } from './context.ts';
import { isJsonRecord, JsonNode } from './fields.ts';
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
import { jsonProperties } from './properties.ts';
import { readCells, type PackedLayer } from './tile-layer.ts';
import type { PackedCells } from './tile-data.ts';
import { eight, splitColors, terrainColor, terrainSet } from './wang.ts';

/** More groups in groups than any editor makes. */
const deepest = 64;

/** A map from the top of a TMJ file. */
export function readJsonMap(root: JsonNode, context: ReadContext): TiledMap {
  if (!Array.isArray(root.record.layers) || !root.fields.has('tilewidth'))
    throw problemAtPlace(root.at, 'The file is no map of Tiled: it has no layers.');
  const head = readMapHead(root.fields);
  const tilesets = new MapTilesets(
    root.list('tilesets').map((node) => readJsonUse(node, context)),
    head.infinite,
  );
  const layers = readLayers(root, context, tilesets, 0);
  return { ...head, tilesets: tilesets.uses, layers, properties: jsonProperties(root, context.types) };
}

function readJsonUse(node: JsonNode, context: ReadContext): TiledTilesetUse {
  const firstGid = node.fields.whole('firstgid', 1, LARGEST_TILE);
  const source = node.fields.text('source');
  const tileset = source === '' ? readJsonTileset(node, context) : context.tileset(node.at, source);
  return { firstGid, source, tileset };
}

/** A template from the top of a TJ file. */
export function readJsonTemplate(root: JsonNode, context: ReadContext): TiledTemplate {
  const object = root.child('object');
  if (!object) throw problemAtPlace(root.at, 'The file is no template of Tiled: it has no object.');
  const tileset = root.child('tileset');
  return { object: objectParts(object, context), tileset: tileset ? readJsonUse(tileset, context) : null };
}

function readLayers(
  parent: JsonNode,
  context: ReadContext,
  tilesets: MapTilesets,
  depth: number,
): TiledLayer[] {
  if (depth > deepest) throw problemAtPlace(parent.at, 'The groups are nested too deeply.');
  return parent.list('layers').flatMap((node): TiledLayer[] => {
    const { fields } = node;
    const type = fields.text('type');
    if (type === 'objectgroup') return [objectLayer(node, context, tilesets)];
    const head = readLayerHead(fields, jsonProperties(node, context.types));
    switch (type) {
      case 'group':
        return [{ ...head, kind: 'group', layers: readLayers(node, context, tilesets, depth + 1) }];
      case 'tilelayer':
        return [
          {
            ...head,
            kind: 'tiles',
            ...readCells(fields, packedLayer(node)),
            encoding: fields.text('encoding') || 'csv',
            compression: fields.text('compression'),
          },
        ];
      case 'imagelayer': {
        const offset: Vec2 = [head.offset[0] + fields.number('x', 0), head.offset[1] + fields.number('y', 0)];
        const repeat = [fields.flag('repeatx', false), fields.flag('repeaty', false)] as const;
        return [{ ...head, offset, kind: 'image', image: jsonImage(node), repeat }];
      }
      default:
        throw fields.problem(`"${type.slice(0, 20)}" is no kind of layer that is known.`);
    }
  });
}

function packedCells(node: JsonNode, layer: JsonNode): PackedCells {
  const content = node.record.data;
  if (typeof content !== 'string' && !Array.isArray(content))
    throw problemAtPlace(node.at, 'The tile data is missing.');
  return {
    at: node.at,
    encoding: layer.fields.text('encoding') || 'csv',
    compression: layer.fields.text('compression'),
    content,
  };
}

function packedLayer(node: JsonNode): PackedLayer | null {
  if (node.record.chunks !== undefined)
    return node.list('chunks').map((chunk) => ({ fields: chunk.fields, packed: packedCells(chunk, node) }));
  return node.record.data === undefined ? null : packedCells(node, node);
}

function objectLayer(node: JsonNode, context: ReadContext, tilesets: MapTilesets | null): TiledObjectLayer {
  return {
    ...readLayerHead(node.fields, jsonProperties(node, context.types)),
    kind: 'objects',
    color: node.fields.color('color'),
    drawOrder: readDrawOrder(node.fields),
    objects: node.list('objects').map((object) => {
      const own = objectParts(object, context);
      const source = own.fields.text('template');
      const template = source === '' ? null : context.template(object.at, source);
      return readObject(own, template?.object ?? null, (given) =>
        template && tilesets && !own.fields.has('gid')
          ? tilesets.gidOf(template, given)
          : given.whole('gid', 0, 0xffffffff),
      );
    }),
  };
}

function objectParts(node: JsonNode, context: ReadContext): ObjectParts {
  const flags: readonly TiledShape[] = ['ellipse', 'point', 'capsule'];
  const lines = (['polygon', 'polyline'] as const).find((key) => node.record[key] !== undefined);
  const text = node.child('text');
  return {
    fields: node.fields,
    shape: lines ?? (text ? 'text' : (flags.find((flag) => node.fields.flag(flag, false)) ?? null)),
    points: lines ? node.list(lines).map(({ fields }): Vec2 => [fields.number('x'), fields.number('y')]) : [],
    text: text ? readTextHead(text.fields, text.fields.text('text')) : null,
    properties: jsonProperties(node, context.types),
  };
}

function jsonImage(node: JsonNode): TiledImage | null {
  if (!node.fields.text('image')) return null;
  const names = {
    source: 'image',
    width: 'imagewidth',
    height: 'imageheight',
    transparent: 'transparentcolor',
  };
  return readImage(node.fields, names);
}

/** A tileset from its record, in a map or in a file of its own. */
export function readJsonTileset(node: JsonNode, context: ReadContext): TiledTileset {
  if (!node.fields.has('name') && !node.fields.has('tilewidth'))
    throw problemAtPlace(node.at, 'The file is no tileset of Tiled.');
  const part = <T>(key: string, read: (fields: JsonNode['fields']) => T): T | null => {
    const child = node.child(key);
    return child ? read(child.fields) : null;
  };
  const tiles = tileNodes(node);
  return {
    ...readTilesetHead(node.fields),
    offset: part('tileoffset', readOffset) ?? [0, 0],
    grid: part('grid', readGrid),
    transforms: part('transformations', readTransforms),
    image: jsonImage(node),
    tiles: tiles.map(({ id, node: tile }) => readTile(id, tile, context)),
    wangSets: [
      ...node.list('wangsets').map((set) => readWangSet(set, context)),
      ...terrainSet(
        node.list('terrains').map((terrain, at) => ({
          ...readWangColor(terrain.fields, jsonProperties(terrain, context.types)),
          color: terrainColor(at),
        })),
        tiles.flatMap(({ id, node: tile }) =>
          Array.isArray(tile.record.terrain)
            ? [{ tile: id, corners: (tile.record.terrain as unknown[]).map((part) => Number(part)) }]
            : [],
        ),
      ),
    ],
    properties: jsonProperties(node, context.types),
  };
}

/** The tiles of a tileset: a list, or in old files a record by number, with their properties in another. */
function tileNodes(node: JsonNode): { id: number; node: JsonNode }[] {
  if (!isJsonRecord(node.record.tiles) && !isJsonRecord(node.record.tileproperties))
    return node.list('tiles').map((tile) => ({ id: tile.fields.whole('id', 0, LARGEST_TILE), node: tile }));
  const record = (key: string) => (isJsonRecord(node.record[key]) ? node.record[key] : {});
  const [tiles, properties, types] = ['tiles', 'tileproperties', 'tilepropertytypes'].map(record);
  return [...new Set([...Object.keys(tiles!), ...Object.keys(properties!)])].flatMap((key) => {
    const id = Number(key);
    if (!/^\d{1,9}$/.test(key) || id > LARGEST_TILE) return [];
    const own = isJsonRecord(tiles![key]) ? tiles![key] : {};
    const place = { file: node.at.file, path: `${node.at.path ? `${node.at.path}.` : ''}tiles.${key}` };
    const more =
      properties![key] === undefined ? {} : { properties: properties![key], propertytypes: types![key] };
    return [{ id, node: new JsonNode(place, { ...own, ...more }) }];
  });
}

function readTile(id: number, node: JsonNode, context: ReadContext): TiledTile {
  const { fields } = node;
  const image = jsonImage(node);
  const objects = node.child('objectgroup');
  return {
    at: node.at,
    id,
    className: fields.text('class') || fields.text('type'),
    probability: Math.max(0, fields.number('probability', 1)),
    image,
    rect: image ? readRect(fields) : null,
    objects: objects ? objectLayer(objects, context, null) : null,
    animation: node.list('animation').map((frame) => readFrame(frame.fields)),
    properties: jsonProperties(node, context.types),
  };
}

function readWangSet(node: JsonNode, context: ReadContext): TiledWangSet {
  const colors = (key: string): TiledWangColor[] =>
    node.list(key).map((color) => readWangColor(color.fields, jsonProperties(color, context.types)));
  const tiles = node.list('wangtiles').map(({ fields, record }) => ({
    tile: fields.whole('tileid', 0, LARGEST_TILE),
    wangId: eight(Array.isArray(record.wangid) ? record.wangid : []),
  }));
  const [edges, corners] = [colors('edgecolors'), colors('cornercolors')];
  const properties: TiledProperty[] = jsonProperties(node, context.types);
  return {
    name: node.fields.text('name'),
    className: node.fields.text('class'),
    type: node.fields.text('type') || 'mixed',
    tile: node.fields.whole('tile', -1, LARGEST_TILE, -1),
    colors: colors('colors'),
    tiles,
    properties,
    ...(edges.length + corners.length > 0 ? splitColors(edges, corners, tiles) : {}),
  };
}
