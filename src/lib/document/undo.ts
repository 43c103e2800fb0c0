import * as Y from 'yjs';
import { Disposer } from '../base/disposer.ts';
import { layout } from './layout.ts';
import type { Origin } from './origin.ts';

/** How the history reads and restores what the person had selected. */
export interface SelectionAccess {
  getSelection(): readonly string[];
  setSelection(ids: readonly string[]): void;
}

const selectionKey = 'selection';

/**
 * One person's steps back and forth: only what was written with their origin, one step a transaction. What others
 * wrote over it since stays as they left it. The selection goes back and forth with the steps.
 */
export class UndoHistory {
  readonly #manager: Y.UndoManager;
  readonly #disposer = new Disposer();
  readonly #listeners = new Set<() => void>();

  constructor(doc: Y.Doc, origin: Origin, selection: SelectionAccess) {
    const manager = new Y.UndoManager(Object.values(layout(doc)) as Y.AbstractType<unknown>[], {
      doc,
      trackedOrigins: new Set([origin]),
      captureTimeout: 0,
    });
    this.#manager = manager;
    let before: readonly string[] = [];
    const remember = (transaction: Y.Transaction) => {
      if (transaction.origin === origin || transaction.origin === manager)
        before = [...selection.getSelection()];
    };
    doc.on('beforeTransaction', remember);
    this.#disposer.add(() => doc.off('beforeTransaction', remember));
    manager.on('stack-item-added', ({ stackItem }) => {
      if (!stackItem.meta.has(selectionKey)) stackItem.meta.set(selectionKey, before);
      this.#notify();
    });
    manager.on('stack-item-popped', ({ stackItem }) => {
      selection.setSelection((stackItem.meta.get(selectionKey) as readonly string[] | undefined) ?? []);
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

  undo(): void {
    this.#manager.undo();
  }

  redo(): void {
    this.#manager.redo();
  }

  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  dispose(): void {
    this.#listeners.clear();
    this.#disposer.dispose();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
