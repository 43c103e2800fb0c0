/** The rules that a rule map holds: its layers taken apart into what is asked and what is put down. */
import type { AutoRule, AutoRules, Put } from './auto-rule.ts';
import { asksOf, parse, specialOf, type Named } from './rule-asks.ts';
import { cellsIn, type RuleLayer, type RuleMap, type RuleObject } from './rule-map.ts';
import { numberOf, option, optionsOf, truthy } from './rule-options.ts';

/** Layers whose names begin so, with what stands in the name. */
function named(layers: readonly RuleLayer[], kind: 'input' | 'output'): Named[] {
  const pattern = kind === 'input' ? /^input(not)?([^_]*)_(.*)$/is : /^output()([^_]*)_(.*)$/is;
  return layers.flatMap((layer) => {
    const found = pattern.exec(layer.name);
    return found ? [{ layer, target: found[3]!, index: found[2]!, not: Boolean(found[1]) }] : [];
  });
}

/** Keys of the cells that an object reaches into. */
const keysOf = ({ cells }: RuleObject): string[] => cellsIn(cells).map(([x, y]) => `${x},${y}`);

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

/** The rules of a map. Regions of rules from before Tiled 1.9 bring back how these worked. */
export function compileRules(map: RuleMap): AutoRules {
  const inputs = named(map.layers, 'input');
  const outputs = named(map.layers, 'output');
  const regions = (kind: 'input' | 'output') =>
    map.layers.filter(({ name }) =>
      ['regions', `regions_${kind}`, `regions${kind}`].includes(name.toLowerCase()),
    );
  const cellsOf = (layers: readonly RuleLayer[]) =>
    new Set(
      layers.flatMap(({ cells, objects = [] }) => [
        ...cells.keys(),
        ...objects.flatMap((object) => [...keysOf(object)]),
      ]),
    );
  const [areas, targets] = [regions('input'), regions('output')];
  const legacy = areas.length > 0;
  const asked = cellsOf(legacy ? areas : inputs.map(({ layer }) => layer));
  const put = cellsOf(targets.length > 0 ? targets : outputs.map(({ layer }) => layer));
  return {
    rules: components(new Set([...asked, ...put])).flatMap((cells) => {
      const rule = ruleOf(map, cells, { inputs, outputs, asked, put, legacy });
      return rule ? [rule] : [];
    }),
    inOrder:
      legacy && option(map.properties, 'MatchInOrder') === undefined
        ? true
        : truthy(map.properties, 'MatchInOrder'),
    reads: [...new Set(inputs.map(({ target }) => target))],
    writes: [...new Set(outputs.flatMap(({ layer, target }) => (layer.objects ? [] : target)))],
    putsOn: [...new Set(outputs.flatMap(({ layer, target }) => (layer.objects ? target : [])))],
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
    // Where regions say what a rule is, one that nothing is forbidden to matches anywhere.
    .filter((asks) => parts.legacy || asks.length > 0);
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
    const objects = (layer.objects ?? []).filter((object) => keysOf(object).some((key) => put.has(key)));
    if (cells.length + objects.length > 0) output.puts.push({ layer: target, source: layer, cells, objects });
  }
  const filled = [...byIndex].filter(([, { puts }]) => legacy || puts.length > 0);
  const named = filled.filter(([index]) => legacy || index !== '');
  return {
    always: legacy ? [] : (filled.find(([index]) => index === '')?.[1].puts ?? []),
    choices: named.map(([, output]) => output),
  };
}
