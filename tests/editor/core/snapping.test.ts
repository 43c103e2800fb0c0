import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect, Vec2 } from '../../../src/lib/base/geometry.ts';
import { around, highOf, lengthOf, lowOf } from '../../../src/lib/editor/core/align.ts';
import { equalGaps, gapOffset } from '../../../src/lib/editor/core/equal-gaps.ts';
import { edgeGuides, snapMove, snapPoint } from '../../../src/lib/editor/core/snapping.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });
const rect: fc.Arbitrary<Rect> = fc.record({
  x: whole(-300, 300),
  y: whole(-60, 60),
  width: whole(2, 80),
  height: whole(2, 80),
});
const others = fc.array(rect, { maxLength: 12 });
const axis = fc.constantFrom('x' as const, 'y' as const);
const box = (x: number, y = 0, width = 20, height = 20): Rect => ({ x, y, width, height });
const reach = 6;

describe('equal gaps', () => {
  it('stand a box in the middle between two others', () => {
    const row = [box(0), box(100)];
    const { delta, gaps } = snapMove(box(47), [2, 0], { grid: null, others: row, reach });
    expect(delta).toEqual([3, 0]);
    expect(gaps).toEqual([
      { axis: 'x', from: 20, to: 50, at: 10 },
      { axis: 'x', from: 70, to: 100, at: 10 },
    ]);
  });

  it('go on where a row of others ends, on either side', () => {
    const row = [box(0), box(35, 0, 10)];
    expect(gapOffset(box(63), 'x', row, reach)).toBe(-3);
    expect(gapOffset(box(-31), 'x', row, reach)).toBe(-4);
    expect(gapOffset(box(75), 'x', row, reach)).toBe(null);
  });

  it("do not count what the box lies in: the game's screen, or a background", () => {
    const row = [box(0), box(60), { x: -50, y: -50, width: 960, height: 540 }];
    const { delta, gaps } = snapMove(box(117), [5, 0], { grid: null, others: row, reach });
    expect(delta).toEqual([3, 0]);
    expect(gaps).toHaveLength(2);
  });

  it('take no part in a row that lies beside it', () => {
    expect(gapOffset(box(63), 'x', [box(0, 200), box(35, 200)], reach)).toBe(null);
  });

  it('are equal wherever they attract, and never further than they reach', () => {
    fc.assert(
      fc.property(rect, others, axis, (moved, all, along) => {
        const off = gapOffset(moved, along, all, reach);
        if (off === null) return;
        expect(Math.abs(off)).toBeLessThanOrEqual(reach);
        const there = { ...moved, [along]: moved[along] + off };
        const lengths = equalGaps(there, along, all).map(({ from, to }) => to - from);
        // A neighbour that reaches into the box after the move has no gap to it.
        for (const length of lengths)
          expect(lengths.filter((each) => Math.abs(each - length) < 0.01).length).toBeGreaterThan(1);
      }),
    );
  });
});

describe('snapping a move', () => {
  it('never goes further than it reaches, and stops on what it shows', () => {
    fc.assert(
      fc.property(rect, whole(-90, 90), whole(-90, 90), others, (moved, dx, dy, all) => {
        const { delta, guides, gaps } = snapMove(moved, [dx, dy], { grid: null, others: all, reach });
        expect(Math.abs(delta[0] - dx)).toBeLessThanOrEqual(reach);
        expect(Math.abs(delta[1] - dy)).toBeLessThanOrEqual(reach);
        const at = { ...moved, x: moved.x + delta[0], y: moved.y + delta[1] };
        for (const guide of guides) {
          const places = [
            lowOf,
            highOf,
            (each: Rect) => lowOf(each, guide.axis) + lengthOf(each, guide.axis) / 2,
          ];
          expect(places.some((place) => Math.abs(place(at, guide.axis) - guide.at) < 1e-3)).toBe(true);
        }
        for (const gap of gaps) expect(gap.to).toBeGreaterThan(gap.from);
        if (guides.length + gaps.length === 0) expect(delta).toEqual([dx, dy]);
      }),
    );
  });

  it('keeps to guides of the scene', () => {
    const lines = [{ axis: 'x' as const, at: 200 }];
    const { delta, guides } = snapMove(box(0), [178, 0], { grid: null, others: [], lines, reach });
    expect(delta).toEqual([180, 0]);
    expect(guides).toMatchObject([{ axis: 'x', at: 200 }]);
  });

  it('keeps to a grid that begins elsewhere', () => {
    const grid = { size: [16, 24], offset: [5, 7] } as const;
    fc.assert(
      fc.property(whole(1, 200), whole(1, 200), (dx, dy) => {
        const { delta } = snapMove(box(0), [dx, dy], { grid, others: [], reach: 0 });
        expect((delta[0] - 5) % 16).toBeCloseTo(0, 9);
        expect((delta[1] - 7) % 24).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe('snapping an edge', () => {
  const handle = fc.constantFrom<Vec2>([-1, 0], [1, 1], [0, -1], [1, -1]);
  it('moves only the axes of its handle, to an edge or to whole pixels', () => {
    fc.assert(
      fc.property(whole(-300, 300), whole(-90, 90), handle, others, (x, y, sides, all) => {
        const point: Vec2 = [x + 0.4, y + 0.4];
        const end = snapPoint(point, sides, { grid: null, others: all, reach });
        for (const i of [0, 1] as const) {
          if (sides[i] === 0) expect(end[i]).toBe(point[i]);
          else expect(Math.abs(end[i] - point[i])).toBeLessThanOrEqual(reach);
        }
      }),
    );
  });

  it('shows the line that it came to', () => {
    const snaps = { grid: null, others: [box(100, 200)], reach };
    const [x] = snapPoint([97, 33], [1, 0], snaps);
    expect(x).toBe(100);
    const sized = around([box(0), box(90, 0, 10)])!;
    expect(edgeGuides(sized, [1, 0], snaps)).toEqual([{ axis: 'x', at: 100, from: 0, to: 220, gap: 180 }]);
  });
});
