/** The rules that a rule map holds: its layers taken apart into what is asked and what is put down. */
import type { AutoCell, AutoOptions, RuleLayer, RuleMap } from './rule-map.ts';

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

interface Wanted {
  cell: AutoCell;
  /** Flips that do not matter. */
  ignore: number;
}

/** What one output puts into a layer. */
export interface Put {
  layer: string;
  cells: readonly { x: number; y: number; cell: AutoCell }[];
}

export interface AutoRule {
  /** Each is a way to match, by itself. */
  inputs: readonly (readonly Ask[])[];
  outputs: readonly { weight: number; puts: readonly Put[] }[];
  /** Cells that have to lie on the map, from the top left corner of the rule. */
  size: { width: number; height: number };
  /** Where it stands in the rule map. */
  at: { x: number; y: number };
  options: RuleOptions;
}

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

interface Named {
  layer: RuleLayer;
  /** The layer of the map that it is about. */
  target: string;
  index: string;
  not: boolean;
}

const parse = (key: string): [number, number] => {
  const comma = key.indexOf(',');
  return [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
};

/** Layers whose names begin so, with what stands in the name. */
function named(layers: readonly RuleLayer[], kind: 'input' | 'output'): Named[] {
  const pattern = kind === 'input' ? /^input(not)?([^_]*)_(.*)$/is : /^output()([^_]*)_(.*)$/is;
  return layers.flatMap((layer) => {
    const found = pattern.exec(layer.name);
    return found ? [{ layer, target: found[3]!, index: found[2]!, not: Boolean(found[1]) }] : [];
  });
}

const truthy = (options: AutoOptions, ...names: string[]): boolean =>
  Object.entries(options).some(
    ([name, value]) => value === true && names.some((each) => each.toLowerCase() === name.toLowerCase()),
  );

function numberOf(options: AutoOptions, name: string, fallback: number): number {
  const found = Object.entries(options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return typeof found === 'number' && Number.isFinite(found) ? found : fallback;
}

/** Cells that hang together, diagonally too, in the order in which rules are applied: by their top edge, then by their left one. */
function components(cells: Iterable<string>): string[][] {
  const left = new Set(cells);
  const found: { cells: string[]; x: number; y: number }[] = [];
  for (const start of left) {
    left.delete(start);
    const part = [start];
    let [x0, y0] = parse(start);
    for (const key of part) {
      const [x, y] = parse(key);
      [x0, y0] = [Math.min(x0, x), Math.min(y0, y)];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const next = `${x + dx},${y + dy}`;
          if (left.delete(next)) part.push(next);
        }
    }
    found.push({ cells: part, x: x0, y: y0 });
  }
  return found.sort((a, b) => a.y - b.y || a.x - b.x).map((part) => part.cells);
}

const withoutFlips = (cell: AutoCell): AutoCell => cell.replace(/^\d+/, '0');

/** The flips that a layer says do not matter. */
const ignored = ({ properties }: RuleLayer): number =>
  ((truthy(properties, 'IgnoreHorizontalFlip') ? 0x80000000 : 0) +
    (truthy(properties, 'IgnoreVerticalFlip') ? 0x40000000 : 0) +
    (truthy(properties, 'IgnoreDiagonalFlip') ? 0x20000000 : 0) +
    (truthy(properties, 'IgnoreHexRotate120') ? 0x10000000 : 0)) >>>
  0;

/** The rules of a map, in the order in which they are applied. */
export function compileRules(map: RuleMap): AutoRule[] {
  const inputs = named(map.layers, 'input');
  const outputs = named(map.layers, 'output');
  const regions = map.layers.filter(({ name }) => /^regions(_input|_output)?$/i.test(name));
  const ofRegion = (kind: string) =>
    new Set(
      regions
        .filter(({ name }) => new RegExp(`^regions(_${kind})?$`, 'i').test(name))
        .flatMap(({ cells }) => [...cells.keys()]),
    );
  const drawn = (layers: readonly Named[]) => new Set(layers.flatMap(({ layer }) => [...layer.cells.keys()]));
  const explicit = regions.length > 0;
  const asked = explicit ? ofRegion('input') : drawn(inputs);
  const put = explicit ? ofRegion('output') : drawn(outputs);
  return components(new Set([...asked, ...put])).flatMap((cells) => {
    const rule = ruleOf(map, cells, { inputs, outputs, asked, put, explicit });
    return rule ? [rule] : [];
  });
}

interface Parts {
  inputs: readonly Named[];
  outputs: readonly Named[];
  asked: ReadonlySet<string>;
  put: ReadonlySet<string>;
  explicit: boolean;
}

function ruleOf(map: RuleMap, cells: readonly string[], parts: Parts): AutoRule | null {
  const places = cells.map(parse);
  const at = { x: Math.min(...places.map(([x]) => x)), y: Math.min(...places.map(([, y]) => y)) };
  const asked = cells.filter((key) => parts.asked.has(key));
  const put = new Set(cells.filter((key) => parts.put.has(key)));
  const areas = map.areas.filter(({ x, y, width, height }) =>
    places.every(([cx, cy]) => cx >= x && cy >= y && cx < x + width && cy < y + height),
  );
  const options = optionsOf(Object.assign({}, map.properties, ...areas.map(({ properties }) => properties)));
  const indices = [...new Set(parts.inputs.map(({ index }) => index))];
  const inputs = indices
    .map((index) =>
      asksOf(
        map,
        parts.inputs.filter((each) => each.index === index),
        asked,
        at,
        cells,
        parts.explicit,
      ),
    )
    .filter((asks) => asks.length > 0);
  const outputs = outputsOf(map, parts.outputs, put, at);
  if (inputs.length === 0 || outputs.length === 0 || options.disabled) return null;
  const inside = asked.map(parse);
  return {
    inputs,
    outputs,
    at,
    options,
    size: {
      width: Math.max(...inside.map(([x]) => x)) - at.x + 1,
      height: Math.max(...inside.map(([, y]) => y)) - at.y + 1,
    },
  };
}

function optionsOf(all: AutoOptions): RuleOptions {
  return {
    probability: Math.min(1, Math.max(0, numberOf(all, 'Probability', 1))),
    modX: Math.max(1, Math.round(numberOf(all, 'ModX', 1))),
    modY: Math.max(1, Math.round(numberOf(all, 'ModY', 1))),
    offsetX: Math.round(numberOf(all, 'OffsetX', 0)),
    offsetY: Math.round(numberOf(all, 'OffsetY', 0)),
    disabled: truthy(all, 'Disabled'),
    noOverlap: truthy(all, 'NoOverlappingOutput', 'NoOverlappingRules'),
    ignoreLock: truthy(all, 'IgnoreLock'),
  };
}

function asksOf(
  map: RuleMap,
  layers: readonly Named[],
  asked: readonly string[],
  at: { x: number; y: number },
  rule: readonly string[],
  explicit: boolean,
): Ask[] {
  const asks: Ask[] = [];
  for (const target of new Set(layers.map((each) => each.target))) {
    const own = layers.filter((each) => each.target === target);
    const used = usedCells(map, own, rule);
    for (const key of asked) {
      const any: Wanted[] = [];
      const none: Wanted[] = [];
      let negate = false;
      for (const { layer, not } of own) {
        const [yes, no] = not ? [none, any] : [any, none];
        const cell = layer.cells.get(key);
        const ignore = ignored(layer);
        if (cell === undefined) {
          if (truthy(layer.properties, 'AutoEmpty', 'StrictEmpty')) yes.push({ cell: '', ignore });
          continue;
        }
        switch (map.special.get(withoutFlips(cell))) {
          case undefined:
            yes.push({ cell, ignore });
            break;
          case 'Empty':
            yes.push({ cell: '', ignore });
            break;
          case 'NonEmpty':
            no.push({ cell: '', ignore });
            break;
          case 'Other':
            no.push(...used.map((each) => ({ cell: each, ignore })));
            break;
          case 'Negate':
            negate = true;
        }
      }
      // With regions, a place where nothing is drawn stands for every tile that the rule does not use.
      if (
        explicit &&
        any.length + none.length === 0 &&
        own.some(({ not }) => !not) &&
        !own.some(({ layer }) => layer.cells.has(key))
      )
        if (!own.some(({ not }) => not)) none.push(...used.map((cell) => ({ cell, ignore: 0 })));
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

/** What a rule names on its layers for one layer of the map; the empty cell only where it is asked for. */
function usedCells(map: RuleMap, layers: readonly Named[], rule: readonly string[]): AutoCell[] {
  const used = new Set<AutoCell>();
  for (const { layer } of layers)
    for (const key of rule) {
      const cell = layer.cells.get(key);
      if (cell === undefined) continue;
      const special = map.special.get(withoutFlips(cell));
      if (special === undefined) used.add(cell);
      else if (special === 'Empty') used.add('');
    }
  return [...used];
}

function outputsOf(
  map: RuleMap,
  layers: readonly Named[],
  put: ReadonlySet<string>,
  at: { x: number; y: number },
): AutoRule['outputs'] {
  const byIndex = new Map<string, { weight: number; puts: Put[] }>();
  for (const { layer, target, index } of layers) {
    const cells = [...layer.cells].flatMap(([key, cell]) => {
      const special = map.special.get(withoutFlips(cell));
      if (!put.has(key) || (special !== undefined && special !== 'Empty')) return [];
      const [x, y] = parse(key);
      return [{ x: x - at.x, y: y - at.y, cell: special === 'Empty' ? '' : cell }];
    });
    if (cells.length === 0) continue;
    const output = byIndex.get(index) ?? { weight: 1, puts: [] };
    output.weight = numberOf(layer.properties, 'Probability', output.weight);
    output.puts.push({ layer: target, cells });
    byIndex.set(index, output);
  }
  return [...byIndex.values()];
}
