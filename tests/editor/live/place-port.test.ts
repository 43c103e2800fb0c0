import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setFields } from '../../../src/lib/document/edit.ts';
import { writeProject } from '../../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import type { SceneChange } from '../../../src/lib/editor/core/editor-host.ts';
import type { PlaySource } from '../../../src/lib/editor/core/play-source.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { allowedIn, placeGame, placeReader } from '../../../src/lib/editor/live/place-port.ts';
import { blankEntity } from '../../../src/lib/schema/blank.ts';
import { definitionHome } from '../../../src/lib/schema/definition-scene.ts';
import { boxAt, projectOf } from '../core/fixtures.ts';

const home = definitionHome('car');

function stage() {
  const doc = new Y.Doc();
  writeProject(doc, systemOrigin, {
    ...projectOf({ one: { prefab: 'car' }, plain: boxAt(0, 0) }),
    prefabs: {
      car: {
        name: 'Car',
        order: 'a0',
        root: 'body',
        entities: {
          body: blankEntity({ name: 'Body', ...boxAt(30, 30) }),
          wheel: blankEntity({ name: 'Wheel', parent: 'body', order: 'a1', ...boxAt(5, 5) }),
        },
      },
    },
  });
  const place = { placeId: 's' };
  const reader = new DocReader(doc);
  const shown = placeReader(reader, place);
  const changes: SceneChange[] = [];
  shown.subscribe((change) => changes.push(change));
  return { doc, place, reader, shown, changes };
}

describe('what is on the canvas as tools read it', () => {
  it('is the project itself while a scene is', () => {
    const { reader, shown } = stage();
    expect(shown.project).toBe(reader.project);
  });

  it('has the definition among its scenes while a prefab is, the same object until something changes', () => {
    const { doc, place, shown } = stage();
    place.placeId = home;
    const { project } = shown;
    expect(Object.keys(project.scenes[home]!.entities)).toEqual(['body', 'wheel']);
    expect(shown.project).toBe(project);
    setFields(doc, userOrigin(), home, 'wheel', 'Transform', { position: [7, 8] });
    expect(shown.project.scenes[home]!.entities.wheel!.components.Transform).toMatchObject({
      position: [7, 8],
    });
  });

  it('says which entities of the definition changed', () => {
    const { doc, place, changes } = stage();
    place.placeId = home;
    setFields(doc, userOrigin(), home, 'wheel', 'Transform', { position: [7, 8] });
    expect([...changes.at(-1)!.entities.get(home)!]).toEqual(['body', 'wheel']);
    place.placeId = 's';
    setFields(doc, userOrigin(), home, 'wheel', 'Transform', { position: [9, 8] });
    expect(changes.at(-1)!.entities.has(home)).toBe(false);
  });

  it('is placed by the index with its root at the origin, without a screen', () => {
    const { place, shown } = stage();
    place.placeId = home;
    const index = new SceneIndex();
    index.load(shown.project, home);
    expect(index.definition).toBe(true);
    expect(index.items.get('body')!.placed.position).toEqual([0, 0]);
    index.load(shown.project, 's');
    expect(index.definition).toBe(false);
  });
});

describe('a game that runs while a prefab is on the canvas', () => {
  it('is shown over the scene only', () => {
    const place = { placeId: 's' };
    const frame = { draws: new ArrayBuffer(0), count: 0 };
    const none = () => () => undefined;
    const game: PlaySource = {
      active: true,
      frame,
      looks: new Map(),
      paths: null,
      onFrame: none,
      onPaths: none,
      onStatus: none,
    };
    const shown = placeGame(game, place);
    expect([shown.active, shown.frame]).toEqual([true, frame]);
    place.placeId = home;
    expect([shown.active, shown.frame]).toEqual([false, null]);
  });
});

describe('what may be written of what is on the canvas', () => {
  it('is all in a scene, also a component without fields', () => {
    const { own, fields } = allowedIn(null);
    expect(fields('a', 'Body', {})).toEqual({});
    expect(fields('a', 'Transform', { position: [1, 2] })).toEqual({ position: [1, 2] });
    expect(own('a', { parent: 'b', order: 'a1' })).toEqual({ parent: 'b', order: 'a1' });
  });

  it('is all but its place of the root of a prefab', () => {
    const { own, fields } = allowedIn('root');
    expect(fields('root', 'Transform', { position: [1, 2], rotation: 3 })).toBe(null);
    expect(fields('root', 'Transform', { position: [1, 2], size: [3, 4] })).toEqual({ size: [3, 4] });
    expect(fields('root', 'Body', {})).toEqual({});
    expect(fields('part', 'Transform', { position: [1, 2] })).toEqual({ position: [1, 2] });
    expect(own('root', { parent: null, name: 'x' })).toEqual({ name: 'x' });
  });
});
