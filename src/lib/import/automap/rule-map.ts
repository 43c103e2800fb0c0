/**
 * Rule maps of Tiled's automapping, apart from the files they come from. Names and meanings are those of
 * https://doc.mapeditor.org/en/stable/manual/automapping/.
 */

import type { CellRange } from '../../schema/tile-grid.ts';
import type { AutoCell } from './auto-cell.ts';
import type { CellGrid } from './cell-grid.ts';

export type AutoOptions = Readonly<Record<string, string | number | boolean>>;

/** An object on an output layer. */
export interface RuleObject {
  /** Which of its layer. */
  index: number;
  /** The cells that it reaches into. */
  cells: CellRange;
}

/** The cells of a range, row by row. */
export function cellsIn([x0, y0, x1, y1]: CellRange): [x: number, y: number][] {
  const cells: [number, number][] = [];
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) cells.push([x, y]);
  return cells;
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
  /** Its own and those that rules have put down, in this order. */
  objects: WorkingObject[];
  /** Layers of rules that have put something down, by the names of the layers that it went to. */
  wrote: Map<string, Set<RuleLayer>>;
}

/** An object of the map. */
export interface WorkingObject {
  /** Name of its layer. */
  layer: string;
  /** The cells that it reaches into. */
  cells: CellRange;
  /** Which of the map's own it is, or what rules have put down. */
  what: string | PutObject;
}

/** An object of a rule map on its way into the map. */
export interface PutObject {
  /** The layer of the rule map that it is on, and which of that layer. */
  source: RuleLayer;
  index: number;
  /** The cell of the rule map from which it goes, and that of the map to which it goes. */
  from: readonly [x: number, y: number];
  to: readonly [x: number, y: number];
}

export interface WorkingLayer {
  locked: boolean;
  /** Rules change it. */
  cells: CellGrid;
}
