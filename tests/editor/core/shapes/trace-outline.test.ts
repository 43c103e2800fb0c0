/** Outlines of pictures: they cover what is opaque, leave out what is not, and are sound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insidePolygon, type Vec2 } from '../../../../src/lib/base/geometry.ts';
import { distanceToLine } from '../../../../src/lib/editor/core/entity-geometry.ts';
import { outlineProblem } from '../../../../src/lib/editor/core/shapes/outline-rules.ts';
import { rulesOf } from '../../../../src/lib/editor/core/shapes/outlines.ts';
import {
  areaOf,
  convexHull,
  traceOutlines,
  type TraceOptions,
} from '../../../../src/lib/editor/core/shapes/trace-outline.ts';

const exact: TraceOptions = { threshold: 128, tolerance: 0, holes: false, hull: false, smallest: 1 };
const polygon = rulesOf({ kind: 'polygon', closed: true });

interface Picture {
  width: number;
  height: number;
  alpha: Uint8Array;
}

/** A picture from text: `#` is opaque. */
function drawn(...rows: string[]): Picture {
  const [width, height] = [rows[0]!.length, rows.length];
  return { width, height, alpha: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 255 : 0)) };
}

const trace = ({ alpha, width, height }: Picture, options: Partial<TraceOptions> = {}) =>
  traceOutlines(alpha, width, height, { ...exact, ...options });

/** Noise, blobs and rings of up to 24 pixels. */
const picture: fc.Arbitrary<Picture> = fc
  .record({
    width: fc.integer({ min: 1, max: 24 }),
    height: fc.integer({ min: 1, max: 24 }),
    noise: fc.array(fc.boolean(), { minLength: 0, maxLength: 576 }),
    discs: fc.array(fc.tuple(fc.nat(24), fc.nat(24), fc.integer({ min: 1, max: 9 }), fc.boolean()), {
      maxLength: 5,
    }),
    noisy: fc.boolean(),
  })
  .map(({ width, height, noise, discs, noisy }) => {
    const alpha = new Uint8Array(width * height);
    for (let i = 0; i < alpha.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      if (noisy && noise[i % Math.max(1, noise.length)]) alpha[i] = 255;
      for (const [cx, cy, r, on] of discs) if (Math.hypot(x - cx, y - cy) <= r) alpha[i] = on ? 255 : 0;
    }
    return { width, height, alpha };
  });

/** How far outside of all outlines a point is; 0 within one. */
function outside(point: Vec2, outlines: readonly (readonly Vec2[])[]): number {
  let nearest = Infinity;
  for (const outline of outlines) {
    if (insidePolygon(point, outline)) return 0;
    outline.forEach((corner, i) => {
      nearest = Math.min(nearest, distanceToLine(point, corner, outline[(i + 1) % outline.length]!));
    });
  }
  return nearest;
}

const centres = ({ alpha, width }: Picture, opaque: boolean): Vec2[] =>
  [...alpha].flatMap((value, i): Vec2[] =>
    value >= 128 === opaque ? [[(i % width) + 0.5, Math.floor(i / width) + 0.5]] : [],
  );

describe('outlines of pictures', () => {
  it('follow every pixel without a tolerance', () => {
    expect(trace(drawn('....', '.##.', '.##.', '....'))).toEqual([
      [
        [3, 1],
        [3, 3],
        [1, 3],
        [1, 1],
      ],
    ]);
    const [l] = trace(drawn('#..', '#..', '###'));
    expect(areaOf(l!)).toBe(5);
    expect(l).toHaveLength(6);
    expect(trace(drawn('...', '...'))).toEqual([]);
    expect(trace(drawn('###', '###'))).toEqual([
      [
        [3, 0],
        [3, 2],
        [0, 2],
        [0, 0],
      ],
    ]);
  });

  it('keep pixels apart that touch with corners only', () => {
    const both = trace(drawn('#.', '.#'));
    expect(both).toHaveLength(2);
    // An island that touches itself with a corner has one sound outline.
    const [loop] = trace(drawn('###', '#.#', '##.'));
    expect(outlineProblem(loop!, polygon)).toBeNull();
    expect(areaOf(loop!)).toBeCloseTo(7, 0);
  });

  it('fill holes, or leave them open and take the island apart', () => {
    const ring = drawn('#####', '#...#', '#.#.#', '#...#', '#####');
    expect(trace(ring).map(areaOf)).toEqual([25]);
    const open = trace(ring, { holes: true });
    expect(open.map(areaOf).reduce((a, b) => a + b)).toBe(17);
    for (const outline of open) {
      expect(outlineProblem(outline, polygon)).toBeNull();
      expect(insidePolygon([1.5, 2.5], outline)).toBe(false);
    }
    // A hole of few pixels is not worth it.
    expect(trace(drawn('###', '#.#', '###'), { holes: true, smallest: 4 }).map(areaOf)).toEqual([9]);
  });

  it('pass over specks, and take a pixel from its opacity on', () => {
    expect(trace(drawn('#....', '...##', '...##'), { smallest: 2 })).toHaveLength(1);
    const faint = { width: 2, height: 1, alpha: Uint8Array.from([60, 200]) };
    expect(trace(faint).map(areaOf)).toEqual([1]);
    expect(trace(faint, { threshold: 50 }).map(areaOf)).toEqual([2]);
  });

  it('make a hull around everything', () => {
    const [hull, ...more] = trace(drawn('#...#', '.....', '..#..'), { hull: true });
    expect(more).toEqual([]);
    expect(hull).toEqual(
      expect.arrayContaining([
        [0, 0],
        [5, 0],
        [2, 3],
        [3, 3],
      ]),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 3,
        }),
        (points) => {
          const around = convexHull(points);
          fc.pre(around.length > 2);
          for (const point of points) expect(outside(point, [around])).toBeLessThan(1e-9);
          expect(outlineProblem(around, polygon)).toBeNull();
        },
      ),
    );
  });

  it('cover every opaque pixel within the tolerance, and are sound polygons', () => {
    fc.assert(
      fc.property(
        picture,
        fc.constantFrom(0, 0.5, 1, 2, 4),
        fc.boolean(),
        fc.boolean(),
        (image, tolerance, holes, hull) => {
          const outlines = trace(image, { tolerance, holes, hull });
          for (const outline of outlines) expect(outlineProblem(outline, polygon)).toBeNull();
          let worst = 0;
          for (const centre of centres(image, true)) worst = Math.max(worst, outside(centre, outlines));
          expect(worst).toBeLessThanOrEqual(tolerance + 1e-6);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leave out every transparent pixel where holes stay open', () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(0, 1), (image, tolerance) => {
        const outlines = trace(image, { tolerance, holes: true });
        for (const centre of centres(image, false)) {
          const inside = outlines.filter((outline) => insidePolygon(centre, outline));
          const depth = Math.max(
            0,
            ...inside.map((outline) =>
              Math.min(
                ...outline.map((corner, i) =>
                  distanceToLine(centre, corner, outline[(i + 1) % outline.length]!),
                ),
              ),
            ),
          );
          expect(depth).toBeLessThanOrEqual(tolerance);
        }
        if (tolerance === 0) {
          const area = outlines.map(areaOf).reduce((a, b) => a + b, 0);
          const pixels = centres(image, true).length;
          // Where corners touch, a thirty-second of a pixel is cut off on either side.
          expect(area).toBeLessThanOrEqual(pixels + 1e-6);
          expect(area).toBeGreaterThanOrEqual(pixels * 0.87);
        }
      }),
      { numRuns: 200 },
    );
  });
});
