import * as Y from 'yjs';
import { Disposer } from '../base/disposer.ts';
import { layout } from './layout.ts';
import type { Origin } from './origin.ts';
import { stepNameOf } from './step.ts';

/** How the history reads and restores what the person had selected. */
export interface SelectionAccess<S> {
  getSelection(): S;
  setSelection(selection: S): void;
}

/** One thing that this person did and can take back, or took back and can do again. */
export interface UndoStep {
  /** Stays the same when the step is taken back and done again. */
  readonly id: number;
  /** What it did, as an order: `Move 3 entities`. */
  readonly name: string;
}

/** A step as its item in Yjs's stack carries it. */
interface Kept<S> extends UndoStep {
  readonly before: S;
  /** What was selected once all that belongs to the step was over; `undefined` until then. */
  after?: S;
}

const keptKey = 'step';

/**
 * One person's steps back and forth: only what was written with their origin, one step a transaction. What others
 * wrote over it since stays as they left it. The selection goes back and forth with the steps.
 */
export class UndoHistory<S = readonly string[]> {
  readonly #manager: Y.UndoManager;
  readonly #selection: SelectionAccess<S>;
  readonly #disposer = new Disposer();
  readonly #listeners = new Set<() => void>();
  #lastId = 0;
  #name = '';

  constructor(doc: Y.Doc, origin: Origin, selection: SelectionAccess<S>) {
    this.#selection = selection;
    // Before the manager's own, which makes a step of the transaction.
    const name = (transaction: Y.Transaction) => (this.#name = stepNameOf(transaction));
    doc.on('afterTransaction', name);
    this.#disposer.add(() => doc.off('afterTransaction', name));
    const manager = new Y.UndoManager(Object.values(layout(doc)) as Y.AbstractType<unknown>[], {
      doc,
      trackedOrigins: new Set([origin]),
      captureTimeout: 0,
    });
    this.#manager = manager;
    let before = selection.getSelection();
    const remember = (transaction: Y.Transaction) => {
      if (transaction.origin === origin) before = selection.getSelection();
    };
    doc.on('beforeTransaction', remember);
    this.#disposer.add(() => doc.off('beforeTransaction', remember));
    manager.on('stack-item-added', ({ stackItem, origin: by }) => {
      const moved = by === manager ? manager.currStackItem : null;
      stackItem.meta.set(keptKey, moved ? keptOf<S>(moved) : this.#newStep(before));
      this.#notify();
    });
    manager.on('stack-item-popped', ({ stackItem, type }) => {
      const { before: start, after } = keptOf<S>(stackItem);
      const wanted = type === 'undo' ? start : after;
      if (wanted !== undefined) selection.setSelection(wanted);
      this.#notify();
    });
    manager.on('stack-cleared', () => this.#notify());
    this.#disposer.add(() => manager.destroy());
  }

  get canUndo(): boolean {
    return this.#manager.canUndo();
  }

  get canRedo(): boolean {
    return this.#manager.canRedo();
  }

  /** All steps in the order in which they were done, those that were taken back last. */
  get steps(): readonly UndoStep[] {
    const { undoStack, redoStack } = this.#manager;
    return [...undoStack, ...redoStack.toReversed()].map((item) => keptOf(item));
  }

  /** How many of {@link steps} are done and not taken back. */
  get position(): number {
    return this.#manager.undoStack.length;
  }

  undo(): void {
    const step = this.#manager.undoStack.at(-1);
    if (step) keptOf<S>(step).after ??= this.#selection.getSelection();
    this.#manager.undo();
  }

  redo(): void {
    this.#manager.redo();
  }

  /** Takes steps back or does them again until so many are done. */
  goTo(position: number): void {
    while (this.position > position && this.canUndo) this.undo();
    while (this.position < position && this.canRedo) this.redo();
  }

  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  dispose(): void {
    this.#listeners.clear();
    this.#disposer.dispose();
  }

  #newStep(before: S): Kept<S> {
    const step: Kept<S> = { id: ++this.#lastId, name: this.#name || 'Change', before };
    // What a step makes is selected right after it, by who made it.
    queueMicrotask(() => (step.after ??= this.#selection.getSelection()));
    return step;
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const keptOf = <S>(item: { readonly meta: Map<unknown, unknown> }): Kept<S> =>
  item.meta.get(keptKey) as Kept<S>;
