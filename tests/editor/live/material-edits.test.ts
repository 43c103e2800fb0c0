import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import { UndoHistory } from '../../../src/lib/document/undo.ts';
import * as edits from '../../../src/lib/editor/live/material-edits.ts';
import { materialPresets } from '../../../src/lib/schema/materials.ts';
import { namesIn } from '../../../src/lib/schema/names.ts';
import { projectOf } from '../core/fixtures.ts';

function settings() {
  const doc = new Y.Doc();
  const ball = { name: 'Ball', components: { 'Collider:edge': { material: 'jelly' } } };
  const map = { name: 'Ground', components: { Tilemap: { material: 'jelly' }, Script: { script: 'jelly' } } };
  writeProject(doc, systemOrigin, projectOf({ ball, map }));
  const reader = new DocReader(doc);
  const origin = userOrigin();
  const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
  return {
    history,
    target: (): edits.MaterialTarget => ({ doc, origin, project: reader.project }),
    own: () => reader.project.settings.materials,
    material: (id: string, component: string) =>
      reader.project.scenes.s!.entities[id]!.components[component]!.material,
    choices: () => namesIn(reader.project.settings, 'materials'),
  };
}

describe("the project's own materials", () => {
  it('begin plain, with a name that is free where none is given, and are offered at once', () => {
    const { target, own, choices } = settings();
    expect(edits.addMaterial(target(), '')).toEqual({ name: 'material' });
    expect(edits.addMaterial(target(), '  ')).toEqual({ name: 'material 2' });
    expect(edits.addMaterial(target(), '  bouncy   jelly ')).toEqual({ name: 'bouncy jelly' });
    expect(own()['bouncy jelly']).toEqual({ friction: 0.3, restitution: 0, density: 1 });
    expect(choices()).toContain('bouncy jelly');
  });

  it('refuse a second one of a name', () => {
    const { target, own } = settings();
    edits.addMaterial(target(), 'jelly');
    expect(edits.addMaterial(target(), ' jelly ')).toEqual({
      wrong: 'There is already a material named “jelly”.',
    });
    edits.addMaterial(target(), 'felt');
    expect(edits.renameMaterial(target(), 'felt', 'jelly')).toMatch(/already/u);
    expect(edits.renameMaterial(target(), 'felt', ' ')).toMatch(/needs a name/u);
    expect(edits.addMaterial(target(), '__proto__')).toHaveProperty('wrong');
    expect(Object.keys(own()).sort()).toEqual(['felt', 'jelly']);
  });

  it('take the values of one that every project has along when they take its name', () => {
    const { target, own } = settings();
    edits.addMaterial(target(), 'ice');
    expect(own().ice).toEqual(materialPresets.ice);
  });

  it('change within their ranges', () => {
    const { target, own } = settings();
    edits.addMaterial(target(), 'jelly');
    expect(edits.setMaterial(target(), 'jelly', { restitution: 0.9 })).toBe('');
    expect(edits.setMaterial(target(), 'jelly', { friction: 3 })).toMatch(/“jelly” .*0 to 1/u);
    expect(edits.setMaterial(target(), 'felt', { friction: 1 })).toMatch(/no material “felt”/u);
    expect(own().jelly).toEqual({ friction: 0.3, restitution: 0.9, density: 1 });
  });

  it('take everything that is made of them along when they are renamed, in one step of undo', () => {
    const { target, own, material, history } = settings();
    edits.addMaterial(target(), 'jelly');
    expect(edits.renameMaterial(target(), 'jelly', 'slime')).toBe('');
    expect(Object.keys(own())).toEqual(['slime']);
    expect(material('ball', 'Collider:edge')).toBe('slime');
    expect(material('map', 'Tilemap')).toBe('slime');
    history.undo();
    expect(Object.keys(own())).toEqual(['jelly']);
    expect(material('ball', 'Collider:edge')).toBe('jelly');
  });

  it('tell who is made of them before they go, and come back by undo', () => {
    const { target, own, history } = settings();
    edits.addMaterial(target(), 'jelly');
    const uses = edits.usesOfMaterial(target().project, 'jelly');
    expect(uses.map(({ name, component, field }) => [name, component, field])).toEqual([
      ['Ball', 'Collider:edge', 'material'],
      ['Ground', 'Tilemap', 'material'],
    ]);
    expect(edits.usersInWords(uses)).toBe('Ball and Ground');
    expect(edits.usersInWords([])).toBe('');
    expect(edits.usersInWords(['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...uses[0]!, name })))).toBe(
      'a, b, c and 2 more',
    );
    edits.deleteMaterial(target(), 'jelly');
    expect(own()).toEqual({});
    history.undo();
    expect(Object.keys(own())).toEqual(['jelly']);
  });
});
