import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importLdtk } from '../../src/lib/import/ldtk/import-ldtk.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { surprisesOf, type ReportLine } from '../../src/lib/schema/addition.ts';
import { defs, entity, field, jsonBytes, layer, level, outdoor, project, tile } from './ldtk-files.ts';
import { bytesOf, four, tmx } from './support.ts';

type Json = Record<string, unknown>;
const world = () =>
  project([
    level('Cave', [
      layer(3, 'Entities', 'Things', {
        entityInstances: [entity(20, 'Hero', { fieldInstances: [field('hp', 'Int', 3)] })],
      }),
      layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1)] }),
      layer(1, 'IntGrid', 'Walls', { intGridCsv: [1, 1, 3, 3, 0, 0, 0, 0, 1, 1, 1, 1] }),
    ]),
  ]);
const ldtk = (given: unknown): readonly ReportLine[] => {
  const read = importLdtk(new Map([['world.ldtk', jsonBytes(given)], outdoor()]));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.report!;
};
const tiled = async (name: string, text: string, more: [string, Uint8Array][] = []) => {
  const read = await importTiled(new Map([[name, bytesOf(text)], four(), ...more]));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.report!;
};

/** Every record within a value that holds no values of the author's own, with the way to it. */
function records(value: unknown, path: string, skip: RegExp): [string, Json][] {
  if (Array.isArray(value)) return value.flatMap((each, at) => records(each, `${path}.${at}`, skip));
  if (typeof value !== 'object' || value === null || skip.test(path)) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => records(each, `${path}.${key}`, skip));
  return [[path, value as Json], ...inner];
}

describe('what nobody reads of a file is told', () => {
  const map: Json = {
    ...{ type: 'map', orientation: 'orthogonal', width: 2, height: 1, tilewidth: 16, tileheight: 16 },
    tilesets: [
      {
        ...{ firstgid: 1, name: 'four', image: 'four.png', imagewidth: 64, imageheight: 16 },
        ...{ tilewidth: 16, tileheight: 16, tilecount: 4, columns: 4, tileoffset: { x: 0, y: 0 } },
        grid: { orientation: 'orthogonal', width: 16, height: 16 },
        tiles: [
          {
            id: 1,
            animation: [{ tileid: 1, duration: 100 }],
            properties: [{ name: 'a', type: 'int', value: 1 }],
          },
        ],
        wangsets: [
          {
            ...{ name: 'w', type: 'corner', tile: -1 },
            colors: [{ name: 'grass', color: '#00ff00', tile: 0, probability: 1 }],
            wangtiles: [{ tileid: 0, wangid: [0, 1, 0, 1, 0, 1, 0, 1] }],
          },
        ],
      },
    ],
    layers: [
      { type: 'tilelayer', name: 'g', width: 2, height: 1, data: [1, 0] },
      {
        ...{ type: 'objectgroup', name: 'o' },
        objects: [{ id: 1, x: 1, y: 2, width: 3, height: 4, text: { text: 'hi' } }],
      },
    ],
  };

  it('in every record of a map of Tiled as JSON', async () => {
    expect(surprisesOf({ report: await tiled('m.tmj', JSON.stringify(map)) })).toEqual([]);
    const paths = records(map, 'map', /properties/).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(12);
    for (const path of paths) {
      const changed = structuredClone(map);
      records(changed, 'map', /properties/).find(([each]) => each === path)![1].zzz = 'new';
      const lines = await tiled('m.tmj', JSON.stringify(changed));
      expect(
        lines.filter(({ what }) => what.startsWith('"zzz" of')),
        path,
      ).toHaveLength(1);
    }
  });

  it('in a map as XML: attributes and elements, but no properties of the author', async () => {
    const text = tmx(
      '<layer name="Ground" width="4" height="2" zzz="1"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer><objectgroup name="o"><object id="1" x="1" y="1"><properties><property name="mine" value="1"/></properties><sparkle/></object></objectgroup><newthing/>',
    );
    const lines = await tiled('m.tmx', text);
    expect(surprisesOf({ report: lines }).map(({ what, how }) => [what, how])).toEqual(
      [
        ['"newthing" of maps', 'left out'],
        ['"sparkle" of objects', 'left out'],
        ['"zzz" of layers', 'left out'],
      ].sort(),
    );
  });

  it('in every record of a project of LDtk', () => {
    const skip = /__value|realEditorValues|autoRuleGroups|__header__|__bgPos|__tile|tileRect/;
    const known = new Set(ldtk(world()).map(({ what }) => what));
    expect([...known].filter((what) => what.startsWith('"'))).toEqual([]);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom<unknown>('text', 7, [1], { a: 1 }), (pick, value) => {
        const changed = world();
        const all = records(changed, 'project', skip).filter(([path]) => !/enumTags|customData/.test(path));
        const [path, record] = all[pick % all.length]!;
        record.zzz = value;
        const lines = ldtk(changed).filter(({ what }) => what.startsWith('"zzz" of'));
        expect(lines, path).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  it('with words of its own where something is lost, and windows of the other program in one line', () => {
    const lines = ldtk({
      ...(world() as Json),
      ...{ toc: [{ identifier: 'Hero' }], backupLimit: 10, customCommands: [], tutorialDesc: null },
      defs: defs({
        tilesets: (defs().tilesets as Json[]).map((each) => ({ ...each, cachedPixelData: { a: 1 } })),
      }),
    });
    const at = (what: string) => lines.find((line) => line.what === what);
    expect(at('"toc" of the project')).toMatchObject({ how: 'left out' });
    expect(at("Settings of LDtk's own windows")).toMatchObject({
      minor: true,
      detail: expect.stringMatching(/backupLimit.*cachedPixelData/u) as string,
    });
    expect(at('Ids of levels, layers and entities')).toMatchObject({ how: 'kept' });
  });

  it('texts and tilesets that look otherwise', async () => {
    const text = tmx(
      '<objectgroup name="o"><object id="7" x="1" y="1" width="90" height="20"><text italic="1" wrap="1">hello</text></object></objectgroup>',
    ).replace('name="four"', 'name="four" tilerendersize="grid"');
    const lines = surprisesOf({ report: await tiled('m.tmx', text) });
    expect(lines.map(({ what, how }) => [what, how])).toEqual([
      ['Tileset "four"', 'kept'],
      ['Text "7"', 'kept'],
    ]);
    expect(lines[1]!.detail).toContain('italic, broken at the border of its box');
  });
});
