import { describe, expect, it } from 'vitest';
import { exportTiled } from '../../src/lib/export/tiled/export-tiled.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { projectOf } from '../../src/lib/schema/addition.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { bytesOf, four, tmx } from '../import/support.ts';
import { readMap } from '../import/tiled-compare.ts';

const projectWith = (entities: Readonly<Record<string, EntityData>>): ProjectData => ({
  ...blankProject('Game'),
  scenes: { s: blankScene({ entities }) },
});

describe('entities that never were in Tiled', () => {
  it('go out and come back with the components that Tiled does not know', async () => {
    const layer = Object.keys(blankScene({ entities: {} }).layers)[0] ?? '';
    const project = projectWith({
      crate: blankEntity({
        name: 'Crate',
        layer,
        tags: ['box', 'heavy'],
        components: {
          Transform: { position: [100, 50], size: [40, 20], rotation: 0 },
          Shape: { fill: '#ff0000' },
          Body: { type: 'static' },
          Collider: { shape: 'box', friction: 0.5 },
        },
      }),
    });
    const exported = exportTiled(project, () => null);
    if (!exported.ok) throw new Error(exported.error.message);
    expect(exported.value.report.map(({ how }) => how)).toEqual(expect.arrayContaining(['kept']));
    const back = await importTiled(exported.value.files);
    if (!back.ok) throw new Error(back.error.message);
    const crate = Object.values(Object.values(back.value.scenes!)[0]!.entities).find(
      ({ name }) => name === 'Crate',
    );
    expect(crate).toMatchObject({
      tags: ['box', 'heavy'],
      components: {
        // Tiled holds rectangles at their top left corner.
        Transform: { position: [80, 40], size: [40, 20], anchor: [0, 0] },
        Body: { type: 'static' },
        Collider: { shape: 'box', friction: 0.5 },
      },
    });
  });

  it('tile layers that share a layer of the scene go by their own names', async () => {
    const layer = Object.keys(blankScene({ entities: {} }).layers)[0] ?? '';
    const tiles = (name: string, order: string) =>
      blankEntity({ name, order, layer, components: { Transform: {}, Tilemap: {} } });
    const exported = exportTiled(
      projectWith({ a: tiles('Ground', 'a0'), b: tiles('Fences', 'a1') }),
      () => null,
    );
    if (!exported.ok) throw new Error(exported.error.message);
    const [[path] = ['']] = exported.value.files;
    expect(readMap(exported.value.files, path).layers.map(({ name }) => name)).toEqual(['Ground', 'Fences']);
  });

  it('the maps of a world stand in one map where they stood', async () => {
    const room = tmx(
      '<layer name="Ground" width="4" height="2"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer><objectgroup name="Things"><object id="1" name="spot" x="1" y="2"><point/></object></objectgroup>',
    );
    const maps = ['a', 'b'].map((name, at) => ({ fileName: `${name}.tmx`, x: at * 64, y: 0 }));
    const imported = await importTiled(
      new Map([
        ['all.world', bytesOf(JSON.stringify({ type: 'world', maps }))],
        ['a.tmx', bytesOf(room)],
        ['b.tmx', bytesOf(room)],
        four(),
      ]),
      { worlds: 'scene' },
    );
    if (!imported.ok) throw new Error(imported.error.message);
    const { project, files } = projectOf('World', imported.value);
    const exported = exportTiled(project, (sha256) => files.get(sha256) ?? null);
    if (!exported.ok) throw new Error(exported.error.message);
    const { layers } = readMap(exported.value.files, 'all.tmj');
    expect(layers.map(({ kind, offset }) => [kind, offset])).toEqual([
      ['tiles', [0, 0]],
      ['tiles', [64, 0]],
      ['objects', [0, 0]],
    ]);
    const spots = layers.flatMap((layer) => (layer.kind === 'objects' ? layer.objects : []));
    expect(spots.map(({ x, y }) => [x, y])).toEqual([
      [1, 2],
      [65, 2],
    ]);
  });

  it('a project without scenes is refused', () => {
    expect(exportTiled({ ...projectWith({}), scenes: {} }, () => null)).toMatchObject({ ok: false });
  });
});
