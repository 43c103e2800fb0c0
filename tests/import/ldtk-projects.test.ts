import { describe, expect, it } from 'vitest';
import { FLIP_X, FLIP_Y, tileAt, tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { projectOf, type ProjectAddition } from '../../src/lib/schema/addition.ts';
import type { SceneData } from '../../src/lib/schema/project.ts';
import { aseFile, cel, layer as aseLayer } from './ase-writer.ts';
import { importLdtk } from '../../src/lib/import/ldtk/import-ldtk.ts';
import { png } from './support.ts';
import {
  defs,
  entity,
  entityIn,
  field,
  importGoodJson,
  importJson,
  jsonBytes,
  layer,
  layerDef,
  level,
  outdoor,
  project,
  sceneNamed,
  tile,
  tilesetDef,
} from './ldtk-files.ts';

const one = (layers: Parameters<typeof level>[1], more = {}) =>
  importGoodJson(project([level('Start', layers, more)]));
const layersOf = (scene: SceneData) =>
  Object.entries(scene.layers).sort(([, a], [, b]) => (a.order < b.order ? -1 : 1));
const on = (scene: SceneData, name: string) => {
  const [id] = layersOf(scene).find(([, each]) => each.name === name)!;
  return Object.values(scene.entities)
    .filter((each) => each.layer === id && each.name !== 'Level')
    .sort((a, b) => (a.order < b.order ? -1 : 1));
};
const tilesIn = (chunks: unknown) => [...tilesOf(chunks as TileChunks)];
const told = (addition: ProjectAddition, what: RegExp) =>
  addition.report!.filter((line) => what.test(line.what)).map(({ how, detail }) => `${how}: ${detail}`);

describe('a level of LDtk', () => {
  it('becomes a scene with its layers back to front, its background and its place in the world', () => {
    const addition = one([
      layer(3, 'Entities', 'Things'),
      layer(2, 'Tiles', 'Ground', { visible: false, __pxTotalOffsetX: 3, gridTiles: [tile(0, 0, 5)] }),
    ]);
    const scene = sceneNamed(addition, 'Start');
    expect(scene.settings.background).toBe('#102030');
    expect(layersOf(scene).map(([, { name, visible }]) => [name, visible])).toEqual([
      ['Ground', false],
      ['Things', true],
    ]);
    expect(on(scene, 'Ground')[0]!.components.Transform).toEqual({
      position: [3, 0],
      size: [64, 48],
      anchor: [0, 0],
    });
    const carrier = entityIn(scene, 'Level');
    expect(carrier.locked).toBe(true);
    expect(carrier.components.Properties).toEqual({ values: { 'world.x': 64, 'world.y': -32 } });
    expect(checkProject(projectOf('x', addition).project)).toEqual([]);
  });

  it('has its tiles with their flips', () => {
    const scene = sceneNamed(
      one([
        layer(2, 'Tiles', 'Ground', {
          gridTiles: [
            tile(0, 0, 0),
            tile(16, 0, 1, { f: 1 }),
            tile(0, 32, 2, { f: 2 }),
            tile(48, 32, 7, { f: 3 }),
          ],
        }),
      ]),
      'Start',
    );
    const [ground, ...more] = on(scene, 'Ground');
    expect(more).toEqual([]);
    const map = ground!.components.Tilemap!;
    expect(map.tileSize).toEqual([16, 16]);
    expect(tilesIn(map.tiles)).toEqual([
      [0, 0, 1],
      [1, 0, (2 | FLIP_X) >>> 0],
      [0, 2, (3 | FLIP_Y) >>> 0],
      [3, 2, (8 | FLIP_X | FLIP_Y) >>> 0],
    ]);
  });

  it('keeps tiles that lie on one another, beside the grid or half transparent, in the order they are drawn in', () => {
    const addition = one([
      layer(2, 'Tiles', 'Ground', {
        __opacity: 0.5,
        gridTiles: [
          tile(0, 0, 0),
          tile(16, 0, 1),
          tile(0, 0, 2),
          tile(20, 4, 3),
          tile(0, 0, 4, { a: 0.5 }),
          tile(32, 32, 5),
        ],
      }),
    ]);
    const sheets = on(sceneNamed(addition, 'Start'), 'Ground').map(({ components }) => [
      (components.Transform!.position as number[]).join(),
      components.Tilemap!.alpha,
      tilesIn(components.Tilemap!.tiles),
    ]);
    expect(sheets).toEqual([
      [
        '0,0',
        0.5,
        [
          [0, 0, 1],
          [1, 0, 2],
          [2, 2, 6],
        ],
      ],
      ['0,0', 0.5, [[0, 0, 3]]],
      ['4,4', 0.5, [[1, 0, 4]]],
      ['0,0', 0.25, [[0, 0, 5]]],
    ]);
    expect(told(addition, /Layer "Ground"/)[0]).toMatch(/changed: .*4 tile layers in one/);
  });

  it('keeps the values of an int grid as tiles with value, name and colour', () => {
    const addition = one([
      layer(1, 'IntGrid', 'Walls', { intGridCsv: [1, 0, 3, 0, 0, 0, 0, 9, 0, 0, 0, 1] }),
    ]);
    const [grid] = on(sceneNamed(addition, 'Start'), 'Walls');
    expect(grid!.visible).toBe(true);
    const map = grid!.components.Tilemap!;
    expect(tilesIn(map.tiles)).toEqual([
      [0, 0, 1],
      [2, 0, 3],
      [3, 1, 9],
      [3, 2, 1],
    ]);
    const tileset = addition.tilesets![(map.tilesets as { tileset: string }[])[0]!.tileset]!;
    expect(tileset).toMatchObject({ name: 'Walls', tileSize: [16, 16], count: 9, columns: 9 });
    expect(tileset.tiles).toEqual({
      0: { properties: { value: 1, name: 'stone', color: '#808890', group: 'hard' } },
      2: { properties: { value: 3, color: '#2040ff' } },
      8: { properties: { value: 9, color: '#808080' } },
    });
    expect(addition.assets![tileset.image]!.meta).toEqual({ width: 144, height: 16 });
    expect(addition.files.get(addition.assets![tileset.image]!.sha256)![0]).toBe(0x89);
  });

  it('shows the tiles of an int grid that has some, and hides its values', () => {
    const scene = sceneNamed(
      one([
        layer(1, 'IntGrid', 'Walls', { intGridCsv: new Array(12).fill(1), autoLayerTiles: [tile(0, 0, 3)] }),
      ]),
      'Start',
    );
    expect(on(scene, 'Walls').map(({ name, visible }) => [name, visible])).toEqual([
      ['Walls values', false],
      ['Walls', true],
    ]);
  });

  it('has its entities where they stand, with pivot, tags and every kind of field', () => {
    const addition = importGoodJson(
      project([
        level('Start', [
          layer(3, 'Entities', 'Things', {
            __pxTotalOffsetY: 4,
            entityInstances: [
              entity(20, 'Hero', {
                __tile: { tilesetUid: 30, x: 16, y: 16, w: 16, h: 16 },
                fieldInstances: [
                  field('hp', 'Int', 3),
                  field('speed', 'Float', 1.5),
                  field('shy', 'Bool', false),
                  field('says', 'Multilines', 'a\nb'),
                  field('tint', 'Color', '#FF00AA'),
                  field('colour', 'LocalEnum.Colour', 'Red'),
                  field('file', 'FilePath', 'a/b.txt'),
                  field('spot', 'Point', { cx: 2, cy: 1 }),
                  field('icon', 'Tile', { tilesetUid: 30, x: 0, y: 16, w: 16, h: 16 }),
                  field('foe', 'EntityRef', { entityIid: 'iid-Guard', layerIid: 'l' }),
                  field('ghost', 'EntityRef', { entityIid: 'gone' }),
                  field('bag', 'Array<String>', ['rope', null, 'torch']),
                  field('nothing', 'String', null),
                ],
              }),
              entity(21, 'Zone', { __tags: ['area'], width: 40, height: 20 }),
            ],
          }),
        ]),
        level('Next', [layer(3, 'Entities', 'Things', { entityInstances: [entity(22, 'Guard')] })]),
      ]),
    );
    const scene = sceneNamed(addition, 'Start');
    const hero = entityIn(scene, 'Hero');
    expect(hero.components.Transform).toEqual({ position: [24, 36], size: [16, 16], anchor: [0.5, 1] });
    expect(hero.components.Sprite).toMatchObject({ frameSize: [16, 16], frame: 5 });
    const guard = Object.entries(sceneNamed(addition, 'Next').entities).find(
      ([, { name }]) => name === 'Guard',
    )!;
    expect(hero.components.Properties).toEqual({
      values: {
        hp: 3,
        speed: 1.5,
        shy: false,
        says: 'a\nb',
        tint: '#FF00AA',
        colour: 'Red',
        file: 'a/b.txt',
        'spot.cx': 2,
        'spot.cy': 1,
        'icon.tileset': 'Outdoor',
        'icon.x': 0,
        'icon.y': 16,
        'icon.w': 16,
        'icon.h': 16,
        foe: guard[0],
        ghost: 'gone',
        'bag.count': 3,
        'bag.1': 'rope',
        'bag.3': 'torch',
      },
    });
    expect(told(addition, /Field "ghost" in Start/)).toHaveLength(1);
    const zone = entityIn(scene, 'Zone');
    expect(zone.tags).toEqual(['area']);
    expect(zone.components.Shape).toMatchObject({ kind: 'ellipse', fill: '#ff800080', stroke: '#ff8000' });
  });

  it('has the picture of an entity that does not fill its box as a child, held where LDtk holds it', () => {
    const scene = sceneNamed(
      one([
        layer(3, 'Entities', 'Things', {
          entityInstances: [
            entity(20, 'Hero', {
              width: 16,
              height: 48,
              __tile: { tilesetUid: 30, x: 0, y: 0, w: 16, h: 16 },
            }),
          ],
        }),
      ]),
      'Start',
    );
    const [id] = Object.entries(scene.entities).find(([, { name }]) => name === 'Hero')!;
    const picture = entityIn(scene, 'Picture');
    expect(picture.parent).toBe(id);
    // The feet of both are together: its middle lies 8 px above them.
    expect(picture.components.Transform).toEqual({ position: [0, -8], size: [16, 16] });
  });

  it.each<[mode: string, at: number[], size: number[], frame: number[] | null, fill: string | undefined]>([
    ['Stretch', [0, 0], [24, 48], null, undefined],
    ['FitInside', [0, 24], [24, 24], null, undefined],
    ['Cover', [0, 0], [24, 48], [12, 0, 8, 16], undefined],
    ['FullSizeCropped', [4, 32], [16, 16], null, undefined],
    ['FullSizeUncropped', [4, 32], [16, 16], null, undefined],
    ['Repeat', [0, 0], [24, 48], null, 'repeat'],
    ['NineSlice', [0, 0], [24, 48], null, 'nine-slice'],
  ])(
    'shows a picture of 16 x 16 in a box of 24 x 48 as %s does',
    (tileRenderMode, [x, y], size, frame, fill) => {
      const entities = [{ uid: 20, identifier: 'Hero', tileRenderMode, nineSliceBorders: [1, 2, 3, 4] }];
      const addition = importGoodJson(
        project(
          [
            level('Start', [
              layer(3, 'Entities', 'Things', {
                entityInstances: [
                  entity(20, 'Hero', {
                    width: 24,
                    height: 48,
                    px: [12, 48],
                    __tile: { tilesetUid: 30, x: 8, y: 0, w: 16, h: 16 },
                  }),
                ],
              }),
            ]),
          ],
          { defs: defs({ entities }) },
        ),
      );
      const scene = sceneNamed(addition, 'Start');
      const whole = entityIn(scene, 'Hero');
      const picture = whole.components.Sprite ? whole : entityIn(scene, 'Picture');
      const { position, size: shown } = picture.components.Transform as Record<string, [number, number]>;
      expect(shown).toEqual(size);
      // A child stands in the middle of its place, measured from the feet of the entity.
      if (picture !== whole)
        expect([position![0] + 12 - shown![0] / 2, position![1] + 48 - shown![1] / 2]).toEqual([x, y]);
      const { meta } = addition.assets![picture.components.Sprite!.asset as string]!;
      expect(meta.frames![(picture.components.Sprite!.frame as number) ?? 0]!.rect).toEqual(
        frame ?? [8, 0, 16, 16],
      );
      expect(picture.components.Sprite!.fill).toBe(fill);
      expect(meta.border).toEqual(tileRenderMode === 'NineSlice' ? [4, 1, 2, 3] : undefined);
    },
  );

  it('has paths of points as paths', () => {
    const scene = sceneNamed(
      one([
        layer(3, 'Entities', 'Things', {
          entityInstances: [
            entity(22, 'Guard', {
              fieldInstances: [
                field('patrol', 'Array<Point>', [
                  { cx: 1, cy: 1 },
                  { cx: 3, cy: 1 },
                ]),
              ],
            }),
          ],
        }),
      ]),
      'Start',
    );
    expect(entityIn(scene, 'Guard').components.Path).toEqual({
      points: [
        [0.5, 1],
        [0.5, 0.5],
        [2.5, 0.5],
      ],
      closed: true,
    });
  });

  it('takes tags and texts of tiles over as properties', () => {
    const addition = one([]);
    const [tileset] = Object.values(addition.tilesets!);
    expect(tileset!.tiles).toEqual({
      1: { properties: { Red: true } },
      2: { properties: { Red: true, data: '{"hp": 3}' } },
    });
  });

  it('has its background picture behind everything, as large as LDtk shows it', () => {
    const scene = sceneNamed(
      importGoodJson(
        project([
          level('Start', [], {
            bgRelPath: 'art/sky.png',
            bgPos: 'Cover',
            __bgPos: { topLeftPx: [0, 0], scale: [0.5, 0.5], cropRect: [20, 0, 128, 96] },
          }),
        ]),
        [['art/sky.png', png(168, 96)]],
      ),
      'Start',
    );
    expect(entityIn(scene, 'Background').components.Transform).toEqual({
      position: [-10, 0],
      size: [84, 48],
      anchor: [0, 0],
    });
  });
});

describe('a world of LDtk', () => {
  it.each([
    ['LinearHorizontal', [0, 0], [64, 0]],
    ['LinearVertical', [0, 0], [0, 48]],
    ['Free', [64, -32], [64, -32]],
  ] as const)('places levels of the layout %s', (worldLayout, first, second) => {
    const addition = importGoodJson(project([level('A', []), level('B', [])], { worldLayout }));
    const place = (name: string) => {
      const { values } = entityIn(sceneNamed(addition, name), 'Level').components.Properties as {
        values: Record<string, number>;
      };
      return [values['world.x'], values['world.y']];
    };
    expect([place('A'), place('B')]).toEqual([first, second]);
  });

  it('may be one of several', () => {
    const worlds = ['Day', 'Night'].map((identifier) => ({
      identifier,
      worldLayout: 'Free',
      levels: [level('A', [])],
    }));
    const addition = importGoodJson(project([], { worlds, worldLayout: null }));
    expect(Object.values(addition.scenes!).map(({ name }) => name)).toEqual(['Day/A', 'Night/A']);
    expect(entityIn(sceneNamed(addition, 'Night/A'), 'Level').components.Properties).toMatchObject({
      values: { 'world.name': 'Night' },
    });
  });

  it('may have its levels in files of their own; a damaged one is left out and named', () => {
    const whole = project(
      ['A', 'B'].map((name) => level(name, null, { externalRelPath: `world/${name}.ldtkl` })),
      { externalLevels: true },
    );
    const a = jsonBytes(level('A', [layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1)] })]));
    const good = importGoodJson(whole, [
      ['world/A.ldtkl', a],
      ['world/B.ldtkl', jsonBytes(level('B', []))],
    ]);
    expect(Object.values(good.scenes!)).toHaveLength(2);
    expect(
      tileAt(on(sceneNamed(good, 'A'), 'Ground')[0]!.components.Tilemap!.tiles as TileChunks, 0, 0),
    ).toBe(2);
    const partly = importGoodJson(whole, [
      ['world/A.ldtkl', a],
      ['world/B.ldtkl', a.slice(0, 50)],
    ]);
    expect(Object.values(partly.scenes!)).toHaveLength(1);
    expect(told(partly, /Level "B"/)[0]).toMatch(/left out: world\/B\.ldtkl:1: The JSON is broken/);
    expect(importJson(whole)).toMatchObject({
      ok: false,
      error: {
        file: 'world.ldtk',
        message: expect.stringMatching(/level file "A\.ldtkl" is missing/) as string,
      },
    });
  });

  it('takes tilesets straight from Aseprite files', () => {
    const picture = aseFile(4, 2, 32, [
      { duration: 100, chunks: [aseLayer('Ink'), cel(0, 0, 0, 1, [9, 8, 7, 255], 4)] },
    ]);
    const addition = importGoodJson(
      project([level('Start', [layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1)] })])], {
        defs: defs({ tilesets: [tilesetDef({ relPath: 'art/sheet.aseprite', pxWid: 4, pxHei: 2 })] }),
      }),
      [['art/sheet.aseprite', picture]],
    );
    const [image] = Object.values(addition.assets!);
    expect(image).toMatchObject({ name: 'sheet.png', meta: { width: 4, height: 2 } });
  });

  it('lists what has no place: rules, enums, internal icons, the super simple export', () => {
    const internal = tilesetDef({ uid: 31, identifier: 'Icons', relPath: null, embedAtlas: 'LdtkIcons' });
    const addition = importGoodJson(
      project(
        [
          level('Start', [
            layer(2, 'Tiles', 'Ground', { __tilesetDefUid: 31, gridTiles: [tile(0, 0, 1)] }),
            layer(3, 'Entities', 'Things', {
              entityInstances: [entity(20, 'Hero', { __tile: { tilesetUid: 31, x: 0, y: 0, w: 16, h: 16 } })],
            }),
          ]),
        ],
        { simplifiedExport: true, defs: defs({ tilesets: [tilesetDef(), internal] }) },
      ),
    );
    const left = addition.report!.filter(({ how }) => how === 'left out').map(({ what }) => what);
    expect(left).toEqual(
      expect.arrayContaining([
        'Layer "Ground" in Start',
        'Tileset "Icons"',
        'Auto-layer rules (2)',
        'Enum "Colour"',
        'Super simple export',
      ]),
    );
    expect(told(addition, /Entity "Hero"/)[0]).toMatch(/shown as a shape/);
  });

  it('scrolls its layers as far as they follow the camera', () => {
    const layers = [
      layerDef(2, 'Tiles', 'Ground', {
        parallaxFactorX: 0.25,
        parallaxFactorY: 0.25,
        parallaxScaling: false,
      }),
    ];
    const addition = importGoodJson(
      project([level('Start', [layer(2, 'Tiles', 'Ground')])], { defs: defs({ layers }) }),
    );
    expect(layersOf(sceneNamed(addition, 'Start'))[0]![1].parallax).toBe(0.75);
  });
});

describe('older versions', () => {
  it('0.8 has no ids, srcRect pictures, and int grids of cells', () => {
    const old = (place: Record<string, unknown>) => {
      const { iid: _, __tags: __, worldDepth: ___, ...rest } = place;
      return rest;
    };
    const {
      __cWid: _,
      __cHei: __,
      embedAtlas: ___,
      tags: ____,
      enumTags: _5,
      customData: _6,
      ...tileset
    } = tilesetDef({
      pxWid: 70,
    });
    const addition = importGoodJson(
      project(
        [
          old(
            level('Start', [
              old(
                layer(1, 'IntGrid', 'Walls', {
                  intGridCsv: undefined,
                  intGrid: [
                    { coordId: 0, v: 0 },
                    { coordId: 6, v: 2 },
                  ],
                }),
              ),
              old(
                layer(3, 'Entities', 'Things', {
                  entityInstances: [
                    old(entity(21, 'Zone', { __tile: { tilesetUid: 30, srcRect: [16, 0, 16, 16] } })),
                  ],
                }),
              ),
            ]),
          ),
        ],
        { jsonVersion: '0.8.1', worlds: undefined, defs: defs({ tilesets: [tileset] }) },
      ),
    );
    const scene = sceneNamed(addition, 'Start');
    expect(tilesIn(on(scene, 'Walls')[0]!.components.Tilemap!.tiles)).toEqual([
      [0, 0, 1],
      [2, 1, 3],
    ]);
    const zone = entityIn(scene, 'Zone');
    expect(zone.tags).toEqual(['area']);
    expect(zone.components.Sprite).toMatchObject({ frame: 1 });
    // The column that the border cuts off counts, too.
    expect(Object.values(addition.tilesets!).find(({ name }) => name === 'Outdoor')!.columns).toBe(5);
  });

  it('0.7 is refused, and a newer one than is known says so', () => {
    expect(importJson(project([], { jsonVersion: '0.7.2' }))).toMatchObject({
      ok: false,
      error: {
        file: 'world.ldtk',
        message: expect.stringMatching(/LDtk 0\.7\.2; open and save it/) as string,
      },
    });
    expect(told(importGoodJson(project([], { jsonVersion: '2.0.0' })), /Version 2\.0\.0/)).toHaveLength(1);
  });
});

describe('what LDtk says of itself', () => {
  const rooms = project([
    level('One', [
      layer(3, 'Entities', 'Things', { entityInstances: [entity(20, 'Hero')] }),
      layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1)] }),
    ]),
    level('Two', [layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 2)] })], {
      ...{ iid: 'level-Two', uid: 101, worldX: 200, worldY: 8, __bgColor: '#ff0000' },
    }),
  ]);
  const files = new Map([['rooms.ldtk', jsonBytes(rooms)], outdoor()]);

  it('stays with scenes, layers, entities and tilesets', () => {
    const read = importLdtk(files);
    if (!read.ok) throw new Error(read.error.message);
    const [one] = Object.values(read.value.scenes!);
    expect(one!.imported).toMatchObject({ iid: 'level-One', uid: 100 });
    expect(Object.values(one!.layers).map(({ imported }) => imported?.iid)).toContain('layer-2');
    const hero = Object.values(one!.entities).find(({ name }) => name === 'Hero');
    expect(hero!.components.Imported).toEqual({ facts: { iid: 'iid-Hero' } });
    expect(Object.values(read.value.tilesets!)[0]!.properties).toEqual({ green: true });
  });

  it('all levels become one scene where that is asked for, each at its place', () => {
    const read = importLdtk(files, { worlds: 'scene' });
    if (!read.ok) throw new Error(read.error.message);
    const scenes = Object.values(read.value.scenes!);
    expect(scenes.map(({ name }) => name)).toEqual(['rooms']);
    const { entities, layers } = scenes[0]!;
    expect(Object.values(layers).map(({ name }) => name)).toEqual(['Ground', 'Things']);
    const roots = Object.values(entities).filter(({ parent }) => parent === null);
    expect(roots.map(({ name, components }) => [name, components.Transform!.position])).toEqual([
      ['One', [64, -32]],
      ['Two', [200, 8]],
    ]);
    expect(read.value.report).toContainEqual(
      expect.objectContaining({ what: 'Level "Two"', detail: expect.stringContaining('#ff0000') as string }),
    );
  });
});
