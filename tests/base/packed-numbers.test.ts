import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedBytes, packNumbers, unpackNumbers } from '../../src/lib/base/packed-numbers.ts';

/** Floats of every kind, with many zeros and whole numbers among them. */
const float = fc.oneof(fc.constant(0), fc.constant(-0), fc.integer(), fc.double());
const pairs = <T>(of: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(of, fc.oneof(fc.constant(null), of)), { maxLength: 200 });

describe('packed numbers', () => {
  it('come back exactly, with and without a basis', () => {
    fc.assert(
      fc.property(pairs(float), fc.boolean(), (list, based) => {
        const basis = Float64Array.from(list, ([value]) => value);
        const numbers = Float64Array.from(list, ([value, other]) => other ?? value);
        const packed = packNumbers(numbers, numbers.length, based ? basis : undefined);
        const back = new Float64Array(numbers.length).fill(7);
        unpackNumbers(packed, back, based ? basis : undefined);
        expect([...back].map((n) => (Object.is(n, -0) ? '-0' : n))).toEqual(
          [...numbers].map((n) => (Object.is(n, -0) ? '-0' : n)),
        );
      }),
    );
  });

  it('come back exactly for whole numbers and for the beginning of a list', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.integer())), fc.nat(), (list, cut) => {
        const numbers = Int32Array.from(list);
        const length = list.length === 0 ? 0 : cut % (list.length + 1);
        const back = new Int32Array(length).fill(7);
        unpackNumbers(packNumbers(numbers, length), back);
        expect([...back]).toEqual(list.slice(0, length));
      }),
    );
  });

  it('take a bit for what is as in the basis', () => {
    const numbers = Float64Array.from({ length: 320 }, (_, i) => Math.sqrt(i));
    const changed = numbers.slice();
    changed[5] = 0.1;
    expect(packedBytes(packNumbers(changed, 320, numbers))).toBe(80 + 8);
    expect(packedBytes(packNumbers(new Float64Array(320)))).toBe(80);
  });
});
