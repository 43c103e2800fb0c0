import { describe, expect, it } from 'vitest';
import { ruledMaps } from '../../../../src/lib/editor/core/tilework/ruled-layers.ts';
import { SceneIndex } from '../../../../src/lib/editor/core/scene-index.ts';
import { blankEntity, blankProject } from '../../../../src/lib/schema/blank.ts';
import type { EntityData } from '../../../../src/lib/schema/project.ts';

describe('tile layers as maps', () => {
  const project = blankProject('p');
  const [[scene, data] = ['', undefined!]] = Object.entries(project.scenes);
  const [layer] = Object.keys(data.layers);
  const tiles = (name: string, order: string, more: Partial<EntityData> = {}) =>
    blankEntity({ name, order, layer: layer!, components: { Transform: {}, Tilemap: {} }, ...more });
  const index = (entities: Record<string, EntityData>, imported?: Record<string, never>) => {
    const made = new SceneIndex();
    const one = { ...data, name: 'town', entities, ...(imported && { imported }) };
    made.load({ ...project, scenes: { [scene]: one } }, scene);
    return made;
  };
  const told = (made: SceneIndex) =>
    ruledMaps(made).map(({ name, size, layers }) => [name, size, layers.map((each) => each.name)]);

  it('are those of the scene, back to front, without borders unless they came with some', () => {
    const entities = { b: tiles('Over', 'a1'), a: tiles('Ground', 'a0') };
    expect(told(index(entities))).toEqual([['town.tmx', null, ['Ground', 'Over']]]);
    const facts = { format: 'tiled', width: 4, height: 3 } as unknown as Record<string, never>;
    expect(told(index(entities, facts))).toEqual([['town.tmx', { width: 4, height: 3 }, ['Ground', 'Over']]]);
  });

  it('are of the map of a world that they stand in', () => {
    const root = (name: string, order: string) => {
      const facts = { kind: 'world-map', width: 2, height: 2 };
      return blankEntity({ name, order, layer: layer!, components: { Transform: {}, Imported: { facts } } });
    };
    const entities = {
      one: root('cave', 'a0'),
      two: root('lake', 'a1'),
      a: tiles('Ground', 'a2', { parent: 'one' }),
      group: blankEntity({ name: 'Group', order: 'a3', layer: layer!, parent: 'two' }),
      b: tiles('Ground', 'a4', { parent: 'group' }),
      c: tiles('Sky', 'a5'),
    };
    expect(told(index(entities))).toEqual([
      ['cave.tmx', { width: 2, height: 2 }, ['Ground']],
      ['lake.tmx', { width: 2, height: 2 }, ['Ground']],
      ['town.tmx', null, ['Sky']],
    ]);
  });
});
