/** The rules that a rule map holds: its layers taken apart into what is asked and what is put down. */
import type { AutoCell } from './auto-cell.ts';
import type { AutoOptions, RuleLayer, RuleMap } from './rule-map.ts';

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
  /** The layer of the rule map that it is on, and which of its objects go along. */
  source: string;
  objects: readonly number[];
  cells: readonly { x: number; y: number; cell: AutoCell }[];
}

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
  /** Layers that are looked at, and layers that are written, by any of the rules. */
  reads: readonly string[];
  writes: readonly string[];
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

const specials = ['Empty', 'NonEmpty', 'Other', 'Ignore', 'Negate'] as const;
type Special = (typeof specials)[number];

/** What a tile of a rule map stands for; `undefined` where it stands for itself. */
const specialOf = (map: RuleMap, cell: AutoCell): Special | undefined => {
  const what = map.special.get(withoutFlips(cell));
  return specials.find((each) => each === what);
};

const truthy = (options: AutoOptions, ...names: string[]): boolean =>
  Object.entries(options).some(
    ([name, value]) => value === true && names.some((each) => each.toLowerCase() === name.toLowerCase()),
  );

const option = (options: AutoOptions, name: string): AutoOptions[string] | undefined =>
  Object.entries(options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

function numberOf(options: AutoOptions, name: string, fallback: number): number {
  const found = option(options, name);
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

/** The rules of a map. Regions of rules from before Tiled 1.9 bring back how these worked. */
export function compileRules(map: RuleMap): AutoRules {
  const inputs = named(map.layers, 'input');
  const outputs = named(map.layers, 'output');
  const regions = (kind: 'input' | 'output') =>
    map.layers.filter(({ name }) => ['regions', `regions_${kind}`].includes(name.toLowerCase()));
  const cellsOf = (layers: readonly RuleLayer[]) =>
    new Set(
      layers.flatMap(({ cells, objects = [] }) => [...cells.keys(), ...objects.flatMap(({ keys }) => keys)]),
    );
  const [areas, targets] = [regions('input'), regions('output')];
  const legacy = areas.length > 0;
  const asked = cellsOf(legacy ? areas : inputs.map(({ layer }) => layer));
  const put = cellsOf(targets.length > 0 ? targets : outputs.map(({ layer }) => layer));
  const order = option(map.properties, 'MatchInOrder');
  return {
    rules: components(new Set([...asked, ...put])).flatMap((cells) => {
      const rule = ruleOf(map, cells, { inputs, outputs, asked, put, legacy });
      return rule ? [rule] : [];
    }),
    inOrder: typeof order === 'boolean' ? order : legacy,
    reads: [...new Set(inputs.map(({ target }) => target))],
    writes: [...new Set(outputs.flatMap(({ layer, target }) => (layer.objects ? [] : target)))],
  };
}

interface Parts {
  inputs: readonly Named[];
  outputs: readonly Named[];
  asked: ReadonlySet<string>;
  put: ReadonlySet<string>;
  /** Regions say which cells are asked. */
  legacy: boolean;
}

function ruleOf(map: RuleMap, cells: readonly string[], parts: Parts): AutoRule | null {
  const places = cells.map(parse);
  const areas = map.areas.filter(({ x, y, width, height }) =>
    places.every(([cx, cy]) => cx >= x && cy >= y && cx < x + width && cy < y + height),
  );
  const options = optionsOf(Object.assign({}, map.properties, ...areas.map(({ properties }) => properties)));
  const asked = cells.filter((key) => parts.asked.has(key));
  if (asked.length === 0 || options.disabled) return null;
  const inside = asked.map(parse);
  const at = { x: Math.min(...inside.map(([x]) => x)), y: Math.min(...inside.map(([, y]) => y)) };
  const indices = [...new Set(parts.inputs.map(({ index }) => index))];
  const inputs = indices
    .map((index) => {
      const layers = parts.inputs.filter((each) => each.index === index);
      return asksOf(map, layers, asked, at, parts.legacy);
    })
    .filter((asks) => asks.length > 0);
  const put = new Set(cells.filter((key) => parts.put.has(key)));
  const { always, choices } = outputsOf(map, parts, put, at);
  if (inputs.length === 0 || (always.length === 0 && choices.every(({ puts }) => puts.length === 0)))
    return null;
  const size = {
    width: Math.max(...inside.map(([x]) => x)) - at.x + 1,
    height: Math.max(...inside.map(([, y]) => y)) - at.y + 1,
  };
  return { inputs, always, choices, options, size, at };
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

/** @param at the first of the cells that are asked */
function asksOf(
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

/** Layers without an index are put down always, of the others those of one index; with regions all are indices. */
function outputsOf(
  map: RuleMap,
  { outputs, legacy }: Parts,
  put: ReadonlySet<string>,
  at: { x: number; y: number },
): Pick<AutoRule, 'always' | 'choices'> {
  const byIndex = new Map<string, { weight: number; puts: Put[] }>();
  for (const { layer, target, index } of outputs) {
    const output = byIndex.get(index) ?? { weight: 1, puts: [] };
    byIndex.set(index, output);
    output.weight = numberOf(layer.properties, 'Probability', output.weight);
    const cells = [...layer.cells].flatMap(([key, cell]) => {
      const special = specialOf(map, cell);
      if (!put.has(key) || (special !== undefined && special !== 'Empty')) return [];
      const [x, y] = parse(key);
      return [{ x: x - at.x, y: y - at.y, cell: special === 'Empty' ? '' : cell }];
    });
    const objects = (layer.objects ?? []).flatMap(({ index: each, keys }) =>
      keys.some((key) => put.has(key)) ? each : [],
    );
    if (cells.length + objects.length > 0)
      output.puts.push({ layer: target, source: layer.name, cells, objects });
  }
  const filled = [...byIndex].filter(([, { puts }]) => legacy || puts.length > 0);
  const named = filled.filter(([index]) => legacy || index !== '');
  return {
    always: legacy ? [] : (filled.find(([index]) => index === '')?.[1].puts ?? []),
    choices: named.map(([, output]) => output),
  };
}
