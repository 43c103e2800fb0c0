/**
 * An LDtk project in memory, the same for every version of the format: what versions call otherwise is resolved by the
 * reader, and what only LDtk's own editor needs is left out. Facts: https://ldtk.io/json/.
 */
import type { Vec2 } from '../../base/geometry.ts';
import type { JsonPlace } from '../json.ts';
import type { StrayKey } from '../known-keys.ts';

/** A part of the image of a tileset, in pixels. */
export interface LdtkRect {
  tileset: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LdtkTileset {
  uid: number;
  name: string;
  /** Path of the image as the file says; `null` for none. */
  image: string | null;
  /** The icons that come with LDtk; their image is not among the files. */
  internal: boolean;
  tileSize: number;
  padding: number;
  spacing: number;
  columns: number;
  rows: number;
  /** Tile number to the enum values it is tagged with. */
  enumTags: ReadonlyMap<number, readonly string[]>;
  /** Tile number to the text that somebody wrote for it. */
  customData: ReadonlyMap<number, string>;
  tags: readonly string[];
}

export interface LdtkIntValue {
  value: number;
  /** '' for none. */
  name: string;
  /** `#rrggbb`. */
  color: string;
  /** Name of the group that it stands in, '' for none. */
  group: string;
}

export interface LdtkLayerDef {
  uid: number;
  name: string;
  type: LdtkLayerType;
  opacity: number;
  /** 0 scrolls with the level, towards 1 is further away. */
  parallax: Vec2;
  parallaxScaling: boolean;
  intValues: readonly LdtkIntValue[];
  /** How many auto-layer rules there are. */
  rules: number;
}

export type LdtkLayerType = 'IntGrid' | 'Entities' | 'Tiles' | 'AutoLayer';

export interface LdtkEntityDef {
  uid: number;
  name: string;
  color: string;
  /** What LDtk shows where there is no tile. */
  look: 'Rectangle' | 'Ellipse' | 'Cross' | 'Tile';
  fillOpacity: number;
  lineOpacity: number;
  hollow: boolean;
  tileOpacity: number;
  tileMode: string;
  /** Widths of its borders: up, right, down, left; none where they are not used. */
  nineSlice: readonly number[];
  tags: readonly string[];
  /** Field identifier to how LDtk shows it, such as `PointPath`. */
  fieldModes: ReadonlyMap<string, string>;
}

export interface LdtkField {
  name: string;
  /** Such as `Int`, `Array<Point>`, `LocalEnum.Colour`. */
  type: string;
  value: JsonPlace;
}

/** One tile of a tile layer or auto-layer. */
export interface LdtkTile {
  /** Top left corner within the layer, in pixels. */
  x: number;
  y: number;
  /** Number in the tileset. */
  tile: number;
  flipX: boolean;
  flipY: boolean;
  alpha: number;
}

export interface LdtkEntity {
  name: string;
  def: number;
  /** '' before 1.0. */
  iid: string;
  position: Vec2;
  size: Vec2;
  pivot: Vec2;
  tile: LdtkRect | null;
  tags: readonly string[];
  fields: readonly LdtkField[];
}

export interface LdtkLayer {
  name: string;
  /** '' before 1.0. */
  iid: string;
  type: LdtkLayerType;
  def: number;
  /** `null` where it has none. */
  tileset: number | null;
  columns: number;
  rows: number;
  gridSize: number;
  opacity: number;
  visible: boolean;
  offset: Vec2;
  /** Values of the int grid row by row, 0 for empty; none for other layers. */
  ints: readonly number[];
  /** In the order they are drawn in. */
  tiles: readonly LdtkTile[];
  entities: readonly LdtkEntity[];
}

export interface LdtkBackground {
  image: string;
  /** How the user wanted it, such as `Cover`. */
  mode: string;
  topLeft: Vec2;
  scale: Vec2;
  /** x, y, width and height of the part that is seen, in pixels of the image. */
  crop: readonly [number, number, number, number];
}

export interface LdtkLevel {
  name: string;
  iid: string;
  uid: number;
  /** What of its file nobody reads; found when it is asked for. */
  stray: () => readonly StrayKey[];
  /** Place in the world in pixels; without meaning where the layout says it by the order of levels. */
  world: Vec2;
  depth: number;
  size: Vec2;
  /** `#rrggbb`. */
  background: string;
  picture: LdtkBackground | null;
  fields: readonly LdtkField[];
  /** Path of the file that holds the layers; `null` where they are here. */
  file: string | null;
  /** Front to back. */
  layers: () => LdtkLayer[];
}

/** What levels take from the rest of their project. */
export interface LevelContext {
  /** Of levels that have none of their own, `#rrggbb`. */
  background: string;
  layers: ReadonlyMap<number, LdtkLayerDef>;
  entities: ReadonlyMap<number, LdtkEntityDef>;
}

export type LdtkLayout = 'Free' | 'GridVania' | 'LinearHorizontal' | 'LinearVertical';

export interface LdtkWorld {
  /** '' for the only one. */
  name: string;
  layout: LdtkLayout;
  levels: readonly LdtkLevel[];
}

export interface LdtkEnum {
  name: string;
  values: readonly string[];
  /** From a file of its own. */
  external: boolean;
}

export interface LdtkProject {
  file: string;
  version: string;
  worlds: readonly LdtkWorld[];
  tilesets: ReadonlyMap<number, LdtkTileset>;
  layers: ReadonlyMap<number, LdtkLayerDef>;
  entities: ReadonlyMap<number, LdtkEntityDef>;
  enums: readonly LdtkEnum[];
  /** What levels in files of their own are read with. */
  context: LevelContext;
  /** What of the file nobody reads. */
  stray: readonly StrayKey[];
  /** Whether the super simple export is written beside it. */
  simplified: boolean;
}
