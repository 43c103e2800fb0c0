import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../../src/lib/document/edit-project.ts';
import { layout } from '../../../src/lib/document/layout.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import { UndoHistory } from '../../../src/lib/document/undo.ts';
import { PropertyRenames } from '../../../src/lib/editor/live/property-renames.ts';
import { blankEntity } from '../../../src/lib/schema/blank.ts';
import { projectOf } from '../core/fixtures.ts';

const path = 'behavior/walk.lua';
const source = `return { properties = {
  speed = { default = 80, min = 0, max = 400, doc = "how fast" },
  name = { default = "walker" },
} }`;

function desk() {
  const doc = new Y.Doc();
  const script = { script: path, properties: { speed: 120, name: 'Otto' } };
  const project = projectOf({
    a: {
      components: {
        Script: script,
        'Script:other': { script: 'behavior/other.lua', properties: { speed: 1 } },
      },
    },
    plain: { components: { Script: { script: path } } },
    instance: { prefab: 'p', components: { Script: { properties: { speed: 30 } } } },
  });
  writeProject(doc, systemOrigin, {
    ...project,
    scripts: { [path]: source, 'behavior/other.lua': source },
    prefabs: {
      p: {
        name: 'P',
        order: 'a0',
        root: 'r',
        entities: { r: blankEntity({ name: 'r', components: { Script: script } }) },
      },
    },
  });
  const reader = new DocReader(doc);
  const origin = userOrigin();
  const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
  const renames = new PropertyRenames({ doc, origin, project: () => reader.project });
  onTestFinished(() => {
    renames.dispose();
    history.dispose();
    reader.dispose();
  });
  const text = layout(doc).scripts.get(path)!;
  /** As typing does: with an origin of its own. */
  const type = (from: string, to: string, into = doc): void => {
    const target = layout(into).scripts.get(path)!;
    const at = target.toString().indexOf(from);
    into.transact(() => {
      target.delete(at, from.length);
      target.insert(at, to);
    }, type);
  };
  const properties = (id: string, key = 'Script') =>
    reader.project.scenes.s!.entities[id]!.components[key]!.properties;
  return { doc, reader, history, renames, text, type, properties };
}

describe('a property renamed in the text of a script', () => {
  it('keeps its values on every entity, in scenes and prefabs, as one step of undo', async () => {
    const { reader, history, renames, type, properties } = desk();
    const before = reader.project;
    type('speed', 'velocity');
    await renames.flush();
    expect(properties('a')).toEqual({ velocity: 120, name: 'Otto' });
    expect(properties('instance')).toEqual({ velocity: 30 });
    expect(properties('plain')).toBeUndefined();
    expect(properties('a', 'Script:other')).toEqual({ speed: 1 });
    expect(reader.project.prefabs.p!.entities.r!.components.Script!.properties).toEqual({
      velocity: 120,
      name: 'Otto',
    });
    history.undo();
    expect(reader.project.scenes).toEqual(before.scenes);
    expect(reader.project.prefabs).toEqual(before.prefabs);
    expect(history.canUndo).toBe(false);
    history.redo();
    // Named back, also by undoing the typing, it is as it was.
    type('velocity', 'speed');
    await renames.flush();
    expect(reader.project.scenes).toEqual(before.scenes);
  });

  it('waits for text that can be read, and for a name that was taken away before the new one is typed', async () => {
    const { renames, type, properties } = desk();
    type('\n  speed = {', '\n  = {');
    await renames.flush();
    expect(properties('a')).toMatchObject({ speed: 120 });
    type('\n  = {', '\n  pace = {');
    await renames.flush();
    expect(properties('a')).toEqual({ pace: 120, name: 'Otto' });
  });

  it('leaves values alone that the new declaration does not take', async () => {
    const { renames, type, properties } = desk();
    type('speed = { default = 80, min = 0, max = 400', 'pace = { default = 80, min = 0, max = 100');
    await renames.flush();
    expect(properties('a')).toEqual({ speed: 120, name: 'Otto' });
    expect(properties('instance')).toEqual({ pace: 30 });
  });

  it('is the affair of whoever typed it', async () => {
    const { doc, renames, type, properties } = desk();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    type('speed', 'velocity', other);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    await renames.flush();
    expect(properties('a')).toMatchObject({ speed: 120 });
    type('"how fast"', '"how fast it goes"');
    await renames.flush();
    expect(properties('a')).toMatchObject({ speed: 120 });
  });
});
