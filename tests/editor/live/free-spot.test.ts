import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../src/lib/base/geometry.ts';
import { freeSpot } from '../../../src/lib/editor/live/free-spot.ts';
import { blankEntity } from '../../../src/lib/schema/blank.ts';
import { resolveEntity } from '../../../src/lib/schema/resolve.ts';

const box = (position: Vec2, size: Vec2) =>
  resolveEntity({}, 'e', blankEntity({ components: { Transform: { position, size } } }));

describe('freeSpot', () => {
  it('is the wish where nothing is, else to the right of what is there', () => {
    expect(freeSpot([], [20, 20], [100, 50])).toEqual([100, 50]);
    const [x, y] = freeSpot([box([100, 50], [40, 40])], [20, 20], [100, 50]);
    expect(y).toBe(50);
    expect(x).toBeGreaterThanOrEqual(100 + 20 + 10);
    expect(x).toBeLessThan(200);
    expect(freeSpot([box([100, 300], [40, 40])], [20, 20], [100, 50])).toEqual([100, 50]);
  });

  it('stands on what is large, and at the wish where there is no room', () => {
    expect(freeSpot([box([100, 50], [2000, 40])], [20, 20], [100, 50])).toEqual([100, 50]);
    const crowd = Array.from({ length: 20 }, (_, n) => box([100 + n * 50, 50], [40, 40]));
    expect(freeSpot(crowd, [20, 20], [100, 50])).toEqual([100, 50]);
  });
});
