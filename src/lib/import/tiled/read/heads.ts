/** The parts of a map that TMX and TMJ hold in the same fields. */
import type { Vec2 } from '../../../base/geometry.ts';
import {
  ORIENTATIONS,
  type TiledImage,
  type TiledLayerHead,
  type TiledMap,
  type TiledObject,
  type TiledObjectLayer,
  type TiledProperty,
  type TiledShape,
  type TiledText,
  type TiledTileset,
  type TiledWangColor,
} from '../../../tiled/model.ts';
import type { Fields } from './fields.ts';

/** Global tile numbers end where the flip flags begin. */
export const LARGEST_TILE = 0x0fffffff;
const largestSide = 1 << 20;
const largestId = Number.MAX_SAFE_INTEGER;

export function readMapHead(
  fields: Fields,
): Omit<TiledMap, 'tilesets' | 'layers' | 'properties' | 'background'> & { background: string } {
  const given = fields.text('orientation') || 'orthogonal';
  const orientation = ORIENTATIONS.find((name) => name === given);
  if (!orientation)
    throw fields.problem(`The map is ${given.slice(0, 20)}, which is no orientation that is known.`);
  return {
    at: fields.at,
    className: fields.text('class'),
    orientation,
    renderOrder: fields.text('renderorder') || 'right-down',
    width: fields.whole('width', 0, largestSide, 0),
    height: fields.whole('height', 0, largestSide, 0),
    tileSize: [fields.whole('tilewidth', 1, 8192), fields.whole('tileheight', 1, 8192)],
    infinite: fields.flag('infinite', false),
    hexSide: fields.whole('hexsidelength', 0, 8192, 0),
    staggerAxis: fields.text('staggeraxis'),
    staggerIndex: fields.text('staggerindex'),
    skew: [fields.number('skewx', 0), fields.number('skewy', 0)],
    parallaxOrigin: [fields.number('parallaxoriginx', 0), fields.number('parallaxoriginy', 0)],
    background: fields.color('backgroundcolor'),
  };
}

const fraction = (value: number): number => Math.min(1, Math.max(0, value));

export function readLayerHead(fields: Fields, properties: readonly TiledProperty[]): TiledLayerHead {
  const mode = fields.text('mode');
  return {
    at: fields.at,
    id: fields.whole('id', 0, largestId, 0),
    name: fields.text('name'),
    className: fields.text('class'),
    opacity: fraction(fields.number('opacity', 1)),
    visible: fields.flag('visible', true),
    locked: fields.flag('locked', false),
    tint: fields.color('tintcolor'),
    offset: [fields.number('offsetx', 0), fields.number('offsety', 0)],
    parallax: [fields.number('parallaxx', 1), fields.number('parallaxy', 1)],
    mode: mode === 'normal' ? '' : mode,
    properties,
  };
}

export const readDrawOrder = (fields: Fields): TiledObjectLayer['drawOrder'] =>
  fields.text('draworder') === 'index' ? 'index' : 'topdown';

/** What an object is beside its fields. */
export interface ObjectParts {
  fields: Fields;
  /** `null` when nothing says so: a rectangle, or what its template is. */
  shape: TiledShape | null;
  points: readonly Vec2[];
  text: TiledText | null;
  properties: readonly TiledProperty[];
}

/** An object, as its file and its template say. @param gid the number of its tile, for tiles */
export function readObject(
  own: ObjectParts,
  base: ObjectParts | null,
  gid: (fields: Fields) => number,
): TiledObject {
  const fields = base ? own.fields.over(base.fields) : own.fields;
  const tile = fields.has('gid');
  const shape = tile ? 'tile' : (own.shape ?? base?.shape ?? 'rectangle');
  const names = new Set(own.properties.map(({ name }) => name));
  const inherited = (base?.properties ?? []).filter(({ name }) => !names.has(name));
  return {
    at: own.fields.at,
    id: own.fields.whole('id', 0, largestId, 0),
    name: fields.text('name'),
    className: fields.text('class') || fields.text('type'),
    shape,
    gid: tile ? gid(fields) : 0,
    x: own.fields.number('x', 0),
    y: own.fields.number('y', 0),
    width: fields.number('width', 0),
    height: fields.number('height', 0),
    sized: fields.has('width') || fields.has('height'),
    rotation: fields.number('rotation', 0),
    opacity: fraction(fields.number('opacity', 1)),
    visible: fields.flag('visible', true),
    points: own.shape ? own.points : (base?.points ?? own.points),
    text: own.text ?? base?.text ?? null,
    template: own.fields.text('template'),
    properties: [...inherited, ...own.properties],
  };
}

export const readTextHead = (fields: Fields, text: string): TiledText => ({
  text,
  fontFamily: fields.text('fontfamily', 'sans-serif'),
  pixelSize: fields.number('pixelsize', 16),
  wrap: fields.flag('wrap', false),
  color: fields.color('color') || '#000000',
  bold: fields.flag('bold', false),
  italic: fields.flag('italic', false),
  underline: fields.flag('underline', false),
  strikeout: fields.flag('strikeout', false),
  kerning: fields.flag('kerning', true),
  halign: fields.text('halign') || 'left',
  valign: fields.text('valign') || 'top',
});

export type TilesetHead = Omit<
  TiledTileset,
  'offset' | 'grid' | 'transforms' | 'image' | 'tiles' | 'wangSets' | 'properties'
>;

export const readTilesetHead = (fields: Fields): TilesetHead => ({
  at: fields.at,
  name: fields.text('name'),
  className: fields.text('class'),
  tileSize: [fields.whole('tilewidth', 0, 8192, 0), fields.whole('tileheight', 0, 8192, 0)],
  spacing: fields.whole('spacing', 0, 8192, 0),
  margin: fields.whole('margin', 0, 8192, 0),
  count: fields.whole('tilecount', 0, LARGEST_TILE, 0),
  columns: fields.whole('columns', 0, 65536, 0),
  objectAlignment: fields.text('objectalignment') || 'unspecified',
  renderSize: fields.text('tilerendersize') || 'tile',
  fillMode: fields.text('fillmode') || 'stretch',
  backgroundColor: fields.color('backgroundcolor'),
});

export const readOffset = (fields: Fields): Vec2 => [fields.number('x', 0), fields.number('y', 0)];

export const readGrid = (fields: Fields): TiledTileset['grid'] => ({
  orientation: fields.text('orientation') || 'orthogonal',
  width: fields.whole('width', 0, 8192, 0),
  height: fields.whole('height', 0, 8192, 0),
});

export const readTransforms = (fields: Fields): TiledTileset['transforms'] => ({
  hflip: fields.flag('hflip', false),
  vflip: fields.flag('vflip', false),
  rotate: fields.flag('rotate', false),
  preferUntransformed: fields.flag('preferuntransformed', false),
});

export const readFrame = (fields: Fields): { tile: number; duration: number } => ({
  tile: fields.whole('tileid', 0, LARGEST_TILE),
  duration: Math.max(0, fields.number('duration', 100)),
});

/** The part of its image that a tile is; `null` when nothing says so. */
export function readRect(fields: Fields): readonly [number, number, number, number] | null {
  if (!['x', 'y', 'width', 'height'].some((name) => fields.has(name))) return null;
  const side = (name: string) => fields.whole(name, 0, 65536, 0);
  return [side('x'), side('y'), side('width'), side('height')];
}

export const readWangColor = (fields: Fields, properties: readonly TiledProperty[]): TiledWangColor => ({
  name: fields.text('name'),
  className: fields.text('class'),
  color: fields.color('color'),
  tile: fields.whole('tile', -1, LARGEST_TILE, -1),
  probability: Math.max(0, fields.number('probability', 1)),
  properties,
});

/** An image whose fields have these names. */
export const readImage = (
  fields: Fields,
  names: { source: string; width: string; height: string; transparent: string },
): TiledImage => ({
  at: fields.at,
  source: fields.text(names.source),
  width: fields.whole(names.width, 0, 65536, 0),
  height: fields.whole(names.height, 0, 65536, 0),
  transparent: fields.text(names.transparent).replace('#', ''),
  embedded: null,
});
