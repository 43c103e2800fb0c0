/**
 * The records of Tiled's files up to 1.11 with all of their keys: attributes and elements of XML and members of JSON together,
 * since they mean the same. Facts: https://doc.mapeditor.org/en/stable/reference/tmx-map-format/.
 */
import { jsonNode, strayKeys, strayLines, type KeyedNode, type KeyTable } from '../known-keys.ts';
import type { ImportSession } from './source.ts';
import type { XmlElement } from '../xml.ts';

const IMAGE = 'imagewidth imageheight transparentcolor';
const layers = { layer: 'layer', layers: 'layer', objectgroup: 'layer', imagelayer: 'layer', group: 'layer' };
/** Under `image` XML has an element and JSON a file name. */
const image = { image: 'image' };
const properties = { properties: 'properties' };

export const tiledKeys: KeyTable = {
  map: {
    name: 'maps',
    read: 'type class orientation renderorder width height tilewidth tileheight hexsidelength staggeraxis staggerindex parallaxoriginx parallaxoriginy backgroundcolor infinite skewx skewy version tiledversion nextlayerid nextobjectid',
    editor: 'compressionlevel editorsettings',
    inner: { ...layers, ...properties, tileset: 'tileset', tilesets: 'tileset' },
  },
  tileset: {
    name: 'tilesets',
    read: `type version tiledversion firstgid source name class tilewidth tileheight spacing margin tilecount columns objectalignment tilerendersize fillmode backgroundcolor tileproperties tilepropertytypes ${IMAGE}`,
    editor: 'editorsettings',
    inner: {
      ...image,
      ...properties,
      tileoffset: 'tileoffset',
      grid: 'grid',
      transformations: 'transformations',
      terraintypes: 'terraintypes',
      terrains: 'terrain',
      wangsets: 'wangset',
      wangset: 'wangset',
      tile: 'tile',
      tiles: 'tile',
    },
  },
  tileoffset: { name: 'tile offsets', read: 'x y' },
  grid: { name: 'grids of tilesets', read: 'orientation width height' },
  transformations: { name: 'transformations', read: 'hflip vflip rotate preferuntransformed' },
  terraintypes: { name: 'terrains', read: '', inner: { terrain: 'terrain' } },
  terrain: { name: 'terrains', read: 'name tile', inner: properties },
  image: { name: 'images', read: 'format source trans width height data', editor: 'id' },
  tile: {
    name: 'tiles',
    read: `id gid type class probability x y width height terrain ${IMAGE}`,
    inner: { ...image, ...properties, objectgroup: 'layer', animation: 'animation' },
  },
  animation: { name: 'animations', read: 'tileid duration', inner: { frame: 'animation' } },
  wangset: {
    name: 'terrain sets',
    read: 'name class type tile edgecolors cornercolors',
    inner: {
      ...properties,
      wangset: 'wangset',
      colors: 'wangcolor',
      wangcolor: 'wangcolor',
      wangedgecolor: 'wangcolor',
      wangcornercolor: 'wangcolor',
      wangtile: 'wangtile',
      wangtiles: 'wangtile',
    },
  },
  wangcolor: { name: 'terrains', read: 'name class color tile probability', inner: properties },
  wangtile: {
    name: 'tiles of terrain sets',
    read: 'tileid wangid',
    lost: Object.fromEntries(
      ['hflip', 'vflip', 'dflip'].map((key) => [
        key,
        'Flipped tiles of terrains are those of the tileset here.',
      ]),
    ),
  },
  layer: {
    name: 'layers',
    read: `id name class type x y width height opacity visible locked tintcolor offsetx offsety parallaxx parallaxy mode encoding compression draworder color repeatx repeaty ${IMAGE}`,
    editor: 'startx starty',
    inner: {
      ...layers,
      ...properties,
      ...image,
      data: 'data',
      chunks: 'chunk',
      object: 'object',
      objects: 'object',
    },
  },
  data: { name: 'tile data', read: 'encoding compression tile', inner: { chunk: 'chunk' } },
  chunk: { name: 'chunks', read: 'x y width height data tile' },
  object: {
    name: 'objects',
    read: 'id name type class x y width height rotation gid visible opacity template ellipse point capsule polygon polyline',
    inner: { ...properties, text: 'text' },
  },
  text: {
    name: 'texts',
    read: 'text fontfamily pixelsize wrap color bold italic underline strikeout kerning halign valign',
  },
  properties: { name: 'properties', read: '', inner: { property: 'property' } },
  property: { name: 'properties', read: 'name type propertytype value', inner: properties },
  template: {
    name: 'templates',
    read: 'type version tiledversion',
    inner: { tileset: 'tileset', object: 'object' },
  },
  world: {
    name: 'worlds',
    read: 'type',
    editor: 'onlyShowAdjacentMaps',
    inner: { maps: 'worldMap', patterns: 'pattern' },
  },
  worldMap: { name: 'maps of worlds', read: 'fileName x y width height' },
  pattern: {
    name: 'patterns of worlds',
    read: 'regexp multiplierX multiplierY offsetX offsetY',
    editor: 'mapWidth mapHeight',
  },
};

/** An element of XML: its attributes and the elements in it are its keys. */
export function xmlNode({ attributes, children }: XmlElement): KeyedNode {
  return {
    keys: new Set([...attributes.keys(), ...children.map(({ name }) => name)]),
    says: (key) =>
      children.some(({ name }) => name === key) || !['', '0', 'false'].includes(attributes.get(key) ?? ''),
    *under(key) {
      for (const child of children) if (child.name === key) yield xmlNode(child);
    },
  };
}

/** A record of TMJ. What is in properties is the author's own. */
export function tmjNode(record: Readonly<Record<string, unknown>>): KeyedNode {
  const node = jsonNode(record, tmjNode);
  return { ...node, under: (key) => (key === 'properties' ? [] : node.under(key)) };
}

/** Tells what of a file nobody reads. @param kind what its root is, in {@link tiledKeys} */
export function tellStray(session: ImportSession, file: string, root: KeyedNode, kind: string): void {
  for (const line of strayLines(strayKeys(root, kind, tiledKeys), 'Tiled')) session.note({ file, ...line });
}
