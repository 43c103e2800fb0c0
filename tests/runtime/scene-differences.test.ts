import { describe, expect, it } from 'vitest';
import { runningScene, sceneDifferences } from '../../src/lib/runtime/scene-differences.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { EntityData } from '../../src/lib/schema/project.ts';
import { entity, project } from '../engine/scene.ts';

/** What a script on the entity `e` changes in a scene, as differences. */
function after(script: string, ticks = 1, more: Record<string, EntityData> = {}) {
  const scripts = { 'behavior/b.lua': `local b = {}\nfunction b.on_update(e)\n${script}\nend\nreturn b` };
  const of = project(
    {
      e: entity(
        [100, 50],
        [20, 20],
        {
          Shape: { fill: '#ff0000' },
          Properties: { values: { speed: 4 } },
          Script: { script: 'behavior/b.lua' },
        },
        { tags: ['a'] },
      ),
      ...more,
    },
    {
      scripts,
      prefabs: {
        star: {
          name: 'Star',
          order: 'a0',
          root: 'root',
          entities: { root: entity([0, 0], [4, 4], { Shape: {} }) },
        },
      },
    },
  );
  const simulation = new Simulation({ project: of, scene: 'level' });
  for (let n = 0; n < ticks; n++) expect(simulation.tick()).toBeNull();
  return sceneDifferences(simulation.documents, runningScene(simulation.world));
}

describe('sceneDifferences', () => {
  it('finds none where nothing was changed', () => {
    expect(after('')).toEqual([]);
  });

  it('tells of places, fields, tags and values that the document has, and of nothing else', () => {
    const script = `e.x = 130.004
ams.set_rotation(e, 370)
ams.set_color(e, "#00ff00")
ams.set_prop(e, "speed", 9)
ams.set_prop(e, "private", 1)
ams.set_visible(e, false)`;
    expect(after(script)).toEqual([
      {
        kind: 'changed',
        id: 'e',
        name: 'e',
        fields: [
          { component: '', field: 'visible', document: true, running: false },
          { component: 'Transform', field: 'position', document: [100, 50], running: [130, 50] },
          { component: 'Transform', field: 'rotation', document: 0, running: 10 },
          { component: 'Shape', field: 'fill', document: '#ff0000', running: '#00ff00' },
          { component: 'Properties', field: 'values', document: { speed: 4 }, running: { speed: 9 } },
        ].map((field) => (field.field === 'rotation' ? { ...field, running: expect.any(Number) } : field)),
      },
    ]);
  });

  it('does not take it for a difference how a body settles, or its speed', () => {
    const resting = {
      floor: entity([0, 300], [800, 40], { Collider: {} }),
      box: entity([0, 269.99], [20, 20], { Body: {}, Collider: {} }),
    };
    expect(after('', 120, resting).filter(({ id }) => id === 'box')).toEqual([]);
    const falling = { box: entity([0, 0], [20, 20], { Body: {}, Collider: {} }) };
    expect(after('', 30, falling)).toMatchObject([
      { id: 'box', fields: [{ component: 'Transform', field: 'position' }] },
    ]);
  });

  it('places children relative to their parent, as the document does', () => {
    const child = { child: entity([30, 0], [4, 4], { Transform: { rotation: 15 } }, { parent: 'e' }) };
    expect(after('e.x = e.x + 40\nams.set_rotation(e, 90)', 1, child).map(({ id }) => id)).toEqual(['e']);
  });

  it('lists what the game has made and destroyed', () => {
    const prop = { gem: entity([5, 5], [4, 4], { Shape: {} }) };
    const found = after(
      'if ams.find("gem") then ams.destroy(ams.find("gem")) ams.spawn("Star", 7, 8) end',
      1,
      prop,
    );
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['gone gem', 'new Star']);
    expect(found[1]).toMatchObject({ entity: { components: { Transform: { position: [7, 8] } } } });
  });
});
