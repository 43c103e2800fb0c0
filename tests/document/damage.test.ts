import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setFields } from '../../src/lib/document/edit.ts';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { layout } from '../../src/lib/document/layout.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { HierarchyTree } from '../../src/lib/editor/core/hierarchy/tree.ts';
import { SceneIndex } from '../../src/lib/editor/core/scene-index.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { formatPath } from '../../src/lib/schema/checks.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { editAtRandom } from '../fuzz/edits.ts';
import { Peers } from '../fuzz/peers.ts';
import { anyBlow, strike } from './damage.ts';

/** A bit of everything. */
const whole: ProjectData = {
  ...blankProject('Whole'),
  scripts: { 'behavior/a.lua': 'return {}' },
  assets: { p: { name: 'p.png', kind: 'image', sha256: 'a'.repeat(64), size: 3, meta: { width: 1 } } },
  tilesets: {
    t: {
      ...{ name: 'T', image: 'p', tileSize: [8, 8], margin: 0, spacing: 0, columns: 2, count: 4 },
      ...{ offset: [0, 0], tiles: { 1: { solid: true } } },
    },
  },
  prefabs: {
    c: {
      ...{ name: 'Coin', order: 'a0', root: 'r' },
      entities: { r: blankEntity({ components: { Shape: {} } }), i: blankEntity({ parent: 'r' }) },
    },
  },
  scenes: {
    s: blankScene({
      layers: { l: blankLayer({ tint: '#ff0000' }), k: blankLayer({ order: 'a1' }) },
      entities: {
        a: blankEntity({
          layer: 'l',
          components: { Transform: { position: [1, 2] }, Body: {}, 'Collider:f': {} },
        }),
        b: blankEntity({
          parent: 'a',
          components: { Script: { script: 'behavior/a.lua', properties: { n: 1 } } },
        }),
        c: blankEntity({ prefab: 'c', order: 'a2' }),
        d: blankEntity({ components: { Tilemap: { tiles: tilesFrom([[0, 0, 1]]) } } }),
      },
    }),
    o: blankScene(),
  },
};

function docOf(project: ProjectData): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 500;
  writeProject(doc, systemOrigin, project);
  return doc;
}

const words = ({ place, where, message }: { place: readonly string[]; where: string; message: string }) =>
  `${place.join('/')} ${where}: ${message}`;
const blows = fc.array(anyBlow, { minLength: 1, maxLength: 12 });

function expectShowable(project: ProjectData): void {
  const errors = checkProject({ ...project, format: 1 }).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ path, message }) => `${formatPath(path)} ${message}`)).toEqual([]);
  for (const [id, scene] of Object.entries(project.scenes)) {
    const shown = new HierarchyTree();
    shown.follow(scene.entities);
    expect(shown.rows()).toHaveLength(Object.keys(scene.entities).length);
    resolveScene(project, scene);
    new SceneIndex().load(project, id);
  }
  // It goes to the worker that plays it.
  structuredClone(project);
}

describe('a damaged document', () => {
  it('reads as a valid project, at once and blow by blow, and every editor can show it', () => {
    fc.assert(
      fc.property(blows, (all) => {
        const doc = docOf(whole);
        const reader = new DocReader(doc);
        for (const blow of all) strike(doc, blow);
        const project = readProject(doc);
        expect(reader.project).toEqual(project);
        const fresh = new DocReader(doc);
        expect(fresh.project).toEqual(project);
        expect(reader.problems.map(words).sort()).toEqual(fresh.problems.map(words).sort());
        expectShowable(project);
        reader.dispose();
        fresh.dispose();
      }),
      {
        numRuns: Number(process.env.PERIGEE_DAMAGE_RUNS ?? 200),
        examples: [
          [
            [
              { root: 'scenes', way: [14], key: null, make: () => new Y.Map() },
              { root: 'scenes', way: [0, 0], key: '', make: () => new Y.Map() },
              { root: 'project', way: [], key: null, make: null },
            ],
          ],
        ],
      },
    );
  });

  it('says in words what was left out or replaced', () => {
    fc.assert(
      fc.property(anyBlow, (blow) => {
        const doc = docOf(whole);
        strike(doc, blow);
        const reader = new DocReader(doc);
        const before = JSON.stringify(whole);
        const changed = JSON.stringify(reader.project) !== before;
        // What is set to another proper value, or deleted, is no damage.
        if (
          blow.make &&
          !changed &&
          JSON.stringify(layout(doc)[blow.root]) !== JSON.stringify(layout(docOf(whole))[blow.root])
        )
          expect(reader.problems.length, 'something that nobody reads is said').toBeGreaterThan(0);
        for (const { where, message } of reader.problems) {
          expect(where.length).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object/u);
        }
        reader.dispose();
      }),
    );
  });

  it('can be edited and mended, and keeps what it does not know', () => {
    fc.assert(
      fc.property(blows, fc.nat(), (all, seed) => {
        const doc = docOf(whole);
        for (const blow of all) strike(doc, blow);
        const { scenes } = layout(doc);
        const scene = scenes.get('s');
        if (scene instanceof Y.Map) scene.set('weather', { rain: 1 });
        const peers = new Peers(1, seed, Y.encodeStateAsUpdate(doc));
        const [peer] = peers.all;
        for (let n = 0; n < 40; n++) editAtRandom(peer!, peers.random);
        expectShowable(readProject(peer!.doc));
        const after = layout(peer!.doc).scenes.get('s');
        if (after instanceof Y.Map && scene instanceof Y.Map && after.get('name') === scene.get('name'))
          expect(after.get('weather')).toEqual({ rain: 1 });
        peers.dispose();
      }),
      { numRuns: 30 },
    );
  });

  it('of a newer format is read as far as it is known; the rest stays as it is', () => {
    const doc = docOf(whole);
    const { project, scenes } = layout(doc);
    project.set('format', 7);
    project.set('settings/weather', 'rain');
    const entity = (scenes.get('s')!.get('entities') as Y.Map<Y.Map<unknown>>).get('a')!;
    for (const [key, value] of [
      ['Hologram', true],
      ['Hologram/depth', 3],
      ['Body/glow', 2],
      ['mood', 'calm'],
    ] as const)
      entity.set(key, value);
    const reader = new DocReader(doc);
    expect(reader.problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'Entity: “mood” is kept and not used',
      'Entity: Hologram comes from a newer version of Perigee; it is kept and not used',
      'Project: made by a newer version of Perigee: its format is 7, this version knows 1. What is not known here is kept as it is, and not shown',
      'Settings: “settings/weather” comes from a newer version of Perigee; it is kept and not used',
    ]);
    setFields(doc, userOrigin(), 's', 'a', 'Body', { kind: 'static' });
    expect(entity.toJSON()).toMatchObject({
      'Hologram/depth': 3,
      'Body/glow': 2,
      mood: 'calm',
      'Body/kind': 'static',
    });
    expect([project.get('format'), project.get('settings/weather')]).toEqual([7, 'rain']);
    reader.dispose();
  });
});
