/** What the input layers of a rule map ask of cells. */
import type { AutoCell } from './auto-cell.ts';
import type { Ask, Wanted } from './auto-rule.ts';
import type { RuleLayer, RuleMap } from './rule-map.ts';
import { ignored, truthy } from './rule-options.ts';

/** A layer of a rule map with what its name says. */
export interface Named {
  layer: RuleLayer;
  /** The layer of the map that it is about. */
  target: string;
  index: string;
  not: boolean;
}

/** The place of a cell from its key. */
export const parse = (key: string): [number, number] => {
  const comma = key.indexOf(',');
  return [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
};

const withoutFlips = (cell: AutoCell): AutoCell => cell.replace(/^\d+/, '0');

const specials = ['Empty', 'NonEmpty', 'Other', 'Ignore', 'Negate'] as const;
type Special = (typeof specials)[number];

/** What a tile of a rule map stands for; `undefined` where it stands for itself. */
export const specialOf = (map: RuleMap, cell: AutoCell): Special | undefined => {
  const what = map.special.get(withoutFlips(cell));
  return specials.find((each) => each === what);
};

/**
 * What layers of one index ask.
 * @param at the first of the cells that are asked
 */
export function asksOf(
  map: RuleMap,
  layers: readonly Named[],
  asked: readonly string[],
  at: { x: number; y: number },
  legacy: boolean,
): Ask[] {
  const asks: Ask[] = [];
  for (const target of new Set(layers.map((each) => each.target))) {
    const own = layers.filter((each) => each.target === target);
    const yes = own.filter(({ not }) => !not);
    const used = usedCells(map, yes, asked);
    for (const key of asked) {
      const any: Wanted[] = [];
      const none: Wanted[] = [];
      let negate = false;
      for (const { layer, not } of own) {
        const [fits, fitsNot] = not ? [none, any] : [any, none];
        const cell = layer.cells.get(key);
        const ignore = ignored(layer);
        if (cell === undefined) {
          if (truthy(layer.properties, 'AutoEmpty', 'StrictEmpty')) fits.push({ cell: '', ignore });
          continue;
        }
        switch (specialOf(map, cell)) {
          case undefined:
            fits.push({ cell, ignore });
            break;
          case 'Empty':
            fits.push({ cell: '', ignore });
            break;
          case 'NonEmpty':
            fitsNot.push({ cell: '', ignore });
            break;
          case 'Other':
            fitsNot.push(...used);
            break;
          case 'Negate':
            negate = true;
        }
      }
      // With regions, where nothing is asked for, a tile has to be there that the rule does not use.
      if (legacy && any.length === 0 && yes.length === own.length)
        none.push(...used, { cell: '', ignore: 0 });
      if (any.length + none.length === 0) continue;
      const [x, y] = parse(key);
      asks.push({
        layer: target,
        x: x - at.x,
        y: y - at.y,
        any: negate ? none : any,
        none: negate ? any : none,
      });
    }
  }
  return asks;
}

/** What the cells of a rule ask for on some layers; the empty cell only where it is asked for by its tile. */
function usedCells(map: RuleMap, layers: readonly Named[], asked: readonly string[]): Wanted[] {
  const used: Wanted[] = [];
  for (const { layer } of layers)
    for (const key of asked) {
      const cell = layer.cells.get(key);
      if (cell === undefined) continue;
      const special = specialOf(map, cell);
      if (special === undefined) used.push({ cell, ignore: ignored(layer) });
      else if (special === 'Empty') used.push({ cell: '', ignore: 0 });
    }
  return used;
}
