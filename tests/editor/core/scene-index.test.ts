import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityData } from '../../../src/lib/schema/project.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { boxAt, indexOf, projectOf } from './fixtures.ts';

describe('a scene index', () => {
  it('hits what is in front, passing what is locked or hidden', () => {
    const entities = { back: boxAt(0, 0), middle: boxAt(0, 0), front: boxAt(0, 0) };
    expect(indexOf(entities).hit([5, 5], 2)).toBe('front');
    expect(indexOf({ ...entities, front: boxAt(0, 0, 40, 20, { locked: true }) }).hit([5, 5], 2)).toBe(
      'middle',
    );
    expect(indexOf({ ...entities, front: boxAt(0, 0, 40, 20, { visible: false }) }).hit([5, 5], 2)).toBe(
      'middle',
    );
    expect(indexOf(entities).hit([500, 5], 2)).toBe(null);
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

  it('is after any change what a new one would be', () => {
    const entity = (parent: string | null): fc.Arbitrary<Partial<EntityData>> =>
      fc.record({
        parent: fc.constant(parent),
        visible: fc.boolean(),
        components: fc.record({
          Transform: fc.record({
            position: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })),
            rotation: fc.integer({ min: -180, max: 180 }),
          }),
          Shape: fc.constant({}),
        }),
      });
    const scene = fc.record({ a: entity(null), b: entity('a'), c: entity('b'), d: entity(null) });
    fc.assert(
      fc.property(
        scene,
        scene,
        fc.subarray(['a', 'b', 'c', 'd'] as const),
        fc.boolean(),
        (before, after, ids, drop) => {
          const first = projectOf(before);
          const entities = { ...first.scenes.s!.entities };
          const next = projectOf(after).scenes.s!.entities;
          for (const id of ids) entities[id] = next[id]!;
          if (drop && ids.includes('d')) delete entities.d;
          const second = { ...first, scenes: { s: { ...first.scenes.s!, entities } } };
          const index = new SceneIndex();
          index.load(first, 's');
          index.update(second, 's', new Set(ids));
          const fresh = new SceneIndex();
          fresh.load(second, 's');
          expect([...index.items.values()].sort((x, y) => x.z - y.z)).toEqual(
            [...fresh.items.values()].sort((x, y) => x.z - y.z),
          );
          const everywhere = { x: -5000, y: -5000, width: 10000, height: 10000 };
          expect(index.visibleIn(everywhere)).toEqual(fresh.visibleIn(everywhere));
        },
      ),
    );
  });
});
