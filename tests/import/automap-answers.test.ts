/** What Tiled 1.8.2 itself made of random rules and maps: `answers/automapping.jsonl`, a line each. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { automapped } from '../../src/lib/import/automap/run-on-map.ts';
import { flat } from '../../src/lib/import/automap/tiled-cells.ts';
import { rulesFrom } from '../../src/lib/import/automap/tiled-rules.ts';
import type { TiledMap } from '../../src/lib/tiled/model.ts';
import { bytesOf } from './support.ts';
import { readMap } from './tiled-compare.ts';

/** Two letters a cell: the tile, 1 to 8 of the first tileset or A to H of the second, and how it is flipped. */
type Rows = readonly string[];
type Properties = Readonly<Record<string, string | number | boolean>>;
interface Answer {
  /** In cells; none of an infinite map, whose layers say where they begin. */
  size?: readonly [number, number];
  map: Record<string, Rows | { at: readonly [number, number]; rows: Rows }>;
  /** The layer that is in a group. */
  group?: string;
  rules: readonly {
    properties?: Properties;
    layers: readonly (readonly [name: string, rows: Rows, properties?: Properties])[];
  }[];
  answer: Answer['map'];
}

const FLIPS = { ' ': 0, h: 0x80000000, v: 0x40000000, d: 0x20000000, r: 0xa0000000, l: 0x60000000 };
const TILES = ' 12345678ABCDEFGH';

function* cellsOf(rows: Rows): Generator<[x: number, y: number, value: number]> {
  for (const [y, row] of rows.entries())
    for (let at = 0; at < row.length; at += 2) {
      const flip = (row[at + 1] ?? ' ') as keyof typeof FLIPS;
      if (row[at] !== ' ') yield [at / 2, y, (TILES.indexOf(row[at]!) + FLIPS[flip]) >>> 0];
    }
}

const propertiesOf = (given: Properties = {}) =>
  Object.entries(given).map(([name, value]) => ({
    ...{ name, value },
    type: { boolean: 'bool', number: 'int', string: 'string' }[typeof value as 'string'],
  }));

const tileset = (firstgid: number, name: string) => ({
  ...{ firstgid, name, tilewidth: 8, tileheight: 8, tilecount: 8, columns: 4, margin: 0, spacing: 0 },
  ...{ image: `${name}.png`, imagewidth: 32, imageheight: 16 },
});

const mapFile = (size: readonly [number, number], layers: readonly object[], more: object = {}) =>
  bytesOf(
    JSON.stringify({
      ...{ type: 'map', version: '1.8', orientation: 'orthogonal', tilewidth: 8, tileheight: 8 },
      ...{ width: size[0], height: size[1], tilesets: [tileset(1, 'land'), tileset(9, 'more')], layers },
      ...more,
    }),
  );

function layerFile(name: string, rows: Rows, [width, height]: readonly [number, number], more: object = {}) {
  const data = new Array<number>(width * height).fill(0);
  for (const [x, y, value] of cellsOf(rows)) data[y * width + x] = value;
  return { type: 'tilelayer', name, width, height, data, ...more };
}

function given({ size, map, group }: Answer): Uint8Array {
  const layers = Object.entries(map).map(([name, own]) => {
    if (!('rows' in own)) return layerFile(name, own, size!);
    const [x, y] = own.at;
    const [width, height] = sizeOf([own.rows]);
    const { data } = layerFile(name, own.rows, [width, height]);
    return { ...layerFile(name, [], [0, 0]), data: undefined, chunks: [{ x, y, width, height, data }] };
  });
  const nested = layers.map((layer) =>
    layer.name === group ? { type: 'group', name: 'around', layers: [layer] } : layer,
  );
  return mapFile(size ?? [4, 4], nested, { infinite: !size });
}

const sizeOf = (all: readonly Rows[]): [number, number] => [
  Math.max(1, ...all.flatMap((rows) => rows.map((row) => Math.ceil(row.length / 2)))),
  Math.max(1, ...all.map((rows) => rows.length)),
];

/** All cells of all layers that have any, sorted. */
function seen({ layers, tilesets }: TiledMap): Record<string, string[]> {
  const second = tilesets.find(({ tileset: { name } }) => name === 'more')?.firstGid ?? Infinity;
  const all: Record<string, string[]> = {};
  for (const layer of flat(layers)) {
    if (layer.kind !== 'tiles') continue;
    const cells = layer.chunks.flatMap((chunk) =>
      Array.from(chunk.cells, (value, at) => {
        const [x, y] = [chunk.x + (at % chunk.width), chunk.y + Math.floor(at / chunk.width)];
        const number = value & 0x0fffffff;
        return number === 0
          ? ''
          : told(x, y, (number >= second ? number - second + 9 : number) + (value >>> 28) * 2 ** 28);
      }),
    );
    const some = cells.filter((cell) => cell !== '').sort();
    if (some.length > 0) all[layer.name] = some;
  }
  return all;
}
const told = (x: number, y: number, value: number): string => `${x},${y} ${value.toString(16)}`;

function expected({ answer }: Answer): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, own] of Object.entries(answer)) {
    const { at, rows } = 'rows' in own ? own : { at: [0, 0] as const, rows: own };
    const cells = Array.from(cellsOf(rows), ([x, y, value]) => told(x + at[0], y + at[1], value)).sort();
    if (cells.length > 0) all[name] = cells;
  }
  return all;
}

function ran(map: Uint8Array, rules: readonly Uint8Array[]): TiledMap {
  const files = new Map([
    ['map.tmj', map],
    ['rules.txt', bytesOf(rules.map((_, at) => `r${at}.tmj\n`).join(''))],
    ...rules.map((bytes, at) => [`r${at}.tmj`, bytes] as const),
  ]);
  const read = rulesFrom('rules.txt', files);
  if (!read.ok) throw new Error(read.error.message);
  return automapped(readMap(files, 'map.tmj'), read.value);
}

const answers = readFileSync(new URL('./answers/automapping.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

describe("automapping as Tiled's own", () => {
  it.each(answers.map((answer, at) => [at + 1, answer] as const))('line %i', (_, answer) => {
    const rules = answer.rules.map(({ properties, layers }) => {
      const size = sizeOf(layers.map(([, rows]) => rows));
      const made = layers.map(([name, rows, own]) =>
        layerFile(name, rows, size, { properties: propertiesOf(own) }),
      );
      return mapFile(size, made, { properties: propertiesOf(properties) });
    });
    expect(seen(ran(given(answer), rules))).toEqual(expected(answer));
  });

  const objects = (name: string, list: readonly object[], more: object = {}) => ({
    ...{ type: 'objectgroup', name, ...more },
    objects: list.map((own, at) => ({ id: at + 1, name: '', x: 0, y: 0, width: 0, height: 0, ...own })),
  });
  const ground = layerFile('G', ['1   2', '  1 1', '2   1'], [3, 3]);
  const rule = (layers: readonly object[], properties: Properties = {}) =>
    mapFile(
      [6, 3],
      [layerFile('regions', ['', '  1'], [6, 3]), layerFile('input_G', ['', '  1'], [6, 3]), ...layers],
      { properties: propertiesOf(properties) },
    );
  const put = ({ layers }: TiledMap) =>
    [...flat(layers)].flatMap((layer) =>
      layer.kind === 'objects' ? layer.objects.map(({ name, x, y }) => [name, x, y]) : [],
    );

  it('puts down what reaches into the rule, moved with the match', () => {
    const shapes = [
      { name: 'in', x: 9, y: 9, width: 3, height: 3 },
      { name: 'over', x: 5, y: 5, width: 5, height: 5 },
      { name: 'left', x: 4, y: 9, width: 4, height: 4 },
      { name: 'right', x: 16, y: 9, width: 4, height: 4 },
      { name: 'tile', gid: 3, x: 8, y: 16, width: 8, height: 8 },
      { name: 'below', gid: 3, x: 8, y: 24, width: 8, height: 8 },
      {
        name: 'begins',
        x: 10,
        y: 10,
        polyline: [
          { x: -10, y: 0 },
          { x: 30, y: 0 },
        ],
      },
      {
        name: 'elsewhere',
        x: 0,
        y: 0,
        polygon: [
          { x: 9, y: 9 },
          { x: 12, y: 9 },
          { x: 9, y: 12 },
        ],
      },
    ];
    const map = ran(mapFile([3, 3], [ground]), [rule([objects('output_T', shapes)])]);
    expect(put(map).slice(0, 8)).toEqual([
      ['in', 1, 1],
      ['over', -3, -3],
      ['tile', 0, 8],
      ['begins', 2, 2],
      ['in', 9, 9],
      ['over', 5, 5],
      ['tile', 8, 16],
      ['begins', 10, 10],
    ]);
    expect(put(map)).toHaveLength(16);
  });

  it('takes objects away with DeleteTiles where a layer that is looked at has tiles', () => {
    const old = [
      { name: 'on', point: true, x: 2, y: 2 },
      { name: 'over', x: 6, y: 6, width: 4, height: 4 },
      { name: 'beside', point: true, x: 12, y: 4 },
      { name: 'tile', gid: 2, x: 0, y: 8, width: 8, height: 8 },
    ];
    const layers = [ground, objects('T', old)];
    const rules = [
      rule([objects('output_T', [{ name: 'p', point: true, x: 10, y: 11 }])], { DeleteTiles: true }),
    ];
    expect(put(ran(mapFile([3, 3], layers), rules))).toEqual([
      ['beside', 12, 4],
      ['p', 2, 3],
      ['p', 10, 11],
      ['p', 18, 11],
      ['p', 18, 19],
    ]);
  });

  it('moves objects as far as their cells are apart, also where rows are staggered', () => {
    const columns = {
      orientation: 'hexagonal',
      tilewidth: 16,
      hexsidelength: 4,
      staggeraxis: 'x',
      staggerindex: 'even',
    };
    const map = (layers: readonly object[]) => mapFile([3, 3], layers, columns);
    const rules = mapFile(
      [6, 3],
      [
        layerFile('regions', ['', '  1'], [6, 3]),
        layerFile('input_G', ['', '  1'], [6, 3]),
        objects('output_T', [{ name: 'p', point: true, x: 18, y: 12 }]),
      ],
      columns,
    );
    expect(put(ran(map([ground]), [rules]))).toEqual([
      ['p', 8, 8],
      ['p', 18, 12],
      ['p', 28, 16],
      ['p', 28, 24],
    ]);
  });

  it('carries the properties of output layers to the layers that it writes', () => {
    const own = { properties: propertiesOf({ old: 'a', both: 'b' }) };
    const rules = rule([
      layerFile('output_H', ['', '  2'], [6, 3], {
        properties: propertiesOf({ both: 'new', more: 5, Probability: 1 }),
      }),
      layerFile('output_N', ['', '  2'], [6, 3], { properties: propertiesOf({ fresh: true }) }),
      objects('output_T', [{ point: true, x: 10, y: 11 }], { properties: propertiesOf({ op: 'x' }) }),
      layerFile('output_M', [], [6, 3], { properties: propertiesOf({ unused: true }) }),
    ]);
    const { layers } = ran(mapFile([3, 3], [ground, layerFile('H', [], [3, 3], own)]), [rules]);
    expect(
      layers.map(({ name, properties }) => [
        name,
        ...properties.map((each) => `${each.name}=${String(each.value)}`),
      ]),
    ).toEqual([['G'], ['H', 'old=a', 'both=new', 'more=5'], ['N', 'fresh=true'], ['T', 'op=x']]);
  });
});
