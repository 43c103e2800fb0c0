import fc from 'fast-check';
import type { IDisposable, editor as monaco } from 'monaco-editor/editor';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { TextBinding } from '../../../src/lib/editor/code/text-binding.ts';
import { applyChanges, type TextChange } from '../../../src/lib/editor/code/text-delta.ts';

// The editor's own ranges and selections, without the editor, which needs a browser.
vi.mock('../../../src/lib/editor/code/monaco.ts', async () => ({
  ...(await vi.importActual<object>('monaco-editor/editor/common/core/range')),
  ...(await vi.importActual<object>('monaco-editor/editor/common/core/selection')),
}));

type Place = { lineNumber: number; column: number };
interface Span {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
}

/** As much of an editor's model as the binding asks for. */
class Model {
  #listeners = new Set<(event: { changes: TextChange[] }) => void>();
  /** How often all of the text was replaced. */
  replaced = 0;

  constructor(private value = '') {}

  getValue = () => this.value;
  setValue(value: string): void {
    this.replaced++;
    this.value = value;
    this.#tell([]);
  }
  getPositionAt(offset: number): Place {
    const lines = this.value.slice(0, offset).split('\n');
    return { lineNumber: lines.length, column: lines.at(-1)!.length + 1 };
  }
  getOffsetAt({ lineNumber, column }: Place): number {
    const before = this.value.split('\n').slice(0, lineNumber - 1);
    return before.reduce((sum, line) => sum + line.length + 1, 0) + column - 1;
  }
  applyEdits(edits: readonly { range: Span; text: string }[]): void {
    this.change(
      edits.map(({ range, text }) => {
        const start = this.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
        const end = this.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn });
        // As an editor does it: line ends are of one kind.
        return { rangeOffset: start, rangeLength: end - start, text: text.replace(/\r\n?/gu, '\n') };
      }),
    );
  }
  /** What keys do: a change, then the news of it. */
  change(changes: TextChange[]): void {
    this.value = applyChanges(this.value, changes);
    this.#tell(changes);
  }
  onDidChangeContent(fn: (event: { changes: TextChange[] }) => void): IDisposable {
    this.#listeners.add(fn);
    return { dispose: () => this.#listeners.delete(fn) };
  }
  #tell(changes: TextChange[]): void {
    for (const fn of this.#listeners) fn({ changes });
  }
}

/** As much of an editor as the binding asks for: carets, by offsets of the text. */
class Carets {
  all: [anchor: number, head: number][] = [];

  constructor(private model: Model) {}

  getSelections() {
    return this.all.map(([anchor, head]) => {
      const [from, to] = [this.model.getPositionAt(anchor), this.model.getPositionAt(head)];
      return {
        selectionStartLineNumber: from.lineNumber,
        selectionStartColumn: from.column,
        positionLineNumber: to.lineNumber,
        positionColumn: to.column,
      };
    });
  }
  setSelections(selections: ReturnType<Carets['getSelections']>): void {
    this.all = selections.map((each) => [
      this.model.getOffsetAt({
        lineNumber: each.selectionStartLineNumber,
        column: each.selectionStartColumn,
      }),
      this.model.getOffsetAt({ lineNumber: each.positionLineNumber, column: each.positionColumn }),
    ]);
  }
  getVisibleRanges = () => [];
  getPosition = () => null;
}

/** A text that two people type into; the first has it open in an editor. */
function opened(start: string) {
  const doc = new Y.Doc();
  const text = doc.getText('hero.lua');
  text.insert(0, start);
  const other = new Y.Doc();
  const there = other.getText('hero.lua');
  const exchange = (from: Y.Doc, to: Y.Doc) =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network');
  const sync = () => {
    exchange(doc, other);
    exchange(other, doc);
  };
  sync();
  const model = new Model();
  let typed = 0;
  const binding = new TextBinding(model as unknown as monaco.ITextModel, text, () => typed++);
  const carets = new Carets(model);
  binding.editor = carets as unknown as monaco.ICodeEditor;
  return { doc, text, there, sync, model, binding, carets, typed: () => typed };
}
const put = (rangeOffset: number, text: string, rangeLength = 0): TextChange[] => [
  { rangeOffset, rangeLength, text },
];

describe('a text and the editor that shows it', () => {
  it('are the same from the start, and what is typed is shared in the smallest change', () => {
    const { model, text, there, sync, typed } = opened('local hero = {}');
    expect(model.getValue()).toBe('local hero = {}');
    const deltas: unknown[] = [];
    text.observe((event) => deltas.push(event.delta));
    // An editor may report more than what is new.
    model.change(put(6, 'heroine', 4));
    expect(deltas).toEqual([[{ retain: 10 }, { insert: 'ine' }]]);
    sync();
    expect(there.toJSON()).toBe('local heroine = {}');
    expect(typed()).toBe(1);
  });

  it('take several changes of one key in, whose places count in the text before', () => {
    const { model, text } = opened('a\nb\nc');
    model.change([
      { rangeOffset: 0, rangeLength: 0, text: '-- ' },
      { rangeOffset: 2, rangeLength: 0, text: '-- ' },
      { rangeOffset: 4, rangeLength: 1, text: '' },
    ]);
    expect(text.toJSON()).toBe('-- a\n-- b\n');
    expect(model.getValue()).toBe('-- a\n-- b\n');
  });

  it('show what others type without replacing the text, and do not send it back', () => {
    const { model, there, sync, text, typed } = opened('local hero = {}');
    const { replaced } = model;
    there.insert(0, '-- the hero\n');
    there.delete(there.length - 2, 2);
    let echoes = 0;
    text.doc!.on('update', (_, origin) => (echoes += origin === 'network' ? 0 : 1));
    sync();
    expect(model.getValue()).toBe('-- the hero\nlocal hero = ');
    expect([model.replaced, echoes, typed()]).toEqual([replaced, 0, 0]);
  });

  it('leave a caret where it is while others type at it, before it and over it', () => {
    const { there, sync, carets } = opened('speed = 90');
    carets.all = [
      [8, 8],
      [0, 5],
    ];
    there.insert(8, '1');
    sync();
    // At the caret: theirs goes behind it.
    expect(carets.all[0]).toEqual([8, 8]);
    there.insert(0, 'hero.');
    sync();
    expect(carets.all).toEqual([
      [13, 13],
      [5, 10],
    ]);
    there.delete(5, 8);
    sync();
    expect(carets.all).toEqual([
      [5, 5],
      [5, 5],
    ]);
  });

  it('undo only what was typed here, and bring the carets back', () => {
    const { model, there, sync, binding, carets, typed } = opened('speed = 90');
    carets.all = [[8, 10]];
    binding.noteSelections();
    model.change(put(8, '120', 2));
    carets.all = [[11, 11]];
    there.insert(0, '-- quick\n');
    sync();
    expect(model.getValue()).toBe('-- quick\nspeed = 120');
    binding.undo();
    expect(model.getValue()).toBe('-- quick\nspeed = 90');
    expect(carets.all).toEqual([[17, 19]]);
    // The game hears of an undone change as of any other.
    expect(typed()).toBe(2);
    binding.redo();
    expect(model.getValue()).toBe('-- quick\nspeed = 120');
    binding.undo();
    binding.undo();
    expect(model.getValue()).toBe('-- quick\nspeed = 90');
  });

  it('answers the ways to undo that the editor itself has', () => {
    const { model } = opened('a');
    model.change(put(1, 'b'));
    (model as unknown as { undo(): void }).undo();
    expect(model.getValue()).toBe('a');
  });

  it('agree on one kind of line end, whoever brings another', async () => {
    const { model, text, there, sync } = opened('a\r\nb\rc');
    expect([model.getValue(), text.toJSON()]).toEqual(['a\nb\nc', 'a\nb\nc']);
    sync();
    there.insert(5, '\r\nd');
    sync();
    await Promise.resolve();
    expect(text.toJSON()).toBe('a\nb\nc\nd');
    expect(model.getValue()).toBe('a\nb\nc\nd');
  });

  it('are two again once the binding is gone', () => {
    const { model, text, binding } = opened('a');
    binding.dispose();
    model.change(put(1, 'b'));
    expect(text.toJSON()).toBe('a');
    text.insert(0, 'x');
    expect(model.getValue()).toBe('ab');
  });

  it('stay the same whatever both people do, in any order', () => {
    const piece = fc.stringMatching(/^[ab\n😀é]{0,4}$/u);
    const step = fc.record({
      who: fc.constantFrom('here', 'there', 'sync', 'undo', 'redo'),
      at: fc.nat(),
      length: fc.nat(4),
      text: piece,
    });
    fc.assert(
      fc.property(piece, fc.array(step, { maxLength: 30 }), (start, steps) => {
        const { model, text, there, sync, binding } = opened(start);
        for (const { who, at, length, text: put } of steps) {
          if (who === 'sync') sync();
          else if (who === 'undo') binding.undo();
          else if (who === 'redo') binding.redo();
          else {
            const target = who === 'here' ? model.getValue() : there.toJSON();
            // Nobody's caret stands within a character.
            const whole = (offset: number) =>
              (target.codePointAt(offset - 1) ?? 0) > 0xffff && offset > 0 ? offset + 1 : offset;
            const from = whole(at % (target.length + 1));
            const to = whole(Math.min(target.length, from + length));
            if (who === 'here') model.change([{ rangeOffset: from, rangeLength: to - from, text: put }]);
            else {
              there.delete(from, to - from);
              there.insert(from, put);
            }
          }
          expect(model.getValue()).toBe(text.toJSON());
        }
        sync();
        expect(there.toJSON()).toBe(model.getValue());
      }),
    );
  });
});
