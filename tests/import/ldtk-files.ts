/** LDtk projects made up for tests, as each version of the format writes them. */
import fc from 'fast-check';
import { importLdtk } from '../../src/lib/import/ldtk/import-ldtk.ts';
import type { ProjectAddition } from '../../src/lib/schema/addition.ts';
import type { EntityData, SceneData } from '../../src/lib/schema/project.ts';
import { bytesOf, png } from './support.ts';

type Json = Record<string, unknown>;

/** A tileset of 4 x 2 tiles of 16 px, and definitions that every made-up project has. */
export const defs = (more: Json = {}): Json => ({
  layers: [
    layerDef(1, 'IntGrid', 'Walls', {
      intGridValues: [
        { value: 1, identifier: 'stone', color: '#808890', groupUid: 7 },
        { value: 3, identifier: null, color: '#2040FF', groupUid: 0 },
      ],
      intGridValuesGroups: [{ uid: 7, identifier: 'hard', color: null }],
    }),
    layerDef(2, 'Tiles', 'Ground'),
    layerDef(3, 'Entities', 'Things'),
    layerDef(4, 'AutoLayer', 'Grass', { autoRuleGroups: [{ uid: 9, rules: [{}, {}] }] }),
  ],
  entities: [
    entityDef(20, 'Hero', { renderMode: 'Tile', tileRenderMode: 'FitInside' }),
    entityDef(21, 'Zone', { renderMode: 'Ellipse', color: '#FF8000', fillOpacity: 0.5, tags: ['area'] }),
    entityDef(22, 'Guard', {
      fieldDefs: [{ identifier: 'patrol', editorDisplayMode: 'PointPathLoop' }],
    }),
  ],
  tilesets: [tilesetDef()],
  enums: [{ uid: 40, identifier: 'Colour', values: [{ id: 'Red' }, { id: 'Green' }] }],
  externalEnums: [],
  levelFields: [],
  ...more,
});

export const layerDef = (uid: number, type: string, identifier: string, more: Json = {}): Json => ({
  __type: type,
  type,
  uid,
  identifier,
  gridSize: 16,
  displayOpacity: 1,
  pxOffsetX: 0,
  pxOffsetY: 0,
  intGridValues: [],
  autoRuleGroups: [],
  ...more,
});

const entityDef = (uid: number, identifier: string, more: Json = {}): Json => ({
  uid,
  identifier,
  color: '#94D9B3',
  width: 16,
  height: 16,
  pivotX: 0.5,
  pivotY: 1,
  tags: [],
  fieldDefs: [],
  ...more,
});

export const tilesetDef = (more: Json = {}): Json => ({
  __cWid: 4,
  __cHei: 2,
  uid: 30,
  identifier: 'Outdoor',
  relPath: 'art/outdoor.png',
  embedAtlas: null,
  pxWid: 64,
  pxHei: 32,
  tileGridSize: 16,
  spacing: 0,
  padding: 0,
  tags: ['green'],
  enumTags: [{ enumValueId: 'Red', tileIds: [1, 2] }],
  customData: [{ tileId: 2, data: '{"hp": 3}' }],
  ...more,
});

export const layer = (def: number, type: string, identifier: string, more: Json = {}): Json => ({
  __identifier: identifier,
  __type: type,
  __cWid: 4,
  __cHei: 3,
  __gridSize: 16,
  __opacity: 1,
  __pxTotalOffsetX: 0,
  __pxTotalOffsetY: 0,
  __tilesetDefUid: type === 'Entities' ? null : 30,
  iid: `layer-${def}`,
  levelId: 100,
  layerDefUid: def,
  pxOffsetX: 0,
  pxOffsetY: 0,
  visible: true,
  intGridCsv: [],
  autoLayerTiles: [],
  gridTiles: [],
  entityInstances: [],
  ...more,
});

export const tile = (x: number, y: number, t: number, more: Json = {}): Json => ({
  px: [x, y],
  src: [(t % 4) * 16, Math.floor(t / 4) * 16],
  f: 0,
  t,
  d: [0],
  a: 1,
  ...more,
});

export const entity = (def: number, identifier: string, more: Json = {}): Json => ({
  __identifier: identifier,
  __grid: [1, 1],
  __pivot: [0.5, 1],
  __tags: [],
  __tile: null,
  iid: `iid-${identifier}`,
  width: 16,
  height: 16,
  defUid: def,
  px: [24, 32],
  fieldInstances: [],
  ...more,
});

export const field = (identifier: string, type: string, value: unknown): Json => ({
  __identifier: identifier,
  __type: type,
  __value: value,
  defUid: 50,
  realEditorValues: [],
});

export const level = (identifier: string, layers: readonly Json[] | null, more: Json = {}): Json => ({
  identifier,
  iid: `level-${identifier}`,
  uid: 100,
  worldX: 64,
  worldY: -32,
  worldDepth: 0,
  pxWid: 64,
  pxHei: 48,
  __bgColor: '#102030',
  bgColor: null,
  bgRelPath: null,
  __bgPos: null,
  externalRelPath: null,
  fieldInstances: [],
  layerInstances: layers,
  ...more,
});

export const project = (levels: readonly Json[], more: Json = {}): Json => ({
  __header__: { fileType: 'LDtk Project JSON', app: 'LDtk' },
  jsonVersion: '1.5.3',
  worldLayout: 'Free',
  bgColor: '#40465B',
  defaultLevelBgColor: '#696A79',
  externalLevels: false,
  simplifiedExport: false,
  defs: defs(),
  levels,
  worlds: [],
  ...more,
});

export const outdoor = (): [string, Uint8Array] => ['art/outdoor.png', png(64, 32)];

export const jsonBytes = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));

/** Imports one project with the standard image; ids are e1, e2, … */
export function importJson(value: unknown, more: Iterable<[string, Uint8Array]> = []) {
  let n = 0;
  return importLdtk(new Map([['world.ldtk', jsonBytes(value)], outdoor(), ...more]), { id: () => `e${++n}` });
}

/** The same, for projects that must import. */
export function importGoodJson(value: unknown, more: Iterable<[string, Uint8Array]> = []): ProjectAddition {
  const result = importJson(value, more);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const sceneNamed = (addition: ProjectAddition, name: string): SceneData => {
  const scene = Object.values(addition.scenes!).find((each) => each.name === name);
  if (!scene) throw new Error(`no scene ${name}`);
  return scene;
};

export function entityIn(scene: SceneData, name: string): EntityData {
  const found = Object.values(scene.entities).find((each) => each.name === name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

/** Values of every field type, and some that no version has. */
const anyField = fc.oneof(
  fc.tuple(fc.constant('Int'), fc.integer({ min: -1e6, max: 1e6 })),
  fc.tuple(fc.constant('Float'), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
  fc.tuple(fc.constant('Bool'), fc.boolean()),
  fc.tuple(fc.constantFrom('String', 'Multilines', 'FilePath'), fc.string({ maxLength: 12 })),
  fc.tuple(fc.constant('Color'), fc.constantFrom('#FF0000', '#00ff7f')),
  fc.tuple(fc.constant('LocalEnum.Colour'), fc.constantFrom('Red', 'Green')),
  fc.tuple(fc.constant('Point'), fc.record({ cx: fc.nat(9), cy: fc.nat(9) })),
  fc.tuple(fc.constant('Tile'), fc.constant({ tilesetUid: 30, x: 16, y: 0, w: 16, h: 16 })),
  fc.tuple(fc.constant('EntityRef'), fc.constantFrom({ entityIid: 'iid-Hero' }, { entityIid: 'nobody' })),
  fc.tuple(
    fc.constant('Array<Point>'),
    fc.array(fc.record({ cx: fc.nat(9), cy: fc.nat(9) }), { maxLength: 4 }),
  ),
  fc.tuple(fc.constant('Array<Int>'), fc.array(fc.option(fc.nat(99)), { maxLength: 4 })),
  fc.tuple(fc.constant('NewType'), fc.anything({ maxDepth: 2 })),
  fc.tuple(fc.constant('String'), fc.constant(null)),
);

const anyTile = fc
  .record({
    x: fc.integer({ min: -20, max: 64 }),
    y: fc.integer({ min: -20, max: 48 }),
    t: fc.nat(9),
    f: fc.nat(3),
    a: fc.constantFrom(1, 1, 1, 0.5),
  })
  .map(({ x, y, t, f, a }) => tile(x, y, t, { f, a }));

const anyEntity = fc
  .record({
    def: fc.constantFrom(20, 21, 22, 99),
    name: fc.constantFrom('Hero', 'Zone', 'Guard'),
    px: fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })),
    size: fc.tuple(fc.nat(64), fc.nat(64)),
    tile: fc.option(
      fc.record({
        tilesetUid: fc.constantFrom(30, 31),
        x: fc.constantFrom(0, 16, 8),
        y: fc.constantFrom(0, 16),
        w: fc.constantFrom(16, 32),
        h: fc.constantFrom(16, 32),
      }),
    ),
    fields: fc.array(fc.tuple(fc.constantFrom('hp', 'name', 'patrol', '__proto__'), anyField), {
      maxLength: 3,
    }),
  })
  .map(({ def, name, px, size: [width, height], tile: __tile, fields }) =>
    entity(def, name, {
      px,
      width,
      height,
      __tile,
      fieldInstances: fields.map(([key, [type, value]]) => field(key, type, value)),
    }),
  );

const anyLayer = fc.oneof(
  fc
    .array(fc.nat(4), { minLength: 12, maxLength: 12 })
    .chain((intGridCsv) =>
      fc
        .array(anyTile, { maxLength: 20 })
        .map((autoLayerTiles) => layer(1, 'IntGrid', 'Walls', { intGridCsv, autoLayerTiles })),
    ),
  fc.array(anyTile, { maxLength: 30 }).map((gridTiles) => layer(2, 'Tiles', 'Ground', { gridTiles })),
  fc
    .array(anyTile, { maxLength: 30 })
    .map((autoLayerTiles) => layer(4, 'AutoLayer', 'Grass', { autoLayerTiles })),
  fc
    .array(anyEntity, { maxLength: 6 })
    .map((entityInstances) => layer(3, 'Entities', 'Things', { entityInstances })),
);

const anyLevel = fc
  .record({
    layers: fc.array(anyLayer, { maxLength: 5 }),
    x: fc.integer({ min: -1000, max: 1000 }),
    fields: fc.array(anyField, { maxLength: 2 }),
  })
  .map(
    ({ layers, x, fields }) =>
      (at: number) =>
        level(`Level_${at}`, layers, {
          worldX: x,
          fieldInstances: fields.map(([type, value]) => field('mood', type, value)),
        }),
  );

/** Any project, of any version from 0.8 on. */
export const anyProject = fc
  .record({
    levels: fc.array(anyLevel, { maxLength: 3 }),
    version: fc.constantFrom('0.8.1', '0.9.3', '1.0.0', '1.2.5', '1.5.3', '1.9.0'),
    worldLayout: fc.constantFrom('Free', 'GridVania', 'LinearHorizontal', 'LinearVertical'),
    worlds: fc.boolean(),
  })
  .map(({ levels, version, worldLayout, worlds }) => {
    const made = levels.map((make, at) => make(at));
    const several = worlds && version.startsWith('1.');
    return project(several ? [] : made, {
      jsonVersion: version,
      worldLayout: several ? null : worldLayout,
      worlds: several ? [{ identifier: 'World', iid: 'w', worldLayout, levels: made }] : [],
    });
  });
