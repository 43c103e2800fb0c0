/** Runs rule maps on a map, as Tiled does. */
import { Random } from '../../base/random.ts';
import { CHUNK } from '../../schema/tiles.ts';
import { CellGrid } from './cell-grid.ts';
import type { Ask, AutoRule, AutoRules, Put } from './auto-rule.ts';
import { compileRules } from './compile-rules.ts';
import type { AutoCell } from './auto-cell.ts';
import { cellsIn, type RuleMap, type RuleObject, type WorkingMap, type WorkingObject } from './rule-map.ts';
import { truthy } from './rule-options.ts';

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

function outsideOf({ properties }: RuleMap, map: WorkingMap): Outside {
  if (map.size === null) return 'empty';
  if (truthy(properties, 'WrapBorder')) return 'wrap';
  if (truthy(properties, 'OverflowBorder')) return 'overflow';
  return truthy(properties, 'MatchOutsideMap') ? 'empty' : 'none';
}

/** The range of all that there is; of a map without borders all chunks in which something lies, as Tiled counts it. */
function rangeOf(map: WorkingMap): Range {
  if (map.size) return { x0: 0, y0: 0, x1: map.size.width, y1: map.size.height };
  const range: Range = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { cells } of map.layers.values())
    for (const { x, y } of cells.chunks()) {
      [range.x0, range.y0] = [Math.min(range.x0, x), Math.min(range.y0, y)];
      [range.x1, range.y1] = [Math.max(range.x1, x + CHUNK), Math.max(range.y1, y + CHUNK)];
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
  let range = rangeOf(map);
  return rules.map((each) => {
    const run = new Run(map, each, range, random);
    const matches = run.run();
    // On a map without borders the next one also looks where this one has put something down.
    range = run.written;
    return matches;
  });
}

class Run {
  readonly #outside: Outside;
  /** All that is there after it. */
  readonly written: Range;

  constructor(
    private readonly map: WorkingMap,
    private readonly rules: RuleMap,
    private readonly range: Range,
    private readonly random: Random,
  ) {
    this.#outside = outsideOf(rules, map);
    this.written = { ...range };
  }

  run(): number {
    const compiled = compileRules(this.rules);
    const { rules, inOrder, writes } = compiled;
    // A rule that looks at a layer may be the one that fills it.
    for (const name of writes)
      if (!this.map.layers.has(name)) this.map.layers.set(name, { locked: false, cells: new CellGrid() });
    if (truthy(this.rules.properties, 'DeleteTiles')) this.#clear(compiled);
    if (inOrder) return rules.reduce((sum, rule) => sum + this.#apply(rule, this.#places(rule)), 0);
    // All are matched before any of them is applied.
    const matched = rules.map((rule) => [...this.#places(rule)]);
    return rules.reduce((sum, rule, at) => sum + this.#apply(rule, matched[at]!), 0);
  }

  /** Empties the layers that rules write, where one that they look at has something. */
  #clear({ reads, writes, putsOn }: AutoRules): void {
    const written = writes.flatMap((name) => this.map.layers.get(name) ?? []).filter(({ locked }) => !locked);
    const looked = reads.flatMap((name) => this.map.layers.get(name)?.cells ?? []);
    this.map.objects = this.map.objects.filter(
      ({ layer, cells }) =>
        !putsOn.includes(layer) ||
        !cellsIn(cells).some(([x, y]) => looked.some((each) => each.get(x, y) !== '')),
    );
    // One of these may be written, too: what is looked at is listed before anything is emptied.
    const region = looked.flatMap((each) => [...each]);
    for (const { cells } of written) for (const [x, y] of region) cells.set(x, y, '');
  }

  /** Where a rule matches, row by row. */
  *#places(rule: AutoRule): Generator<[number, number]> {
    const { size, options } = rule;
    const { range } = this;
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
    if (size && this.#outside === 'wrap') return cells.get(wrapped(x, size.width), wrapped(y, size.height));
    if (!size || this.#outside !== 'overflow') return cells.get(x, y);
    return cells.get(Math.min(size.width - 1, Math.max(0, x)), Math.min(size.height - 1, Math.max(0, y)));
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
      for (const { layer, source, cells, objects } of puts) {
        for (const { x: dx, y: dy, cell } of cells)
          this.#put(layer, x + dx, y + dy, cell, options.ignoreLock);
        for (const object of objects) this.map.objects.push(putDown(object, { layer, source }, rule, [x, y]));
        if (options.ignoreLock || !this.map.layers.get(layer)?.locked)
          this.map.wrote.set(layer, (this.map.wrote.get(layer) ?? new Set()).add(source));
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
    const layer = this.map.layers.get(name)!;
    if (layer.locked && !force) return;
    if (size && this.#outside === 'wrap')
      layer.cells.set(wrapped(x, size.width), wrapped(y, size.height), cell);
    else if (!size || (x >= 0 && y >= 0 && x < size.width && y < size.height)) layer.cells.set(x, y, cell);
    if (!size) {
      const { written } = this;
      [written.x0, written.y0] = [Math.min(written.x0, x), Math.min(written.y0, y)];
      [written.x1, written.y1] = [Math.max(written.x1, x + 1), Math.max(written.y1, y + 1)];
    }
  }
}

/** An object where a match of its rule puts it. */
function putDown(
  { index, cells: [x0, y0, x1, y1] }: RuleObject,
  { layer, source }: Pick<Put, 'layer' | 'source'>,
  { at }: AutoRule,
  to: readonly [number, number],
): WorkingObject {
  const [dx, dy] = [to[0] - at.x, to[1] - at.y];
  return {
    layer,
    cells: [x0 + dx, y0 + dy, x1 + dx, y1 + dy],
    what: { source, index, from: [at.x, at.y], to },
  };
}

/** A place on a map that goes round. */
const wrapped = (at: number, length: number): number => ((at % length) + length) % length;

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
