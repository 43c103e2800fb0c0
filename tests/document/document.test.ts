import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
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
import {
  deleteScene,
  putScript,
  scriptText,
  setScene,
  writeProject,
} from '../../src/lib/document/edit-project.ts';
import { inParts } from '../../src/lib/document/flat.ts';
import { entityMap, layout } from '../../src/lib/document/layout.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import type { DocChange } from '../../src/lib/document/doc-change.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { transact } from '../../src/lib/document/step.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { InnerOverride, ProjectData } from '../../src/lib/schema/project.ts';
import { tileAt } from '../../src/lib/schema/tiles.ts';
import { arbitraryProject } from '../schema/arbitrary-project.ts';

const user = userOrigin();

function sceneDoc() {
  const doc = new Y.Doc();
  writeProject(doc, systemOrigin, { ...blankProject('Test'), scenes: { s: blankScene() } });
  return doc;
}

/** Records and grids without entries, and overrides that set nothing, are the same as none: both are the default, which is not stored. */
function withoutEmptyParts(project: ProjectData): ProjectData {
  const entities = [...Object.values(project.scenes), ...Object.values(project.prefabs)].flatMap((each) =>
    Object.values(each.entities),
  );
  for (const { components } of entities)
    for (const [key, fields] of Object.entries(components) as [string, Record<string, object>][])
      for (const [field, value] of Object.entries(fields)) {
        if (inParts(key, field) && Object.keys(value).length === 0) delete fields[field];
      }
  for (const entity of entities as { overrides?: Record<string, InnerOverride> }[]) {
    for (const [path, { components, ...fields }] of Object.entries(entity.overrides ?? {}))
      if (Object.keys({ ...components, ...fields }).length === 0) delete entity.overrides![path];
    if (Object.keys(entity.overrides ?? {}).length === 0) delete entity.overrides;
  }
  return project;
}

/** A second document that follows and is followed, while `connected`. */
function pairOf(doc: Y.Doc) {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const meet = () => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  };
  return { other, meet };
}

describe('a project in a shared document', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(arbitraryProject, (bundle) => {
        const project = withoutEmptyParts(structuredClone(bundle.project));
        const doc = new Y.Doc();
        writeProject(doc, systemOrigin, project);
        expect(readProject(doc)).toEqual(project);
        expect(new DocReader(doc).project).toEqual(project);
      }),
      { numRuns: 40 },
    );
  });

  it('adds a component for two people at once without losing the fields of either', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    const { other, meet } = pairOf(doc);
    addComponent(doc, user, 's', 'a', 'Shape', { fill: '#ff0000' });
    addComponent(other, user, 's', 'a', 'Shape', { kind: 'ellipse' });
    meet();
    for (const each of [doc, other])
      expect(readProject(each).scenes.s!.entities.a!.components.Shape).toEqual({
        fill: '#ff0000',
        kind: 'ellipse',
      });
  });

  it('keeps the tiles that two people paint side by side at once', () => {
    const doc = sceneDoc();
    createEntity(
      doc,
      user,
      's',
      'map',
      blankEntity({ components: { Transform: {}, Tilemap: { tiles: {} } } }),
    );
    const { other, meet } = pairOf(doc);
    paintTiles(doc, user, 's', 'map', [[3, 4, 7]]);
    paintTiles(other, user, 's', 'map', [
      [4, 4, 8],
      [-1, -1, 9],
    ]);
    meet();
    for (const each of [doc, other]) {
      const { tiles } = readProject(each).scenes.s!.entities.map!.components.Tilemap as { tiles: never };
      expect([tileAt(tiles, 3, 4), tileAt(tiles, 4, 4), tileAt(tiles, -1, -1)]).toEqual([7, 8, 9]);
    }
  });

  it('refuses values that a field cannot hold, and an entity below itself, and changes nothing', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    createEntity(doc, user, 's', 'b', blankEntity({ parent: 'a' }));
    const before = readProject(doc);
    expect(() => setFields(doc, user, 's', 'a', 'Transform', { position: [0, Number.NaN] })).toThrow(
      RangeError,
    );
    expect(() => setEntity(doc, user, 's', 'a', { parent: 'b' })).toThrow('into itself');
    expect(() => addComponent(doc, user, 's', 'a', 'Jetpack')).toThrow('There is no component "Jetpack"');
    expect(readProject(doc)).toEqual(before);
  });

  it('deletes what stands below, and keeps entities of others', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    createEntity(doc, user, 's', 'b', blankEntity({ parent: 'a' }));
    createEntity(doc, user, 's', 'c', blankEntity({ parent: 'b' }));
    createEntity(doc, user, 's', 'd', blankEntity());
    deleteEntities(doc, user, 's', ['a']);
    expect(Object.keys(readProject(doc).scenes.s!.entities)).toEqual(['d']);
  });

  it('sets, clears and removes fields and components, records entry by entry', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    const key = addComponent(doc, user, 's', 'a', 'Script', { script: 'behavior/a.lua' });
    expect(addComponent(doc, user, 's', 'a', 'Script')).toBe('Script:2');
    setRecordEntry(doc, user, 's', 'a', key, 'properties', 'speed', 5);
    setRecordEntry(doc, user, 's', 'a', key, 'properties', 'a/b', 'x');
    const read = () => readProject(doc).scenes.s!.entities.a!.components;
    expect(read().Script).toEqual({ script: 'behavior/a.lua', properties: { speed: 5, 'a/b': 'x' } });
    setRecordEntry(doc, user, 's', 'a', key, 'properties', 'speed', undefined);
    setFields(doc, user, 's', 'a', key, { script: undefined });
    expect(read().Script).toEqual({ properties: { 'a/b': 'x' } });
    removeComponent(doc, user, 's', 'a', key);
    removeComponent(doc, user, 's', 'a', 'Script:2');
    expect(Object.keys(read())).toEqual(['Transform']);
  });

  it('keeps components of a newer version, and reads bad values as defaults that it names', () => {
    const doc = sceneDoc();
    createEntity(
      doc,
      user,
      's',
      'a',
      blankEntity({ name: 'Hero', components: { Transform: {}, Hologram: { power: 9 } } }),
    );
    entityMap(doc, 's', 'a')!.set('Transform/rotation', 'sideways');
    entityMap(doc, 's', 'a')!.set('order', 12);
    const reader = new DocReader(doc);
    const entity = reader.entity('s', 'a')!;
    expect(entity.components).toEqual({ Transform: {}, Hologram: { power: 9 } });
    expect(entity.order).toBe('a0');
    expect(reader.problems.map(({ where }) => where)).toEqual(['Hero', 'Hero', 'Hero']);
    expect(reader.problems.map(({ message }) => message).join('\n')).toMatch(/rotation[^]*Hologram/);
    setFields(doc, user, 's', 'a', 'Transform', { rotation: 3 });
    setEntity(doc, user, 's', 'a', { order: 'a1' });
    expect(reader.problems).toHaveLength(1);
  });

  it('says of each place what is wrong there now, and no more once the place is put right or gone', () => {
    const doc = new Y.Doc();
    writeProject(doc, systemOrigin, {
      ...blankProject('Test'),
      scenes: { s: blankScene(), t: blankScene({ name: 'Cave' }) },
    });
    const reader = new DocReader(doc);
    const places = () => reader.problems.map(({ place }) => place.join('/')).sort();
    // The same id in two scenes, as after a copy of a whole scene.
    for (const scene of ['s', 't']) {
      createEntity(doc, user, scene, 'a', blankEntity());
      entityMap(doc, scene, 'a')!.set('visible', 'maybe');
      layout(doc).scenes.get(scene)!.set('name', 7);
    }
    layout(doc).tilesets.set('x', new Y.Map([['columns', 'many']]));
    expect(places()).toEqual([
      'scenes/s',
      'scenes/s/entities/a',
      'scenes/t',
      'scenes/t/entities/a',
      'tilesets/x',
    ]);

    setEntity(doc, user, 's', 'a', { visible: true });
    setScene(doc, user, 's', { name: 'Meadow' });
    layout(doc).tilesets.delete('x');
    expect(places()).toEqual(['scenes/t', 'scenes/t/entities/a']);
    deleteScene(doc, user, 't');
    expect(places()).toEqual([]);
  });

  it('stays small over a long session of moves', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    const before = Y.encodeStateAsUpdate(doc).length;
    for (let i = 0; i < 3600; i++) setFields(doc, user, 's', 'a', 'Transform', { position: [i, i / 2] });
    expect(Y.encodeStateAsUpdate(doc).length - before).toBeLessThan(200);
  });

  it('reads damage of every kind without throwing', () => {
    const junk = fc
      .oneof(fc.anything({ maxDepth: 1, withNullPrototype: false }), fc.constant(undefined))
      .filter((value) => {
        const plain = (v: unknown): boolean =>
          v === null ||
          ['string', 'number', 'boolean'].includes(typeof v) ||
          (Array.isArray(v) && v.every(plain));
        return plain(value);
      });
    const key = fc.constantFrom(
      ...[
        'name',
        'parent',
        'order',
        'tags',
        'Transform',
        'Transform/position',
        'Shape',
        'Shape/points',
        'Tilemap',
      ],
      ...[
        'Tilemap/tiles/c:0,0',
        'Tilemap/tiles/t:1,x',
        'Script',
        'Script/properties/',
        '/',
        'a/b/c/d',
        'visible',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, junk)), junk, (entries, stray) => {
        const doc = sceneDoc();
        createEntity(doc, user, 's', 'a', blankEntity());
        const entity = entityMap(doc, 's', 'a')!;
        for (const [name, value] of entries) entity.set(name, value);
        layout(doc).scenes.set('stray', stray as never);
        layout(doc).assets.set('stray', stray);
        layout(doc).prefabs.set('stray', stray as never);
        expect(new DocReader(doc).project).toEqual(readProject(doc));
      }),
    );
  });
});

describe('DocReader', () => {
  it('says what changed, and keeps everything else the same object', () => {
    const doc = sceneDoc();
    createEntity(doc, user, 's', 'a', blankEntity());
    createEntity(doc, user, 's', 'b', blankEntity());
    putScript(doc, user, 'behavior/x.lua', 'return {}');
    const reader = new DocReader(doc);
    const heard = vi.fn<(change: DocChange) => void>();
    reader.subscribe(heard);
    const before = reader.project;
    setFields(doc, user, 's', 'a', 'Transform', { rotation: 5 });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(heard.mock.calls[0]![0].entities).toEqual(new Map([['s', new Set(['a'])]]));
    expect(heard.mock.calls[0]![0].origin).toBe(user);
    expect(reader.project.scenes.s!.entities.b).toBe(before.scenes.s!.entities.b);
    expect(reader.project.scenes.s!.entities.a).not.toBe(before.scenes.s!.entities.a);
    expect(reader.project.scripts).toBe(before.scripts);
    setFields(doc, user, 's', 'a', 'Transform', { rotation: 5 });
    expect(heard).toHaveBeenCalledTimes(1);
    scriptText(doc, 'behavior/x.lua')!.insert(0, '-- hello\n');
    expect(heard.mock.lastCall![0].scripts).toEqual(new Set(['behavior/x.lua']));
    expect(reader.project.scripts['behavior/x.lua']).toBe('-- hello\nreturn {}');
    reader.dispose();
  });
});

describe('undo', () => {
  it('takes back a change as one step and brings the selection along', () => {
    const doc = sceneDoc();
    let selection: readonly string[] = [];
    const access = {
      getSelection: () => selection,
      setSelection: (ids: readonly string[]) => (selection = ids),
    };
    const history = new UndoHistory(doc, user, access);
    createEntity(doc, user, 's', 'a', blankEntity());
    selection = ['a'];
    deleteEntities(doc, user, 's', ['a']);
    selection = [];
    history.undo();
    expect(Object.keys(readProject(doc).scenes.s!.entities)).toEqual(['a']);
    expect(selection).toEqual(['a']);
    history.redo();
    expect(Object.keys(readProject(doc).scenes.s!.entities)).toEqual([]);
    history.undo();
    history.undo();
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
  });

  it('keeps the name of each step, the outermost where steps are made of others', () => {
    const doc = sceneDoc();
    const history = new UndoHistory(doc, user, { getSelection: () => [], setSelection: () => {} });
    createEntity(doc, user, 's', 'a', blankEntity({ name: 'Hero' }));
    setEntity(doc, user, 's', 'a', { name: 'Villain' });
    transact(doc, user, 'Turn it around', () => {
      setFields(doc, user, 's', 'a', 'Transform', { rotation: 180 });
      setEntity(doc, user, 's', 'a', { locked: true });
    });
    deleteEntities(doc, systemOrigin, 's', ['nobody']);
    deleteEntities(doc, user, 's', ['a']);
    const names = ['Add Hero', 'Rename Hero to Villain', 'Turn it around', 'Delete Villain'];
    expect(history.steps.map(({ name }) => name)).toEqual(names);
    history.goTo(1);
    expect(readProject(doc).scenes.s!.entities.a).toMatchObject({ name: 'Hero', locked: false });
    expect([history.position, history.steps.map(({ name }) => name)]).toEqual([1, names]);
    history.goTo(3);
    expect(readProject(doc).scenes.s!.entities.a).toMatchObject({ name: 'Villain', locked: true });
    expect([history.position, history.steps.map(({ id }) => id)]).toEqual([3, [1, 2, 3, 4]]);
  });

  it('makes one step of a key that is held down, and of nothing else', () => {
    const doc = sceneDoc();
    let now = 0;
    const access = { getSelection: () => [], setSelection: () => {} };
    const history = new UndoHistory(doc, user, access, () => now);
    createEntity(doc, systemOrigin, 's', 'a', blankEntity({ name: 'Hero' }));
    createEntity(doc, systemOrigin, 's', 'b', blankEntity({ name: 'Hero' }));
    const turn = (id: string, rotation: number, burst = true) =>
      transact(doc, user, 'Turn Hero', () => setFields(doc, user, 's', id, 'Transform', { rotation }), burst);
    for (const rotation of [10, 20, 30]) {
      turn('a', rotation);
      now += 100;
    }
    expect([history.steps.length, history.writes]).toEqual([1, 3]);
    turn('b', 10);
    turn('a', 40);
    now += 1000;
    turn('a', 50);
    turn('a', 60, false);
    turn('a', 70);
    expect(history.steps.map(({ name }) => name)).toEqual(Array(6).fill('Turn Hero'));
    history.goTo(1);
    expect(readProject(doc).scenes.s!.entities.a!.components.Transform).toEqual({ rotation: 30 });
    // Steps of a burst may set other fields of the same entity.
    history.goTo(6);
    transact(
      doc,
      user,
      'Move',
      () => setFields(doc, user, 's', 'b', 'Transform', { position: [1, 0] }),
      true,
    );
    const both = { position: [1, 1], size: [8, 8] };
    transact(doc, user, 'Move', () => setFields(doc, user, 's', 'b', 'Transform', both), true);
    expect(history.steps).toHaveLength(7);
    history.goTo(1);
    // What was taken back is no longer part of a burst.
    history.undo();
    turn('a', 10);
    expect(history.steps).toHaveLength(1);
    history.undo();
    expect(readProject(doc).scenes.s!.entities.a!.components.Transform).toEqual({});
  });

  it('brings back what was selected before a step and, done again, right after it', async () => {
    const doc = sceneDoc();
    let selection = ['before'];
    const setSelection = (ids: string[]) => (selection = ids);
    const history = new UndoHistory(doc, user, { getSelection: () => selection, setSelection });
    createEntity(doc, user, 's', 'a', blankEntity());
    selection = ['a'];
    await Promise.resolve();
    selection = ['something else'];
    history.undo();
    expect(selection).toEqual(['before']);
    history.redo();
    expect(selection).toEqual(['a']);
  });

  it("leaves other people's work alone", () => {
    const doc = sceneDoc();
    createEntity(doc, systemOrigin, 's', 'a', blankEntity());
    const history = new UndoHistory(doc, user, { getSelection: () => [], setSelection: () => {} });
    const { other, meet } = pairOf(doc);
    setFields(doc, user, 's', 'a', 'Transform', { rotation: 10 });
    meet();
    setFields(other, userOrigin(), 's', 'a', 'Transform', { rotation: 20, size: [9, 9] });
    meet();
    history.undo();
    expect(readProject(doc).scenes.s!.entities.a!.components.Transform).toEqual({
      rotation: 20,
      size: [9, 9],
    });
  });
});
