import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityData, ProjectData } from '../../../src/lib/schema/project.ts';
import type { Vec2 } from '../../../src/lib/base/geometry.ts';
import { stackAt } from '../../../src/lib/editor/core/hit-tests.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { tilesFrom, type TileChunks } from '../../../src/lib/schema/tiles.ts';
import { blankLayer } from '../../../src/lib/schema/blank.ts';
import { boxAt, indexOf, projectOf, robots } from './fixtures.ts';

const front = (entities: Record<string, Partial<EntityData>>, point: Vec2) =>
  stackAt(indexOf(entities), point, { slack: 2 })[0] ?? null;

describe('a scene index', () => {
  it('hits what is in front, passing what is locked or hidden', () => {
    const entities = { back: boxAt(0, 0), middle: boxAt(0, 0), front: boxAt(0, 0) };
    expect(front(entities, [5, 5])).toBe('front');
    expect(front({ ...entities, front: boxAt(0, 0, 40, 20, { locked: true }) }, [5, 5])).toBe('middle');
    expect(front({ ...entities, front: boxAt(0, 0, 40, 20, { visible: false }) }, [5, 5])).toBe('middle');
    expect(front(entities, [500, 5])).toBe(null);
  });

  it('places children from their parents and takes them along', () => {
    const index = indexOf({
      parent: { components: { Transform: { position: [100, 100], rotation: 90, size: [10, 10] } } },
      child: { parent: 'parent', components: { Transform: { position: [20, 0], size: [4, 4] }, Shape: {} } },
    });
    const child = index.items.get('child')!;
    expect(child.placed.position[0]).toBeCloseTo(100);
    expect(child.placed.position[1]).toBeCloseTo(120);
    const moved = index.carried(
      new Map([['parent', { ...index.items.get('parent')!.placed, position: [0, 0] }]]),
    );
    expect(moved.get('child')!.position[1]).toBeCloseTo(20);
    expect(index.transformFor('child', child.placed)).toMatchObject({ position: [20, 0], rotation: 0 });
  });

  it('has only those tiles painted again that changed', () => {
    const map = (tiles: TileChunks, more = {}) => ({
      components: {
        Transform: { position: [100, 0], size: [640, 640], anchor: [0, 0] },
        Tilemap: { tileSize: [16, 16], tiles, ...more },
      },
    });
    const before = tilesFrom([
      [0, 0, 1],
      [900, 900, 1],
    ]);
    const index = indexOf({ map: map(before) });
    const after = { ...before, ...tilesFrom([[20, 1, 2]]) };
    const changed = (entity: Partial<EntityData>): ProjectData => {
      const { s } = index.project!.scenes;
      const entities = { map: { ...s!.entities.map!, ...entity } };
      return { ...index.project!, scenes: { s: { ...s!, entities } } };
    };
    const dirt = index.update(changed(map(after)), 's', new Set(['map']));
    expect(dirt).toEqual({ all: false, areas: [{ x: 420, y: 16, width: 16, height: 16 }] });
    expect(index.items.get('map')!.bounds.width).toBe(901 * 16);
    const tinted = index.update(changed(map(before, { alpha: 0.5 })), 's', new Set(['map']));
    expect(tinted.areas[0]!.width).toBeGreaterThan(9000);
  });

  it('is after any change what a new one would be', () => {
    const entity = (parents: (string | null)[]): fc.Arbitrary<Partial<EntityData>> =>
      fc.record(
        {
          parent: fc.constantFrom(...parents),
          order: fc.constantFrom('a0', 'a1', 'a2'),
          layer: fc.constantFrom('l', 'back'),
          visible: fc.boolean(),
          prefab: fc.constantFrom('', '', 'robot', 'arm'),
          overrides: fc.constantFrom(undefined, { eye: { removed: true, components: {} } }),
          components: fc.record({
            Transform: fc.record({
              position: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })),
              rotation: fc.integer({ min: -180, max: 180 }),
            }),
            Shape: fc.constant({}),
          }),
        },
        { requiredKeys: ['parent', 'order', 'layer', 'visible', 'prefab', 'components'] },
      ) as fc.Arbitrary<Partial<EntityData>>;
    const ids = ['a', 'b', 'c', 'd', 'e'] as const;
    // Rings are among them: readers cut them, at a place that other entities decide.
    const scene = fc.record(Object.fromEntries(ids.map((id) => [id, entity([null, 'a', 'b', 'c'])])));
    const withLayers = (entities: Record<string, Partial<EntityData>>): ProjectData => {
      const project = projectOf(entities);
      const layers = { back: blankLayer({ order: 'a0' }), l: blankLayer({ order: 'a1' }) };
      return { ...project, prefabs: robots, scenes: { s: { ...project.scenes.s!, layers } } };
    };
    fc.assert(
      fc.property(
        scene,
        scene,
        fc.subarray([...ids]),
        fc.subarray([...ids]),
        fc.subarray([...ids]),
        fc.boolean(),
        (before, after, changed, absent, gone, told) => {
          const first = withLayers(before);
          const { entities: all, ...rest } = first.scenes.s!;
          const start = Object.fromEntries(Object.entries(all).filter(([id]) => !absent.includes(id as 'a')));
          const entities = { ...start };
          const next = withLayers(after).scenes.s!.entities;
          for (const id of changed) entities[id] = next[id]!;
          for (const id of gone) delete entities[id];
          const from = { ...first, scenes: { s: { ...rest, entities: start } } };
          const to = { ...first, scenes: { s: { ...rest, entities } } };
          const index = new SceneIndex();
          index.load(from, 's');
          if (told) index.update(to, 's', new Set([...changed, ...gone]));
          else index.follow(to, 's');
          const fresh = new SceneIndex();
          fresh.load(to, 's');
          const sorted = ({ items }: SceneIndex) => [...items.values()].sort((x, y) => x.z - y.z);
          expect(sorted(index)).toEqual(sorted(fresh));
          for (const id of fresh.items.keys()) expect(index.childrenOf(id)).toEqual(fresh.childrenOf(id));
          const everywhere = { x: -9000, y: -9000, width: 18000, height: 18000 };
          expect(index.visibleIn(everywhere)).toEqual(fresh.visibleIn(everywhere));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('keeps what does not change when something comes or goes', () => {
    const names = Array.from({ length: 50 }, (_, i) => `e${i}`);
    const before = projectOf(Object.fromEntries(names.map((id, i) => [id, boxAt(i * 50, 0)])));
    const index = new SceneIndex();
    index.load(before, 's');
    const kept = names.map((id) => index.items.get(id)!.entity);
    const { entities } = before.scenes.s!;
    const { e7: gone, ...rest } = entities;
    const added = { ...rest, late: { ...gone!, name: 'late', order: 'Zz' } };
    const after = { ...before, scenes: { s: { ...before.scenes.s!, entities: added } } };
    const { all, areas } = index.update(after, 's', new Set(['e7', 'late']));
    expect(all).toBe(false);
    expect(areas.length).toBeLessThanOrEqual(3);
    expect(index.items.has('e7')).toBe(false);
    names.forEach((id, i) => id === 'e7' || expect(index.items.get(id)!.entity).toBe(kept[i]));
  });
});
