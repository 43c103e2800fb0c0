/**
 * Rule maps of Tiled's automapping, apart from the files they come from. Names and meanings are those of
 * https://doc.mapeditor.org/en/stable/manual/automapping/.
 */

import type { AutoCell } from './auto-cell.ts';
import type { CellGrid } from './cell-grid.ts';

export type AutoOptions = Readonly<Record<string, string | number | boolean>>;

/** An object on an output layer. */
export interface RuleObject {
  /** Which of its layer. */
  index: number;
  /** The cells that it reaches into, by `x,y`. */
  keys: readonly string[];
}

/** A tile layer of a rule map, or a layer of objects to put down. */
export interface RuleLayer {
  name: string;
  objects?: readonly RuleObject[];
  /** By `x,y`; empty ones left out. */
  cells: ReadonlyMap<string, AutoCell>;
  properties: AutoOptions;
}

/** A rectangle of the layer `rule_options`: its properties hold for the rules that lie in it. In cells. */
export interface RuleArea {
  x: number;
  y: number;
  width: number;
  height: number;
  properties: AutoOptions;
}

export interface RuleMap {
  name: string;
  layers: readonly RuleLayer[];
  areas: readonly RuleArea[];
  properties: AutoOptions;
  /** Special tiles by what their property `MatchType` says, such as `Empty`; by cell without flips. */
  special: ReadonlyMap<AutoCell, string>;
}

/** The map that rules are run on. */
export interface WorkingMap {
  /** File name, which filters of rules go by. */
  name: string;
  /** In cells; `null` for a map without borders. */
  size: { width: number; height: number } | null;
  /** By name, which is compared as it is written. */
  layers: Map<string, WorkingLayer>;
  /** Objects that rules have put down, in this order. */
  objects: PutObject[];
}

/** An object of a rule map on its way into the map. */
export interface PutObject {
  rules: RuleMap;
  /** The layer of the rule map that it is on, and which of that layer. */
  source: string;
  index: number;
  /** Name of the layer that it goes to. */
  layer: string;
  /** How far it goes, in cells. */
  by: readonly [x: number, y: number];
}

export interface WorkingLayer {
  locked: boolean;
  /** Rules change it. */
  cells: CellGrid;
}
