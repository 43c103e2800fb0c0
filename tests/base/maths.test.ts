import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atan2, cos, exp, log, pow, sin } from '../../src/lib/base/maths.ts';

const close = (actual: number, expected: number, relative = 1e-14, absolute = 1e-16) => {
  if (!Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(absolute + relative * Math.abs(expected));
};

describe('deterministic maths', () => {
  it('agrees with the built-in functions to the last digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (x) => {
        close(sin(x), Math.sin(x), 1e-14, 1e-15);
        close(cos(x), Math.cos(x), 1e-14, 1e-15);
        close(exp(x), Math.exp(x), 1e-13);
        close(log(Math.abs(x)), Math.log(Math.abs(x)));
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (y, x) =>
        close(atan2(y, x), Math.atan2(y, x), 2e-15),
      ),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (x, y) => close(pow(x, y), Math.pow(x, y), 1e-12),
      ),
    );
  });

  it('gives exact values where people expect them', () => {
    expect([sin(0), cos(0), atan2(0, 1), exp(0), log(1)]).toEqual([0, 1, 0, 1, 0]);
    expect([pow(2, 10), pow(10, 3), pow(2, -2), pow(9, 0.5), pow(-2, 3), pow(5, 0)]).toEqual([
      1024, 1000, 0.25, 3, -8, 1,
    ]);
    expect(sin(Math.PI / 2)).toBe(1);
    expect(sin(-0)).toBe(-0);
    expect([sin(Infinity), cos(NaN), log(-1), pow(-1, 0.5)]).toEqual([NaN, NaN, NaN, NaN]);
    expect([log(0), exp(1000), exp(-1000)]).toEqual([-Infinity, Infinity, 0]);
  });

  it('takes any power, however large', () => {
    expect([pow(1e308, 2 ** 53), pow(-1, 1e308), pow(-7, -1e300), pow(0.5, 1e300)]).toEqual([
      Infinity,
      1,
      0,
      0,
    ]);
    expect(pow(-5.643803094122362e102, -3) / -5.56e-309).toBeCloseTo(1, 2);
    expect([pow(-0, -(2 ** 53 - 1)), pow(-0, -(2 ** 53 - 2)), pow(0, -(2 ** 53 - 1))]).toEqual([
      -Infinity,
      Infinity,
      Infinity,
    ]);
    fc.assert(
      fc.property(fc.double(), fc.oneof(fc.double(), fc.maxSafeInteger()), (x, y) => {
        const [ours, theirs] = [pow(x, y), Math.pow(x, y)];
        expect([Number.isNaN(ours), ours < 0]).toEqual([Number.isNaN(theirs), theirs < 0]);
      }),
    );
  });

  it('holds these bits, whatever the engine', () => {
    let sum = 0;
    for (let i = 1; i <= 2000; i++)
      sum += sin(i * 0.37) + cos(i * 1.91) + atan2(i, 3) + exp(-i / 500) + log(i);
    expect(sum).toMatchInlineSnapshot(`16818.413937079225`);
  });
});
