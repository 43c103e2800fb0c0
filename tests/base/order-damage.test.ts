import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBetween, ordersBetween } from '../../src/lib/base/order.ts';

const anyKey = fc.oneof(
  fc.stringMatching(/^[0-9A-Za-z]{1,6}$/),
  fc.constantFrom('z', 'a0', 'a00', '0', 'zzz', 'A'),
);

it('gives keys in their order between any two, also where a broken document has keys that are none', () => {
  fc.assert(
    fc.property(
      fc.option(anyKey),
      fc.option(anyKey),
      fc.integer({ min: 1, max: 5 }),
      (before, after, count) => {
        const keys = ordersBetween(before, after, count);
        expect(keys).toHaveLength(count);
        const all = [before, ...keys].filter((key) => key !== null);
        expect(all).toEqual([...new Set(all)].sort());
        for (const key of keys) expect(key).toMatch(/^[0-9A-Za-z]+$/);
        // Between a key and itself with zeros behind lies nothing.
        const gap =
          after !== null &&
          (before === null || before < after) &&
          !/^0*$/.test(after.slice((before ?? '').length));
        if (gap) expect(keys.at(-1)! < after).toBe(true);
        expect(orderBetween(before, after)).toMatch(/^[0-9A-Za-z]+$/);
      },
    ),
    { numRuns: 2000 },
  );
});
