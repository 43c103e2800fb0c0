import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centredOn,
  centreOf,
  fromMini,
  miniMapping,
  toMini,
  worldOf,
} from '../../../src/lib/editor/core/minimap.ts';
import { cardPlace } from '../../../src/lib/editor/core/tour-card.ts';
import { rulerStep, rulerTicks } from '../../../src/lib/editor/core/ruler.ts';

const scale = fc.double({ min: 0.05, max: 32, noNaN: true });
const coordinate = fc.integer({ min: -20000, max: 20000 });
const side = fc.integer({ min: 1, max: 20000 });
const rect = fc.record({ x: coordinate, y: coordinate, width: side, height: side });
const size = fc.tuple(fc.integer({ min: 60, max: 400 }), fc.integer({ min: 60, max: 400 }));

describe('the marks of a ruler', () => {
  it('numbered ones stand at round coordinates, far enough apart to be read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), scale, fc.nat(2000), (offset, zoom, length) => {
        const ticks = rulerTicks(offset, zoom, length);
        const step = rulerStep(zoom);
        expect(String(step)).toMatch(/^[125]0*$/u);
        const numbered = ticks.filter(({ value }) => value !== null);
        for (const { at, value } of numbered) {
          expect(Math.abs(value! % step)).toBe(0);
          expect(at).toBeCloseTo(value! * zoom + offset, 6);
        }
        for (const [i, { at }] of ticks.entries()) {
          expect(at).toBeGreaterThanOrEqual(-1e-6);
          expect(at).toBeLessThanOrEqual(length + 1e-6);
          if (i > 0)
            expect(at - ticks[i - 1]!.at).toBeGreaterThan(numbered.length === ticks.length ? 0.9 : 5.9);
        }
        for (let i = 1; i < numbered.length; i++)
          expect(numbered[i]!.at - numbered[i - 1]!.at).toBeGreaterThanOrEqual(Math.min(63.9, step * zoom));
      }),
    );
  });

  it('is what one expects at 100 %', () => {
    expect(rulerStep(1)).toBe(100);
    expect(rulerTicks(48, 1, 200).filter(({ value }) => value !== null)).toEqual([
      { at: 48, value: 0 },
      { at: 148, value: 100 },
    ]);
  });
});

describe('the mini-map', () => {
  it('holds everything, and a point there is the point of the scene it shows', () => {
    fc.assert(
      fc.property(rect, size, ({ ...world }, [width, height]) => {
        const mapping = miniMapping(world, [width, height]);
        const mini = toMini(mapping, world);
        expect(mini.x).toBeGreaterThanOrEqual(5.9);
        expect(mini.y).toBeGreaterThanOrEqual(5.9);
        expect(mini.x + mini.width).toBeLessThanOrEqual(width - 5.9);
        expect(mini.y + mini.height).toBeLessThanOrEqual(height - 5.9);
        const [x, y] = fromMini(mapping, [mini.x, mini.y]);
        expect(x).toBeCloseTo(world.x, 3);
        expect(y).toBeCloseTo(world.y, 3);
      }),
    );
  });

  it('a view centred on a point has it in the middle, at the same scale', () => {
    fc.assert(
      fc.property(coordinate, coordinate, scale, size, (x, y, zoom, viewport) => {
        const view = centredOn({ x: 3, y: 4, scale: zoom }, [x, y], viewport);
        const [cx, cy] = centreOf(view, viewport);
        expect(view.scale).toBe(zoom);
        expect(cx).toBeCloseTo(x, 3);
        expect(cy).toBeCloseTo(y, 3);
      }),
    );
  });

  it('shows the screen of the game also where nothing is, and everything outside of it', () => {
    expect(worldOf([], [960, 540])).toEqual({ x: 0, y: 0, width: 960, height: 540 });
    expect(worldOf([{ x: -100, y: 600, width: 20, height: 20 }], [960, 540])).toEqual({
      x: -100,
      y: 0,
      width: 1060,
      height: 620,
    });
  });
});

describe('the card of the tour', () => {
  const card = fc.tuple(fc.integer({ min: 200, max: 320 }), fc.integer({ min: 80, max: 240 }));
  const within = fc.record({
    x: fc.nat(1400),
    y: fc.nat(860),
    width: fc.integer({ min: 1, max: 1440 }),
    height: fc.integer({ min: 1, max: 900 }),
  });

  it('lies in the window, and beside what it points at wherever a side has room', () => {
    fc.assert(
      fc.property(
        fc.option(within),
        card,
        fc.constantFrom([1440, 900], [1024, 768], [390, 844]),
        (spot, [w, h], [width = 0, height = 0]) => {
          const [x, y] = cardPlace(spot, [w, h], [width, height]);
          expect(x).toBeGreaterThanOrEqual(12);
          expect(y).toBeGreaterThanOrEqual(12);
          expect(x + w).toBeLessThanOrEqual(width - 12);
          expect(y + h).toBeLessThanOrEqual(height - 12);
          if (!spot) return;
          const roomy = spot.x + spot.width + 24 + w <= width || (spot.x - w - 12 >= 12 && spot.x <= width);
          const apart =
            x >= spot.x + spot.width || x + w <= spot.x || y >= spot.y + spot.height || y + h <= spot.y;
          if (roomy) expect(apart).toBe(true);
        },
      ),
    );
  });
});
