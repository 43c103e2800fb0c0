import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../../../src/lib/document/origin.ts';
import { readProject } from '../../../../src/lib/document/read.ts';
import { restore } from '../../../../src/lib/document/restore.ts';
import { compareProjects, type ProjectChange } from '../../../../src/lib/editor/core/versions/compare.ts';
import { withNeeds } from '../../../../src/lib/editor/core/versions/parts.ts';
import { dayOf, groupedChanges, touchedWords } from '../../../../src/lib/editor/core/versions/words.ts';
import { blankEntity, blankProject, blankScene } from '../../../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../../../src/lib/schema/project.ts';
import { tilesFrom } from '../../../../src/lib/schema/tiles.ts';
import { editAtRandom } from '../../../fuzz/edits.ts';
import { Peers, type Peer } from '../../../fuzz/peers.ts';

const projectWith = (
  entities: Readonly<Record<string, EntityData>>,
  more: Partial<ProjectData> = {},
): ProjectData => ({
  ...blankProject('P', () => 's'),
  scenes: { s: { ...blankScene({ entities }, () => 'layer'), name: 'Level' } },
  ...more,
});

const told = (changes: readonly ProjectChange[]) =>
  changes.map(({ kind, how, name, fields }) => [
    `${kind} ${name} ${how}`,
    ...fields.map(({ what, then, now }) => `${what}: ${then} > ${now}`),
  ]);

const hero = (position: readonly [number, number], more: Partial<EntityData> = {}) =>
  blankEntity({ name: 'Hero', components: { Transform: { position } }, ...more });

describe('what differs', () => {
  it('is nothing between equal projects', () => {
    expect(compareProjects(projectWith({ a: hero([1, 2]) }), projectWith({ a: hero([1, 2]) }))).toEqual([]);
  });

  it('is told thing by thing and field by field', () => {
    const tilemap = (cells: [number, number, number][]) =>
      blankEntity({ name: 'Ground', components: { Transform: {}, Tilemap: { tiles: tilesFrom(cells) } } });
    const then = projectWith(
      {
        a: hero([1, 2]),
        gone: blankEntity({ name: 'Gone' }),
        t: tilemap([
          [0, 0, 1],
          [1, 0, 1],
        ]),
      },
      { scripts: { 'a.lua': 'one\ntwo\n', 'b.lua': '' } },
    );
    const now = projectWith(
      {
        a: hero([5, 2], { visible: false }),
        fresh: blankEntity({ name: 'Fresh' }),
        t: tilemap([
          [0, 0, 1],
          [1, 0, 2],
          [20, 0, 3],
        ]),
      },
      { scripts: { 'a.lua': 'one\n2\nthree\n', 'c.lua': '' } },
    );
    now.settings = { ...now.settings, seed: 9 };
    expect(told(compareProjects(then, now)).sort()).toEqual([
      ['entity Fresh added'],
      ['entity Gone removed'],
      ['entity Ground changed', 'Tilemap tiles:  > 2 tiles changed'],
      ['entity Hero changed', 'Visible: true > false', 'Transform position: 1, 2 > 5, 2'],
      ['script a.lua changed', 'Lines: −1 > +2'],
      ['script b.lua removed'],
      ['script c.lua added'],
      ['settings Settings changed', 'Seed: 1 > 9'],
    ]);
  });

  it('leaves what was said since alone', () => {
    const said = {
      by: 'Ada',
      color: '#ffffff',
      time: 1,
      text: 'Hm',
      pin: { scene: 's', entity: '', at: [0, 0] },
    };
    const comments = { c: said } as unknown as ProjectData['comments'];
    const [quiet, loud] = [projectWith({}), projectWith({}, { comments: comments! })];
    expect(compareProjects(quiet, loud)).toEqual([]);
    expect(told(compareProjects(loud, quiet))).toEqual([['comment Ada: Hm removed']]);
  });
});

describe('what comes along', () => {
  const prefabs = {
    p: {
      name: 'Coin',
      order: 'a0',
      root: 'r',
      entities: { r: blankEntity({ components: { Sprite: { asset: 'png' } } }) },
    },
  };
  const assets = {
    png: { name: 'coin.png', kind: 'image', sha256: '0'.repeat(64), size: 1, meta: {} },
  } as const;

  it('is what an entity stood in, what stood below it, and what it uses', () => {
    const then = projectWith(
      {
        tower: blankEntity({ name: 'Tower' }),
        room: blankEntity({ name: 'Room', parent: 'tower' }),
        coin: blankEntity({ name: 'Coin', parent: 'room', prefab: 'p' }),
      },
      { prefabs, assets },
    );
    const parts = withNeeds([{ kind: 'entity', home: 's', id: 'room' }], then, projectWith({}));
    expect(parts.map((part) => `${part.kind} ${'id' in part ? part.id : ''}`).sort()).toEqual([
      ...['asset png', 'entity coin', 'entity room', 'entity tower', 'prefab p'],
    ]);
  });

  it('is what was put below something that goes', () => {
    const old = blankEntity({ name: 'Old' });
    const now = projectWith({
      fresh: blankEntity({ name: 'Fresh' }),
      child: blankEntity({ parent: 'fresh' }),
      old: { ...old, parent: 'fresh' },
    });
    const parts = withNeeds([{ kind: 'entity', home: 's', id: 'fresh' }], projectWith({ old }), now);
    expect(parts.map((part) => ('id' in part ? part.id : ''))).toEqual(['fresh', 'child', 'old']);
  });
});

describe.each(Array.from({ length: 8 }, (_, seed) => seed + 1))('with random edits (seed %i)', (seed) => {
  const base = (() => {
    const doc = new Y.Doc();
    writeProject(doc, systemOrigin, projectWith({ a: hero([1, 1]), b: hero([2, 2], { parent: 'a' }) }));
    return Y.encodeStateAsUpdate(doc);
  })();

  it('bringing back every change brings back everything, and some of them leave the others', () => {
    const peers = new Peers(1, seed, base);
    const [peer] = peers.all as [Peer];
    for (let n = 0; n < 40; n++) editAtRandom(peer, peers.random);
    const version = new Y.Doc();
    Y.applyUpdate(version, Y.encodeStateAsUpdate(peer.doc));
    for (let n = 0; n < 40; n++) editAtRandom(peer, peers.random);
    const then = readProject(version);
    const changes = compareProjects(then, readProject(peer.doc));
    expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
    const half = changes.filter(() => peers.random.chance(0.5));
    const parts = withNeeds(
      half.map(({ part }) => part),
      then,
      readProject(peer.doc),
    );
    restore(peer.doc, userOrigin(), version, parts, 'Restore');
    const left = new Set(compareProjects(then, readProject(peer.doc)).map(({ key }) => key));
    for (const { key } of half) expect(left.has(key), key).toBe(false);
    restore(
      peer.doc,
      userOrigin(),
      version,
      changes.map(({ part }) => part),
      'Restore',
    );
    const { comments: _, ...work } = readProject(peer.doc);
    const { comments: __, ...wanted } = then;
    expect(work).toEqual(wanted);
    peers.dispose();
  });
});

it('says what was worked on, and on which day', () => {
  expect(touchedWords({ scripts: 1, entities: 12 })).toBe('12 entities, 1 script');
  const now = new Date(2026, 10, 22, 1, 0).getTime();
  expect(dayOf(new Date(2026, 10, 22, 0, 1).getTime(), now)).toBe('Today');
  expect(dayOf(new Date(2026, 10, 21, 23, 59).getTime(), now)).toBe('Yesterday');
  expect(dayOf(new Date(2025, 2, 3).getTime(), now)).toContain('2025');
  const [then, after] = [projectWith({}), projectWith({ a: hero([0, 0]) })];
  expect(groupedChanges(compareProjects(then, after), then, after).map(({ title }) => title)).toEqual([
    'Level',
  ]);
});
