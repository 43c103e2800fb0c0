import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateNumber, formatNumber } from '../../../src/lib/editor/panels/controls/expression.ts';

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
