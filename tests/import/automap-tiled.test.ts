import { describe, expect, it } from 'vitest';
import { automapped, rulesFrom } from '../../src/lib/import/automap/tiled-rules.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { png } from './support.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const tsx = (name: string, tiles = '') =>
  `<tileset name="${name}" tilewidth="8" tileheight="8" tilecount="4" columns="2"><image source="t.png" width="16" height="16"/>${tiles}</tileset>`;
const special = ['Empty', 'NonEmpty', 'Other', 'Ignore']
  .map(
    (what, id) =>
      `<tile id="${id}"><properties><property name="MatchType" value="${what}"/></properties></tile>`,
  )
  .join('');
const layer = (name: string, rows: readonly string[]) =>
  `<layer name="${name}" width="${rows[0]!.split(',').length}" height="${rows.length}"><data encoding="csv">${rows.join(',')}</data></layer>`;
const tmx = (size: readonly [number, number], tilesets: string, content: string) =>
  `<map orientation="orthogonal" width="${size[0]}" height="${size[1]}" tilewidth="8" tileheight="8">${tilesets}${content}</map>`;

/** Grass under which water lies becomes a shore; the rules number the tileset in another way than the map does. */
const files = new Map([
  ['rules.txt', bytes('[level*]\nrules/shore.tmx\n')],
  ['rules/land.tsx', bytes(tsx('land'))],
  ['rules/special.tsx', bytes(tsx('Automapping', special))],
  [
    'rules/shore.tmx',
    bytes(
      tmx(
        [1, 2],
        '<tileset firstgid="1" source="special.tsx"/><tileset firstgid="5" source="land.tsx"/>',
        layer('input_Ground', ['5', '6']) +
          layer('output_Ground', ['7', '0']) +
          layer('output_Deco', ['0', '8']),
      ),
    ),
  ],
]);
const level = tmx(
  [3, 2],
  `<tileset firstgid="1" name="land" tilewidth="8" tileheight="8" tilecount="4" columns="2"><image source="t.png" width="16" height="16"/></tileset>`,
  layer('Ground', ['1,1,2', '2,1,2']),
);

describe('rules on maps of Tiled', () => {
  const rules = rulesFrom('rules.txt', files);

  async function imported(name: string) {
    const given = new Map([
      [name, bytes(level)],
      ['t.png', png(16, 16)],
    ]);
    if (!rules.ok) throw new Error(rules.error.message);
    const read = await importTiled(given, { prepared: (map) => automapped(map, rules.value) });
    if (!read.ok) throw new Error(read.error.message);
    const { entities } = Object.values(read.value.scenes!)[0]!;
    return Object.fromEntries(
      Object.values(entities).flatMap(({ name: own, components }) =>
        components.Tilemap ? [[own, [...tilesOf(components.Tilemap.tiles as TileChunks)].sort()]] : [],
      ),
    );
  }

  it('run before a map is taken over, on the maps that they are for, and add the layers they write', async () => {
    expect(await imported('level1.tmx')).toEqual({
      Ground: [
        [0, 0, 3],
        [0, 1, 2],
        [1, 0, 1],
        [1, 1, 1],
        [2, 0, 2],
        [2, 1, 2],
      ],
      Deco: [[0, 1, 4]],
    });
    expect((await imported('other.tmx')).Deco).toBeUndefined();
  });

  it('say what is missing', () => {
    const without = new Map([...files].filter(([path]) => path !== 'rules/shore.tmx'));
    expect(rulesFrom('rules.txt', without)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('shore.tmx') as string },
    });
  });
});
