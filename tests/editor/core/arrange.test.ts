import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOrder } from '../../../src/lib/base/order.ts';
import { groupPlan, reordered, reorderPlan, ungroupPlan } from '../../../src/lib/editor/core/arrange.ts';
import { copyOf, copyPlan } from '../../../src/lib/editor/core/clipboard.ts';
import { boxAt, indexOf, projectOf } from './fixtures.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const picks = fc.subarray(ids, { minLength: 1 });
const direction = fc.constantFrom('forward', 'backward', 'front', 'back' as const);

describe('order', () => {
  it('moves one step, past others only', () => {
    expect(reordered(['a', 'b', 'c'], new Set(['a']), 'forward')).toEqual(['b', 'a', 'c']);
    expect(reordered(['a', 'b', 'c'], new Set(['b', 'c']), 'forward')).toEqual(['a', 'b', 'c']);
    expect(reordered(['a', 'b', 'c'], new Set(['b', 'c']), 'backward')).toEqual(['b', 'c', 'a']);
  });

  it('writes keys that give the order it promised', () => {
    const { entities } = projectOf(Object.fromEntries(ids.map((id) => [id, {}]))).scenes.s!;
    fc.assert(
      fc.property(picks, direction, (picked, way) => {
        const plan = reorderPlan({ ...projectOf({}).scenes.s!, entities }, picked, way);
        const after = Object.entries(entities)
          .map(([id, entity]): [string, { order: string }] => [id, { order: plan.get(id) ?? entity.order }])
          .sort(compareOrder)
          .map(([id]) => id);
        expect(after).toEqual(reordered(ids, new Set(picked), way));
        for (const id of plan.keys()) expect(picked).toContain(id);
      }),
    );
  });
});

describe('groups', () => {
  it('leave everything where it was, there and back', () => {
    const index = indexOf({ a: boxAt(0, 0), b: boxAt(100, 50), c: boxAt(300, 0) });
    const plan = groupPlan(index, ['a', 'b'])!;
    expect(plan.group.components.Transform).toEqual({ position: [70, 35], size: [140, 70] });
    expect(plan.members.get('a')!.transform).toEqual({ position: [-50, -25], rotation: 0 });

    const grouped = indexOf({
      g: { components: { Transform: { position: [70, 35], rotation: 30 } } },
      a: { parent: 'g', components: { Transform: { position: [-50, -25] } } },
    });
    const apart = ungroupPlan(grouped, ['g'])!;
    expect(apart.removed).toEqual(['g']);
    expect(apart.members.get('a')!.fields.parent).toBe(null);
    const [x, y] = grouped.items.get('a')!.placed.position;
    const back = apart.members.get('a')!.transform.position as number[];
    expect(back[0]).toBeCloseTo(x, 3);
    expect(back[1]).toBeCloseTo(y, 3);
  });
});

describe('copies', () => {
  const index = indexOf({
    a: boxAt(0, 0),
    child: { parent: 'a', components: { Transform: {}, Camera: { follow: 'a' } } },
    b: boxAt(100, 0),
  });
  let next = 0;
  const newId = () => `new-${next++}`;

  it('take descendants along and point at each other', () => {
    const copied = copyOf(index, ['a', 'child'])!;
    expect(copied.roots).toEqual(['a']);
    const plan = copyPlan(copied, { index, offset: [16, 8], layer: '', newId });
    expect(plan.entities).toHaveLength(2);
    const [[root, first], [, second]] = plan.entities as [
      [string, typeof copied.entities.a],
      [string, typeof copied.entities.a],
    ];
    expect(first!.name).toBe('a 2');
    expect(first!.components.Transform!.position).toEqual([36, 18]);
    expect(second!.parent).toBe(root);
    expect(second!.components.Camera).toEqual({ follow: root });
    // Right in front of the original, behind what was in front of it.
    const { a, b } = index.scene!.entities;
    expect(first!.order > a!.order && first!.order < b!.order).toBe(true);
  });
});
