import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remarkKeys, seenAtFirst, unreadRemarks } from '../../../src/lib/editor/core/unread.ts';
import type { CommentData, RemarkData } from '../../../src/lib/schema/comments.ts';

const remark = (by: string, text: string, time: number): RemarkData => ({ by, color: '#7c9cff', time, text });
const thread = (
  first: RemarkData,
  replies: Record<string, RemarkData> = {},
  rest: Partial<CommentData> = {},
): CommentData => ({ ...first, pin: { script: 'a.lua', line: 1 }, replies, ...rest });
const nothing: ReadonlySet<string> = new Set();

describe('what was not seen yet', () => {
  it('is what others said in open threads, the oldest first', () => {
    const comments = {
      a: thread(remark('Ann', 'hm', 5), { r: remark('Ben', 'yes', 6), s: remark('Cy', 'no', 9) }),
      b: thread(remark('Cy', 'look', 7)),
      c: thread(remark('Cy', 'old', 1), {}, { resolved: { by: 'Cy', time: 2 } }),
    };
    expect(unreadRemarks(comments, new Set(['a/s']), 'Ben').map(({ key }) => key)).toEqual(['a/', 'b/']);
  });

  it('is for who is called, began the thread or answered in it', () => {
    const comments = {
      mine: thread(remark('Ben', 'why?', 1), { r: remark('Ann', 'so', 2) }),
      answered: thread(remark('Ann', 'x', 3), { r: remark('Ben', 'y', 4), s: remark('Cy', 'z', 5) }),
      calls: thread(remark('Ann', 'ask @ben', 6)),
      others: thread(remark('Ann', 'ask @Benny', 7)),
    };
    const found = unreadRemarks(comments, nothing, 'Ben');
    expect(found.filter(({ forMe }) => forMe).map(({ key }) => key)).toEqual([
      'mine/r',
      'answered/',
      'answered/s',
      'calls/',
    ]);
    expect(found.map(({ key }) => key)).toContain('others/');
  });

  it('is for somebody new only what calls them', () => {
    const comments = {
      a: thread(remark('Ann', 'hello @Ben', 1), { r: remark('Cy', 'and me', 2) }),
      b: thread(remark('Ann', 'x', 3)),
    };
    expect(seenAtFirst(comments, 'Ben').sort()).toEqual(['a/r', 'b/']);
  });
});

const someComments = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,4}$/),
  fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom('Ann', 'Ben', 'Cy'), fc.constantFrom('hi', '@Ben', '@Ann?')), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.boolean(),
    )
    .map(([said, settled]) => {
      const [[by, text], ...rest] = said as [[string, string], ...[string, string][]];
      const replies = Object.fromEntries(rest.map(([who, what], n) => [`r${n}`, remark(who, what, n)]));
      return thread(remark(by, text, 0), replies, settled ? { resolved: { by: 'Cy', time: 1 } } : {});
    }),
);

it('holds that all keys seen leave nothing, and that nothing of one’s own is news', () => {
  fc.assert(
    fc.property(someComments, fc.constantFrom('Ann', 'Ben', 'Dee'), (comments, me) => {
      expect(unreadRemarks(comments, new Set(remarkKeys(comments)), me)).toEqual([]);
      const unread = unreadRemarks(comments, nothing, me);
      expect(unread.every(({ by, thread: id }) => by !== me && !comments[id]!.resolved)).toBe(true);
      expect(new Set(unread.map(({ key }) => key)).size).toBe(unread.length);
      const first = unreadRemarks(comments, new Set(seenAtFirst(comments, me)), me);
      expect(first).toEqual(unread.filter(({ forMe }) => forMe));
    }),
  );
});
