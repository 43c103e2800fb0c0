import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  insidePolygon,
  intersects,
  rectBetween,
  rotate,
  union,
  type Vec2,
} from '../../src/lib/base/geometry.ts';

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const point: fc.Arbitrary<Vec2> = fc.tuple(coordinate, coordinate);

describe('geometry', () => {
  it('turns clockwise with y down', () => {
    const [x, y] = rotate([10, 0], 90);
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(10);
  });

  it('keeps lengths when it turns', () => {
    fc.assert(
      fc.property(point, fc.double({ min: -720, max: 720, noNaN: true }), (p, angle) => {
        const [x, y] = rotate(p, angle);
        expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(...p), 3);
      }),
    );
  });

  it('bounds hold every point, and no rectangle is inside out', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
        const box = boundsOf(points)!;
        expect(box.width >= 0 && box.height >= 0).toBe(true);
        for (const [x, y] of points) {
          expect(x).toBeGreaterThanOrEqual(box.x);
          expect(y).toBeGreaterThanOrEqual(box.y);
          expect(x - box.x).toBeLessThanOrEqual(box.width);
          expect(y - box.y).toBeLessThanOrEqual(box.height);
        }
      }),
    );
    expect(boundsOf([])).toBeNull();
  });

  it('spans, joins and meets rectangles', () => {
    expect(rectBetween([5, 8], [1, 2])).toEqual({ x: 1, y: 2, width: 4, height: 6 });
    const a = { x: 0, y: 0, width: 2, height: 2 };
    const b = { x: 5, y: 1, width: 1, height: 4 };
    expect(union(a, b)).toEqual({ x: 0, y: 0, width: 6, height: 5 });
    expect(union(null, b)).toBe(b);
    expect(intersects(a, b)).toBe(false);
    expect(intersects(a, { x: 1, y: 1, width: 9, height: 9 })).toBe(true);
  });

  it('tells inside from outside in a concave outline', () => {
    const arrow: Vec2[] = [
      [0, 0],
      [10, 5],
      [0, 10],
      [4, 5],
    ];
    expect(insidePolygon([6, 5], arrow)).toBe(true);
    expect(insidePolygon([2, 5], arrow)).toBe(false);
  });
});
