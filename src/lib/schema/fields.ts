import type { Vec2 } from '../base/geometry.ts';
import type { ScriptKind } from './script-kinds.ts';
import type { TileChunks } from './tiles.ts';

/** What a file of the project is. */
export type AssetKind = 'image' | 'sound' | 'font' | 'data';

/** A value that a behaviour's property may hold. */
export type PropertyValue = number | string | boolean;

/** Where a range of tile numbers in a tile layer comes from; `firstTile` is the number of its tile 0. */
export interface TilesetUse {
  firstTile: number;
  tileset: string;
}

/** A point of a curve: a corner, or a point with its handles towards the point before and the one after, measured from it. */
export type CurvePoint =
  | readonly [x: number, y: number]
  | readonly [x: number, y: number, inX: number, inY: number, outX: number, outY: number];

/** What each field type holds. */
export interface FieldValues {
  number: number;
  integer: number;
  boolean: boolean;
  string: string;
  text: string;
  color: string;
  vec2: Vec2;
  enum: string;
  asset: string;
  script: string;
  entity: string;
  choice: string;
  choices: readonly string[];
  points: readonly Vec2[];
  curve: readonly CurvePoint[];
  record: Readonly<Record<string, PropertyValue>>;
  tilesets: readonly TilesetUse[];
  tiles: TileChunks;
}

export type FieldType = keyof FieldValues;

/** What an inspector shows when it is not the type's own widget. */
export type Widget = 'slider' | 'multiline' | 'size' | 'properties' | 'target' | 'animation';

interface FieldBase<T extends FieldType> {
  type: T;
  default: FieldValues[T];
  /** One sentence for hover texts and the reference pages. */
  doc: string;
  /** Shown behind a number; values are stored in this unit. */
  unit?: string;
  /** Shown instead of the name in words. */
  label?: string;
  widget?: Widget;
}

export interface NumberField extends FieldBase<'number' | 'integer'> {
  min?: number;
  max?: number;
  /** What one step of the arrow keys or a drag adds. */
  step?: number;
}

export interface VectorField extends FieldBase<'vec2'> {
  min?: number;
  max?: number;
  step?: number;
}

export interface EnumField extends FieldBase<'enum'> {
  options: readonly string[];
}

/** Lists of names in the project's settings that a field may choose from. */
export type NameList = 'collisionLayers' | 'inputs' | 'materials';

/** One name of a list, or ''; or several names. A name that the list has no more stands for none. */
export interface ChoiceField extends FieldBase<'choice' | 'choices'> {
  from: NameList;
  /** What an empty value is called. */
  none: string;
}

/** Path of a script of one kind. */
export interface ScriptField extends FieldBase<'script'> {
  kind: ScriptKind;
}

/** Id of one of the project's files, or ''. */
export interface AssetField extends FieldBase<'asset'> {
  kind: AssetKind;
}

type PlainType = Exclude<
  FieldType,
  'number' | 'integer' | 'vec2' | 'enum' | 'choice' | 'choices' | 'script' | 'asset'
>;

/** One field of a component: everything that the product needs to know of it. */
export type FieldSpec =
  | NumberField
  | VectorField
  | EnumField
  | ChoiceField
  | ScriptField
  | AssetField
  | { [T in PlainType]: FieldBase<T> }[PlainType];

/** The value that a field of this specification holds. */
export type ValueOf<F extends FieldSpec> = F extends { options: readonly (infer O)[] }
  ? O
  : FieldValues[F['type']];
