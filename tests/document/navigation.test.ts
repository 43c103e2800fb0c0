import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { clearGuides, setBookmark, setGuide } from '../../src/lib/document/edit-navigation.ts';
import { setLayer, writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';

function open() {
  const doc = new Y.Doc();
  let n = 0;
  writeProject(
    doc,
    systemOrigin,
    blankProject('Test', () => `id${n++}`),
  );
  const [scene = ''] = Object.keys(readProject(doc).scenes);
  const [layer = ''] = Object.keys(readProject(doc).scenes[scene]!.layers);
  return { doc, scene, layer, origin: userOrigin(), read: () => readProject(doc).scenes[scene]! };
}

describe('what a scene keeps for its editors', () => {
  it('guides and bookmarks are set, moved and removed, each a step that can be undone', () => {
    const { doc, scene, origin, read } = open();
    const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
    setGuide(doc, origin, scene, 'g', { axis: 'x', at: 10 });
    setGuide(doc, origin, scene, 'g', { axis: 'x', at: 20 });
    setBookmark(doc, origin, scene, '3', { name: 'Cave', centre: [5, 6], zoom: 2 });
    expect(read().guides).toEqual({ g: { axis: 'x', at: 20 } });
    expect(read().bookmarks).toEqual({ '3': { name: 'Cave', centre: [5, 6], zoom: 2 } });
    setBookmark(doc, origin, scene, '3', null);
    clearGuides(doc, origin, scene);
    expect(read()).not.toHaveProperty('guides');
    expect(read()).not.toHaveProperty('bookmarks');
    history.undo();
    history.undo();
    expect(read().guides).toEqual({ g: { axis: 'x', at: 20 } });
    expect(Object.keys(read().bookmarks ?? {})).toEqual(['3']);
    history.dispose();
  });

  it('guides that two people add and move at once are both kept', () => {
    const { doc, scene, origin, read } = open();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    setGuide(doc, origin, scene, 'a', { axis: 'x', at: 1 });
    setGuide(other, userOrigin(), scene, 'b', { axis: 'y', at: 2 });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(Object.keys(read().guides ?? {}).sort()).toEqual(['a', 'b']);
  });

  it('a layer has a grid of its own, and gives it up', () => {
    const { doc, scene, layer, origin, read } = open();
    setLayer(doc, origin, scene, layer, { grid: { size: [32, 16], offset: [4, 0] } });
    expect(read().layers[layer]!.grid).toEqual({ size: [32, 16], offset: [4, 0] });
    setLayer(doc, origin, scene, layer, { grid: undefined });
    expect(read().layers[layer]).not.toHaveProperty('grid');
  });

  it('damaged ones are left out and said', () => {
    const { doc, scene, layer, read } = open();
    const map = doc.getMap<Y.Map<unknown>>('scenes').get(scene)!;
    map.set('guide/g', { axis: 'z', at: 1 });
    map.set('bookmark/1', 'here');
    (map.get('layers') as Y.Map<Y.Map<unknown>>).get(layer)!.set('grid', { size: [0, 0], offset: [0, 0] });
    expect(read()).not.toHaveProperty('guides');
    expect(read().layers[layer]).not.toHaveProperty('grid');
    const reader = new DocReader(doc);
    expect(reader.problems.map(({ message }) => message).join()).toMatch(/guide.*bookmark.*grid/u);
    reader.dispose();
  });
});
