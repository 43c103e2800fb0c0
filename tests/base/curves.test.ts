import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cornerNode,
  cubicsOf,
  curveBounds,
  MeasuredCurve,
  nearestOnCubic,
  pointOnCubic,
  splitCubic,
  type CurveNode,
} from '../../src/lib/base/curves.ts';
import { boundsOf, type Vec2 } from '../../src/lib/base/geometry.ts';

const pixel = fc.integer({ min: -500, max: 500 });
const vector = fc.tuple(pixel, pixel);
const node = fc.record({ at: vector, in: vector, out: vector });
const path = fc.record({ nodes: fc.array(node, { minLength: 2, maxLength: 6 }), closed: fc.boolean() });
const far = (a: Vec2, b: Vec2) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The length of many short chords: a measure of its own. */
function chords(nodes: readonly CurveNode[], closed: boolean): number {
  let sum = 0;
  for (const cubic of cubicsOf(nodes, closed))
    for (let i = 0; i < 4000; i++)
      sum += far(pointOnCubic(cubic, i / 4000), pointOnCubic(cubic, (i + 1) / 4000));
  return sum;
}

/** Four arcs that make a circle of radius 100 but for a fiftieth of a pixel. */
const k = 55.2284749831;
const circle: CurveNode[] = [
  { at: [100, 0], in: [0, -k], out: [0, k] },
  { at: [0, 100], in: [k, 0], out: [-k, 0] },
  { at: [-100, 0], in: [0, k], out: [0, -k] },
  { at: [0, -100], in: [-k, 0], out: [k, 0] },
];

describe('paths of curves', () => {
  it('are as long as the chords along them', () => {
    fc.assert(
      fc.property(path, ({ nodes, closed }) => {
        const { length } = new MeasuredCurve(nodes, closed);
        expect(Math.abs(length - chords(nodes, closed))).toBeLessThan(0.02 + length * 2e-3);
      }),
      { numRuns: 40 },
    );
  });

  it('are gone along evenly: two places are never further apart than the way between them', () => {
    fc.assert(
      fc.property(path, fc.double({ min: 0, max: 1, noNaN: true }), ({ nodes, closed }, part) => {
        const curve = new MeasuredCurve(nodes, closed);
        const from = curve.length * part;
        const step = Math.min(1, curve.length - from);
        const way = far(curve.at(from).point, curve.at(from + step).point);
        expect(way).toBeLessThanOrEqual(step * 1.02 + 0.1);
      }),
    );
  });

  it('begin and end at their nodes, and pass each node where they say', () => {
    fc.assert(
      fc.property(path, ({ nodes, closed }) => {
        const curve = new MeasuredCurve(nodes, closed);
        nodes.forEach(({ at }, i) =>
          expect(far(curve.at(curve.nodeDistances[i]!).point, at)).toBeLessThan(1e-3 + curve.length * 1e-5),
        );
      }),
    );
  });

  it('find the place along that is nearest to a point on them', () => {
    fc.assert(
      fc.property(path, fc.double({ min: 0, max: 1, noNaN: true }), ({ nodes, closed }, part) => {
        const curve = new MeasuredCurve(nodes, closed);
        const { point } = curve.at(curve.length * part);
        const { along, distance } = curve.nearest(point);
        expect(distance).toBeLessThan(1);
        expect(far(curve.at(along).point, point)).toBeLessThan(1.1);
      }),
    );
  });

  it('lie within their bounds, and touch them', () => {
    fc.assert(
      fc.property(path, ({ nodes, closed }) => {
        const box = curveBounds(nodes, closed)!;
        const points = cubicsOf(nodes, closed).flatMap((cubic) =>
          Array.from({ length: 401 }, (_, i) => pointOnCubic(cubic, i / 400)),
        );
        const seen = boundsOf(points)!;
        for (const [low, size] of [
          ['x', 'width'],
          ['y', 'height'],
        ] as const) {
          const [gapBefore, gapAfter] = [seen[low] - box[low], box[low] + box[size] - seen[low] - seen[size]];
          for (const gap of [gapBefore, gapAfter]) {
            expect(gap).toBeGreaterThanOrEqual(-1e-6);
            expect(gap).toBeLessThan(0.5);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stay where they are when a piece is cut in two', () => {
    fc.assert(
      fc.property(node, node, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, t) => {
        const [cubic] = cubicsOf([a, b], false);
        const [left, right] = splitCubic(cubic!, t);
        for (const s of [0, 0.2, 0.5, 0.9, 1]) {
          if (!(a.out[0] || a.out[1] || b.in[0] || b.in[1])) continue;
          expect(far(pointOnCubic(left, s), pointOnCubic(cubic!, s * t))).toBeLessThan(1e-6);
          expect(far(pointOnCubic(right, s), pointOnCubic(cubic!, t + s * (1 - t)))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('go round a circle', () => {
    const curve = new MeasuredCurve(circle, true);
    expect(curve.length).toBeCloseTo(2 * Math.PI * 100, 0);
    expect(curve.at(0)).toEqual({ point: [100, 0], angle: 90 });
    const quarter = curve.at(curve.length / 4);
    expect(quarter.point[0]).toBeCloseTo(0, 6);
    expect(quarter.angle).toBeCloseTo(180, 6);
    // A closed path starts over, in both directions.
    expect(far(curve.at(curve.length * 1.25).point, quarter.point)).toBeLessThan(1e-6);
    expect(far(curve.at(-curve.length * 0.75).point, quarter.point)).toBeLessThan(1e-6);
  });

  it('are straight and even between corners, and end at their ends', () => {
    const line = new MeasuredCurve([cornerNode([0, 0]), cornerNode([100, 0]), cornerNode([100, 50])], false);
    expect(line.length).toBeCloseTo(150, 9);
    expect(line.at(25).point[0]).toBeCloseTo(25, 9);
    expect(line.at(125)).toEqual({ point: [100, expect.closeTo(25, 9)], angle: 90 });
    expect(line.at(1000).point).toEqual([100, 50]);
    expect(line.at(-5).point).toEqual([0, 0]);
    expect(new MeasuredCurve([cornerNode([7, 8])], false).at(3)).toEqual({ point: [7, 8], angle: 0 });
    expect(
      nearestOnCubic(cubicsOf([cornerNode([0, 0]), cornerNode([10, 0])], false)[0]!, [4, 3]).t,
    ).toBeCloseTo(0.4, 4);
  });
});
