import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, ordersBetween } from '../../../src/lib/base/order.ts';
import { orderBeside, orderMoved } from '../../../src/lib/editor/core/list-order.ts';

const listOf = (ids: readonly string[]) => {
  const keys = ordersBetween(null, null, ids.length);
  return Object.fromEntries(ids.map((id, at) => [id, { order: keys[at]! }]));
};
const after = (ids: readonly string[], id: string, order: string | null) =>
  inOrder({ ...listOf(ids), ...(order === null ? {} : { [id]: { order } }) }).map(([each]) => each);
const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });

describe('moving in an ordered list', () => {
  it('puts one right beside another and leaves the rest as it was', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.nat(), fc.constantFrom('before', 'after'), (list, a, b, where) => {
        const [id, target] = [list[a % list.length]!, list[b % list.length]!];
        const order = orderBeside(listOf(list), id, target, where);
        const next = after(list, id, order);
        expect(next.filter((each) => each !== id)).toEqual(list.filter((each) => each !== id));
        if (id !== target) expect(next.indexOf(id) - next.indexOf(target)).toBe(where === 'before' ? -1 : 1);
        expect(order === null).toBe(next.join() === list.join());
      }),
    );
  });

  it('moves by places and stops at the ends', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.integer({ min: -9, max: 9 }), (list, a, by) => {
        const from = a % list.length;
        const id = list[from]!;
        const to = Math.max(0, Math.min(list.length - 1, from + by));
        const order = orderMoved(listOf(list), id, by);
        expect(after(list, id, order).indexOf(id)).toBe(to);
        expect(order === null).toBe(to === from);
      }),
    );
  });

  it('has no place for what is not there', () => {
    expect(orderBeside(listOf(['a']), 'x', 'a', 'before')).toBeNull();
    expect(orderBeside(listOf(['a']), 'a', 'x', 'after')).toBeNull();
    expect(orderMoved(listOf(['a']), 'x', 1)).toBeNull();
  });
});
