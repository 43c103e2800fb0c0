import * as Y from 'yjs';
import { Disposer } from '../base/disposer.ts';
import { layout } from './layout.ts';
import type { Origin } from './origin.ts';
import { isBurst, stepNameOf } from './step.ts';

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
  after?: S | undefined;
}

const keptKey = 'step';

/**
 * Steps of a burst that write to the same entities within so many milliseconds are one: a key that is held down or
 * pressed again and again.
 */
const BURST_MS = 1000;

/** What a transaction wrote to: shared types. Which keys of them may differ, for a first step may add what others change. */
type Places = ReadonlySet<unknown>;

const samePlaces = (a: Places, b: Places): boolean =>
  a.size === b.size && [...a].every((type) => b.has(type));

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
  #writes = 0;

  /** @param clock milliseconds; for tests */
  constructor(doc: Y.Doc, origin: Origin, selection: SelectionAccess<S>, clock: () => number = Date.now) {
    this.#selection = selection;
    let last = { name: '', burst: false, at: -Infinity, places: new Set() as Places };
    // Before the manager's own listener, which makes a step of the transaction or lengthens the last one.
    const look = (transaction: Y.Transaction) => {
      if (transaction.origin !== origin || transaction.changed.size === 0) return;
      const places: Places = new Set(transaction.changed.keys());
      const now = { name: stepNameOf(transaction), burst: isBurst(transaction), at: clock(), places };
      const goesOn =
        now.burst &&
        last.burst &&
        now.name === last.name &&
        now.at - last.at < BURST_MS &&
        samePlaces(now.places, last.places);
      manager.captureTimeout = goesOn ? Infinity : 0;
      last = now;
    };
    doc.on('afterTransaction', look);
    this.#disposer.add(() => doc.off('afterTransaction', look));
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
      stackItem.meta.set(keptKey, moved ? keptOf<S>(moved) : this.#newStep(last.name, before));
      this.#notify();
    });
    manager.on('stack-item-updated', ({ stackItem }) => {
      this.#noteAfter(keptOf<S>(stackItem));
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

  /** How often this person has written, also where that made no step of its own. */
  get writes(): number {
    return this.#writes;
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

  #newStep(name: string, before: S): Kept<S> {
    const step: Kept<S> = { id: ++this.#lastId, name: name || 'Change', before };
    this.#noteAfter(step);
    return step;
  }

  /** What a step makes is selected right after it, by who made it. */
  #noteAfter(step: Kept<S>): void {
    this.#writes++;
    step.after = undefined;
    queueMicrotask(() => (step.after ??= this.#selection.getSelection()));
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const keptOf = <S>(item: { readonly meta: Map<unknown, unknown> }): Kept<S> =>
  item.meta.get(keptKey) as Kept<S>;
