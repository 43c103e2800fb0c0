import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../src/lib/base/geometry.ts';
import { distancesBetween } from '../../../src/lib/editor/core/distances.ts';
import { boxAt } from './fixtures.ts';
import { ToolStage } from './shapes/tool-stage.ts';

const lengths = (a: Rect, b: Rect) =>
  distancesBetween(a, b).gaps.map(({ axis, from, to }) => [axis, to - from]);
const box = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });

describe('distances', () => {
  it('are the gaps between boxes beside each other, and of all sides to what is around', () => {
    expect(lengths(box(0, 0, 10, 10), box(30, 0, 10, 10))).toEqual([['x', 20]]);
    expect(lengths(box(0, 0, 10, 10), box(30, 50, 10, 10))).toEqual([
      ['x', 20],
      ['y', 40],
    ]);
    const inside = [
      ['x', 3],
      ['x', 7],
      ['y', 4],
      ['y', 16],
    ];
    expect(lengths(box(3, 4, 10, 10), box(0, 0, 20, 30))).toEqual(inside);
    expect(lengths(box(0, 0, 20, 30), box(3, 4, 10, 10))).toEqual(inside);
    expect(lengths(box(0, 0, 10, 10), box(0, 0, 10, 10))).toEqual([]);
  });

  it('are the same both ways, never negative, and each end lies on an edge that reaches it', () => {
    const side = fc.integer({ min: -50, max: 50 });
    const length = fc.integer({ min: 0, max: 40 });
    const any = fc.record({ x: side, y: side, width: length, height: length });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(lengths(a, b)).toEqual(lengths(b, a));
        const { gaps, guides } = distancesBetween(a, b);
        for (const { axis, from, to, at } of gaps) {
          expect(to).toBeGreaterThan(from);
          const [low, size, cross, crossSize] =
            axis === 'x'
              ? (['x', 'width', 'y', 'height'] as const)
              : (['y', 'height', 'x', 'width'] as const);
          for (const end of [from, to])
            expect(
              [a, b].some(
                (each) =>
                  (end === each[low] || end === each[low] + each[size]) &&
                  ((at >= each[cross] && at <= each[cross] + each[crossSize]) ||
                    guides.some((guide) => guide.axis === axis && guide.at === end)),
              ),
            ).toBe(true);
        }
      }),
    );
  });

  it('are shown while Alt is held over something else', () => {
    const stage = new ToolStage({ a: boxAt(0, 0, 10, 10), b: boxAt(30, 0, 10, 10) }, 'select');
    stage.selection.set(['a']);
    const point = (x: number, alt: boolean) =>
      stage.tool.move({ scene: [x, 5], screen: [x, 5], shift: false, alt, mod: false });
    point(35, false);
    expect(stage.measured.value).toBe(null);
    point(35, true);
    expect(stage.measured.value!.gaps).toEqual([{ axis: 'x', from: 10, to: 30, at: 5 }]);
    point(5, true);
    expect(stage.measured.value).toBe(null);
    // On empty ground the game's screen is measured.
    point(300, true);
    expect(stage.measured.value!.gaps).toHaveLength(2);
    stage.tool.cancel();
    expect(stage.measured.value).toBe(null);
  });
});
