import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrolledTo, windowOf } from '../../../../src/lib/editor/core/hierarchy/rows-window.ts';

const view = fc.record({
  count: fc.nat(20_000),
  row: fc.integer({ min: 1, max: 60 }),
  scrollTop: fc.integer({ min: -200, max: 600_000 }),
  height: fc.nat(2000),
});

describe('the window of a long list', () => {
  it('has every row on screen, and not many more', () => {
    fc.assert(
      fc.property(view, (list) => {
        const { first, end } = windowOf(list);
        expect(0 <= first && first <= end && end <= list.count).toBe(true);
        if (list.count <= 300) {
          expect([first, end]).toEqual([0, list.count]);
          return;
        }
        expect(end - first).toBeLessThanOrEqual(list.height / list.row + 2 * 8 + 2);
        for (let y = Math.max(0, list.scrollTop); y < list.scrollTop + list.height; y += list.row) {
          const at = Math.floor(y / list.row);
          if (at < list.count) expect(first <= at && at < end).toBe(true);
        }
      }),
    );
  });

  it('scrolls to a row as little as possible, and then shows all of it', () => {
    fc.assert(
      fc.property(view, fc.nat(20_000), (list, at) => {
        fc.pre(list.height >= list.row && list.scrollTop >= 0);
        const top = scrolledTo(at, list);
        expect(top).toBeLessThanOrEqual(at * list.row);
        expect(top + list.height).toBeGreaterThanOrEqual((at + 1) * list.row);
        const seen = at * list.row >= list.scrollTop && (at + 1) * list.row <= list.scrollTop + list.height;
        if (seen) expect(top).toBe(list.scrollTop);
      }),
    );
  });
});
