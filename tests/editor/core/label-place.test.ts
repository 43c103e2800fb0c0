import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelAround, labelBeside, middleInSight } from '../../../src/lib/editor/core/label-place.ts';

const canvas = fc.tuple(fc.integer({ min: 120, max: 900 }), fc.integer({ min: 60, max: 700 }));
const size = fc.tuple(fc.integer({ min: 10, max: 100 }), fc.constant(16));
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('labels on the canvas', () => {
  it('are never cut off where they fit, and cover no pointer where there is room beside it', () => {
    fc.assert(
      fc.property(canvas, size, fraction, fraction, ([w, h], [width, height], fx, fy) => {
        const pointer = [fx * w, fy * h] as const;
        for (const [x, y] of [
          labelAround(pointer, [width, height], [w, h]),
          labelBeside(pointer, [width, height], [w, h]),
        ]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(w);
          expect(y + height).toBeLessThanOrEqual(h);
        }
        const [x, y] = labelBeside(pointer, [width, height], [w, h]);
        const covered = pointer[0] > x && pointer[0] < x + width && pointer[1] > y && pointer[1] < y + height;
        if (w >= 2 * width + 30 || h >= 2 * height + 30) expect(covered).toBe(false);
      }),
    );
  });

  it('stay where they belong in the middle of a large canvas', () => {
    expect(labelAround([400, 300], [40, 16], [800, 600])).toEqual([380, 292]);
    expect(labelBeside([400, 300], [40, 16], [800, 600])).toEqual([414, 310]);
    expect(labelBeside([790, 590], [40, 16], [800, 600])).toEqual([742, 566]);
  });

  it('stand in the middle of what can be seen of a line', () => {
    expect(middleInSight([100, 50], [300, 50], [800, 600])).toEqual([200, 50]);
    expect(middleInSight([100, 50], [2000, 50], [800, 600])).toEqual([450, 50]);
    expect(middleInSight([-200, 50], [-100, 50], [800, 600])).toEqual([-150, 50]);
  });
});
