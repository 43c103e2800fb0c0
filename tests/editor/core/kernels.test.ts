import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, type Vec2 } from '../../../src/lib/base/geometry.ts';
import {
  boundsOfPlaced,
  cornersOf,
  fromOwn,
  hits,
  ownBox,
  toOwn,
  touches,
  type Placed,
} from '../../../src/lib/editor/core/entity-geometry.ts';
import { handlePoint, HANDLES, resizeAll, resizePlaced } from '../../../src/lib/editor/core/resize.ts';
import { rotateAll, turnOf, wrapped } from '../../../src/lib/editor/core/rotate.ts';
import { toggled, topmost } from '../../../src/lib/editor/core/selection.ts';
import { snapMove } from '../../../src/lib/editor/core/snapping.ts';
import { framed, toScene, toScreen, visibleRect, zoomedAt } from '../../../src/lib/editor/core/view.ts';
import { resolveEntity } from '../../../src/lib/schema/resolve.ts';
import { projectOf } from './fixtures.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const point = fc.tuple(number(-2000, 2000), number(-2000, 2000));
const view = fc.record({ x: number(-5000, 5000), y: number(-5000, 5000), scale: number(0.05, 32) });
const placed: fc.Arbitrary<Placed> = fc.record({
  position: point,
  rotation: number(-360, 360),
  size: fc.tuple(number(4, 500), number(4, 500)),
  anchor: fc.tuple(number(0, 1), number(0, 1)),
});
const near = ([ax, ay]: Vec2, [bx, by]: Vec2, within = 0.01) => {
  expect(Math.abs(ax - bx)).toBeLessThan(within);
  expect(Math.abs(ay - by)).toBeLessThan(within);
};

describe('the view', () => {
  it('keeps the scene point under the pointer when it zooms', () => {
    fc.assert(
      fc.property(view, point, number(0.001, 100), (before, pointer, scale) => {
        const after = zoomedAt(before, pointer, scale);
        expect(after.scale).toBeGreaterThanOrEqual(0.05);
        expect(after.scale).toBeLessThanOrEqual(32);
        near(toScreen(after, toScene(before, pointer)), pointer, 0.001);
      }),
    );
  });

  it('frames all of a rectangle', () => {
    const rect = { x: -300, y: 40, width: 900, height: 100 };
    const shown = visibleRect(framed(rect, [800, 600]), [800, 600]);
    expect(shown.x).toBeLessThanOrEqual(rect.x);
    expect(shown.x + shown.width).toBeGreaterThanOrEqual(rect.x + rect.width);
  });
});

describe('resizing', () => {
  it('leaves the opposite corner or side where it is', () => {
    fc.assert(
      fc.property(placed, fc.constantFrom(...HANDLES), point, (start, handle, at) => {
        const end = resizePlaced(start, handle, at, { ratio: false, centre: false });
        const opposite = [-handle[0], -handle[1]] as unknown as typeof handle;
        near(
          fromOwn(end, handlePoint(ownBox(end), opposite)),
          fromOwn(start, handlePoint(ownBox(start), opposite)),
        );
        expect(Math.min(...end.size)).toBeGreaterThanOrEqual(Math.min(1, ...start.size));
      }),
    );
  });

  it('keeps the ratio, and the middle, when asked to', () => {
    fc.assert(
      fc.property(placed, fc.constantFrom(...HANDLES), point, (start, handle, at) => {
        const end = resizePlaced(start, handle, at, { ratio: true, centre: true });
        expect(end.size[0] / end.size[1]).toBeCloseTo(start.size[0] / start.size[1], 1);
        const middle = (box: Placed) => fromOwn(box, handlePoint(ownBox(box), [0, 0] as never));
        near(middle(end), middle(start));
      }),
    );
  });

  it('carries upright boxes along with the rectangle around them', () => {
    const from = { x: 0, y: 0, width: 100, height: 100 };
    const box: Placed = { position: [50, 50], rotation: 0, size: [20, 10], anchor: [0.5, 0.5] };
    const end = resizeAll(new Map([['a', box]]), from, { x: 0, y: 0, width: 200, height: 50 }).get('a')!;
    expect(end.position).toEqual([100, 25]);
    expect(end.size).toEqual([40, 5]);
  });
});

describe('turning', () => {
  it('comes back after the opposite turn', () => {
    fc.assert(
      fc.property(placed, point, number(-180, 180), (start, pivot, angle) => {
        const there = rotateAll(new Map([['a', start]]), pivot, angle);
        const back = rotateAll(there, pivot, -angle).get('a')!;
        near(back.position, start.position);
        expect(Math.abs(wrapped(back.rotation - start.rotation))).toBeLessThan(0.01);
      }),
    );
  });

  it('stops at multiples of 15 degrees with Shift', () => {
    fc.assert(
      fc.property(number(-180, 180), point, point, (base, from, to) => {
        const end = base + turnOf([0, 0], from, to, true, base);
        expect(Math.abs(Math.round(end / 15) * 15 - end)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('snapping', () => {
  const box = { x: 10, y: 10, width: 20, height: 20 };

  it('brings the corner to the grid', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 500 }), (dx, dy) => {
        fc.pre(dx !== 0);
        const { delta } = snapMove(box, [dx, dy], {
          grid: { size: [16, 16], offset: [0, 0] },
          others: [],
          reach: 0,
        });
        expect(Math.abs((box.x + delta[0]) % 16)).toBe(0);
        expect(Math.abs((box.y + delta[1]) % 16)).toBe(0);
      }),
    );
  });

  it('stops at the edge of another box and says how far away that is', () => {
    const other = { x: 100, y: 200, width: 50, height: 50 };
    const { delta, guides } = snapMove(box, [68, 0], { grid: null, others: [other], reach: 6 });
    expect(delta).toEqual([70, 0]);
    expect(guides).toEqual([{ axis: 'x', at: 100, from: 10, to: 250, gap: 170 }]);
  });

  it('never moves an axis that does not move', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (dx) => {
        const others = [{ x: 3, y: 12, width: 9, height: 9 }];
        expect(
          snapMove(box, [dx, 0], { grid: { size: [16, 16], offset: [0, 0] }, others, reach: 6 }).delta[1],
        ).toBe(0);
      }),
    );
  });
});

describe('hitting', () => {
  const entity = (kind: string) =>
    resolveEntity(
      {},
      'a',
      projectOf({ a: { components: { Transform: {}, Shape: { kind } } } }).scenes.s!.entities.a!,
    );

  it('finds what is inside a turned box and nothing beside it', () => {
    fc.assert(
      fc.property(placed, number(0.05, 0.95), number(0.05, 0.95), (box, u, v) => {
        const own = ownBox(box);
        const inside = fromOwn(box, [own.x + u * own.width, own.y + v * own.height]);
        expect(hits(entity('rectangle'), box, inside, 1)).toBe(true);
        const outside = fromOwn(box, [own.x + own.width + 20, own.y + v * own.height]);
        expect(hits(entity('rectangle'), box, outside, 1)).toBe(false);
        near(fromOwn(box, toOwn(box, inside)), inside);
      }),
    );
  });

  it('passes the corners of an ellipse', () => {
    const box: Placed = { position: [0, 0], rotation: 0, size: [100, 100], anchor: [0.5, 0.5] };
    expect(hits(entity('ellipse'), box, [0, 48], 2)).toBe(true);
    expect(hits(entity('ellipse'), box, [45, 45], 2)).toBe(false);
  });

  it('has bounds around its corners, upright or turned, and touches a marquee just as if it were turned a little', () => {
    fc.assert(
      fc.property(placed, fc.boolean(), point, (turned, upright, [x, y]) => {
        const box = upright ? { ...turned, rotation: 0 } : turned;
        const expected = boundsOf(cornersOf(box))!;
        const bounds = boundsOfPlaced(box);
        near([bounds.x, bounds.y], [expected.x, expected.y], 1e-9);
        near([bounds.width, bounds.height], [expected.width, expected.height], 1e-9);
        // A hair's breadth decides nothing.
        const marquee = (by: number) => ({ x: x - by, y: y - by, width: 300 + 2 * by, height: 200 + 2 * by });
        const tilted = { ...box, rotation: box.rotation + 1e-9 };
        if (touches(marquee(0), box)) expect(touches(marquee(0.01), tilted)).toBe(true);
        else expect(touches(marquee(-0.01), tilted)).toBe(false);
      }),
    );
  });

  it('touches what a marquee covers and misses a turned box beside it', () => {
    fc.assert(
      fc.property(placed, (box) => {
        const [corner] = cornersOf(box);
        expect(touches({ x: corner![0] - 5, y: corner![1] - 5, width: 10, height: 10 }, box)).toBe(true);
      }),
    );
    const diamond: Placed = { position: [0, 0], rotation: 45, size: [100, 100], anchor: [0.5, 0.5] };
    // Inside the upright bounds of the diamond, outside the diamond.
    expect(touches({ x: 55, y: 55, width: 10, height: 10 }, diamond)).toBe(false);
  });
});

describe('the selection', () => {
  it('toggles each id once', () => {
    expect(toggled(['a', 'b'], ['b', 'c'])).toEqual(['a', 'c']);
  });

  it('leaves out what hangs on something selected, even in a ring', () => {
    const parents: Record<string, string | null> = { a: null, b: 'a', c: 'b', x: 'y', y: 'x' };
    expect(topmost(['c', 'a', 'b'], (id) => parents[id])).toEqual(['a']);
    expect(topmost(['x'], (id) => parents[id])).toEqual(['x']);
  });
});
