import { describe, expect, it } from 'vitest';
import { ruledMaps, ruleLayerName } from '../../../../src/lib/editor/core/tilework/ruled-layers.ts';
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

  it('know what else stands on them, by the cells that it reaches into', () => {
    let order = 1;
    const at = (position: [number, number], size: [number, number], more: object = {}) =>
      blankEntity({
        ...{ name: 'Thing', order: `a${++order}`, layer: layer! },
        components: { Transform: { position, size, anchor: [0, 0] }, ...more },
      });
    const tile = { position: [16, 16], size: [160, 160], anchor: [0, 0] };
    const [one] = ruledMaps(
      index({
        a: tiles('Ground', 'a0', { components: { Transform: tile, Tilemap: { tileSize: [16, 16] } } }),
        box: at([32, 16], [16, 32]),
        wide: at([20, 20], [16, 8]),
        point: at([15, 18], [8, 8], { Imported: { facts: { shape: 'point' } } }),
        carrier: at([0, 0], [8, 8], { Imported: { facts: { kind: 'layer' } } }),
      }),
    );
    expect(one!.objects).toEqual([
      { id: 'box', layer: 'Objects', cells: [1, 0, 2, 2] },
      { id: 'wide', layer: 'Objects', cells: [0, 0, 2, 1] },
      { id: 'point', layer: 'Objects', cells: [-1, 0, 0, 1] },
    ]);
    expect(ruleLayerName({ name: 'Town/Houses' })).toBe('Houses');
    expect(ruleLayerName({ name: 'Town/a/b', imported: { name: 'a/b' } })).toBe('a/b');
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
