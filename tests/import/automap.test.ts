import { describe, expect, it } from 'vitest';
import { CellGrid } from '../../src/lib/import/automap/cell-grid.ts';
import { fitsFilter, listRules } from '../../src/lib/import/automap/rules-file.ts';
import { autoCell } from '../../src/lib/import/automap/auto-cell.ts';
import type { AutoOptions, RuleLayer, RuleMap, WorkingMap } from '../../src/lib/import/automap/rule-map.ts';
import { runRules } from '../../src/lib/import/automap/run-rules.ts';

/** Tiles by letters; `.` is empty, those of {@link special} are special ones. A lower-case letter is its upper one mirrored. */
const special: Readonly<Record<string, string>> = {
  '0': 'Empty',
  '*': 'NonEmpty',
  '?': 'Other',
  _: 'Ignore',
  '!': 'Negate',
};
const flip = (letter: string): boolean => letter !== letter.toUpperCase();
const cellOf = (letter: string): string =>
  autoCell('tiles', letter.toUpperCase().charCodeAt(0), flip(letter) ? 0x80000000 : 0);
function cellsOf(rows: readonly string[]): Map<string, string> {
  return new Map(
    rows.flatMap((row, y) =>
      [...row].flatMap((letter, x) => (letter === '.' ? [] : [[`${x},${y}`, cellOf(letter)] as const])),
    ),
  );
}
const gridOf = (rows: readonly string[]): CellGrid =>
  new CellGrid(
    Array.from(cellsOf(rows), ([key, cell]) => [...(key.split(',').map(Number) as [number, number]), cell]),
  );
const layer = (name: string, rows: readonly string[], properties: AutoOptions = {}): RuleLayer => ({
  ...{ name, properties },
  cells: cellsOf(rows),
});
const rules = (
  layers: readonly RuleLayer[],
  properties: AutoOptions = {},
  areas: RuleMap['areas'] = [],
): RuleMap => ({
  ...{ name: 'rules.tmx', layers, areas, properties },
  special: new Map(Object.entries(special).map(([letter, what]) => [cellOf(letter), what])),
});
const mapOf = (layers: Readonly<Record<string, readonly string[]>>, infinite = false): WorkingMap => {
  const [rows = []] = Object.values(layers);
  return {
    name: 'level.tmx',
    objects: [],
    wrote: new Map(),
    size: infinite ? null : { width: rows[0]!.length, height: rows.length },
    layers: new Map(
      Object.entries(layers).map(([name, own]) => [name, { locked: false, cells: gridOf(own) }]),
    ),
  };
};
function rowsOf({ layers, size }: WorkingMap, name: string): string[] {
  const letters = new Map(
    [...'ABCDEFGHWGRSXY.0123'].flatMap(
      (letter) =>
        [
          [cellOf(letter), letter],
          [cellOf(letter.toLowerCase()), letter.toLowerCase()],
        ] as const,
    ),
  );
  return Array.from({ length: size!.height }, (_, y) =>
    Array.from({ length: size!.width }, (_, x) => {
      const cell = layers.get(name)?.cells.get(x, y) ?? '';
      return cell === '' ? '.' : letters.get(cell);
    }).join(''),
  );
}
/** The layer G of a map after rules have run on it. */
function after(rows: readonly string[], rule: RuleMap, output = 'G'): string[] {
  const map = mapOf({ G: rows });
  runRules(map, [rule], 1);
  return rowsOf(map, output);
}

describe('automapping', () => {
  it('replaces what matches, and puts what is new on other layers', () => {
    const rule = rules([
      layer('input_G', ['W', 'R']),
      layer('output_G', ['.', 'S']),
      layer('output_Over', ['X', '.']),
    ]);
    const map = mapOf({ G: ['WWR', 'RWR', 'RRW'] });
    expect(runRules(map, [rule], 1)).toEqual([2]);
    expect(rowsOf(map, 'G')).toEqual(['WWR', 'SWR', 'RSW']);
    expect(rowsOf(map, 'Over')).toEqual(['X..', '.X.', '...']);
  });

  it('takes layers of one name as choices, those of other numbers as other ways, those of not as forbidden', () => {
    const choices = rules([
      layer('input_G', ['A']),
      layer('input_G', ['B']),
      layer('input2_G', ['C']),
      layer('output_G', ['X']),
    ]);
    expect(after(['ABCD'], choices)).toEqual(['XXXD']);
    const not = rules([
      layer('input_G', ['AA']),
      layer('input_G', ['BB']),
      layer('inputnot_Block', ['CC']),
      layer('output_G', ['XX']),
    ]);
    const map = mapOf({ G: ['ABBAD'], Block: ['...CC'] });
    runRules(map, [not], 1);
    expect(rowsOf(map, 'G')).toEqual(['XXXAD']);
  });

  it('knows special tiles', () => {
    const with1 = (first: string, more: readonly string[] = []) =>
      rules([
        layer('input_G', [first]),
        ...more.map((row) => layer('input_G', [row])),
        layer('output_G', ['.X']),
      ]);
    expect(after(['A.AB.A'], with1('A0'))).toEqual(['AXAB.A']);
    expect(after(['A.ABCA'], with1('A*'))).toEqual(['A.AXCA']);
    // Anything but A, the empty cell among it.
    expect(after(['AAA.AB'], with1('A?'))).toEqual(['AAAXAX']);
    // Not the empty cell, where the rule names that too.
    const other = rules([layer('input_G', ['A?', '_.', '0.']), layer('output_G', ['.X'])], {
      MatchOutsideMap: true,
    });
    expect(after(['A.AB'], other)).toEqual(['A.AX']);
    expect(after(['ABAC'], with1('AB', ['.!']))).toEqual(['ABAX']);
    expect(
      after(['AB.B'], rules([layer('input_G', ['A_']), layer('input_G', ['.B']), layer('output_G', ['0.'])])),
    ).toEqual(['.B.B']);
  });

  it('matches everything first, or each rule in order and right away', () => {
    const chain = [layer('input_G', ['AB']), layer('output_G', ['.A'])];
    expect(after(['ABBB'], rules(chain))).toEqual(['AABB']);
    expect(after(['ABBB'], rules(chain, { MatchInOrder: true }))).toEqual(['AAAA']);
    // The rule that stands further up comes first, further to the left among those.
    const two = [layer('input_G', ['A.B', '...', 'C..']), layer('output_G', ['B.C', '...', 'D..'])];
    expect(after(['ABC'], rules(two))).toEqual(['BCD']);
    expect(after(['ABC'], rules(two, { MatchInOrder: true }))).toEqual(['DDD']);
  });

  it('matches beyond the border where it is told to: nothing there, the border again, or the other side', () => {
    const top = [layer('input_G', ['0', 'A']), layer('output_G', ['.', 'X'])];
    expect(after(['A', 'A'], rules(top))).toEqual(['A', 'A']);
    expect(after(['A', 'A'], rules(top, { MatchOutsideMap: true }))).toEqual(['X', 'A']);
    const above = [layer('input_G', ['B', 'A']), layer('output_G', ['.', 'X'])];
    expect(after(['AB', 'BA'], rules(above, { WrapBorder: true }))).toEqual(['XB', 'BX']);
    expect(
      after(
        ['BA', 'AB'],
        rules([layer('input_G', ['AB', 'A.']), layer('output_G', ['.X', '..'])], { OverflowBorder: true }),
      ),
    ).toEqual(['BA', 'AX']);
  });

  it('keeps to what rules say of themselves: every so many cells, chance, no overlap, off, locks', () => {
    const row = ['AAAAAA'];
    const one = [layer('input_G', ['A']), layer('output_G', ['X'])];
    const area = (properties: AutoOptions) => [{ x: 0, y: 0, width: 4, height: 4, properties }];
    expect(after(row, rules(one, {}, area({ ModX: 3 })))).toEqual(['XAAXAA']);
    expect(after(row, rules(one, {}, area({ ModX: 3, OffsetX: 1 })))).toEqual(['AXAAXA']);
    expect(after(row, rules(one, { ModX: 3 }, area({ ModX: 2 })))).toEqual(['XAXAXA']);
    expect(after(row, rules(one, {}, area({ Disabled: true })))).toEqual(row);
    expect(after(row, rules(one, {}, area({ Probability: 0 })))).toEqual(row);
    const pair = [layer('input_G', ['AA']), layer('output_G', ['XY'])];
    expect(after(['AAAAA'], rules(pair))).toEqual(['XXXXY']);
    expect(after(['AAAAA'], rules(pair, { NoOverlappingRules: true }))).toEqual(['XYXYA']);
    const locked = mapOf({ G: row });
    locked.layers.get('G')!.locked = true;
    runRules(locked, [rules(one)], 1);
    expect(rowsOf(locked, 'G')).toEqual(row);
    runRules(locked, [rules(one, { IgnoreLock: true })], 1);
    expect(rowsOf(locked, 'G')).toEqual(['XXXXXX']);
  });

  it('chooses among outputs by their chance, the same for the same seed', () => {
    const two = [
      layer('input_G', ['A']),
      layer('output1_G', ['X'], { Probability: 3 }),
      layer('output2_G', ['Y']),
    ];
    const [row] = after(['A'.repeat(400)], rules(two));
    const share = [...row!].filter((letter) => letter === 'X').length / 400;
    expect(share).toBeCloseTo(0.75, 1);
    expect(after(['A'.repeat(400)], rules(two))).toEqual([row]);
  });

  it('empties what rules write first, where it is told to; empty cells ask for nothing unless told', () => {
    const clearing = rules([layer('input_G', ['A']), layer('output_Over', ['X'])], { DeleteTiles: true });
    const map = mapOf({ G: ['AB'], Over: ['YY'] });
    runRules(map, [clearing], 1);
    expect(rowsOf(map, 'Over')).toEqual(['X.']);
    const layers = (options: AutoOptions) =>
      rules([layer('input_G', ['A.'], options), layer('input_Over', ['.X']), layer('output_G', ['X.'])]);
    const beside = () => mapOf({ G: ['AB', 'A.'], Over: ['.X', '.X'] });
    const loose = beside();
    runRules(loose, [layers({})], 1);
    expect(rowsOf(loose, 'G')).toEqual(['XB', 'X.']);
    const strict = beside();
    runRules(strict, [layers({ AutoEmpty: true })], 1);
    expect(rowsOf(strict, 'G')).toEqual(['AB', 'X.']);
  });

  it('tells flips apart unless a layer says that they do not matter', () => {
    const one = (options: AutoOptions) => rules([layer('input_G', ['A'], options), layer('output_G', ['X'])]);
    expect(after(['Aa'], one({}))).toEqual(['Xa']);
    expect(after(['Aa'], one({ IgnoreHorizontalFlip: true }))).toEqual(['XX']);
    expect(after(['Aa'], one({ IgnoreVerticalFlip: true }))).toEqual(['Xa']);
  });

  it('follows regions: where nothing is drawn in one, every tile fits that the rule does not use', () => {
    const regions = rules([
      layer('regions', ['R', 'R']),
      layer('input_G', ['W', '.']),
      layer('output_G', ['.', 'S']),
    ]);
    expect(after(['WW', 'AW', '.A'], regions)).toEqual(['WW', 'SW', '.S']);
  });

  it('regions: rules come in order unless told otherwise, and the empty cell is none that fits', () => {
    const two = (properties: AutoOptions) =>
      rules(
        [
          layer('regions', ['R', '.', 'R']),
          layer('input_G', ['A', '.', 'B']),
          layer('output_G', ['B', '.', 'C']),
        ],
        properties,
      );
    expect(after(['AB'], two({}))).toEqual(['CC']);
    expect(after(['AB'], two({ MatchInOrder: false }))).toEqual(['BC']);
    const beside = rules([layer('regions', ['RR']), layer('input_G', ['A.']), layer('output_G', ['.X'])]);
    expect(after(['ABA.AA'], beside)).toEqual(['AXA.AA']);
  });

  it('stand where their input is, however far the output reaches', () => {
    // One cell to the left of what is asked; the map ends there.
    const left = rules([layer('input_G', ['.A']), layer('output_G', ['XY'])]);
    expect(after(['ABA'], left)).toEqual(['YXY']);
    const every = { x: 0, y: 0, width: 2, height: 1, properties: { ModX: 2, ModY: 2, OffsetY: 1 } };
    const odd = rules([layer('input_G', ['.A']), layer('output_G', ['.X'])], {}, [every]);
    expect(after(['AAAA', 'AAAA', 'AAAA', 'AAAA'], odd)).toEqual(['AAAA', 'XAXA', 'AAAA', 'XAXA']);
  });

  it('put down what has no index always, and one of the indices beside it', () => {
    const both = rules([
      layer('input_G', ['A']),
      layer('output_G', ['B']),
      layer('output1_Over', ['X']),
      layer('output2_Over', ['Y']),
    ]);
    const map = mapOf({ G: ['A'.repeat(40)] });
    runRules(map, [both], 7);
    expect(rowsOf(map, 'G')).toEqual(['B'.repeat(40)]);
    expect(new Set(rowsOf(map, 'Over')[0])).toEqual(new Set('XY'));
  });

  it('delete, before they are matched, what lies where a layer that they look at has something', () => {
    const clearing = rules(
      [layer('input_G', ['A']), layer('input_Mask', ['R']), layer('output_Over', ['X'])],
      { DeleteTiles: true },
    );
    const map = mapOf({ G: ['AB..'], Mask: ['R.R.'], Over: ['YYYY'] });
    runRules(map, [clearing], 1);
    expect(rowsOf(map, 'Over')).toEqual(['X..Y']);
    // What a rule looks at and writes is gone before it is matched, as in Tiled.
    expect(
      after(['AB'], rules([layer('input_G', ['A']), layer('output_G', ['X'])], { DeleteTiles: true })),
    ).toEqual(['..']);
  });

  it('take tiles with a match type that nobody knows for what they are', () => {
    const rule = rules([layer('input_G', ['A']), layer('output_G', ['X'])]);
    expect(after(['AB'], { ...rule, special: new Map([[cellOf('A'), 'Whatever']]) })).toEqual(['XB']);
  });

  it('leave an automapping radius to drawing', () => {
    const one = [layer('input_G', ['0']), layer('output_G', ['X'])];
    expect(after(['A..'], rules(one, { AutomappingRadius: 2 }))).toEqual(['AXX']);
  });

  it('runs on maps without borders, negative cells too', () => {
    const map: WorkingMap = mapOf({ G: ['A'] }, true);
    map.layers.get('G')!.cells.set(-5, -7, cellOf('A'));
    runRules(map, [rules([layer('input_G', ['0A']), layer('output_G', ['X.'])])], 1);
    expect(Array.from(map.layers.get('G')!.cells, ([x, y]) => `${x},${y}`).sort()).toEqual([
      '-1,0',
      '-5,-7',
      '-6,-7',
      '0,0',
    ]);
  });
});

describe('the cells that rules run on', () => {
  it('are found again, far away too, and say which of them have changed', () => {
    const grid = new CellGrid([
      [0, 0, 'a'],
      [-1, -17, 'b'],
      [9000, -9000, 'c'],
    ]);
    expect([...grid].sort()).toEqual([
      [-1, -17, 'b'],
      [0, 0, 'a'],
      [9000, -9000, 'c'],
    ]);
    expect([...grid.changes()]).toEqual([]);
    grid.set(-1, -17, '');
    grid.set(0, 0, 'z');
    grid.set(0, 0, 'a');
    grid.set(500, 3, 'd');
    grid.set(700, 3, '');
    expect([grid.get(-1, -17), grid.get(500, 3), grid.get(1, 1)]).toEqual(['', 'd', '']);
    expect([...grid.changes()]).toEqual([
      [-1, -17, ''],
      [500, 3, 'd'],
    ]);
  });
});

describe('the list of rule maps', () => {
  const files: Readonly<Record<string, string>> = {
    'maps/rules.txt':
      '# first\n../rules/shore.tmx\r\n[town*]\n// only towns\nroads.tmx\nmore/list.txt\n[*]\nlast.tmj\n',
    'maps/more/list.txt': 'inner.tmx\n',
    'loop.txt': 'loop.txt\n',
    'gone.txt': '\nnowhere.txt\n',
  };
  const read = (path: string) => files[path] ?? null;

  it('has paths from where it lies, filters, further lists and comments', () => {
    const listed = listRules('maps/rules.txt', read);
    expect(listed.ok && listed.value.map(({ path, filter }) => `${filter} ${path}`)).toEqual([
      ...['* rules/shore.tmx', 'town* maps/roads.tmx', 'town* maps/more/inner.tmx', '* maps/last.tmj'],
    ]);
    expect(fitsFilter('Town-2.tmx', 'town*')).toBe(true);
    expect(fitsFilter('ghost-town.tmx', 'town*')).toBe(false);
  });

  it('says which line cannot be followed', () => {
    expect(listRules('loop.txt', read)).toMatchObject({ ok: false, error: { file: 'loop.txt', line: 1 } });
    expect(listRules('gone.txt', read)).toMatchObject({ ok: false, error: { line: 2 } });
  });
});
