import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ordersBetween } from '../../src/lib/base/order.ts';
import { animationTime, eventsBetween, stepAt } from '../../src/lib/schema/animation-time.ts';
import { directions, type AnimationData, type Direction } from '../../src/lib/schema/sheet.ts';

/** Frames from 0 on, each so many milliseconds; every step has an event of the name of its frame. */
function animation(durations: readonly number[], direction: Direction, repeat: number): AnimationData {
  const orders = ordersBetween(null, null, durations.length);
  const steps = durations.map(
    (duration, frame) =>
      [`s${frame}`, { order: orders[frame]!, frame, duration, event: String(frame) }] as const,
  );
  return { name: 'a', order: 'a0', direction, repeat, steps: Object.fromEntries(steps) };
}

/** Which frames show, in order, up to the end or a number of steps. */
function frames(of: AnimationData, most: number): number[] {
  const { round, count } = animationTime(of);
  return Array.from({ length: Math.min(count, most) }, (_, at) => round[at % round.length]!.frame);
}

describe('an animation in time', () => {
  it.each([
    ['forward', 2, [0, 1, 2, 0, 1, 2]],
    ['reverse', 2, [2, 1, 0, 2, 1, 0]],
    ['ping-pong', 1, [0, 1, 2]],
    ['ping-pong', 3, [0, 1, 2, 1, 0, 1, 2]],
    ['ping-pong-reverse', 2, [2, 1, 0, 1, 2]],
    ['ping-pong', 0, [0, 1, 2, 1, 0, 1, 2, 1, 0]],
  ] as const)('goes %s, %d times', (direction, repeat, expected) => {
    expect(frames(animation([10, 20, 30], direction, repeat), 9)).toEqual(expected);
  });

  it('shows one step at any time, and is over when all have shown', () => {
    const step = animation([100, 50], 'forward', 1);
    expect([0, 99, 100, 149, 150, 1e9].map((ms) => stepAt(step, ms).step?.frame)).toEqual([0, 0, 1, 1, 1, 1]);
    expect([149, 150].map((ms) => stepAt(step, ms).over)).toEqual([false, true]);
    expect(stepAt(animation([], 'forward', 0), 5)).toEqual({ step: null, over: true });
  });

  it('tells each event once, however time is cut into ticks', () => {
    const any = fc.record({
      durations: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
      direction: fc.constantFrom(...directions),
      repeat: fc.integer({ min: 1, max: 4 }),
      cuts: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 80 }),
    });
    fc.assert(
      fc.property(any, ({ durations, direction, repeat, cuts }) => {
        const of = animation(durations, direction, repeat);
        const told: string[] = [];
        let ends = 0;
        let from = -1;
        let to = 0;
        for (const cut of [0, ...cuts]) {
          to += cut;
          const found = eventsBetween(of, from, to);
          told.push(...found.events);
          if (found.ends) ends++;
          from = to;
          expect(stepAt(of, to).over).toBe(ends === 1);
          expect(stepAt(of, to).step!.event).toBe(told.at(-1));
        }
        expect(told).toEqual(frames(of, told.length).map(String));
      }),
    );
  });
});
