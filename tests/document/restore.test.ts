/** A version comes back as it was, whatever was done since, and whoever does something meanwhile. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  createEntity,
  deleteEntities,
  paintTiles,
  setEntity,
  setFields,
} from '../../src/lib/document/edit.ts';
import { putComment } from '../../src/lib/document/edit-comments.ts';
import {
  deleteScene,
  deleteScript,
  putScript,
  scriptText,
  setSettings,
  writeProject,
} from '../../src/lib/document/edit-project.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { restore } from '../../src/lib/document/restore.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { editAtRandom } from '../fuzz/edits.ts';
import { Choices, Peers, type Peer } from '../fuzz/peers.ts';

const base = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const tiled = { Transform: {}, Tilemap: {} };
  const entities = {
    a: blankEntity({ name: 'A', components: tiled }),
    b: blankEntity({ name: 'B', parent: 'a' }),
  };
  const scene = blankScene({ entities }, () => 'layer');
  writeProject(doc, systemOrigin, {
    ...blankProject('Base', () => 's'),
    ...{ scenes: { s: scene }, scripts: { 'behavior/a.lua': 'one\ntwo\nthree\n' } },
  });
  return Y.encodeStateAsUpdate(doc);
})();

/** People are not to be silenced: what they say stays as it is. */
const work = ({ comments: _, ...project }: ProjectData): Omit<ProjectData, 'comments'> => project;

/** A document as it is now, as a version keeps it. */
function kept(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdateV2(copy, Y.encodeStateAsUpdateV2(doc));
  return copy;
}

const started = (count: number, seed: number): Peers => new Peers(count, seed, base);

const edit = (peer: Peer, random: Choices, times: number) => {
  for (let n = 0; n < times; n++) editAtRandom(peer, random);
};

const restoreAll = ({ doc, origin }: Peer, from: Y.Doc) =>
  restore(doc, origin, from, 'everything', 'Restore');

describe('a whole version', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
    'is what it was, and undo gives back (seed %i)',
    (seed) => {
      const peers = started(1, seed);
      const [peer] = peers.all as [Peer];
      edit(peer, peers.random, 60);
      const version = kept(peer.doc);
      edit(peer, peers.random, 60);
      const before = work(readProject(peer.doc));
      restoreAll(peer, version);
      expect(work(readProject(peer.doc))).toEqual(work(readProject(version)));
      expect(work(peer.reader.project)).toEqual(work(readProject(version)));
      peer.history.undo();
      expect(work(readProject(peer.doc))).toEqual(before);
      peer.history.redo();
      expect(work(readProject(peer.doc))).toEqual(work(readProject(version)));
      // Nothing is left to write.
      let written = 0;
      peer.doc.on('update', () => written++);
      restoreAll(peer, version);
      expect(written).toBe(0);
      peers.dispose();
    },
  );

  it.each(Array.from({ length: 8 }, (_, seed) => seed + 100))(
    'is agreed upon by two who bring it back at once (seed %i)',
    (seed) => {
      const peers = started(3, seed);
      const [ann, ben, cem] = peers.all as [Peer, Peer, Peer];
      for (let n = 0; n < 60; n++) {
        editAtRandom(peers.random.pick(peers.all), peers.random);
        peers.shake();
      }
      const version = kept(ann.doc);
      edit(ben, peers.random, 40);
      restoreAll(ann, version);
      restoreAll(ben, version);
      edit(cem, peers.random, 10);
      peers.settle();
      const project = readProject(ann.doc);
      for (const { doc, reader } of peers.all) {
        expect(readProject(doc)).toEqual(project);
        expect(reader.project).toEqual(project);
      }
      peers.dispose();
    },
  );
});

describe('what others do meanwhile', () => {
  it('stays, where it is not the same thing', () => {
    const peers = started(2, 1);
    const [ann, ben] = peers.all as [Peer, Peer];
    paintTiles(ann.doc, ann.origin, 's', 'a', [[0, 0, 1]]);
    peers.settle();
    const version = kept(ann.doc);
    setFields(ann.doc, ann.origin, 's', 'a', 'Transform', { position: [50, 60] });
    paintTiles(ann.doc, ann.origin, 's', 'a', [[0, 0, 2]]);
    putScript(ann.doc, ann.origin, 'behavior/a.lua', 'one\n2\nthree\n');
    deleteEntities(ann.doc, ann.origin, 's', ['b']);
    peers.settle();
    restoreAll(ann, version);
    setFields(ben.doc, ben.origin, 's', 'a', 'Transform', { size: [7, 8] });
    createEntity(ben.doc, ben.origin, 's', 'c', blankEntity({ name: 'C' }));
    paintTiles(ben.doc, ben.origin, 's', 'a', [[5, 5, 3]]);
    const text = scriptText(ben.doc, 'behavior/a.lua')!;
    text.insert(text.length, 'four\n');
    peers.settle();
    for (const { doc } of peers.all) {
      const { scenes, scripts } = readProject(doc);
      const { a, b, c } = scenes['s']!.entities;
      expect(a!.components['Transform']).toMatchObject({ size: [7, 8] });
      expect(a!.components['Transform']!['position']).not.toEqual([50, 60]);
      const cells = (a!.components['Tilemap'] as { tiles: Record<string, Uint32Array> }).tiles['0,0']!;
      expect([cells[0], cells[5 * 16 + 5]]).toEqual([1, 3]);
      expect([b?.name, c?.name]).toEqual(['B', 'C']);
      expect(scripts['behavior/a.lua']).toBe('one\ntwo\nthree\nfour\n');
    }
    peers.dispose();
  });

  it('is not undone by undoing the restore', () => {
    const peers = started(2, 2);
    const [ann, ben] = peers.all as [Peer, Peer];
    const version = kept(ann.doc);
    setEntity(ann.doc, ann.origin, 's', 'a', { name: 'Changed' });
    deleteScript(ann.doc, ann.origin, 'behavior/a.lua');
    restoreAll(ann, version);
    peers.settle();
    setEntity(ben.doc, ben.origin, 's', 'b', { name: 'By Ben' });
    peers.settle();
    ann.history.undo();
    peers.settle();
    const { scenes, scripts } = readProject(ben.doc);
    expect([scenes['s']!.entities['a']!.name, scenes['s']!.entities['b']!.name]).toEqual([
      'Changed',
      'By Ben',
    ]);
    expect(scripts).toEqual({});
    peers.dispose();
  });
});

describe('a part', () => {
  it('comes back alone', () => {
    const peers = started(1, 3);
    const [{ doc, origin, history }] = peers.all as [Peer];
    const version = kept(doc);
    setEntity(doc, origin, 's', 'a', { name: 'X' });
    deleteEntities(doc, origin, 's', ['b']);
    createEntity(doc, origin, 's', 'c', blankEntity({ name: 'C' }));
    deleteScript(doc, origin, 'behavior/a.lua');
    setSettings(doc, origin, { seed: 77 });
    const one = (...parts: Parameters<typeof restore>[3] & object) =>
      restore(doc, origin, version, parts, 'Restore');
    one({ kind: 'entity', home: 's', id: 'b' }, { kind: 'entity', home: 's', id: 'c' });
    expect(Object.keys(readProject(doc).scenes['s']!.entities).sort()).toEqual(['a', 'b']);
    expect(readProject(doc).scenes['s']!.entities['a']!.name).toBe('X');
    one({ kind: 'script', id: 'behavior/a.lua' });
    expect(readProject(doc).scripts).toEqual({ 'behavior/a.lua': 'one\ntwo\nthree\n' });
    expect(readProject(doc).settings.seed).toBe(77);
    one({ kind: 'settings' });
    expect(readProject(doc).settings.seed).toBe(readProject(version).settings.seed);
    deleteScene(doc, origin, 's');
    one({ kind: 'scene', id: 's' });
    expect(readProject(doc).scenes).toEqual(readProject(version).scenes);
    history.undo();
    expect(readProject(doc).scenes).toEqual({});
    peers.dispose();
  });
});

it('brings threads of comments back, and takes none away', () => {
  const peers = started(1, 4);
  const [{ doc, origin }] = peers.all as [Peer];
  const said = (text: string) => ({
    pin: { scene: 's', at: [0, 0] as const },
    text,
    by: 'Ada',
    color: '#ffffff',
    at: 1,
  });
  putComment(doc, origin, 'old', said('old') as never);
  const version = kept(doc);
  for (const key of [...doc.getMap('comments').keys()]) doc.getMap('comments').delete(key);
  putComment(doc, origin, 'new', said('new') as never);
  restore(doc, origin, version, 'everything', 'Restore');
  expect([...doc.getMap('comments').keys()].filter((key) => !key.includes('/')).sort()).toEqual([
    'new',
    'old',
  ]);
  peers.dispose();
});
