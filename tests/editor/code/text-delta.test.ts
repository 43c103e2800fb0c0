import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  applyChanges,
  deltaToChanges,
  lastFirst,
  lineEndChanges,
  shiftOffset,
  shiftSelection,
  trimChange,
  type TextChange,
} from '../../../src/lib/editor/code/text-delta.ts';

/** Few letters, so that old and new text often share parts; one of them is a surrogate pair. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁'), maxLength: 12 });

/** Changes as an editor reports them: apart from each other and never through the middle of a character. */
const edit = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(4), fc.nat(3), text), { maxLength: 4 }))
  .map(([before, steps]) => {
    const units = Array.from(before);
    const changes: TextChange[] = [];
    let at = 0;
    for (const [gap, length, put] of steps) {
      const start = at + gap;
      const end = Math.min(units.length, start + length);
      if (start > units.length) break;
      const offset = units.slice(0, start).join('').length;
      changes.push({ rangeOffset: offset, rangeLength: units.slice(start, end).join('').length, text: put });
      at = end + 1;
    }
    return { before, changes };
  });

function sharedText(before: string): Y.Text {
  const shared = new Y.Doc().getText();
  shared.insert(0, before);
  return shared;
}

function write(shared: Y.Text, changes: readonly TextChange[]): void {
  shared.doc!.transact(() => {
    for (const { rangeOffset, rangeLength, text: put } of lastFirst(changes)) {
      shared.delete(rangeOffset, rangeLength);
      shared.insert(rangeOffset, put);
    }
  });
}

describe('changes between an editor and a shared text', () => {
  it('arrive in the shared text as they were typed, trimmed or not', () => {
    fc.assert(
      fc.property(edit, ({ before, changes }) => {
        const shared = sharedText(before);
        write(
          shared,
          changes.map((change) => trimChange(change, before)),
        );
        expect(shared.toJSON()).toBe(applyChanges(before, changes));
      }),
    );
  });

  it('arrive in the editor as they happened in the shared text', () => {
    fc.assert(
      fc.property(edit, ({ before, changes }) => {
        const shared = sharedText(before);
        let heard: TextChange[] = [];
        shared.observe((event) => (heard = deltaToChanges(event.delta)));
        write(shared, changes);
        expect(applyChanges(before, heard)).toBe(shared.toJSON());
      }),
    );
  });

  it('are as small as they can be', () => {
    expect(trimChange({ rangeOffset: 2, rangeLength: 5, text: 'heXlo' }, '--hello--')).toEqual({
      rangeOffset: 4,
      rangeLength: 1,
      text: 'X',
    });
    expect(trimChange({ rangeOffset: 0, rangeLength: 3, text: 'aaaa' }, 'aaa')).toEqual({
      rangeOffset: 3,
      rangeLength: 0,
      text: 'a',
    });
    // Both begin with the same half of a pair.
    expect(trimChange({ rangeOffset: 0, rangeLength: 2, text: '😁' }, '😀').text).toBe('😁');
  });

  it('tidy up line ends, also when two people do so at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n'), maxLength: 12 }), (before) => {
        const after = applyChanges(before, lineEndChanges(before));
        expect(after).toBe(before.replace(/\r\n?/gu, '\n'));
        expect(lineEndChanges(after)).toEqual([]);
      }),
    );
  });
});

describe('offsets while others edit', () => {
  it('stay with the character before them, as shared positions do', () => {
    fc.assert(
      fc.property(edit, fc.nat(), ({ before, changes }, pick) => {
        const offset = pick % (before.length + 1);
        const shared = sharedText(before);
        const position = Y.createRelativePositionFromTypeIndex(shared, offset, -1);
        let heard: TextChange[] = [];
        shared.observe((event) => (heard = deltaToChanges(event.delta)));
        write(shared, changes);
        const inside = heard.some(
          (change) => change.rangeOffset < offset && offset <= change.rangeOffset + change.rangeLength,
        );
        const moved = shiftOffset(offset, heard);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(shared.length);
        // Where the character itself was replaced, both ends of what came instead are right.
        if (inside) return;
        expect(moved).toBe(Y.createAbsolutePositionFromRelativePosition(position, shared.doc!)!.index);
      }),
    );
  });

  it('keep a caret where something is inserted, and a selection free of what is put at its ends', () => {
    const put = (rangeOffset: number): TextChange[] => [{ rangeOffset, rangeLength: 0, text: 'xyz' }];
    expect(shiftSelection({ anchor: 5, head: 5 }, put(5))).toEqual({ anchor: 5, head: 5 });
    expect(shiftSelection({ anchor: 5, head: 5 }, put(4))).toEqual({ anchor: 8, head: 8 });
    expect(shiftSelection({ anchor: 2, head: 5 }, put(2))).toEqual({ anchor: 5, head: 8 });
    expect(shiftSelection({ anchor: 5, head: 2 }, put(5))).toEqual({ anchor: 5, head: 2 });
    expect(shiftSelection({ anchor: 2, head: 5 }, put(3))).toEqual({ anchor: 2, head: 8 });
    const cut: TextChange[] = [{ rangeOffset: 1, rangeLength: 8, text: '' }];
    expect(shiftSelection({ anchor: 5, head: 2 }, cut)).toEqual({ anchor: 1, head: 1 });
  });
});
