import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOrder, inOrder, orderBetween, ordersBetween } from '../../src/lib/base/order.ts';

describe('order keys', () => {
  it('always sort strictly between their neighbours, wherever one inserts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = place % (keys.length + 1);
          const key = orderBetween(keys[at - 1] ?? null, keys[at] ?? null);
          keys.splice(at, 0, key);
        }
        expect(keys).toEqual([...new Set(keys)].sort());
      }),
    );
  });

  it('put equal keys of two peers in the same order everywhere', () => {
    const key = orderBetween(null, null);
    const record = { b: { order: key }, a: { order: key }, c: { order: orderBetween(null, key) } };
    expect(inOrder(record).map(([id]) => id)).toEqual(['c', 'a', 'b']);
    expect(compareOrder(['a', { order: key }], ['a', { order: key }])).toBe(0);
  });

  it('survive a gap without room between two equal keys', () => {
    const key = orderBetween(null, null);
    expect(orderBetween(key, key) > key).toBe(true);
    expect(ordersBetween(key, key, 3).every((k) => k > key)).toBe(true);
  });

  it('come out ascending in bulk', () => {
    const keys = ordersBetween(null, null, 500);
    expect(keys).toEqual([...new Set(keys)].sort());
  });
});
