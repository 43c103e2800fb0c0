/**
 * A map of the Tiled editor in memory, whatever file it came from: readers of TMX and TMJ make it, the importer takes it
 * apart, the exporter puts one together.
 * Names and meanings are those of https://doc.mapeditor.org/en/stable/reference/tmx-map-format/. Colours are `#rrggbb` or
 * `#rrggbbaa`, '' for none; sizes and places are in pixels unless they say cells.
 */
import type { Vec2 } from '../base/geometry.ts';
import type { Place } from './place.ts';

/** A custom property, or an item of one that is a list. */
export interface TiledProperty {
  /** '' for an item of a list. */
  name: string;
  /** `string`, `int`, `float`, `bool`, `color`, `file`, `object`, `class` or `list`. */
  type: string;
  /** Name of the custom type, or ''. */
  propertyType: string;
  /** The number of an object for `object`; members of a class, items of a list. */
  value: string | number | boolean | readonly TiledProperty[];
}

export interface TiledImage {
  at: Place;
  source: string;
  /** 0 when the file does not say. */
  width: number;
  height: number;
  /** The colour that is transparent, or ''. */
  transparent: string;
  /** Bytes that stand in the map itself; `null` for an image in a file. */
  embedded: { bytes: Uint8Array; format: string } | null;
}

export type TiledShape =
  'rectangle' | 'ellipse' | 'point' | 'capsule' | 'polygon' | 'polyline' | 'text' | 'tile';

export interface TiledText {
  text: string;
  fontFamily: string;
  pixelSize: number;
  wrap: boolean;
  color: string;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strikeout: boolean;
  kerning: boolean;
  halign: string;
  valign: string;
}

export interface TiledObject {
  at: Place;
  /** Unique in the map, 0 for none. */
  id: number;
  name: string;
  className: string;
  shape: TiledShape;
  /** Global tile number with flip flags, for tiles. */
  gid: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether the file told a size; a tile has that of its image otherwise. */
  sized: boolean;
  /** Degrees, clockwise. */
  rotation: number;
  opacity: number;
  visible: boolean;
  /** Corners of polygons and polylines, from x, y. */
  points: readonly Vec2[];
  text: TiledText | null;
  /** The template that it came from, as the file names it, or ''. */
  template: string;
  properties: readonly TiledProperty[];
}

/** What every layer has. */
export interface TiledLayerHead {
  at: Place;
  id: number;
  name: string;
  className: string;
  opacity: number;
  visible: boolean;
  locked: boolean;
  tint: string;
  offset: Vec2;
  parallax: Vec2;
  /** How it is blended with what is behind; '' for normal. */
  mode: string;
  properties: readonly TiledProperty[];
}

/** Cells of a part of a layer, row by row: global tile numbers with flip flags. Measures are in cells. */
export interface TiledChunk {
  x: number;
  y: number;
  width: number;
  height: number;
  cells: Uint32Array;
}

export interface TiledTileLayer extends TiledLayerHead {
  kind: 'tiles';
  /** In cells. */
  width: number;
  height: number;
  chunks: readonly TiledChunk[];
  /** `csv`, `base64` or '' for elements, and how it was compressed, or ''. */
  encoding: string;
  compression: string;
}

export interface TiledObjectLayer extends TiledLayerHead {
  kind: 'objects';
  color: string;
  drawOrder: 'topdown' | 'index';
  objects: readonly TiledObject[];
}

export interface TiledImageLayer extends TiledLayerHead {
  kind: 'image';
  image: TiledImage | null;
  repeat: readonly [x: boolean, y: boolean];
}

export interface TiledGroup extends TiledLayerHead {
  kind: 'group';
  layers: readonly TiledLayer[];
}

export type TiledLayer = TiledTileLayer | TiledObjectLayer | TiledImageLayer | TiledGroup;

export interface TiledTile {
  at: Place;
  id: number;
  className: string;
  probability: number;
  /** Its own image, of a collection. */
  image: TiledImage | null;
  /** The part of that image: x, y, width, height; `null` for all of it. */
  rect: readonly [x: number, y: number, width: number, height: number] | null;
  /** Its collision shapes. */
  objects: TiledObjectLayer | null;
  animation: readonly { tile: number; duration: number }[];
  properties: readonly TiledProperty[];
}

export interface TiledWangColor {
  name: string;
  className: string;
  color: string;
  tile: number;
  probability: number;
  properties: readonly TiledProperty[];
}

export interface TiledWangSet {
  name: string;
  className: string;
  type: string;
  tile: number;
  colors: readonly TiledWangColor[];
  /** Eight places from the top clockwise; numbers of colours, 0 for none. */
  tiles: readonly { tile: number; wangId: readonly number[] }[];
  properties: readonly TiledProperty[];
}

export interface TiledTileset {
  at: Place;
  name: string;
  className: string;
  tileSize: Vec2;
  spacing: number;
  margin: number;
  /** 0 when the file does not say, as with columns. */
  count: number;
  columns: number;
  offset: Vec2;
  objectAlignment: string;
  renderSize: string;
  fillMode: string;
  backgroundColor: string;
  grid: { orientation: string; width: number; height: number } | null;
  transforms: { hflip: boolean; vflip: boolean; rotate: boolean; preferUntransformed: boolean } | null;
  image: TiledImage | null;
  tiles: readonly TiledTile[];
  wangSets: readonly TiledWangSet[];
  properties: readonly TiledProperty[];
}

/** A tileset in use. */
export interface TiledTilesetUse {
  firstGid: number;
  /** The file it is in, as the map names it; '' for one inside of the map. */
  source: string;
  tileset: TiledTileset;
}

export const ORIENTATIONS = ['orthogonal', 'isometric', 'staggered', 'hexagonal', 'oblique'] as const;
export type TiledOrientation = (typeof ORIENTATIONS)[number];

export interface TiledMap {
  at: Place;
  className: string;
  orientation: TiledOrientation;
  renderOrder: string;
  /** In cells. */
  width: number;
  height: number;
  tileSize: Vec2;
  infinite: boolean;
  hexSide: number;
  staggerAxis: string;
  staggerIndex: string;
  /** Of oblique maps. */
  skew: Vec2;
  parallaxOrigin: Vec2;
  background: string;
  tilesets: readonly TiledTilesetUse[];
  layers: readonly TiledLayer[];
  properties: readonly TiledProperty[];
}
