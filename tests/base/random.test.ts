import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/lib/base/random.ts';

describe('Random', () => {
  it('gives the same sequence for a seed, here and for ever', () => {
    const random = new Random(42);
    expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
      [
        2476999517,
        2284424721,
        914527439,
      ]
    `);
  });

  it('goes on exactly from a stored state', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, steps) => {
        const random = new Random(seed);
        for (let i = 0; i < steps; i++) random.float();
        const copy = new Random(0);
        copy.state = random.state;
        expect([copy.float(), copy.float()]).toEqual([random.float(), random.float()]);
      }),
    );
  });

  it('stays within its bounds and reaches both ends', () => {
    const random = new Random(7);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 3)));
    expect([...seen].sort()).toEqual([1, 2, 3]);
    for (let i = 0; i < 1000; i++) {
      const value = random.float();
      expect(value >= 0 && value < 1).toBe(true);
    }
  });

  it('differs for neighbouring seeds', () => {
    expect(new Random(1).uint32()).not.toBe(new Random(2).uint32());
  });
});
