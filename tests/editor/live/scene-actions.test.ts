import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
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

  it('a scene is copied behind itself with all that is in it, and moved in the list', () => {
    const { reader, target, edits } = desk({ a: boxAt(1, 2), b: { parent: 'a' } });
    const names = () => inOrder(reader.project.scenes).map(([, { name }]) => name);
    actions.addScene(target());
    const copy = actions.duplicateScene(target(), 's')!;
    expect(names()).toEqual(['S', 'S 2', 'Scene 2']);
    expect(reader.project.scenes[copy]!.entities).toEqual(reader.project.scenes.s!.entities);
    actions.moveScene(target(), 's', 1);
    expect(names()).toEqual(['S 2', 'S', 'Scene 2']);
    actions.moveScene(target(), 's', 1);
    actions.moveScene(target(), 's', 1);
    expect(names()).toEqual(['S 2', 'Scene 2', 'S']);
    actions.moveScene(target(), 's', 'first');
    expect(names()).toEqual(['S', 'S 2', 'Scene 2']);
    expect(edits()).toBe(5);
    expect(actions.duplicateScene(target(), 'gone')).toBeNull();
  });

  it('a prefab made of a tree looks as the tree did, is one edit', () => {
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
