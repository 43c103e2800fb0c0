/** Runs rule maps on a map, as Tiled does. */
import { Random } from '../../base/random.ts';
import { CellGrid } from './cell-grid.ts';
import type { Ask, AutoRule, AutoRules, Put } from './auto-rule.ts';
import { compileRules } from './compile-rules.ts';
import type { AutoCell } from './auto-cell.ts';
import type { AutoOptions, RuleMap, WorkingMap } from './rule-map.ts';

/** What is asked of a cell, and where it lies. */
interface Question extends Ask {
  cells: CellGrid;
}

/** A layer that the map has not is an empty one. */
const nothing = new CellGrid();

interface Range {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** How rules see what lies beyond the map. */
type Outside = 'none' | 'empty' | 'overflow' | 'wrap';

const is = (options: AutoOptions, wanted: string): boolean =>
  Object.entries(options).some(
    ([name, value]) => value === true && name.toLowerCase() === wanted.toLowerCase(),
  );

function outsideOf({ properties }: RuleMap, map: WorkingMap): Outside {
  if (map.size === null) return 'empty';
  if (is(properties, 'WrapBorder')) return 'wrap';
  if (is(properties, 'OverflowBorder')) return 'overflow';
  return is(properties, 'MatchOutsideMap') ? 'empty' : 'none';
}

/** The range of all that there is. */
function rangeOf(map: WorkingMap): Range {
  if (map.size) return { x0: 0, y0: 0, x1: map.size.width, y1: map.size.height };
  const range: Range = { x0: 0, y0: 0, x1: 0, y1: 0 };
  let any = false;
  for (const { cells } of map.layers.values())
    for (const [x, y] of cells) {
      if (!any) [range.x0, range.y0, range.x1, range.y1] = [x, y, x + 1, y + 1];
      any = true;
      [range.x0, range.y0] = [Math.min(range.x0, x), Math.min(range.y0, y)];
      [range.x1, range.y1] = [Math.max(range.x1, x + 1), Math.max(range.y1, y + 1)];
    }
  return range;
}

/**
 * Runs rule maps one after the other; each sees what those before it did. Layers that they write and the map has not are added.
 * @param seed of what is left to chance
 * @returns of each rule map, how many matches were applied
 */
export function runRules(map: WorkingMap, rules: readonly RuleMap[], seed: number): number[] {
  const random = new Random(seed);
  return rules.map((each) => new Run(map, each, random).run());
}

class Run {
  readonly #outside: Outside;
  readonly #range: Range;

  constructor(
    private readonly map: WorkingMap,
    private readonly rules: RuleMap,
    private readonly random: Random,
  ) {
    this.#outside = outsideOf(rules, map);
    this.#range = rangeOf(map);
  }

  run(): number {
    const compiled = compileRules(this.rules);
    const { rules, inOrder, writes } = compiled;
    // A rule that looks at a layer may be the one that fills it.
    for (const name of writes)
      if (!this.map.layers.has(name)) this.map.layers.set(name, { locked: false, cells: new CellGrid() });
    if (is(this.rules.properties, 'DeleteTiles')) this.#clear(compiled);
    if (inOrder) return rules.reduce((sum, rule) => sum + this.#apply(rule, this.#places(rule)), 0);
    // All are matched before any of them is applied.
    const matched = rules.map((rule) => [...this.#places(rule)]);
    return rules.reduce((sum, rule, at) => sum + this.#apply(rule, matched[at]!), 0);
  }

  /** Empties the layers that rules write, where one that they look at has something. */
  #clear({ reads, writes }: AutoRules): void {
    const written = writes.flatMap((name) => this.map.layers.get(name) ?? []).filter(({ locked }) => !locked);
    // One of these may be written, too: what is looked at is listed before anything is emptied.
    const region = reads.flatMap((name) => [...(this.map.layers.get(name)?.cells ?? [])]);
    for (const { cells } of written) for (const [x, y] of region) cells.set(x, y, '');
  }

  /** Where a rule matches, row by row. */
  *#places(rule: AutoRule): Generator<[number, number]> {
    const { size, options } = rule;
    const range = this.#range;
    const reach =
      this.#outside === 'none' ? { width: 0, height: 0 } : { width: size.width - 1, height: size.height - 1 };
    const last =
      this.#outside === 'none'
        ? { x: range.x1 - size.width, y: range.y1 - size.height }
        : { x: range.x1 - 1, y: range.y1 - 1 };
    const inputs = rule.inputs.map((asks) =>
      asks.map((ask): Question => ({ ...ask, cells: this.map.layers.get(ask.layer)?.cells ?? nothing })),
    );
    const on = (at: number, step: number, offset: number) => (((at - offset) % step) + step) % step === 0;
    for (let y = range.y0 - reach.height; y <= last.y; y++) {
      if (!on(y, options.modY, options.offsetY)) continue;
      for (let x = range.x0 - reach.width; x <= last.x; x++) {
        if (!on(x, options.modX, options.offsetX)) continue;
        if (inputs.some((asks) => asks.every((ask) => this.#answers(ask, x, y)))) yield [x, y];
      }
    }
  }

  #answers({ cells, any, none, x: dx, y: dy }: Question, x: number, y: number): boolean {
    const cell = this.#cell(cells, x + dx, y + dy);
    for (const wanted of none) if (isSame(cell, wanted.cell, wanted.ignore)) return false;
    if (any.length === 0) return true;
    for (const wanted of any) if (isSame(cell, wanted.cell, wanted.ignore)) return true;
    return false;
  }

  #cell(cells: CellGrid, x: number, y: number): AutoCell {
    const { size } = this.map;
    if (!size || this.#outside === 'none' || this.#outside === 'empty') return cells.get(x, y);
    const [cx, cy] =
      this.#outside === 'wrap'
        ? [((x % size.width) + size.width) % size.width, ((y % size.height) + size.height) % size.height]
        : [Math.min(size.width - 1, Math.max(0, x)), Math.min(size.height - 1, Math.max(0, y))];
    return cells.get(cx, cy);
  }

  #apply(rule: AutoRule, places: Iterable<readonly [number, number]>): number {
    const covered = new Set<string>();
    let count = 0;
    for (const [x, y] of places) {
      const { options } = rule;
      if (options.probability < 1 && this.random.float() >= options.probability) continue;
      const puts = [...rule.always, ...this.#chosen(rule)];
      if (options.noOverlap) {
        const keys = puts.flatMap(({ layer, cells }) =>
          cells.map((cell) => `${layer}/${x + cell.x},${y + cell.y}`),
        );
        if (keys.some((key) => covered.has(key))) continue;
        for (const key of keys) covered.add(key);
      }
      const by = [x - rule.at.x, y - rule.at.y] as const;
      for (const { layer, source, cells, objects } of puts) {
        for (const { x: dx, y: dy, cell } of cells)
          this.#put(layer, x + dx, y + dy, cell, options.ignoreLock);
        for (const index of objects) this.map.objects.push({ rules: this.rules, source, index, layer, by });
      }
      count++;
    }
    return count;
  }

  #chosen({ choices }: AutoRule): readonly Put[] {
    if (choices.length <= 1) return choices[0]?.puts ?? [];
    let left = this.random.float() * choices.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, puts } of choices) if ((left -= weight) < 0) return puts;
    return choices.at(-1)!.puts;
  }

  #put(name: string, x: number, y: number, cell: AutoCell, force: boolean): void {
    const { size } = this.map;
    if (size && (x < 0 || y < 0 || x >= size.width || y >= size.height)) return;
    const layer = this.map.layers.get(name)!;
    if (layer.locked && !force) return;
    layer.cells.set(x, y, cell);
  }
}

/** Whether two cells show the same, apart from flips that do not matter. */
function isSame(a: AutoCell, b: AutoCell, ignore: number): boolean {
  if (a === b || ignore === 0 || a === '' || b === '') return a === b;
  const [flipsA, restA] = split(a);
  const [flipsB, restB] = split(b);
  return restA === restB && ((flipsA ^ flipsB) & ~ignore) === 0;
}

function split(cell: AutoCell): [number, string] {
  const bar = cell.indexOf('|');
  return [Number(cell.slice(0, bar)), cell.slice(bar)];
}
