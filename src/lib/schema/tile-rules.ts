/**
 * Rule tiles: a set of tiles that stand for one thing, such as a wall, and rules that say which of them goes into a cell by
 * what lies around it. Painting with a set chooses them by itself.
 */
import { flag, list, must, numberIn, orderKey, recordOf, shape, text, id } from './checks.ts';

/**
 * What a rule asks of one cell: nothing, a tile of this set, none of this set, no tile at all, or any tile. What is no tile of the
 * set may be another tile or none.
 */
export const ANY = 0;
export const OF_SET = 1;
export const NOT_OF_SET = -1;
export const FILLED = 2;
export const EMPTY = -2;

/** Side lengths of the square that a rule looks at, the cell itself in its middle. */
export const RULE_SIZES = [1, 3, 5, 7] as const;

/** One rule: where its pattern fits around a cell of the set, one of its tiles goes there. */
export interface TileRule {
  /** Rules are tried in this order; the first one that fits is taken. */
  order: string;
  /** What is asked of each cell, row by row; 1, 9, 25 or 49 of {@link ANY} and the others. */
  pattern: readonly number[];
  /** Tiles of the tileset to choose from, each as often as its weight says against the others. */
  tiles: readonly { tile: number; weight: number }[];
  /** In how many of the places where it fits it is taken, from 0 to 1; elsewhere the next rule is tried. */
  chance: number;
  /** It also fits where the picture is mirrored or turned; its tile is then mirrored or turned alike. */
  flipX?: boolean;
  flipY?: boolean;
  rotate?: boolean;
  /** It is not tried. */
  off?: boolean;
}

/** Rules that are painted together. */
export interface RuleSet {
  name: string;
  order: string;
  /** Number of the tile that stands for it and goes where no rule fits, -1 for none. */
  tile: number;
  rules: Readonly<Record<string, TileRule>>;
}

const asked = must(
  (value) => [ANY, OF_SET, NOT_OF_SET, FILLED, EMPTY].includes(value as number),
  '0 for anything, 1 for the set, -1 for others, 2 for any tile or -2 for none',
);
export const tileRule = shape(
  {
    order: orderKey,
    pattern: (value, path, report) => {
      list(asked)(value, path, report);
      if (Array.isArray(value) && !RULE_SIZES.some((size) => size * size === value.length))
        report(path, `must be of 1, 9, 25 or 49 cells, is of ${value.length}`);
    },
    tiles: list(shape({ tile: numberIn(0, 0x0fffffff, true), weight: numberIn(0) })),
    chance: numberIn(0, 1),
  },
  { flipX: flag, flipY: flag, rotate: flag, off: flag },
);
export const ruleSetFields = { name: text, order: orderKey, tile: numberIn(-1, 0x0fffffff, true) };
export const ruleSet = shape({ ...ruleSetFields, rules: recordOf(() => tileRule, id) });
