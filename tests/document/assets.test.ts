import { expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  deleteAsset,
  putAsset,
  renameAsset,
  setAssetContent,
  setAssetMeta,
} from '../../src/lib/document/edit-assets.ts';
import { layout } from '../../src/lib/document/layout.ts';
import { userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import type { AssetData } from '../../src/lib/schema/project.ts';
import type { AnimationData } from '../../src/lib/schema/sheet.ts';

const user = userOrigin();
const walk: AnimationData = {
  ...{ name: 'walk', order: 'a0', direction: 'forward', repeat: 0 },
  steps: { a: { order: 'a0', frame: 0, duration: 100 }, b: { order: 'a1', frame: 1, duration: 100 } },
};
const hero: AssetData = {
  ...{ name: 'hero.png', kind: 'image', sha256: 'a'.repeat(64), size: 9 },
  meta: { width: 64, height: 32, frames: { 0: { rect: [0, 0, 32, 32] } }, animations: { w: walk } },
};

/** Two people with the same document, who meet when told to. */
function two() {
  const [here, there] = [new Y.Doc(), new Y.Doc()] as const;
  const meet = () => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(readProject(here).assets).toEqual(readProject(there).assets);
    return readProject(here).assets;
  };
  putAsset(here, user, 'h', hero);
  meet();
  return { here, there, meet };
}

it('keeps what each of two people tells of the same animation at once', () => {
  const { here, there, meet } = two();
  const steps = (change: AnimationData['steps']) => ({
    animations: { w: { ...walk, steps: { ...walk.steps, ...change } } },
  });
  setAssetMeta(here, user, 'h', steps({ a: { ...walk.steps.a!, duration: 50 } }));
  setAssetMeta(there, user, 'h', {
    ...steps({ c: { order: 'a2', frame: 2, duration: 80 } }),
    border: [1, 2, 3, 4],
  });
  renameAsset(here, user, 'h', 'knight.png');
  setAssetContent(there, user, 'h', {
    kind: 'image',
    sha256: 'b'.repeat(64),
    size: 7,
    meta: { width: 96, height: 32 },
  });
  const { h } = meet();
  expect(h).toEqual({
    ...{ name: 'knight.png', kind: 'image', sha256: 'b'.repeat(64), size: 7 },
    meta: {
      ...{ width: 96, height: 32, frames: hero.meta.frames, border: [1, 2, 3, 4] },
      animations: {
        w: {
          ...walk,
          steps: {
            a: { order: 'a0', frame: 0, duration: 50 },
            b: walk.steps.b,
            c: { order: 'a2', frame: 2, duration: 80 },
          },
        },
      },
    },
  });
});

it('leaves nothing of an animation that one deletes while another changes a step', () => {
  const { here, there, meet } = two();
  setAssetMeta(here, user, 'h', { animations: {} });
  const slower = { ...walk, steps: { ...walk.steps, a: { ...walk.steps.a!, duration: 500 } } };
  setAssetMeta(there, user, 'h', { animations: { w: slower } });
  expect(meet().h!.meta.animations ?? {}).toEqual({});
});

it('forgets an asset with all that was told of it', () => {
  const { here, there, meet } = two();
  setAssetMeta(there, user, 'h', { border: [1, 1, 1, 1] });
  deleteAsset(here, user, 'h');
  expect([...layout(here).assets.keys()]).toEqual([]);
  expect(meet()).toEqual({});
  putAsset(here, user, 'h', { ...hero, meta: {} });
  expect(readProject(here).assets.h).toEqual({ ...hero, meta: {} });
});

it('reads what older documents hold, and says what it cannot use', () => {
  const doc = new Y.Doc();
  layout(doc).assets.set('h', { ...hero, meta: { width: 64, height: 32 } });
  for (const [key, value] of [
    ['h/meta/border', 'wide'],
    ['h/meta/frames/x/y', 1],
    ['h/meta/aura', 1],
    ['h/name', 7],
    ['gone/meta/border', [1, 1, 1, 1]],
  ] as const)
    layout(doc).assets.set(key, value);
  const reader = new DocReader(doc);
  expect(reader.project.assets).toEqual({ h: { ...hero, meta: { width: 64, height: 32 } } });
  expect(reader.problems).toHaveLength(4);
});
