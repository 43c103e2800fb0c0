import { describe, expect, it } from 'vitest';
import { EditLog, mergeEdits } from '../../src/lib/runtime/edit-log.ts';
import type { LiveEdit } from '../../src/lib/runtime/protocol.ts';

const script = (path: string, source: string | null): LiveEdit => ({ kind: 'script', path, source });
const gone = (id: string): LiveEdit => ({ kind: 'entity', id, entity: null });
const edits = (...list: LiveEdit[]) => ({ kind: 'edits', edits: list }) as const;

describe('EditLog', () => {
  it('gives back what was edited between a known change and a moment', () => {
    const log = new EditLog();
    const first = log.add(10, edits(script('a', '1')));
    log.add(20, { kind: 'disable', entity: 'e', script: 'a' });
    log.add(30, edits(script('a', '2')));
    expect(log.between(first, 25).map(({ change }) => change.kind)).toEqual(['disable']);
    expect(log.between(0, 9)).toEqual([]);
    expect(log.between(0, 30)).toHaveLength(3);
  });

  it('takes later edits out as one, without what was turned off', () => {
    const log = new EditLog();
    log.add(10, edits(script('a', '1')));
    log.add(20, edits(script('a', '2'), gone('x')));
    log.add(25, { kind: 'disable', entity: 'e', script: 'a' });
    log.add(30, edits(script('a', '3')));
    expect(log.after(10)).toEqual([gone('x'), script('a', '3')]);
    expect(log.takeAfter(10)).toEqual([gone('x'), script('a', '3')]);
    expect(log.takeAfter(10)).toEqual([]);
    expect(log.between(0, 99)).toHaveLength(1);
    expect(log.add(40, edits())).toBe(5);
  });

  it('forgets what keyframes have in them', () => {
    const log = new EditLog();
    log.add(10, edits());
    log.add(20, edits());
    log.dropBefore(20);
    expect(log.between(0, 99).map(({ at }) => at)).toEqual([20]);
  });
});

describe('mergeEdits', () => {
  it('keeps the last edit of each thing, in order', () => {
    const order: LiveEdit = { kind: 'order', ids: ['a'] };
    expect(
      mergeEdits([order, script('a', '1'), gone('x'), order, script('b', null), script('a', '2')]),
    ).toEqual([gone('x'), order, script('b', null), script('a', '2')]);
  });
});
