import type { IDisposable, editor } from 'monaco-editor/editor';
import * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import { Range, Selection } from './monaco.ts';
import {
  deltaToChanges,
  lastFirst,
  lineEndChanges,
  shiftOffset,
  shiftSelection,
  trimChange,
  type OffsetSelection,
  type TextChange,
} from './text-delta.ts';
import { decodePosition, encodePosition } from '../../document/text-positions.ts';

const selectionsKey = 'code-selections';

/** Typing that pauses for less than this, in milliseconds, is undone in one step. */
const GROUP_MS = 500;

/** A selection kept with an undo step, as positions that survive the edits of others. */
type KeptSelection = readonly [anchor: unknown, head: unknown];

/**
 * Keeps a model of the editor and a shared text the same, both ways, with edits as small as possible. Undo takes back
 * only what was typed here. While it lives, the model must not be changed by `setValue`.
 */
export class TextBinding {
  readonly #disposer = new Disposer();
  readonly #undo: Y.UndoManager;
  /** The text as both sides last agreed on it, to find the smallest change. */
  #agreed: string;
  #applying = false;
  #editor: editor.ICodeEditor | null = null;
  /** The carets before the newest key, for undo to bring back. */
  #before: KeptSelection[] | null = null;

  /**
   * @param onTyped called after each change that was made here, undo included
   */
  constructor(
    readonly model: editor.ITextModel,
    readonly text: Y.Text,
    private readonly onTyped: () => void,
  ) {
    this.#normalise();
    this.#agreed = text.toJSON();
    if (model.getValue() !== this.#agreed) model.setValue(this.#agreed);
    this.#undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: GROUP_MS });
    this.#disposer.add(() => this.#undo.destroy());
    this.#undo.on('stack-item-added', ({ stackItem, type }) => {
      if (type === 'undo' && this.#before) stackItem.meta.set(selectionsKey, this.#before);
    });
    this.#undo.on('stack-item-popped', ({ stackItem }) => this.#restore(stackItem.meta.get(selectionsKey)));

    const observer = (event: Y.YTextEvent, transaction: Y.Transaction) => {
      if (transaction.origin === this) return;
      this.#fromShared(event);
      if (transaction.origin === this.#undo) this.onTyped();
    };
    text.observe(observer);
    this.#disposer.add(() => text.unobserve(observer));
    this.#own(model.onDidChangeContent((event) => this.#fromEditor(event.changes)));

    // Every way to undo in the editor ends in these two: keys, commands, the browser's own menu.
    Object.assign(model, { undo: () => this.undo(), redo: () => this.redo() });
  }

  /** The editor that shows the model now, whose carets are to be kept in place; `null` while none does. */
  set editor(shown: editor.ICodeEditor | null) {
    this.#editor = shown;
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  #own(disposable: IDisposable): void {
    this.#disposer.add(() => disposable.dispose());
  }

  /** Shared texts may hold line ends that the editor would count differently. */
  #normalise(): void {
    const changes = lineEndChanges(this.text.toJSON());
    if (changes.length > 0) this.#write(changes, { kind: 'system' });
  }

  #write(changes: readonly TextChange[], origin: unknown): void {
    const write = () => {
      for (const { rangeOffset, rangeLength, text } of lastFirst(changes)) {
        if (rangeLength > 0) this.text.delete(rangeOffset, rangeLength);
        if (text !== '') this.text.insert(rangeOffset, text);
      }
    };
    if (this.text.doc) this.text.doc.transact(write, origin);
    else write();
  }

  #fromEditor(changes: readonly TextChange[]): void {
    if (this.#applying) return;
    this.#write(
      changes.map((change) => trimChange(change, this.#agreed)),
      this,
    );
    this.#agreed = this.text.toJSON();
    this.onTyped();
  }

  /** Notes where the carets are before a key changes the text, for undo to bring back. */
  noteSelections(): void {
    const offsets = this.#selections();
    this.#before = offsets.map(({ anchor, head }): KeptSelection => [
      encodePosition(this.text, anchor),
      encodePosition(this.text, head),
    ]);
  }

  #selections(): OffsetSelection[] {
    return (this.#editor?.getSelections() ?? []).map((each) => ({
      anchor: this.model.getOffsetAt({
        lineNumber: each.selectionStartLineNumber,
        column: each.selectionStartColumn,
      }),
      head: this.model.getOffsetAt({ lineNumber: each.positionLineNumber, column: each.positionColumn }),
    }));
  }

  #select(offsets: readonly OffsetSelection[]): void {
    if (!this.#editor || offsets.length === 0) return;
    this.#editor.setSelections(
      offsets.map(({ anchor, head }) =>
        Selection.fromPositions(this.model.getPositionAt(anchor), this.model.getPositionAt(head)),
      ),
    );
  }

  #fromShared(event: Y.YTextEvent): void {
    const changes = deltaToChanges(event.delta);
    const selections = this.#selections().map((each) => shiftSelection(each, changes));
    const keepScroll = this.#scrollKeeper(changes);
    this.#applying = true;
    try {
      this.model.applyEdits(
        changes.map(({ rangeOffset, rangeLength, text }) => ({
          range: Range.fromPositions(
            this.model.getPositionAt(rangeOffset),
            this.model.getPositionAt(rangeOffset + rangeLength),
          ),
          text,
          forceMoveMarkers: false,
        })),
      );
      this.#agreed = this.text.toJSON();
      // Line ends that the model writes its own way: take the shared text as it is once they are tidied up.
      if (changes.some(({ text }) => text.includes('\r'))) this.#resync();
    } finally {
      this.#applying = false;
    }
    this.#select(selections);
    keepScroll();
  }

  #resync(): void {
    const value = this.model.getValue();
    if (value === this.#agreed) return;
    queueMicrotask(() => {
      if (this.#disposer.disposed) return;
      this.#normalise();
      this.#agreed = this.text.toJSON();
      if (this.model.getValue() === this.#agreed) return;
      this.#applying = true;
      this.model.setValue(this.#agreed);
      this.#applying = false;
    });
  }

  /** Keeps the lines on screen where they are when somebody edits above them. */
  #scrollKeeper(changes: readonly TextChange[]): () => void {
    const shown = this.#editor;
    const line = shown?.getVisibleRanges()[0]?.startLineNumber;
    if (!shown || line === undefined || line <= 1) return () => {};
    const gap = shown.getScrollTop() - shown.getTopForLineNumber(line);
    const offset = shiftOffset(this.model.getOffsetAt({ lineNumber: line, column: 1 }), changes, 'right');
    return () =>
      shown.setScrollTop(shown.getTopForLineNumber(this.model.getPositionAt(offset).lineNumber) + gap);
  }

  #restore(kept: unknown): void {
    const { doc } = this.text;
    if (!doc || !Array.isArray(kept)) return;
    const offsets = (kept as KeptSelection[]).flatMap(([anchor, head]) => {
      const at = [decodePosition(doc, this.text, anchor), decodePosition(doc, this.text, head)];
      return at[0] === null || at[1] === null ? [] : [{ anchor: at[0]!, head: at[1]! }];
    });
    this.#select(offsets);
    const position = this.#editor?.getPosition();
    if (position) this.#editor?.revealPositionInCenterIfOutsideViewport(position);
  }
}
