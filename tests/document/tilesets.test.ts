import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { changeTileset, putTileset, setTile } from '../../src/lib/document/edit-tilesets.ts';
import { setSettings, setStamp } from '../../src/lib/document/edit-project.ts';
import { layout } from '../../src/lib/document/layout.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { readSettings } from '../../src/lib/document/read-records.ts';
import type { StampData } from '../../src/lib/schema/stamps.ts';
import { addSet, addTerrain } from '../../src/lib/editor/core/terrain/edit-terrain.ts';
import { terrainsInOrder } from '../../src/lib/schema/terrain.ts';
import type { TilesetData } from '../../src/lib/schema/project.ts';
import { arbitraryTileset } from '../schema/arbitrary-project.ts';

const plain: TilesetData = {
  ...{ name: 'Ground', image: 'p', tileSize: [16, 16], margin: 0, spacing: 0, columns: 8, count: 64 },
  ...{ offset: [0, 0], tiles: {} },
};

/** As it comes out of the document: with objects that are plain. */
const anyTileset = arbitraryTileset.map((each) => structuredClone(each));

function pair(): [Y.Doc, Y.Doc] {
  const here = new Y.Doc();
  const there = new Y.Doc();
  putTileset(here, systemOrigin, 't', plain);
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  return [here, there];
}

const merge = (here: Y.Doc, there: Y.Doc) => {
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
};
const tilesetOf = (doc: Y.Doc): TilesetData => readProject(doc).tilesets.t!;

describe('tilesets in the document', () => {
  it('become what a change says, whatever they were', () => {
    fc.assert(
      fc.property(anyTileset, anyTileset, (before, after) => {
        const doc = new Y.Doc();
        putTileset(doc, systemOrigin, 't', before);
        expect(tilesetOf(doc)).toEqual(before);
        changeTileset(doc, systemOrigin, 't', 'Change', () => after);
        expect(tilesetOf(doc)).toEqual(after);
      }),
      { numRuns: 60 },
    );
  });

  it('keep what two people say of the same tile and the same terrain at once', () => {
    const [here, there] = pair();
    const set = { name: 'Grass', order: 'a0', type: 'corner', tile: -1, colors: {}, tiles: {} } as const;
    changeTileset(here, systemOrigin, 't', 'Add', (all) => ({ ...all, terrains: { g: set } }));
    merge(here, there);
    const color = (name: string) => ({ name, color: '#00ff00', tile: -1, probability: 1 });
    changeTileset(here, systemOrigin, 't', 'A', (all) => ({
      ...all,
      tiles: { 3: { solid: true, properties: { a: 1 } } },
      terrains: { g: { ...set, colors: { 1: color('grass') }, tiles: { 3: [0, 1, 0, 1, 0, 1, 0, 1] } } },
    }));
    changeTileset(there, systemOrigin, 't', 'B', (all) => ({
      ...all,
      tiles: { 3: { oneWay: true, properties: { b: 2 } } },
      terrains: {
        g: { ...set, name: 'Land', colors: { 2: color('sand') }, tiles: { 4: [0, 2, 0, 2, 0, 2, 0, 2] } },
      },
    }));
    merge(here, there);
    for (const doc of [here, there]) {
      expect(tilesetOf(doc).tiles).toEqual({ 3: { solid: true, oneWay: true, properties: { a: 1, b: 2 } } });
      const { name, colors, tiles } = tilesetOf(doc).terrains!.g!;
      expect([name, Object.keys(colors), Object.keys(tiles)]).toEqual(['Land', ['1', '2'], ['3', '4']]);
    }
  });

  it('give two people who add a terrain at once one each', () => {
    const [here, there] = pair();
    changeTileset(here, systemOrigin, 't', 'Add', (all) => addSet(all, 'g', 'Land', 'corner'));
    merge(here, there);
    changeTileset(here, systemOrigin, 't', 'A', (all) => addTerrain(all, 'g', 'grass', 0.1));
    changeTileset(there, systemOrigin, 't', 'B', (all) => addTerrain(all, 'g', 'sand', 0.9));
    merge(here, there);
    const namesIn = (doc: Y.Doc) => terrainsInOrder(tilesetOf(doc).terrains!.g!).map(([, { name }]) => name);
    expect(namesIn(here)).toEqual(['Terrain 1', 'grass', 'sand']);
    expect(namesIn(there)).toEqual(namesIn(here));
    changeTileset(here, systemOrigin, 't', 'C', (all) => addTerrain(all, 'g', '', 0.001));
    expect(namesIn(here).at(-1)).toBe('Terrain 4');
  });

  it('take a terrain away for good, though somebody labels with it at that moment', () => {
    const [here, there] = pair();
    const set = { name: 'G', order: 'a0', type: 'edge', tile: -1, colors: {}, tiles: {} } as const;
    changeTileset(here, systemOrigin, 't', 'Add', (all) => ({ ...all, terrains: { g: set } }));
    merge(here, there);
    changeTileset(here, systemOrigin, 't', 'Delete', ({ terrains: _, ...all }) => all);
    changeTileset(there, systemOrigin, 't', 'Label', (all) => ({
      ...all,
      terrains: { g: { ...set, tiles: { 1: [1, 0, 0, 0, 0, 0, 0, 0] } } },
    }));
    merge(here, there);
    expect(tilesetOf(here)).toEqual(plain);
    expect(tilesetOf(there)).toEqual(plain);
  });

  it('read and change tiles as older versions wrote them', () => {
    const [doc] = pair();
    layout(doc)
      .tilesets.get('t')!
      .set('tile/3', { solid: true, properties: { a: 1 } });
    expect(tilesetOf(doc).tiles).toEqual({ 3: { solid: true, properties: { a: 1 } } });
    setTile(doc, systemOrigin, 't', 3, { properties: { a: 1, b: 2 } });
    expect(tilesetOf(doc).tiles).toEqual({ 3: { properties: { a: 1, b: 2 } } });
    expect(layout(doc).tilesets.get('t')!.has('tile/3')).toBe(false);
  });

  it('write nothing where nothing changes', () => {
    const [doc] = pair();
    setTile(doc, systemOrigin, 't', 1, {
      collision: [
        [
          [0, 0],
          [1, 0],
          [0, 1],
        ],
      ],
    });
    let updates = 0;
    doc.on('update', () => updates++);
    setTile(doc, systemOrigin, 't', 1, {
      collision: [
        [
          [0, 0],
          [1, 0],
          [0, 1],
        ],
      ],
    });
    expect(updates).toBe(0);
  });
});

describe('stamps in the document', () => {
  const stamp = (tile: number): StampData => ({
    ...{ width: 1, height: 1 },
    parts: [{ layer: '', name: '', tilesets: [], cells: [tile] }],
  });

  it('are both kept when two people keep one at once; the last one under a number counts', () => {
    const [here, there] = pair();
    setSettings(here, systemOrigin, { stamps: { 1: stamp(1), 2: stamp(2) } });
    merge(here, there);
    setStamp(here, systemOrigin, '2', stamp(3));
    setStamp(there, systemOrigin, '3', { ...stamp(4), shifted: true });
    merge(here, there);
    for (const doc of [here, there]) {
      const problems: string[] = [];
      const { stamps } = readSettings(doc, (problem) => problems.push(problem));
      expect(stamps).toEqual({ 1: stamp(1), 2: stamp(3), 3: { ...stamp(4), shifted: true } });
      expect(problems).toEqual([]);
    }
  });

  it('are left out with a word where they are none', () => {
    const [here] = pair();
    layout(here).project.set('settings/stamps/4', { width: 2 });
    const problems: string[] = [];
    expect(readSettings(here, (problem) => problems.push(problem)).stamps).toEqual({});
    expect(problems).toEqual([expect.stringContaining('stamp 4')]);
  });
});
