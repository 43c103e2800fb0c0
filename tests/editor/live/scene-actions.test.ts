import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { placedIn, placementOf } from '../../../src/lib/editor/live/placement.ts';
import * as actions from '../../../src/lib/editor/live/scene-actions.ts';
import { inOrder } from '../../../src/lib/base/order.ts';
import { starterPrefabs } from '../../../src/lib/editor/core/starter-prefabs.ts';
import { writeProject } from '../../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import type { AssetData } from '../../../src/lib/schema/project.ts';
import { resolveScene } from '../../../src/lib/schema/resolve.ts';
import { boxAt, projectOf } from '../core/fixtures.ts';

function desk(entities: Parameters<typeof projectOf>[0]) {
  const doc = new Y.Doc();
  writeProject(doc, systemOrigin, projectOf(entities));
  const reader = new DocReader(doc);
  const origin = userOrigin();
  const target = (): actions.SceneTarget => ({
    ...{ doc, origin, project: reader.project },
    ...{ scene: 's', layer: 'l' },
  });
  let edits = 0;
  doc.on('afterTransaction', ({ origin: by }: Y.Transaction) => {
    if (by === origin) edits++;
  });
  return { reader, doc, origin, target, edits: () => edits };
}
const near = (value: number) => expect.closeTo(value, 4) as number;

describe('placement', () => {
  it('counts parents in, and back', () => {
    const angle = fc.integer({ min: -720, max: 720 });
    const at = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }));
    fc.assert(
      fc.property(at, angle, at, angle, (position, rotation, inner, turn) => {
        const { scenes, prefabs } = projectOf({
          a: { components: { Transform: { position, rotation } } },
          b: { parent: 'a', components: { Transform: { position: inner, rotation: turn } } },
        });
        const back = placedIn(placementOf(prefabs, scenes.s!, 'a'), placementOf(prefabs, scenes.s!, 'b'));
        expect(back).toEqual({ position: [near(inner[0]), near(inner[1])], rotation: near(turn) });
      }),
    );
  });

  it('is the scene itself for nobody, and does not turn for ever in a ring', () => {
    const { scenes, prefabs } = projectOf({ a: { parent: 'b' }, b: { parent: 'a' } });
    expect(placementOf(prefabs, scenes.s!, null)).toEqual({ position: [0, 0], rotation: 0 });
    expect(placementOf(prefabs, scenes.s!, 'a').rotation).toBe(0);
  });
});

describe('what panels do to a scene', () => {
  it('names what is new so that no two are called the same', () => {
    expect(actions.freeName('Coin', ['Coin', 'Coin 2'])).toBe('Coin 3');
    const { reader, target } = desk({});
    actions.addLayer(target());
    const id = actions.addLayer(target());
    expect(reader.project.scenes.s!.layers[id]!.name).toBe('Layer 3');
    const scene = actions.addScene(target());
    expect(reader.project.scenes[scene]!.name).toBe('Scene 2');
  });

  it('another parent leaves an entity where it is in the scene', () => {
    const { reader, target } = desk({
      a: { components: { Transform: { position: [100, 50], rotation: 90 } } },
      b: { components: { Transform: { position: [10, 20], rotation: 30 } } },
    });
    const place = () => placementOf(reader.project.prefabs, reader.project.scenes.s!, 'b');
    const before = place();
    actions.reparent(target(), 'b', 'a', 'a5');
    expect(reader.entity('s', 'b')).toMatchObject({ parent: 'a', order: 'a5' });
    const after = place();
    expect(after.rotation).toBeCloseTo(before.rotation);
    expect(after.position).toEqual(before.position.map(near));
  });

  it('a prefab made of a tree looks as the tree did, is one edit, and is not made of an instance', () => {
    const { reader, target, edits } = desk({
      a: boxAt(10, 10),
      b: { ...boxAt(5, 5), parent: 'a' },
    });
    const looks = () =>
      resolveScene(reader.project, reader.project.scenes.s!).map(({ name, components }) => ({
        name,
        components,
      }));
    const before = looks();
    const id = actions.makePrefab(target(), 'a')!;
    expect(edits()).toBe(1);
    expect(reader.entity('s', 'a')).toMatchObject({ prefab: id, name: 'a' });
    expect(reader.entity('s', 'b')).toBeNull();
    expect(looks()).toEqual(before);
    expect(actions.makePrefab(target(), 'a')).toBeNull();
  });

  it('a starter brings its prefab and scripts once, and leaves a script of that name alone', () => {
    const { reader, target, edits } = desk({});
    const [hero] = starterPrefabs;
    const sources = new Map([['platformer', 'return {}']]);
    const id = actions.placeStarter(target(), hero!, sources, [30, 40]);
    expect(edits()).toBe(1);
    expect(reader.entity('s', id)!.components.Transform).toMatchObject({ position: [30, 40] });
    expect(Object.keys(reader.project.scripts)).toEqual(['behavior/platformer.lua']);
    const prefabs = () => inOrder(reader.project.prefabs).map(([, { name }]) => name);
    expect(prefabs()).toEqual(['Hero']);

    const spawner = starterPrefabs.find(({ name }) => name === 'Spawner')!;
    const before = reader.project.scripts;
    actions.placeStarter(target(), hero!, new Map([['platformer', 'return { other = 1 }']]), [0, 0]);
    expect([prefabs(), reader.project.scripts]).toEqual([['Hero'], before]);
    actions.placeStarter(target(), spawner, sources, [0, 0]);
    expect(edits()).toBe(3);
    // What it spawns comes with it.
    expect(prefabs()).toEqual(['Hero', 'Spawner', 'Enemy']);
  });

  it('pictures are placed at their own size beside each other in one edit; what is no picture is not', () => {
    const { reader, target, edits } = desk({});
    const asset = { name: 'crate.png', sha256: 'x', size: 1, meta: { width: 8, height: 6 } };
    const image: AssetData = { ...asset, kind: 'image' };
    const ids = actions.placeAssets(
      target(),
      [
        ['p', image],
        ['q', { ...asset, kind: 'sound' }],
        ['r', { ...image, name: 'crate.jpg' }],
      ],
      [1, 2],
    );
    expect(ids.map((id) => reader.entity('s', id))).toMatchObject([
      {
        name: 'crate',
        layer: 'l',
        components: { Transform: { position: [1, 2], size: [8, 6] }, Sprite: { asset: 'p' } },
      },
      { name: 'crate 2', components: { Transform: { position: [17, 18] }, Sprite: { asset: 'r' } } },
    ]);
    const [first, second] = ids.map((id) => reader.entity('s', id)!.order);
    expect(second! > first!).toBe(true);
    expect(edits()).toBe(1);
    expect(actions.placePrefab(target(), 'nobody', [0, 0])).toBeNull();
  });
});
