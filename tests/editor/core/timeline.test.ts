import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as timeline from '../../../src/lib/editor/core/timeline.ts';

const moment = fc.integer({ min: 0, max: 100_000 });
const span = fc
  .tuple(moment, fc.integer({ min: 0, max: 3600 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('the axis of a timeline', () => {
  it('grows in steps with the span, and never hides any of it', () => {
    expect(timeline.axisOf({ from: 0, to: 0 })).toEqual({ from: 0, length: 600 });
    expect(timeline.axisOf({ from: 0, to: 601 })).toEqual({ from: 0, length: 1200 });
    expect(timeline.axisOf({ from: 900, to: 4500 })).toEqual({ from: 900, length: 3600 });
    fc.assert(
      fc.property(span, (each) => {
        const { from, length } = timeline.axisOf(each);
        expect([from, length >= each.to - each.from]).toEqual([each.from, true]);
      }),
    );
  });

  it('finds a moment where it put it, and nothing outside of the span', () => {
    fc.assert(
      fc.property(span, fc.double({ min: -1, max: 2, noNaN: true }), (each, part) => {
        const axis = timeline.axisOf(each);
        const at = timeline.momentAt(axis, part, each);
        expect(at).toBe(timeline.within(at, each));
        expect(timeline.momentAt(axis, timeline.partOf(axis, at), each)).toBe(at);
      }),
    );
  });

  it('is labelled with whole seconds that do not touch', () => {
    const labels = timeline.graduation({ from: 90, length: 600 }, 400);
    expect(labels.map(({ label }) => label)).toEqual(['2 s', '4 s', '6 s', '8 s', '10 s']);
    expect(timeline.graduation({ from: 0, length: 3600 }, 1200).at(-1)).toEqual({ at: 3300, label: '55 s' });
    fc.assert(
      fc.property(span, fc.integer({ min: 60, max: 3000 }), (each, width) => {
        const axis = timeline.axisOf(each);
        const at = timeline.graduation(axis, width).map((label) => timeline.partOf(axis, label.at) * width);
        for (const [i, x] of at.slice(1).entries()) expect(x - at[i]!).toBeGreaterThanOrEqual(50);
      }),
    );
  });
});

describe('time', () => {
  it('is told in minutes, seconds and hundredths, and in words', () => {
    expect(timeline.clock(0)).toBe('0:00.00');
    expect(timeline.clock(747)).toBe('0:12.45');
    expect(timeline.clock(3599)).toBe('0:59.98');
    expect(timeline.clock(3600 + 60)).toBe('1:01.00');
    expect(timeline.inWords(747, { from: 0, to: 747 })).toBe('0:12.45, tick 747, the end');
    expect(timeline.inWords(747, { from: 0, to: 927 })).toBe('0:12.45, tick 747, 3.0 s before the end');
    expect(timeline.inWords(926, { from: 0, to: 927 })).toBe('0:15.43, tick 926, 0.02 s before the end');
  });
});

describe('marks', () => {
  const mark = (at: number, kind: timeline.MarkKind, text = `${kind} ${at}`) => ({ at, kind, text });
  const axis = { from: 0, length: 600 };

  it('that would overlap are one, which shows the worst of them and tells of all', () => {
    const groups = timeline.groupMarks(
      [mark(100, 'message'), mark(104, 'error'), mark(300, 'edit')],
      axis,
      600,
    );
    expect(groups).toEqual([
      { at: 104, kind: 'error', count: 2, text: '0:01.67 message 100\n0:01.73 error 104' },
      { at: 300, kind: 'edit', count: 1, text: '0:05.00 edit 300' },
    ]);
    const many = Array.from({ length: 9 }, (_, i) => mark(i, 'collision'));
    expect(timeline.groupMarks(many, axis, 600)[0]!.text).toMatch(/\nand 3 more$/u);
  });

  it('are all counted, whatever the width', () => {
    const kinds = fc.constantFrom<timeline.MarkKind>('error', 'collision', 'message', 'edit');
    const marks = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 600 }), kinds).map(([at, kind]) => mark(at, kind)),
    );
    fc.assert(
      fc.property(marks, fc.integer({ min: 0, max: 2000 }), (all, width) => {
        const groups = timeline.groupMarks(all, axis, width);
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        const wrong = all.filter(({ kind }) => kind === 'error').length > 0;
        expect(groups.some(({ kind }) => kind === 'error')).toBe(wrong);
      }),
    );
  });

  it('can be gone to one after the other, both ways', () => {
    const marks = [mark(300, 'edit'), mark(100, 'message'), mark(200, 'error')];
    expect(timeline.nextMark(marks, 100, 1)).toBe(200);
    expect(timeline.nextMark(marks, 250, -1)).toBe(200);
    expect(timeline.nextMark(marks, 300, 1)).toBeNull();
    expect(timeline.nextMark([], 0, -1)).toBeNull();
  });
});

describe('keys on a timeline', () => {
  const bounds = { from: 100, to: 1000 };
  it('move by a tick, a second or to an end, and never out of the span', () => {
    expect(timeline.keyMove('ArrowLeft', false, 500, bounds)).toBe(499);
    expect(timeline.keyMove('ArrowRight', true, 500, bounds)).toBe(560);
    expect(timeline.keyMove('ArrowLeft', true, 120, bounds)).toBe(100);
    expect(timeline.keyMove('PageUp', false, 500, bounds)).toBe(800);
    expect(timeline.keyMove('Home', false, 500, bounds)).toBe(100);
    expect(timeline.keyMove('End', false, 500, bounds)).toBe(1000);
    expect(timeline.keyMove('a', false, 500, bounds)).toBeNull();
  });
});

describe('a loop', () => {
  it('lasts from the shown moment to the end, or the last three seconds', () => {
    expect(timeline.loopFrom(500, { from: 0, to: 1000 })).toEqual({ from: 500, to: 1000 });
    expect(timeline.loopFrom(1000, { from: 0, to: 1000 })).toEqual({ from: 820, to: 1000 });
    expect(timeline.loopFrom(40, { from: 30, to: 60 })).toEqual({ from: 30, to: 60 });
  });

  it('keeps its ends apart and within what is kept, wherever they are dragged', () => {
    const edge = fc.constantFrom('from' as const, 'to' as const);
    fc.assert(
      fc.property(span, edge, moment, (bounds, which, to) => {
        fc.pre(bounds.to - bounds.from >= 6);
        const moved = timeline.moveEdge(bounds, which, to, bounds);
        expect(moved.to - moved.from).toBeGreaterThanOrEqual(6);
        expect([moved.from >= bounds.from, moved.to <= bounds.to]).toEqual([true, true]);
        expect(moved[which === 'from' ? 'to' : 'from']).toBe(bounds[which === 'from' ? 'to' : 'from']);
      }),
    );
  });
});

describe('speed', () => {
  it('goes from step to step and stays at the ends', () => {
    expect(timeline.nextSpeed(1, 1)).toBe(2);
    expect(timeline.nextSpeed(1, -1)).toBe(0.5);
    expect(timeline.nextSpeed(8, 1)).toBe(8);
    expect(timeline.nextSpeed(0.1, -1)).toBe(0.1);
  });
});
