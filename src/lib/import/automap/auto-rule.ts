/** Rules of automapping as they are run: what is asked of cells, and what is put down. */
import type { AutoCell } from './auto-cell.ts';
import type { RuleLayer, RuleObject } from './rule-map.ts';

/** What is asked of one cell of one layer. */
export interface Ask {
  layer: string;
  /** From the top left corner of the rule. */
  x: number;
  y: number;
  /** One of these, if there are any; '' is an empty cell. */
  any: readonly Wanted[];
  /** None of these. */
  none: readonly Wanted[];
}

/** What a cell may be, or may not. */
export interface Wanted {
  cell: AutoCell;
  /** Flips that do not matter. */
  ignore: number;
}

/** What one output puts into a layer. */
export interface Put {
  layer: string;
  /** The layer of the rule map that it is on, and which of its objects go along. */
  source: RuleLayer;
  objects: readonly RuleObject[];
  cells: readonly { x: number; y: number; cell: AutoCell }[];
}

/** What is asked, and what is put down where it is found. */
export interface AutoRule {
  /** Each is a way to match, by itself. */
  inputs: readonly (readonly Ask[])[];
  /** Put down at every match. */
  always: readonly Put[];
  /** One of these is put down at each match, if there are any. */
  choices: readonly { weight: number; puts: readonly Put[] }[];
  /** The cells around all that is asked. The rule is where their top left corner is; they have to lie on the map. */
  size: { width: number; height: number };
  /** Where that corner is in the rule map. */
  at: { x: number; y: number };
  options: RuleOptions;
}

/** The rules of a map, in the order in which they are applied. */
export interface AutoRules {
  rules: readonly AutoRule[];
  /** Each is matched when those before it have been applied, rather than all at once. */
  inOrder: boolean;
  /** Layers of tiles that are looked at, and layers that tiles and objects go to, by any of the rules. */
  reads: readonly string[];
  writes: readonly string[];
  putsOn: readonly string[];
}

/** When and where a rule is applied. */
export interface RuleOptions {
  probability: number;
  modX: number;
  modY: number;
  offsetX: number;
  offsetY: number;
  disabled: boolean;
  noOverlap: boolean;
  ignoreLock: boolean;
}
