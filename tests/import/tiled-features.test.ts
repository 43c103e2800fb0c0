import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { surprisesOf, type ProjectAddition } from '../../src/lib/schema/addition.ts';
import { FLIP_X, tilesOf, TURN_120, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { bytesOf, entityNamed, four, importGood, onlyScene, png, tmx } from './support.ts';

const json = (value: unknown) => bytesOf(JSON.stringify(value));
const cellsOf = (addition: ProjectAddition, name: string) =>
  [...tilesOf(entityNamed(addition, name).components.Tilemap!.tiles as TileChunks)].sort(
    (a, b) => a[1] - b[1] || a[0] - b[0],
  );

async function imported(files: [string, Uint8Array][]): Promise<ProjectAddition> {
  let n = 0;
  const result = await importTiled(new Map(files), { id: () => `e${++n}` });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const fourJson = {
  firstgid: 1,
  name: 'four',
  tilewidth: 16,
  tileheight: 16,
  tilecount: 4,
  columns: 4,
  image: 'four.png',
  imagewidth: 64,
  imageheight: 16,
};
const tmj = (layers: unknown[], more: object = {}) => ({
  type: 'map',
  orientation: 'orthogonal',
  width: 4,
  height: 2,
  tilewidth: 16,
  tileheight: 16,
  tilesets: [fourJson],
  layers,
  ...more,
});

describe('maps in JSON', () => {
  it('come in like the same map in XML', async () => {
    const xml = await importGood(
      tmx(
        `<properties><property name="title" value="Intro"/></properties>
         <layer id="1" name="Ground" class="Floor" width="4" height="2" opacity="0.5"><data encoding="csv">1,2,3,4,0,0,0,2147483649</data></layer>
         <group id="2" name="G" offsetx="4"><objectgroup id="3" name="Things" draworder="index" color="#ff8800">
           <object id="1" name="box" type="Crate" x="1" y="2" width="3" height="4" rotation="30"><properties>
             <property name="hp" type="int" value="3"/><property name="to" type="object" value="2"/>
             <property name="lock" type="class" propertytype="Lock"><properties><property name="open" type="bool" value="true"/></properties></property>
           </properties></object>
           <object id="2" name="poly" x="5" y="5"><polygon points="0,0 4,0 4,4"/></object>
           <object id="3" name="tile" gid="2" x="8" y="16" width="16" height="16"/>
           <object id="4" name="say" x="0" y="0" width="40" height="20"><text color="#ff0000" wrap="1">Hi</text></object>
         </objectgroup></group>
         <imagelayer id="4" name="Sky" repeatx="1"><image source="four.png" width="64" height="16"/></imagelayer>`,
      ),
    );
    const map = tmj(
      [
        {
          type: 'tilelayer',
          id: 1,
          name: 'Ground',
          class: 'Floor',
          width: 4,
          height: 2,
          opacity: 0.5,
          visible: true,
          x: 0,
          y: 0,
          data: [1, 2, 3, 4, 0, 0, 0, 2147483649],
        },
        {
          type: 'group',
          id: 2,
          name: 'G',
          offsetx: 4,
          opacity: 1,
          visible: true,
          layers: [
            {
              type: 'objectgroup',
              id: 3,
              name: 'Things',
              draworder: 'index',
              color: '#ff8800',
              opacity: 1,
              visible: true,
              objects: [
                {
                  id: 1,
                  name: 'box',
                  type: 'Crate',
                  x: 1,
                  y: 2,
                  width: 3,
                  height: 4,
                  rotation: 30,
                  visible: true,
                  properties: [
                    { name: 'hp', type: 'int', value: 3 },
                    { name: 'to', type: 'object', value: 2 },
                    { name: 'lock', type: 'class', propertytype: 'Lock', value: { open: true } },
                  ],
                },
                {
                  id: 2,
                  name: 'poly',
                  type: '',
                  x: 5,
                  y: 5,
                  width: 0,
                  height: 0,
                  rotation: 0,
                  visible: true,
                  polygon: [
                    { x: 0, y: 0 },
                    { x: 4, y: 0 },
                    { x: 4, y: 4 },
                  ],
                },
                {
                  id: 3,
                  name: 'tile',
                  gid: 2,
                  x: 8,
                  y: 16,
                  width: 16,
                  height: 16,
                  rotation: 0,
                  visible: true,
                },
                {
                  id: 4,
                  name: 'say',
                  x: 0,
                  y: 0,
                  width: 40,
                  height: 20,
                  rotation: 0,
                  visible: true,
                  text: { text: 'Hi', color: '#ff0000', wrap: true },
                },
              ],
            },
          ],
        },
        {
          type: 'imagelayer',
          id: 4,
          name: 'Sky',
          image: 'four.png',
          imagewidth: 64,
          imageheight: 16,
          repeatx: true,
          opacity: 1,
          visible: true,
        },
      ],
      { properties: [{ name: 'title', type: 'string', value: 'Intro' }] },
    );
    const read = await imported([['map.tmj', json(map)], four()]);
    expect(read.scenes).toEqual(xml.scenes);
    expect(read.tilesets).toEqual(xml.tilesets);
    // The same under the ending that any JSON has.
    expect((await imported([['map.json', json(map)], four()])).scenes).toEqual(xml.scenes);
  });

  it('are refused with the place of what is wrong', async () => {
    const result = async (value: unknown) =>
      importTiled(
        new Map<string, Uint8Array>([
          ['a.tmj', typeof value === 'string' ? bytesOf(value) : json(value)],
          four(),
        ]),
      );
    expect(await result('{\n"layers": [],\n')).toMatchObject({
      ok: false,
      error: { file: 'a.tmj', line: 3 },
    });
    const bad = tmj([{ type: 'objectgroup', name: 'x', objects: [{ id: 1, x: 'left' }] }]);
    expect(await result(bad)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('layers[0].objects[0]') },
    });
    expect(await result(tmj([{ type: 'hologram' }]))).toMatchObject({ ok: false });
    expect(await result(tmj([{ type: 'tilelayer', width: 4, height: 2, data: [1] }]))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('should have 8 tiles') },
    });
  });
});

describe('infinite maps', () => {
  it('keep every cell of every chunk, also left of and above the origin', async () => {
    const chunk = (x: number, y: number, values: number[]) =>
      `<chunk x="${x}" y="${y}" width="2" height="2">${values.join(',')}</chunk>`;
    const addition = await importGood(
      tmx(
        `<layer name="Ground" width="4" height="2"><data encoding="csv">${chunk(-2, -2, [1, 0, 0, 2])}${chunk(30, 1, [3, 4, 0, (FLIP_X | 1) >>> 0])}</data></layer>`,
        'infinite="1"',
      ),
    );
    expect(cellsOf(addition, 'Ground')).toEqual([
      [-2, -2, 1],
      [-1, -1, 2],
      [30, 1, 3],
      [31, 1, 4],
      [31, 2, (FLIP_X | 1) >>> 0],
    ]);
  });
});

describe('orientations', () => {
  const ground =
    '<layer name="Ground" width="4" height="2"><data encoding="csv">1,0,0,0,0,0,0,2</data></layer>';
  const objects = (content: string) => `<objectgroup name="Things">${content}</objectgroup>`;

  it('isometric: tiles and objects stand where Tiled projects them', async () => {
    const addition = await importGood(
      tmx(
        ground +
          objects(
            '<object id="1" name="p" x="16" y="0"><point/></object><object id="2" name="r" x="0" y="0" width="16" height="32"/><object id="3" name="t" gid="1" x="16" y="16" width="16" height="16"/>',
          ),
        'orientation="isometric"',
      ).replace('tilewidth="16" tileheight="16">', 'tilewidth="32" tileheight="16">'),
    );
    const tilemap = entityNamed(addition, 'Ground').components;
    expect(tilemap.Tilemap).toMatchObject({ grid: 'isometric', tileSize: [32, 16] });
    // Two rows: the top corner of the map lies 32 px from its left one; the box of cell 0, 0 begins half a cell before.
    expect(tilemap.Transform).toMatchObject({ position: [16, 0] });
    expect(entityNamed(addition, 'p').components.Transform).toMatchObject({ position: [48, 8] });
    const { Transform, Shape } = entityNamed(addition, 'r').components;
    expect(Transform).toMatchObject({ position: [32, 0], size: [48, 24] });
    expect(Shape).toMatchObject({ kind: 'polygon' });
    expect(entityNamed(addition, 't').components.Transform).toMatchObject({
      position: [32, 16],
      anchor: [0.5, 1],
    });
  });

  it('staggered and hexagonal: the grid is that of the map, turned tiles stay turned', async () => {
    const turned = (TURN_120 | 3) >>> 0;
    const addition = await importGood(
      tmx(
        `<layer name="Ground" width="4" height="2"><data encoding="csv">${turned},0,0,0,0,0,0,2</data></layer>`,
        'orientation="hexagonal" hexsidelength="6" staggeraxis="x" staggerindex="even" renderorder="left-up"',
      ),
    );
    expect(entityNamed(addition, 'Ground').components.Tilemap).toMatchObject({
      grid: 'hexagonal',
      hexSide: 6,
      staggerAxis: 'x',
      staggerIndex: 'even',
      drawOrder: 'left-up',
    });
    expect(cellsOf(addition, 'Ground')[0]).toEqual([0, 0, turned]);
    const staggered = await importGood(
      tmx(ground, 'orientation="staggered" staggeraxis="y" staggerindex="odd"'),
    );
    expect(entityNamed(staggered, 'Ground').components.Tilemap).toMatchObject({ grid: 'staggered' });
  });
});

describe('templates', () => {
  const object =
    '<object name="Door" type="Door" gid="2" width="16" height="16"><properties><property name="key" value="red"/><property name="locked" type="bool" value="true"/></properties></object>';
  const tsx = '<tileset name="doors" tilewidth="16" tileheight="16"><image source="four.png"/></tileset>';
  const tx = `<template><tileset firstgid="1" source="doors.tsx"/>${object}</template>`;
  const things = (content: string) => `<objectgroup name="Things">${content}</objectgroup>`;

  it('give what their objects do not say, and bring their tileset along', async () => {
    const addition = await importGood(
      tmx(
        things(
          '<object id="1" template="door.tx" x="10" y="20"/><object id="2" template="door.tx" name="Gate" x="50" y="20"><properties><property name="key" value="blue"/></properties></object>',
        ),
      ),
      [
        ['door.tx', bytesOf(tx)],
        ['doors.tsx', bytesOf(tsx)],
      ],
    );
    expect(entityNamed(addition, 'Door')).toMatchObject({
      tags: ['Door'],
      components: {
        Transform: { position: [10, 20], size: [16, 16] },
        Sprite: { frame: 1 },
        Properties: { values: { key: 'red', locked: true } },
      },
    });
    expect(entityNamed(addition, 'Gate').components.Properties).toEqual({
      values: { key: 'blue', locked: true },
    });
    expect(Object.values(addition.tilesets!).map(({ name }) => name)).toEqual(['four', 'doors']);
    expect(surprisesOf(addition).map(({ how }) => how)).toEqual(['changed']);
  });

  it('are read from JSON', async () => {
    const tj = {
      type: 'template',
      object: { name: 'Spot', type: 'Spawn', point: true, x: 0, y: 0, width: 0, height: 0 },
    };
    const addition = await importGood(tmx(things('<object id="1" template="spot.tj" x="10" y="20"/>')), [
      ['spot.tj', json(tj)],
    ]);
    expect(entityNamed(addition, 'Spot').components.Shape).toMatchObject({ kind: 'ellipse' });
  });

  it('that lead back to themselves are refused', async () => {
    const ring =
      '<tileset name="x" tilewidth="16" tileheight="16"><image source="four.png"/><tile id="0"><objectgroup><object id="1" template="a.tx"/></objectgroup></tile></tileset>';
    const result = await importTiled(
      new Map([
        ['m.tmx', bytesOf(tmx(things('<object id="1" template="a.tx"/>')))],
        ['a.tx', bytesOf('<template><tileset firstgid="1" source="x.tsx"/><object gid="1"/></template>')],
        ['x.tsx', bytesOf(ring)],
        four(),
      ]),
    );
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('uses itself') } });
  });
});

describe('what objects and properties can be', () => {
  it('capsules, lists and object opacity', async () => {
    const addition = await importGood(
      tmx(
        `<objectgroup name="Things"><object id="1" name="cap" x="0" y="0" width="20" height="8" opacity="0.5"><properties>
          <property name="route" type="list"><item type="int" value="4"/><item value="b"/></property></properties><capsule/></object></objectgroup>`,
      ),
    );
    const { Shape, Properties } = entityNamed(addition, 'cap').components;
    expect(Shape).toMatchObject({ cornerRadius: 4, alpha: 0.5 });
    expect(Properties).toEqual({ values: { 'route.1': 4, 'route.2': 'b' } });
  });

  it('values that a class of the project sets hold where an object has none of its own', async () => {
    const project = {
      propertyTypes: [
        {
          type: 'class',
          name: 'Enemy',
          members: [
            { name: 'hp', type: 'int', value: 10 },
            { name: 'tint', type: 'color', value: '#80ff0000' },
            { name: 'gun', type: 'class', propertyType: 'Gun', value: { ammo: 7 } },
          ],
        },
        {
          type: 'class',
          name: 'Gun',
          members: [
            { name: 'ammo', type: 'int', value: 1 },
            { name: 'range', type: 'float', value: 5 },
          ],
        },
        { type: 'enum', name: 'Mood', storageType: 'string', values: ['calm', 'cross'] },
      ],
    };
    const addition = await importGood(
      tmx(
        '<objectgroup name="Things"><object id="1" name="rat" type="Enemy" x="0" y="0" width="8" height="8"><properties><property name="hp" type="int" value="3"/></properties></object></objectgroup>',
      ),
      [['game.tiled-project', json(project)]],
    );
    expect(entityNamed(addition, 'rat').components.Properties).toEqual({
      values: { hp: 3, tint: '#ff000080', 'gun.ammo': 7, 'gun.range': 5 },
    });
    expect(Object.values(addition.assets!).map(({ name, kind }) => [name, kind])).toContainEqual([
      'game.tiled-project',
      'data',
    ]);
  });

  it('a tile that is a part of its image', async () => {
    const addition = await importGood(
      tmx(
        `<tileset firstgid="10" name="parts" columns="0"><tile id="0" x="16" y="0" width="16" height="16"><image source="four.png" width="64" height="16"/></tile></tileset>
         <objectgroup name="Things"><object id="1" name="it" gid="10" x="0" y="0"/></objectgroup>`,
      ),
    );
    expect(entityNamed(addition, 'it').components.Sprite).toMatchObject({ frameSize: [16, 16], frame: 1 });
    expect(Object.values(addition.tilesets!)[1]!.tiles).toMatchObject({
      0: { rect: { x: 16, y: 0, width: 16, height: 16 } },
    });
  });

  it('terrains of today and of before', async () => {
    const addition = await importGood(
      tmx(`<tileset firstgid="10" name="t" tilewidth="16" tileheight="16"><image source="four.png"/>
        <terraintypes><terrain name="grass" tile="0"/><terrain name="sand" tile="1"/></terraintypes>
        <tile id="2" terrain="0,1,,1" probability="0.5"/>
        <wangsets><wangset name="W" type="edge" tile="3"><wangcolor name="road" color="#112233" tile="1" probability="2"/>
          <wangtile tileid="1" wangid="1,0,1,0,0,0,0,0"/></wangset></wangsets></tileset>`),
    );
    const { terrains, tiles } = Object.values(addition.tilesets!).find(({ name }) => name === 't')!;
    expect(Object.values(terrains!)).toMatchObject([
      {
        name: 'W',
        type: 'edge',
        tile: 3,
        colors: { 1: { name: 'road', color: '#112233', probability: 2 } },
        tiles: { 1: [1, 0, 1, 0, 0, 0, 0, 0] },
      },
      {
        name: 'Terrains',
        type: 'corner',
        colors: { 1: { name: 'grass' }, 2: { name: 'sand' } },
        tiles: { 2: [0, 2, 0, 2, 0, 0, 0, 1] },
      },
    ]);
    expect(tiles[2]).toMatchObject({ probability: 0.5 });
  });

  it('what is not shown as in Tiled is kept and told', async () => {
    const addition = await importGood(
      tmx(
        '<imagelayer name="Sky" repeatx="1" parallaxx="0.5" parallaxy="0.2" mode="multiply"><image source="four.png"/></imagelayer>',
      ),
    );
    expect(surprisesOf(addition).map(({ how, detail }) => [how, detail])).toEqual([
      ['kept', expect.stringContaining('two speeds')],
      ['kept', expect.stringContaining('multiply')],
      ['kept', expect.stringContaining('repeats')],
    ]);
    expect(Object.values(onlyScene(addition).layers)[0]!.imported).toMatchObject({
      parallaxY: 0.2,
      mode: 'multiply',
      repeatX: true,
    });
  });
});

describe('worlds and tilesets on their own', () => {
  const map = (name: string) =>
    tmx(
      `<objectgroup name="Things"><object id="1" name="${name}" x="1" y="2"><point/></object></objectgroup>`,
    );

  const world = {
    type: 'world',
    maps: [{ fileName: 'a.tmx', x: 100, y: -50, width: 64, height: 32 }],
    patterns: [{ regexp: 'room-(\\d+)-(\\d+)\\.tmx', multiplierX: 64, multiplierY: 32, offsetX: 1 }],
  };
  const files = (): [string, Uint8Array][] => [
    ['w/all.world', json(world)],
    ['w/a.tmx', bytesOf(map('one'))],
    ['w/room-2-3.tmx', bytesOf(map('two'))],
    ['w/other.tmx', bytesOf(map('three'))],
    four(),
  ];

  it('every map of a world becomes a scene that knows its place, named or by pattern', async () => {
    const addition = await imported(files());
    const scenes = Object.values(addition.scenes!);
    expect(scenes.map(({ name, imported: facts }) => [name, facts?.worldX, facts?.worldY])).toEqual([
      ['other', undefined, undefined],
      ['a', 100, -50],
      ['room-2-3', 129, 96],
    ]);
    const carrier = Object.values(scenes[1]!.entities).find(({ name }) => name === 'World');
    expect(carrier).toMatchObject({
      locked: true,
      components: { Properties: { values: { 'world.name': 'all', 'world.x': 100, 'world.y': -50 } } },
    });
    expect(addition.report).toContainEqual(expect.objectContaining({ what: 'World', how: 'as it was' }));
  });

  it('every map of a world stands at its place in one scene, where that is asked for', async () => {
    const result = await importTiled(new Map(files()), { worlds: 'scene' });
    if (!result.ok) throw new Error(result.error.message);
    const addition = result.value;
    const scenes = Object.values(addition.scenes!);
    expect(scenes.map(({ name }) => name)).toEqual(['other', 'all']);
    const { entities, layers } = scenes[1]!;
    const places = Object.values(entities).map(({ name, parent, components }) => [
      name,
      parent && entities[parent]!.name,
      components.Transform!.position,
    ]);
    expect(places).toEqual([
      ['a', null, [100, -50]],
      ['one', 'a', [1, 2]],
      ['room-2-3', null, [129, 96]],
      ['two', 'room-2-3', [1, 2]],
    ]);
    expect(Object.keys(layers).length).toBe(1);
  });

  it('a tileset that no map uses comes in as well', async () => {
    const tsx = '<tileset name="lone" tilewidth="16" tileheight="16"><image source="four.png"/></tileset>';
    const result = await importFiles(new Map([['lone.tsx', bytesOf(tsx)], four()]));
    expect(
      result.ok && result.value.kind === 'addition' && Object.values(result.value.addition.tilesets!),
    ).toMatchObject([{ name: 'lone', count: 4 }]);
    const tsj = { ...fourJson, firstgid: undefined, type: 'tileset' };
    const other = await importFiles(
      new Map([
        ['four.tsj', json(tsj)],
        ['four.png', png(64, 16)],
      ]),
    );
    expect(other).toMatchObject({ ok: true });
  });
});
