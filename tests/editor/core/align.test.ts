import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../src/lib/base/geometry.ts';
import {
  alignDeltas,
  around,
  distributeDeltas,
  highOf,
  lengthOf,
  lowOf,
  matchSizes,
} from '../../../src/lib/editor/core/align.ts';
import { fromOwn, ownBox, type Placed } from '../../../src/lib/editor/core/entity-geometry.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });
const rect: fc.Arbitrary<Rect> = fc.record({
  x: whole(-500, 500),
  y: whole(-500, 500),
  width: whole(1, 200),
  height: whole(1, 200),
});
const boxes = (least: number) =>
  fc
    .array(rect, { minLength: least, maxLength: 12 })
    .map((list) => new Map(list.map((box, i) => [`${i}`, box])));
const axis = fc.constantFrom('x' as const, 'y' as const);
const side = fc.constantFrom('low' as const, 'middle' as const, 'high' as const);

function moved(
  all: ReadonlyMap<string, Rect>,
  deltas: ReadonlyMap<string, readonly [number, number]>,
): Rect[] {
  return [...all].map(([id, box]) => {
    const [dx, dy] = deltas.get(id)!;
    return { ...box, x: box.x + dx, y: box.y + dy };
  });
}

describe('aligning', () => {
  it('brings all sides together, leaves the other axis and never grows what they cover', () => {
    fc.assert(
      fc.property(boxes(1), axis, side, (all, along, which) => {
        const to = around(all.values())!;
        const ends = moved(all, alignDeltas(all, along, which, to));
        const at = { low: 0, middle: 0.5, high: 1 }[which];
        for (const [i, end] of ends.entries()) {
          expect(lowOf(end, along) + at * lengthOf(end, along)).toBeCloseTo(
            lowOf(to, along) + at * lengthOf(to, along),
            3,
          );
          const across = along === 'x' ? 'y' : 'x';
          expect(end[across]).toBe([...all.values()][i]![across]);
        }
        const after = around(ends)!;
        expect(lengthOf(after, along)).toBeLessThanOrEqual(lengthOf(to, along) + 1e-3);
      }),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(boxes(2), axis, side, (all, along, which) => {
        const once = new Map(
          moved(all, alignDeltas(all, along, which, around(all.values())!)).map((box, i) => [`${i}`, box]),
        );
        for (const [dx, dy] of alignDeltas(once, along, which, around(once.values())!).values())
          expect(Math.abs(dx) + Math.abs(dy)).toBeLessThan(1e-3);
      }),
    );
  });
});

describe('distributing', () => {
  it('makes gaps equal, keeps the order and what all cover', () => {
    fc.assert(
      fc.property(boxes(3), axis, (all, along) => {
        const ends = moved(all, distributeDeltas(all, along, 'gaps'));
        const middle = (box: Rect) => lowOf(box, along) + highOf(box, along);
        const row = [...all.keys()].sort(
          (a, b) => middle(all.get(a)!) - middle(all.get(b)!) || (a < b ? -1 : 1),
        );
        const placed = row.map((id) => ends[Number(id)]!);
        const gaps = placed.slice(1).map((box, i) => lowOf(box, along) - highOf(placed[i]!, along));
        for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0]!, 2);
        expect(lowOf(placed[0]!, along)).toBe(lowOf(all.get(row[0]!)!, along));
        expect(highOf(placed.at(-1)!, along)).toBeCloseTo(highOf(all.get(row.at(-1)!)!, along), 2);
      }),
    );
  });

  it('makes the distances of middles equal', () => {
    fc.assert(
      fc.property(boxes(3), axis, (all, along) => {
        const middles = moved(all, distributeDeltas(all, along, 'middles'))
          .map((box) => lowOf(box, along) + lengthOf(box, along) / 2)
          .sort((a, b) => a - b);
        const steps = middles.slice(1).map((value, i) => value - middles[i]!);
        for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 2);
      }),
    );
  });

  it('leaves fewer than three alone', () => {
    const two = new Map([
      ['a', { x: 0, y: 0, width: 5, height: 5 }],
      ['b', { x: 90, y: 0, width: 5, height: 5 }],
    ]);
    expect([...distributeDeltas(two, 'x', 'gaps').values()]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('matching sizes', () => {
  const placed: fc.Arbitrary<Placed> = fc.record({
    position: fc.tuple(whole(-300, 300), whole(-300, 300)),
    rotation: whole(-180, 180),
    size: fc.tuple(whole(1, 200), whole(1, 200)),
    anchor: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  });

  it('takes the size and keeps the middle', () => {
    fc.assert(
      fc.property(placed, whole(1, 300), whole(1, 300), (box, width, height) => {
        const end = matchSizes(new Map([['a', box]]), [width, height], 'both').get('a')!;
        expect(end.size).toEqual([width, height]);
        const middle = (each: Placed) => {
          const own = ownBox(each);
          return fromOwn(each, [own.x + own.width / 2, own.y + own.height / 2]);
        };
        expect(middle(end)[0]).toBeCloseTo(middle(box)[0], 2);
        expect(middle(end)[1]).toBeCloseTo(middle(box)[1], 2);
        expect(matchSizes(new Map([['a', box]]), [width, height], 'width').get('a')!.size).toEqual([
          width,
          box.size[1],
        ]);
      }),
    );
  });
});
