import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LiveEdits } from '../../../src/lib/runtime/document-edits.ts';
import {
  putPrefab,
  putScript,
  setScene,
  setSettings,
  writeProject,
} from '../../../src/lib/document/edit-project.ts';
import { createEntity, deleteEntities, paintTiles, setFields } from '../../../src/lib/document/edit.ts';
import { entityMap } from '../../../src/lib/document/layout.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import type { LiveEdit } from '../../../src/lib/runtime/protocol.ts';
import { tilesFrom } from '../../../src/lib/schema/tiles.ts';
import { blankEntity, blankScene } from '../../../src/lib/schema/blank.ts';
import { projectOf } from '../core/fixtures.ts';

const user = userOrigin();
const lift = (children: readonly string[]) => ({
  name: 'Lift',
  order: 'a0',
  root: 'r',
  entities: {
    r: blankEntity({ name: 'Lift' }),
    ...Object.fromEntries(children.map((id) => [id, blankEntity({ name: id, parent: 'r' })])),
  },
});

/** A document whose changes become edits of a game that plays scene `s`. */
function game(entities: Parameters<typeof projectOf>[0]) {
  const doc = new Y.Doc();
  const project = projectOf(entities);
  writeProject(doc, systemOrigin, {
    ...project,
    scenes: { ...project.scenes, other: blankScene() },
    prefabs: {
      lift: lift(['door', 'lamp']),
      other: lift([]),
      house: {
        name: 'House',
        order: 'a1',
        root: 'r',
        entities: {
          r: blankEntity({ name: 'House' }),
          lift: blankEntity({ name: 'Lift', parent: 'r', prefab: 'lift' }),
        },
      },
    },
  });
  const reader = new DocReader(doc);
  const live = new LiveEdits(reader.project, 's');
  let edits: LiveEdit[] = [];
  reader.subscribe((change) => edits.push(...live.editsFor(change, reader.project)));
  const told = (change: () => void): LiveEdit[] => {
    edits = [];
    change();
    return edits;
  };
  return { doc, told };
}
const entitiesIn = (edits: LiveEdit[]) =>
  edits.flatMap((edit) => (edit.kind === 'entity' ? [[edit.id, edit.entity !== null]] : []));

describe('what a running game is told of the document', () => {
  it('chunks of tiles alone when nothing else of an entity changed', () => {
    const tiles = tilesFrom([
      [0, 0, 1],
      [20, 0, 1],
    ]);
    const { doc, told } = game({ map: { components: { Transform: {}, Tilemap: { tiles } } } });
    const edits = told(() => paintTiles(doc, user, 's', 'map', [[21, 0, 4]]));
    const chunk = tilesFrom([
      [20, 0, 1],
      [21, 0, 4],
    ])['1,0'];
    expect(edits).toEqual([{ kind: 'tiles', id: 'map', changes: { '1,0': chunk } }]);
    expect(told(() => paintTiles(doc, user, 's', 'map', [[0, 0, 0]]))).toEqual([
      { kind: 'tiles', id: 'map', changes: { '0,0': null } },
    ]);
    const [whole] = told(() => setFields(doc, user, 's', 'map', 'Tilemap', { alpha: 0.5 }));
    expect(whole?.kind).toBe('entity');
  });

  it('an entity as it is after a change, with its defaults', () => {
    const { doc, told } = game({ a: {}, b: {} });
    const edits = told(() => setFields(doc, user, 's', 'a', 'Transform', { position: [5, 6] }));
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatchObject({
      kind: 'entity',
      id: 'a',
      entity: { components: { Transform: { position: [5, 6], rotation: 0 } } },
    });
  });

  it('entities that come and go', () => {
    const { doc, told } = game({ a: {} });
    expect(entitiesIn(told(() => createEntity(doc, user, 's', 'c', blankEntity())))).toEqual([['c', true]]);
    expect(entitiesIn(told(() => deleteEntities(doc, user, 's', ['a'])))).toEqual([['a', false]]);
  });

  it('nothing of other scenes, and nothing of scripts, which go when they are saved', () => {
    const { doc, told } = game({ a: {} });
    expect(told(() => createEntity(doc, user, 'other', 'x', blankEntity()))).toEqual([]);
    expect(told(() => putScript(doc, user, 'behavior/a.lua', 'return {}'))).toEqual([]);
  });

  it('settings of the project and of its own scene', () => {
    const { doc, told } = game({});
    expect(told(() => setSettings(doc, user, { gravity: [0, 7] }))).toMatchObject([
      { kind: 'settings', settings: { gravity: [0, 7] } },
    ]);
    expect(told(() => setScene(doc, user, 's', { settings: { gravity: [3, 0] } }))).toMatchObject([
      { kind: 'settings', scene: { gravity: [3, 0] } },
    ]);
  });

  it('the inner entities of an instance, also those that a changed prefab no longer brings', () => {
    const { doc, told } = game({ one: { prefab: 'lift' } });
    const changed = told(() => putPrefab(doc, user, 'lift', lift(['door'])));
    expect(changed.some(({ kind }) => kind === 'prefabs')).toBe(true);
    expect(entitiesIn(changed)).toEqual([['one/lamp', false]]);
    expect(entitiesIn(told(() => deleteEntities(doc, user, 's', ['one'])))).toEqual([
      ['one/door', false],
      ['one', false],
    ]);
  });

  it('of a changed prefab only what looks other than before in each instance', () => {
    const { doc, told } = game({
      one: { prefab: 'lift' },
      two: { prefab: 'lift', overrides: { lamp: { components: { Transform: { size: [1, 1] } } } } },
      plain: {},
      deep: { prefab: 'house' },
    });
    const lamp = (size: [number, number]) => () =>
      setFields(doc, user, { prefab: 'lift' }, 'lamp', 'Transform', { size });
    // Where an instance sets it itself, nothing changes; further in, it does.
    expect(entitiesIn(told(lamp([9, 9])))).toEqual([
      ['one/lamp', true],
      ['deep/lift/lamp', true],
    ]);
    const added = told(() =>
      createEntity(doc, user, { prefab: 'lift' }, 'bell', blankEntity({ name: 'bell', order: 'a9' })),
    );
    expect(entitiesIn(added)).toEqual([
      ['one/bell', true],
      ['two/bell', true],
      ['deep/lift/bell', true],
    ]);
    const order = added.find((edit) => edit.kind === 'order');
    expect(order?.ids).toContain('deep/lift/bell');
    const other = told(() => setFields(doc, user, { prefab: 'other' }, 'r', 'Transform', { size: [3, 3] }));
    expect(other.map(({ kind }) => kind)).toEqual(['prefabs']);
  });

  it('of an instance only the parts that its overrides change', () => {
    const { doc, told } = game({ one: { prefab: 'lift' } });
    const edits = told(() => setFields(doc, user, 's', 'one/door', 'Transform', { size: [4, 4] }));
    expect(entitiesIn(edits)).toEqual([
      ['one', true],
      ['one/door', true],
    ]);
    expect(entitiesIn(told(() => deleteEntities(doc, user, 's', ['one/door'])))).toEqual([
      ['one/door', false],
      ['one', true],
    ]);
  });

  it('no parent that would stand in a ring, as when two people move at once', () => {
    const { doc, told } = game({ a: {}, b: { parent: 'a' } });
    const edits = told(() => entityMap(doc, 's', 'a')!.set('parent', 'b'));
    expect(edits).toMatchObject([
      { kind: 'entity', id: 'a', entity: { parent: null } },
      { kind: 'order', ids: ['a', 'b'] },
    ]);
  });
});
