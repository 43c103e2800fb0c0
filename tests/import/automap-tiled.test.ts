import { describe, expect, it } from 'vitest';
import { automapped } from '../../src/lib/import/automap/run-on-map.ts';
import { rulesFrom } from '../../src/lib/import/automap/tiled-rules.ts';
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

  it('bring the tilesets that a map lacks, with their images, and know the special tiles of Tiled itself', async () => {
    const built = tmx(
      [3, 1],
      '<tileset firstgid="1" source=":/automap-tiles.tsx"/><tileset firstgid="11" source="fence.tsx"/><tileset firstgid="21" source="land.tsx"/>',
      // Land, and anything but nothing behind it.
      layer('input_Ground', ['21,3']) + layer('output_Fences', ['13,0']),
    );
    const own = new Map([
      ['rules/fence.tmx', bytes(built)],
      ['rules/fence.tsx', bytes(tsx('fence').replace('t.png', 'fence.png'))],
      ['rules/fence.png', png(16, 16)],
      ...files,
    ]);
    const read = rulesFrom('rules/fence.tmx', own);
    if (!read.ok) throw new Error(read.error.message);
    const given = new Map([
      ['level.tmx', bytes(level)],
      ['t.png', png(16, 16)],
    ]);
    const made = await importTiled(given, { prepared: (map) => automapped(map, read.value) });
    if (!made.ok) throw new Error(made.error.message);
    const [scene] = Object.values(made.value.scenes!);
    const { Tilemap } = Object.values(scene!.entities).find(({ name }) => name === 'Fences')!.components;
    const fence = Object.entries(made.value.tilesets!).find(([, { name }]) => name === 'fence')!;
    expect(Tilemap!.tilesets).toContainEqual({ firstTile: 5, tileset: fence[0] });
    expect([...tilesOf(Tilemap!.tiles as TileChunks)]).toEqual([
      [0, 0, 7],
      [1, 0, 7],
      [1, 1, 7],
    ]);
    expect(made.value.assets![fence[1].image]).toMatchObject({ kind: 'image', meta: { width: 16 } });

    const dropped = await importTiled(new Map([...own, ...given]));
    expect(dropped).toMatchObject({
      ok: false,
      error: { file: 'rules/fence.tmx', message: expect.stringContaining('rules of automapping') as string },
    });
  });

  it('put objects down with a match, moved as far as the rule is, on a layer of theirs', async () => {
    const things =
      '<objectgroup name="output_Things"><object id="1" name="spot" x="12" y="3"><point/></object><object id="2" name="post" gid="6" x="8" y="16" width="8" height="8"/><object id="3" name="far" x="100" y="100"><point/></object></objectgroup>';
    // Grass with water beside it; the post stands on the water's cell and below.
    const rule = tmx(
      [2, 1],
      '<tileset firstgid="5" source="land.tsx"/>',
      layer('input_Ground', ['5,6']) + things,
    );
    const read = rulesFrom('rules/put.tmx', new Map([...files, ['rules/put.tmx', bytes(rule)]]));
    if (!read.ok) throw new Error(read.error.message);
    const given = new Map([
      ['level.tmx', bytes(level)],
      ['t.png', png(16, 16)],
    ]);
    const made = await importTiled(given, { prepared: (map) => automapped(map, read.value) });
    if (!made.ok) throw new Error(made.error.message);
    const { layers, entities } = Object.values(made.value.scenes!)[0]!;
    expect(Object.values(layers).map(({ name }) => name)).toContain('Things');
    const at = (name: string) =>
      Object.values(entities).flatMap((entity) =>
        entity.name === name ? [entity.components.Transform!.position] : [],
      );
    // Grass and water lie side by side at column 1 of the first row and of the second.
    expect(at('spot')).toEqual([
      [20, 3],
      [20, 11],
    ]);
    expect(at('post')).toHaveLength(2);
    expect(at('far')).toEqual([]);
  });

  it('say what is missing', () => {
    const without = new Map([...files].filter(([path]) => path !== 'rules/shore.tmx'));
    expect(rulesFrom('rules.txt', without)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('shore.tmx') as string },
    });
  });
});
