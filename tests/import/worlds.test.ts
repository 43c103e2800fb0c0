import { describe, expect, it } from 'vitest';
import { takeIn } from '../../src/lib/import/intake.ts';
import { worldsIn, type FoundWorld } from '../../src/lib/import/worlds.ts';
import { jsonBytes, layer, level, project } from './ldtk-files.ts';

const files = (given: Record<string, unknown>) =>
  new Map(Object.entries(given).map(([path, value]) => [path, jsonBytes(value)]));

describe('worlds among files', () => {
  it('finds those that have several levels, by the names of their own tools', () => {
    expect(
      worldsIn(
        files({
          'a/over.ldtk': { levels: [{}, {}, {}] },
          'many.ldtk': { levels: [], worlds: [{ identifier: 'Sky', levels: [{}, {}] }, { levels: [{}] }] },
          'one.ldtk': { levels: [{}] },
          'land.world': { maps: [{ fileName: 'x/a.tmx' }, { fileName: 'b.tmx' }] },
          'rows.world': { patterns: [{ regexp: 'row(\\d)-(\\d)\\.tmj' }, { regexp: '(' }] },
          'row1-2.tmj': {},
          'row2-2.tmj': {},
        }),
      ),
    ).toEqual([
      { name: 'over', parts: 'levels', count: 3 },
      { name: 'Sky', parts: 'levels', count: 2 },
      { name: 'land', parts: 'maps', count: 2 },
      { name: 'rows', parts: 'maps', count: 2 },
    ]);
  });

  it('finds none in what is no world', () => {
    const broken = new Map([['w.ldtk', new TextEncoder().encode('{"levels": [')]]);
    expect(worldsIn(broken)).toEqual([]);
    expect(worldsIn(files({ 'a.world': null, 'b.world': 7, 'c.ldtk': { levels: 'x', worlds: {} } }))).toEqual(
      [],
    );
  });

  it.each([
    ['scenes', 2],
    ['scene', 1],
  ] as const)('is asked about before an import, and %s makes %i', async (answer, count) => {
    const cell = () => [layer(1, 'IntGrid', 'Walls', { intGridCsv: Array<number>(12).fill(1) })];
    const world = files({ 'w.ldtk': project([level('A', cell()), level('B', cell())]) });
    const asked: FoundWorld[][] = [];
    const { addition } = await takeIn(world, {
      askWorlds: (worlds) => {
        asked.push([...worlds]);
        return Promise.resolve(answer);
      },
    });
    expect(asked).toEqual([[{ name: 'w', parts: 'levels', count: 2 }]]);
    expect(Object.keys(addition.scenes ?? {})).toHaveLength(count);
  });

  it('is not asked about when it has been said', async () => {
    const world = files({ 'w.ldtk': project([level('A', []), level('B', [])]) });
    const { addition } = await takeIn(world, {
      worlds: 'scene',
      askWorlds: () => Promise.reject(new Error('nobody is to be asked')),
    });
    expect(Object.keys(addition.scenes ?? {})).toHaveLength(1);
  });
});
