import { describe, expect, it } from 'vitest';
import { exportTiled } from '../../src/lib/export/tiled/export-tiled.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';

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

  it('a project without scenes is refused', () => {
    expect(exportTiled({ ...projectWith({}), scenes: {} }, () => null)).toMatchObject({ ok: false });
  });
});
