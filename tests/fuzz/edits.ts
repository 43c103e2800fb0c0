/** One random edit through the functions that the editor uses; every operation of the document has its turn. */
import {
  addComponent,
  createEntity,
  deleteEntities,
  paintTiles,
  removeComponent,
  setEntity,
  setFields,
  setRecordEntry,
} from '../../src/lib/document/edit.ts';
import { deleteAsset, putAsset, renameAsset, setAssetMeta } from '../../src/lib/document/edit-assets.ts';
import {
  addToProject,
  createLayer,
  createScene,
  deleteLayer,
  deletePrefab,
  deleteScene,
  deleteScript,
  putPrefab,
  putScript,
  scriptText,
  setLayer,
  setProjectName,
  setScene,
  setSettings,
} from '../../src/lib/document/edit-project.ts';
import { changeTileset, deleteTileset, putTileset, setTile } from '../../src/lib/document/edit-tilesets.ts';
import { ordersBetween } from '../../src/lib/base/order.ts';
import type { EntityHome } from '../../src/lib/document/layout.ts';
import { transact } from '../../src/lib/document/step.ts';
import { components, type ComponentType } from '../../src/lib/schema/components.ts';
import type { FieldSpec } from '../../src/lib/schema/fields.ts';
import { blankEntity, blankLayer, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, TilesetData } from '../../src/lib/schema/project.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import type { Choices, Peer } from './peers.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const orders = ordersBetween(null, null, 6);
const paths = ['behavior/a.lua', 'behavior/b.lua'];
const types = Object.keys(components) as ComponentType[];

function valueFor(spec: FieldSpec, pick: Choices): unknown {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return Math.min(spec.max ?? Infinity, Math.max(spec.min ?? 0, pick.below(100)));
    case 'vec2': {
      const at = (n: number) => Math.min(spec.max ?? Infinity, Math.max(spec.min ?? -Infinity, n));
      return [at(pick.below(100)), at(pick.below(100))];
    }
    case 'boolean':
      return pick.chance(0.5);
    case 'enum':
      return pick.pick(spec.options);
    case 'color':
      return pick.pick(['', '#fff', '#102030']);
    case 'points':
      return [
        [0, 0],
        [1, 0],
        [pick.below(2), 1],
      ];
    case 'record':
      return { [pick.pick(names)]: pick.below(9), 'a/b': pick.chance(0.5) };
    case 'tilesets':
      return [{ firstTile: 1, tileset: pick.pick(names) }];
    case 'tiles':
      return tilesFrom([[pick.below(40), pick.below(40), 1 + pick.below(9)]]);
    default:
      return pick.pick(names);
  }
}

function fieldsFor(type: ComponentType, pick: Choices): Record<string, unknown> {
  const specs: Readonly<Record<string, FieldSpec>> = components[type].fields;
  const [name, spec] = pick.pick(Object.entries(specs));
  // Taking a value back to its default is an edit as well.
  return { [name]: pick.chance(0.15) ? undefined : valueFor(spec, pick) };
}

function entityFor(pick: Choices): EntityData {
  const type = pick.pick(types);
  return blankEntity({
    name: pick.pick(names),
    parent: pick.chance(0.5) ? pick.pick(names) : null,
    order: pick.pick(orders),
    prefab: pick.chance(0.2) ? pick.pick(names) : '',
    components: { Transform: {}, [type]: withoutMissing(fieldsFor(type, pick)) },
  });
}

const withoutMissing = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A refusal (an entity under itself) is an answer, not a failure. */
function allowingRefusal(edit: () => void): void {
  try {
    edit();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

const asset = (n: number) =>
  ({ name: `${n}.png`, kind: 'image', sha256: String(n).repeat(64), size: n, meta: {} }) as const;
const animation = (pick: Choices) => ({
  ...{
    name: pick.pick(names),
    order: pick.pick(orders),
    direction: 'forward' as const,
    repeat: pick.below(3),
  },
  steps: { [pick.pick(names)]: { order: pick.pick(orders), frame: pick.below(4), duration: 100 } },
});
/** A tileset with one terrain, one label and one rule more, changed or gone. */
function withTerrain(all: TilesetData, pick: Choices): TilesetData {
  const id = pick.pick(names);
  const { [id]: known, ...others } = all.terrains ?? {};
  if (known && pick.chance(0.2)) return { ...all, terrains: others };
  const color = { name: `c${pick.below(9)}`, color: '#112233', tile: -1, probability: 1 };
  const wang = Array.from({ length: 8 }, () => pick.below(3));
  const base = known ?? { name: 'T', order: 'a0', type: 'mixed', tile: -1, colors: {}, tiles: {} };
  const rule = {
    order: 'a0',
    pattern: [pick.below(3)],
    tiles: [{ tile: pick.below(9), weight: 1 }],
    chance: 1,
  };
  const rules = all.rules?.[id] ?? { name: 'R', order: 'a0', tile: 0, rules: {} };
  return {
    ...all,
    terrains: {
      ...others,
      [id]: {
        ...base,
        colors: { ...base.colors, [1 + pick.below(3)]: color },
        tiles: { ...base.tiles, [pick.below(9)]: wang },
      },
    },
    rules: { ...all.rules, [id]: { ...rules, rules: { ...rules.rules, [pick.pick(names)]: rule } } },
  };
}

const tileset = (n: number) => ({
  ...{ name: `set ${n}`, image: 'a', tileSize: [16, 16] as const, margin: 0, spacing: 0 },
  ...{ columns: 4, count: 16, offset: [0, 0] as const, tiles: { '0': { solid: true } } },
});
/** Some contain others, or are variants of them; those that would contain themselves are refused. */
const prefab = (pick: Choices) => ({
  ...{ name: pick.pick(names), order: pick.pick(orders), root: 'a' },
  entities: {
    a: blankEntity({ name: pick.pick(names), prefab: pick.chance(0.3) ? pick.pick(names) : '' }),
    b: blankEntity({ parent: 'a', prefab: pick.chance(0.5) ? pick.pick(names) : '' }),
  },
});

/** All that a person can do, each with the chance that its place in the list gives it. */
export function editAtRandom({ doc, origin, history }: Peer, pick: Choices): void {
  const scene = pick.pick(['s', 's', 's', 't']);
  const home: EntityHome = pick.chance(0.1) ? { prefab: pick.pick(names) } : scene;
  const id = pick.pick(names);
  const type = pick.pick(types);
  const key = 'many' in components[type] && pick.chance(0.3) ? `${type}:feet` : type;
  const inner = `${id}/${pick.pick(['b', 'b/b', 'c'])}`;
  const edits: (() => void)[] = [
    () => setFields(doc, origin, home, inner, key, fieldsFor(type, pick)),
    () => setEntity(doc, origin, home, inner, { name: pick.pick(names), visible: pick.chance(0.5) }),
    () => deleteEntities(doc, origin, home, [inner]),
    () => setEntity(doc, origin, home, id, { prefab: pick.pick(names) }),
    () => createEntity(doc, origin, home, id, entityFor(pick)),
    () => createEntity(doc, origin, home, id, entityFor(pick)),
    () => deleteEntities(doc, origin, home, [id]),
    () => setEntity(doc, origin, home, id, { parent: pick.chance(0.8) ? pick.pick(names) : null }),
    () => setEntity(doc, origin, home, id, { order: pick.pick(orders), name: pick.pick(names) }),
    () => setEntity(doc, origin, home, id, { tags: [pick.pick(names)], layer: 'a', visible: false }),
    () => setFields(doc, origin, home, id, key, fieldsFor(type, pick)),
    () => setFields(doc, origin, home, id, key, fieldsFor(type, pick)),
    () => setFields(doc, origin, home, id, 'Transform', { position: [pick.below(99), pick.below(99)] }),
    () => addComponent(doc, origin, home, id, type, withoutMissing(fieldsFor(type, pick))),
    () => removeComponent(doc, origin, home, id, key),
    () => setRecordEntry(doc, origin, home, id, 'Script', 'properties', pick.pick(names), pick.below(9)),
    () => paintTiles(doc, origin, home, id, [[pick.below(20), pick.below(20), pick.below(4)]]),
    () =>
      paintTiles(doc, origin, home, id, [
        [pick.below(20), 3, 5],
        [pick.below(20), 4, 0],
      ]),
    () => createLayer(doc, origin, scene, id, blankLayer({ name: id, order: pick.pick(orders) })),
    () => setLayer(doc, origin, scene, id, { visible: pick.chance(0.5), parallax: pick.below(3) }),
    () => setLayer(doc, origin, scene, id, { tint: pick.pick(['', '#ff8844', '#abc']) }),
    () => deleteLayer(doc, origin, scene, id),
    () => setScene(doc, origin, scene, { name: pick.pick(names), settings: { gravity: [0, pick.below(9)] } }),
    () =>
      pick.chance(0.3)
        ? createScene(
            doc,
            origin,
            't',
            blankScene({}, () => 'layer'),
          )
        : undefined,
    () => (pick.chance(0.1) ? deleteScene(doc, origin, 't') : undefined),
    () => putScript(doc, origin, pick.pick(paths), `return ${pick.below(9)}\n`),
    () => scriptText(doc, pick.pick(paths))?.insert(0, '-- note\n'),
    () => (pick.chance(0.3) ? deleteScript(doc, origin, pick.pick(paths)) : undefined),
    () => putAsset(doc, origin, id, asset(pick.below(9))),
    () => deleteAsset(doc, origin, id),
    () => renameAsset(doc, origin, id, pick.pick(names)),
    () =>
      setAssetMeta(doc, origin, id, {
        border: pick.chance(0.5) ? undefined : [pick.below(9), 1, 2, 3],
        animations: pick.chance(0.2) ? undefined : { [pick.pick(names)]: animation(pick) },
      }),
    () => putTileset(doc, origin, id, tileset(pick.below(9))),
    () => setTile(doc, origin, id, pick.below(9), { properties: { n: pick.below(9) } }),
    () => (pick.chance(0.1) ? deleteTileset(doc, origin, id) : undefined),
    () => changeTileset(doc, origin, id, 'Change terrains', (all) => withTerrain(all, pick)),
    () => putPrefab(doc, origin, id, prefab(pick)),
    () => deletePrefab(doc, origin, id),
    () => setSettings(doc, origin, { seed: pick.below(99), gravity: [0, pick.below(99)] }),
    () => setProjectName(doc, origin, pick.pick(names)),
    () =>
      addToProject(doc, origin, { scripts: { [pick.pick(paths)]: 'return {}' }, assets: { [id]: asset(1) } }),
    () =>
      transact(doc, origin, 'Three at once', () => {
        createEntity(doc, origin, home, id, entityFor(pick));
        setFields(doc, origin, home, id, key, fieldsFor(type, pick));
        setEntity(doc, origin, home, id, { locked: true });
      }),
    () => history.undo(),
    () => history.undo(),
    () => history.redo(),
  ];
  allowingRefusal(pick.pick(edits));
}
