import fc from 'fast-check';
import { ordersBetween } from '../../src/lib/base/order.ts';
import { sha256Hex } from '../../src/lib/base/sha256.ts';
import type { ProjectBundle } from '../../src/lib/schema/addition.ts';
import { components, type ComponentType } from '../../src/lib/schema/components.ts';
import type { FieldSpec } from '../../src/lib/schema/fields.ts';
import { withoutRings } from '../../src/lib/schema/prefab-cycles.ts';
import type { EntityData, InnerOverride, ProjectData } from '../../src/lib/schema/project.ts';
import { directions } from '../../src/lib/schema/sheet.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).filter((text) => text !== '__proto__');
/** Text with everything that YAML and file systems could trip over, but no halves of surrogate pairs. */
export const oddText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    '~',
    'null',
    'yes',
    '- a',
    'a: b',
    '# x',
    ' a',
    'a ',
    '\n',
    'a\n\nb\n',
    '\t',
    '1e3',
    '0x10',
    '"',
    "'",
    '...',
    '---',
    '\u0085',
    '\u2028',
    '\ufeff',
    '&a',
    '*a',
    '!!str',
    'CON',
    '../../etc/passwd',
    'a\\b',
    '\r\n',
    '=',
    '<<',
    '[',
    '{',
    '`',
    '%TAG',
  ),
);
const key = fc.oneof(id, oddText).filter((text) => text !== '__proto__' && text !== '');
const finite = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const vector = fc.tuple(finite, finite);
const color = fc.constantFrom('', '#fff', '#12345678', '#7c9cff');
/** A folder as plain text, which is quick to compare. */
export const folderText = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]));

const propertyValue = fc.oneof(finite, oddText, fc.boolean());
const properties = fc.dictionary(key, propertyValue, { minKeys: 1, maxKeys: 4 });
const storedName = key.filter((text) => text !== 'constructor');
const storedRecord = fc.dictionary(storedName, propertyValue, { minKeys: 1, maxKeys: 4 });
const order = fc.constantFrom(...ordersBetween(null, null, 40));

const tiles = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -1e6, max: 1e6 })),
      fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -1e6, max: 1e6 })),
      fc.integer({ min: 1, max: 0xffffffff }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(tilesFrom);

function number(min: number | undefined, max: number | undefined, integer: boolean): fc.Arbitrary<number> {
  if (integer) return fc.integer({ min: min ?? -1000, max: max ?? 1000 });
  return fc.double({ min: min ?? -1e9, max: max ?? 1e9, noNaN: true });
}

/** Any value that the table allows for a field. */
export function fieldValue(spec: FieldSpec): fc.Arbitrary<unknown> {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return number(spec.min, spec.max, spec.type === 'integer');
    case 'vec2':
      return fc.tuple(number(spec.min, spec.max, false), number(spec.min, spec.max, false));
    case 'enum':
      return fc.constantFrom(...spec.options);
    case 'boolean':
      return fc.boolean();
    case 'color':
      return color;
    case 'points':
      return fc.array(vector, { maxLength: 5 });
    case 'curve':
      return fc.array(fc.oneof(vector, fc.tuple(finite, finite, finite, finite, finite, finite)), {
        maxLength: 5,
      });
    case 'record':
      return properties;
    case 'tilesets':
      return fc.array(fc.record({ firstTile: fc.integer({ min: 1, max: 9999 }), tileset: id }), {
        maxLength: 3,
      });
    case 'tiles':
      return tiles;
    case 'choices':
      return fc.array(oddText, { maxLength: 3 });
    default:
      return oddText;
  }
}

const component = (type: ComponentType): fc.Arbitrary<Record<string, unknown>> => {
  const fields: Readonly<Record<string, FieldSpec>> = components[type].fields;
  return fc.record(
    Object.fromEntries(Object.entries(fields).map(([name, spec]) => [name, fieldValue(spec)])),
    {
      requiredKeys: [],
    },
  );
};

const componentsOfEntity: fc.Arbitrary<EntityData['components']> = fc.record(
  Object.fromEntries(
    (Object.keys(components) as ComponentType[]).flatMap((type) =>
      'many' in components[type]
        ? [[type, component(type)] as const, [`${type}:feet`, component(type)] as const]
        : [[type, component(type)] as const],
    ),
  ),
  { requiredKeys: ['Transform'] },
);

const innerPath = fc.array(id, { minLength: 1, maxLength: 3 }).map((ids) => ids.join('/'));
const override: fc.Arbitrary<InnerOverride> = fc.record(
  {
    name: oddText,
    tags: fc.array(oddText, { maxLength: 3 }),
    visible: fc.boolean(),
    removed: fc.constant(true),
    components: fc.record(
      { Shape: component('Shape'), 'Script:feet': component('Script'), Tilemap: component('Tilemap') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['components'] },
);

const entities: fc.Arbitrary<Readonly<Record<string, EntityData>>> = fc
  .uniqueArray(id, { maxLength: 6 })
  .chain((ids) =>
    fc.record(
      Object.fromEntries(
        ids.map((each) => [
          each,
          fc.record(
            {
              name: oddText,
              parent: fc.option(fc.oneof(id, fc.constantFrom(...ids))),
              order,
              layer: fc.oneof(id, fc.constant('')),
              tags: fc.array(oddText, { maxLength: 3 }),
              visible: fc.boolean(),
              locked: fc.boolean(),
              prefab: fc.oneof(id, fc.constant('')),
              components: componentsOfEntity,
              overrides: fc.dictionary(innerPath, override, { minKeys: 1, maxKeys: 2 }),
            },
            {
              requiredKeys: [
                ...(['name', 'parent', 'order', 'layer', 'tags', 'visible', 'locked', 'prefab'] as const),
                'components',
              ],
            },
          ),
        ]),
      ),
    ),
  );

const layer = fc.record(
  {
    name: oddText,
    order,
    visible: fc.boolean(),
    locked: fc.boolean(),
    parallax: finite,
    tint: color.filter((each) => each !== ''),
    grid: fc.record({ size: fc.tuple(number(1, 999, false), number(1, 999, false)), offset: vector }),
    imported: storedRecord,
  },
  { requiredKeys: ['name', 'order', 'visible', 'locked', 'parallax'] },
);
const remarkFields = {
  by: oddText,
  color: fc.constantFrom('#7c9cff', '#f2b45a'),
  time: fc.nat(),
  text: oddText,
};
const comment = fc.record(
  {
    ...remarkFields,
    pin: fc.oneof(
      fc.record({ scene: id, entity: oddText, at: vector }),
      // Of no script that there is: in the document a line is at most the last one of its script.
      fc.record({ script: fc.constant('gone.lua'), line: fc.integer({ min: 1, max: 99 }) }),
    ),
    replies: fc.dictionary(id, fc.record(remarkFields), { minKeys: 1, maxKeys: 2 }),
    resolved: fc.record({ by: oddText, time: fc.nat() }),
  },
  { requiredKeys: ['by', 'color', 'time', 'text', 'pin'] },
);
const guide = fc.record({ axis: fc.constantFrom('x' as const, 'y' as const), at: finite });
const bookmark = fc.record({ name: oddText, centre: vector, zoom: number(0.05, 32, false) });
const scene = fc.record(
  {
    name: oddText,
    order,
    settings: fc.record({ gravity: vector, background: color }, { requiredKeys: [] }),
    layers: fc.dictionary(id, layer, { maxKeys: 3 }),
    entities,
    guides: fc.dictionary(id, guide, { minKeys: 1, maxKeys: 3 }),
    bookmarks: fc.dictionary(fc.constantFrom('1', '2', '9'), bookmark, { minKeys: 1, maxKeys: 2 }),
    imported: storedRecord,
  },
  { requiredKeys: ['name', 'order', 'settings', 'layers', 'entities'] },
);
const tileNumber = fc.nat(999);
const kind = { className: oddText, properties };
const tile = fc.record(
  {
    solid: fc.boolean(),
    oneWay: fc.boolean(),
    collision: fc.array(fc.array(vector, { maxLength: 4 }), { maxLength: 2 }),
    probability: number(0, 9, false),
    ...kind,
    animation: fc.array(fc.record({ tile: tileNumber, duration: fc.nat(5000) }), { maxLength: 3 }),
    image: id,
    rect: fc.record({
      x: fc.nat(99),
      y: fc.nat(99),
      width: fc.integer({ min: 1, max: 99 }),
      height: fc.integer({ min: 1, max: 99 }),
    }),
  },
  { requiredKeys: [] },
);
const tileOrNone = fc.integer({ min: -1, max: 99 });
const terrainColor = fc.record(
  { name: oddText, color, tile: tileOrNone, probability: number(0, 9, false), order, ...kind },
  { requiredKeys: ['name', 'color', 'tile', 'probability'] },
);
const terrain = fc.record(
  {
    name: oddText,
    order,
    type: fc.constantFrom('corner' as const, 'edge' as const, 'mixed' as const),
    tile: tileOrNone,
    colors: fc.dictionary(fc.integer({ min: 1, max: 254 }).map(String), terrainColor, { maxKeys: 2 }),
    tiles: fc.dictionary(tileNumber.map(String), fc.array(fc.nat(254), { minLength: 8, maxLength: 8 }), {
      maxKeys: 3,
    }),
    ...kind,
  },
  { requiredKeys: ['name', 'order', 'type', 'tile', 'colors', 'tiles'] },
);
const rule = fc.record(
  {
    order,
    pattern: fc
      .constantFrom(1, 9, 25)
      .chain((cells) => fc.array(fc.integer({ min: -2, max: 2 }), { minLength: cells, maxLength: cells })),
    tiles: fc.array(fc.record({ tile: tileNumber, weight: number(0, 9, false) }), { maxLength: 2 }),
    chance: number(0, 1, false),
    flipX: fc.boolean(),
    flipY: fc.boolean(),
    rotate: fc.boolean(),
    off: fc.boolean(),
  },
  { requiredKeys: ['order', 'pattern', 'tiles', 'chance'] },
);
const rules = fc.record({
  name: oddText,
  order,
  tile: tileOrNone,
  rules: fc.dictionary(id, rule, { maxKeys: 2 }),
});
export const arbitraryTileset = fc.record(
  {
    name: oddText,
    image: id,
    tileSize: fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })),
    margin: fc.nat(9),
    spacing: fc.nat(9),
    columns: fc.nat(99),
    count: fc.nat(999),
    offset: vector,
    tiles: fc.dictionary(tileNumber.map(String), tile, { maxKeys: 4 }),
    ...kind,
    transforms: fc.record(
      { flipX: fc.boolean(), flipY: fc.boolean(), rotate: fc.boolean(), preferUntransformed: fc.boolean() },
      { requiredKeys: [] },
    ),
    terrains: fc.dictionary(id, terrain, { minKeys: 1, maxKeys: 2 }),
    rules: fc.dictionary(id, rules, { minKeys: 1, maxKeys: 2 }),
    imported: storedRecord,
  },
  {
    requiredKeys: ['name', 'image', 'tileSize', 'margin', 'spacing', 'columns', 'count', 'offset', 'tiles'],
  },
);
const small = { maxKeys: 3 };
const scriptPath = fc.oneof(
  fc.constantFrom(
    'behavior/hero.lua',
    'Behavior/Hero.lua',
    'generator/a.lua',
    'main.lua',
    '../x.lua',
    'assets/a.lua',
    'behavior/a?.lua',
    'behavior/con.lua',
    '/etc/x',
    'a.lua/b.lua',
    '.git/x.lua',
  ),
  key.filter((text) => !/\p{Cc}/u.test(text)),
);

const rect = fc.tuple(...[1, 2, 3, 4].map(() => number(0, 100, false))) as unknown as fc.Arbitrary<
  [number, number, number, number]
>;
const frameNumber = fc.integer({ min: 0, max: 200 });
const entriesOf = { minKeys: 1, maxKeys: 3 };
const sheet: fc.Arbitrary<ProjectData['assets'][string]['meta']> = fc.record(
  {
    frames: fc.dictionary(
      frameNumber.map(String),
      fc.record(
        { rect, source: rect, pivot: fc.tuple(number(-1, 1, false), number(-1, 1, false)), name: oddText },
        { requiredKeys: ['rect'] },
      ),
      entriesOf,
    ),
    animations: fc.dictionary(
      id,
      fc.record({
        ...{ name: key, order, direction: fc.constantFrom(...directions), repeat: fc.nat(9) },
        steps: fc.dictionary(
          id,
          fc.record(
            { order, frame: frameNumber, duration: number(1, 1000, false), event: key },
            { requiredKeys: ['order', 'frame', 'duration'] },
          ),
          small,
        ),
      }),
      entriesOf,
    ),
    border: rect,
  },
  { requiredKeys: [] },
);

const stamp = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([width, height]) =>
    fc.record(
      {
        width: fc.constant(width),
        height: fc.constant(height),
        shifted: fc.boolean(),
        parts: fc.array(
          fc.record({
            layer: fc.oneof(id, fc.constant('')),
            name: oddText,
            tilesets: fc.array(fc.record({ firstTile: fc.integer({ min: 1, max: 999 }), tileset: id }), {
              maxLength: 3,
            }),
            cells: fc.array(fc.integer({ min: 0, max: 0xffffffff }), {
              minLength: width * height,
              maxLength: width * height,
            }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      },
      { requiredKeys: ['width', 'height', 'parts'] },
    ),
  );

/** Any valid project with the bytes of its assets: odd names, clashing names, deep trees, dangling references. */
export const arbitraryProject: fc.Arbitrary<ProjectBundle> = fc
  .record({
    name: oddText,
    settings: fc.record({
      size: fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })),
      gravity: vector,
      seed: fc.integer(),
      background: color,
      pixelsPerMetre: fc.double({ min: 1, max: 1000, noNaN: true }),
      collisionLayers: fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
      materials: fc.dictionary(
        storedName,
        fc.record({
          friction: number(0, 1, false),
          restitution: number(0, 1, false),
          density: number(0.001, 100, false),
        }),
        { maxKeys: 3 },
      ),
      inputs: fc.dictionary(storedName, fc.array(fc.constantFrom('Space', 'PadA', 'MouseLeft')), {
        maxKeys: 3,
      }),
      stamps: fc.dictionary(fc.constantFrom('1', '9'), stamp, { maxKeys: 2 }),
    }),
    scenes: fc.dictionary(id, scene, small),
    scripts: fc.dictionary(scriptPath, oddText, small),
    files: fc.dictionary(
      id,
      fc.tuple(
        fc.oneof(
          oddText.filter((text) => text !== ''),
          fc.constantFrom('a.png', 'A.png', 'b?.png'),
        ),
        fc.uint8Array({ maxLength: 40 }),
        sheet,
      ),
      small,
    ),
    tilesets: fc.dictionary(id, arbitraryTileset, small),
    prefabs: fc.dictionary(id, fc.record({ name: oddText, order, root: id, entities }), small),
    comments: fc.dictionary(id, comment, { ...small, minKeys: 1 }),
  })
  .map(({ files, ...rest }) => {
    const bytes = new Map<string, Uint8Array>();
    const assets: Record<string, ProjectData['assets'][string]> = {};
    for (const [assetId, [name, content, meta]] of Object.entries(files)) {
      const sha256 = sha256Hex(content);
      bytes.set(sha256, content);
      assets[assetId] = { name, kind: 'data', sha256, size: content.length, meta };
    }
    // A copy has plain objects everywhere, as projects do; fast-check makes some without a prototype.
    // A prefab inside of itself is refused on the way in; other tests see to that.
    const { prefabs } = withoutRings(rest.prefabs);
    return { project: structuredClone({ format: 1, ...rest, prefabs, assets }), files: bytes };
  });
