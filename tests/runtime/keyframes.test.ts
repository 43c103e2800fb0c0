import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyframePace, Keyframes } from '../../src/lib/runtime/keyframes.ts';

const frame = (at: number, more: { bytes?: number; unrepeatable?: boolean; edit?: number } = {}) => ({
  at,
  saved: `${at}`,
  edit: 0,
  bytes: 10,
  unrepeatable: false,
  ...more,
});
const filled = (count: number, budget = Infinity) => {
  const frames = new Keyframes<string>(budget);
  for (let n = 0; n < count; n++) frames.add(frame(n * 30));
  return frames;
};
const moments = (frames: Keyframes<string>, to: number) =>
  [...new Set(Array.from({ length: to + 1 }, (_, at) => frames.before(at)?.at))].filter(
    (at) => at !== undefined,
  );

describe('Keyframes', () => {
  it('finds the last moment that is not later', () => {
    const frames = filled(4);
    expect([0, 29, 30, 89, 90, 5000].map((at) => frames.before(at)!.at)).toEqual([0, 0, 30, 60, 90, 90]);
    expect(new Keyframes<string>(1).before(3)).toBeNull();
  });

  it('drops what is later, and what nothing needs any more', () => {
    const frames = filled(6);
    frames.dropAfter(100);
    frames.dropBefore(45);
    expect(moments(frames, 200)).toEqual([30, 60, 90]);
    expect(frames.from).toBe(30);
    expect(frames.bytes).toBe(30);
  });

  it('stays within its budget: moments become sparse everywhere alike, and the first stays', () => {
    const frames = filled(100, 200);
    expect(frames.bytes).toBeLessThanOrEqual(200);
    const kept = moments(frames, 3000);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(2970);
    const gaps = kept.slice(1).map((at, n) => at - kept[n]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual((2 * 2970) / gaps.length);
  });

  it('keeps within any budget that holds two, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ at: fc.nat(500), bytes: fc.integer({ min: 1, max: 50 }), unrepeatable: fc.boolean() }),
        ),
        (added) => {
          const frames = new Keyframes<string>(100);
          for (const one of added) frames.add(frame(one.at, one));
          expect(frames.bytes).toBeLessThanOrEqual(100);
          for (let at = 0; at < 500; at += 7) expect(frames.before(at)?.at ?? 0).toBeLessThanOrEqual(at);
        },
      ),
    );
  });

  it('does not thin out what cannot be run again', () => {
    const frames = new Keyframes<string>(200);
    for (let n = 0; n < 60; n++) frames.add(frame(n * 30, { unrepeatable: n === 7 }));
    expect(frames.unrepeatableAt(210)?.saved).toBe('210');
    expect(frames.unrepeatableAt(240)).toBeNull();
  });

  it('has the later edit of one moment win, and saves nothing twice', () => {
    const frames = filled(2);
    frames.add(frame(30, { edit: 3 }));
    frames.add(frame(30, { edit: 3 }));
    expect([frames.size, frames.before(30)!.edit]).toEqual([3, 3]);
  });
});

describe('KeyframePace', () => {
  const pace = (tickMs: number, saveMs: number) => {
    const one = new KeyframePace();
    let [ticks, frames] = [0, 0];
    for (; ticks < 6000; ticks++) {
      one.ticked(tickMs);
      if (!one.due) continue;
      one.saved(saveMs);
      frames++;
    }
    return { spacing: one.spacing, share: (frames * saveMs) / (ticks * tickMs) };
  };

  it('saves three times a second where that is cheap', () => {
    expect(pace(3, 1).spacing).toBe(20);
  });

  it('has no moment be far from the one before, however dear saving is', () => {
    expect(pace(2, 50).spacing).toBe(60);
  });

  it('takes less than 3% of the time', () => {
    for (const [tickMs, saveMs] of [
      [1, 1],
      [2, 3],
      [0.5, 0.8],
      [5, 3],
    ] as const)
      expect(pace(tickMs, saveMs).share).toBeLessThan(0.03);
  });

  it('never waits longer than four seconds', () => {
    expect(pace(0.1, 50).spacing).toBe(240);
  });
});
