import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateNumber,
  formatNumber,
  readNumber,
  scrub,
  stepFactor,
  wholeSteps,
} from '../../../src/lib/editor/panels/controls/expression.ts';

describe('what is typed into a number field', () => {
  it.each([
    ['12', 12],
    [' 1,5 ', 1.5],
    ['.5', 0.5],
    ['3.', 3],
    ['1e3', 1000],
    ['100/4 + 5', 30],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['--3', 3],
    ['-(1 - 4)', 3],
    ['10 - 3 - 2', 5],
    ['90°', 90],
    ['64 px', 64],
    ['120px/s', 120],
  ])('%s is %d', (text, value) => expect(evaluateNumber(text)).toBe(value));

  it.each(['', 'abc', '1 +', '(1', '1)', '1 2', '1/0', '0/0', 'alert(1)', '2 ** 3', '1..2'])(
    '%s is no number',
    (text) => expect(evaluateNumber(text)).toBeNull(),
  );

  it('is read back as it is shown', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const shown = formatNumber(value);
        expect(evaluateNumber(shown)).toBeCloseTo(value, 2);
        expect(formatNumber(evaluateNumber(shown)!)).toBe(shown);
      }),
    );
  });
});

describe('what is typed for several numbers at once', () => {
  const changed = (text: string, old: number) => {
    const entry = readNumber(text);
    return entry?.kind === 'change' ? entry.change(old) : entry;
  };

  it.each([
    ['+=8', 100, 108],
    ['-= 8', 100, 92],
    ['*=1+1', 3, 6],
    ['/=4px', 100, 25],
    ['+=-2', 1, -1],
  ])('%s makes of %d %d', (text, old, value) => expect(changed(text, old)).toBe(value));

  it('is a value for all without a sign before an equals sign', () =>
    expect(readNumber('64*3+8')).toEqual({ kind: 'value', value: 200 }));

  it.each(['+=', '=8', '+=x', '/=0', '%=2', '+=1/0'])('%s changes nothing', (text) =>
    expect(readNumber(text)).toBeNull(),
  );
});

describe('dragging on a number', () => {
  const key = { shiftKey: false, altKey: false };

  it('counts held keys for what is moved while they are held', () => {
    let change = scrub(0, 20, 1, stepFactor(key));
    expect(wholeSteps(change, 1, 1)).toBe(10);
    change = scrub(change, 4, 1, stepFactor({ ...key, shiftKey: true }));
    expect(wholeSteps(change, 1, 10)).toBe(30);
    change = scrub(change, 2, 1, stepFactor({ ...key, altKey: true }));
    expect(wholeSteps(change, 1, 0.1)).toBeCloseTo(30.1);
  });

  it('there and back again is no change, in however many moves', () => {
    const moves = fc.array(fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(moves, fc.constantFrom(1, 0.05, 5), fc.constantFrom(1, 10, 0.1), (list, step, factor) => {
        let change = 0;
        for (const dx of list) change = scrub(change, dx, step, factor);
        for (const dx of list.toReversed()) change = scrub(change, -dx, step, factor);
        expect(wholeSteps(change, step, factor)).toBeCloseTo(0, 9);
      }),
    );
  });
});
