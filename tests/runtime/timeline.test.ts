import { describe, expect, it } from 'vitest';
import {
  emptyTimeline,
  followTimeline,
  type TimelineMark,
  type TimelineNews,
} from '../../src/lib/runtime/timeline.ts';

const mark = (at: number, text = ''): TimelineMark => ({ at, kind: 'message', text });
const news = (change: Partial<TimelineNews>): TimelineNews => ({
  from: 0,
  to: 100,
  at: 100,
  mode: 'live',
  loop: null,
  forgetAfter: null,
  marks: [],
  ...change,
});

describe('followTimeline', () => {
  it('collects marks and drops those that have left the timeline', () => {
    const first = followTimeline(emptyTimeline, news({ marks: [mark(5), mark(60)] }));
    const second = followTimeline(first, news({ from: 10, to: 120, at: 120, marks: [mark(110)] }));
    expect(second).toEqual({
      from: 10,
      to: 120,
      at: 120,
      mode: 'live',
      loop: null,
      marks: [mark(60), mark(110)],
    });
  });

  it('forgets marks of a future that has been played anew', () => {
    const before = followTimeline(emptyTimeline, news({ marks: [mark(5), mark(60, 'old')] }));
    const after = followTimeline(before, news({ forgetAfter: 50, mode: 'replay', marks: [mark(60, 'new')] }));
    expect(after.marks).toEqual([mark(5), mark(60, 'new')]);
  });

  it('keeps the list where nothing of it changes', () => {
    const before = followTimeline(emptyTimeline, news({ marks: [mark(5)] }));
    expect(followTimeline(before, news({ at: 20, mode: 'past' })).marks).toBe(before.marks);
  });
});
