import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Loop } from '../../src/lib/runtime/loop.ts';

function setup(tick: () => boolean = () => true) {
  let now = 1000;
  let ticks = 0;
  const loop = new Loop({
    clock: () => now,
    tick: () => {
      ticks++;
      return tick();
    },
  });
  return { loop, pass: (ms: number) => ((now += ms), loop.advance()), ticks: () => ticks };
}

describe('Loop', () => {
  it('plays 60 ticks a second however the time is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 40, noNaN: true }), { minLength: 1 }), (waits) => {
        const { pass, ticks } = setup();
        for (const wait of waits) pass(wait);
        const total = waits.reduce((sum, wait) => sum + wait, 0);
        expect(Math.abs(ticks() - (total * 60) / 1000)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('catches up a little and forgets the rest', () => {
    const { loop, pass, ticks } = setup();
    expect(pass(10_000)).toBe(6);
    expect(loop.untilNext).toBeLessThan(17);
    pass(17);
    expect(ticks()).toBeLessThan(9);
  });

  it('pauses, steps and resumes without catching up', () => {
    const { loop, pass, ticks } = setup();
    pass(20);
    loop.pause();
    expect([pass(500), loop.untilNext]).toEqual([0, Infinity]);
    loop.step();
    expect(ticks()).toBe(2);
    loop.resume();
    loop.step();
    expect(ticks()).toBe(2);
    expect(pass(17)).toBe(1);
  });

  it('pauses by itself at a tick that says so', () => {
    let good = 3;
    const { loop, pass, ticks } = setup(() => --good > 0);
    pass(90);
    expect([ticks(), loop.paused]).toEqual([3, true]);
  });
});
