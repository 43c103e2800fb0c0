/** Steps: what one person does at once, with the name under which it can be undone. */
import type * as Y from 'yjs';
import type { Origin } from './origin.ts';

/** What a step does, as an order: `Move 3 entities`. A function is asked only when nobody has named the step yet. */
export type StepName = string | (() => string);

const nameKey = Symbol('name of the step');

/**
 * Runs several writes as one change: one message to others, one step of undo. Within another step the outer one's name
 * stays.
 */
export function transact<T>(doc: Y.Doc, origin: Origin, name: StepName, fn: () => T): T {
  return doc.transact((transaction) => {
    if (origin.kind === 'user' && !transaction.meta.has(nameKey))
      transaction.meta.set(nameKey, typeof name === 'string' ? name : name());
    return fn();
  }, origin);
}

/** The name of the step that a transaction is; '' for what was never given one. */
export function stepNameOf(transaction: Y.Transaction): string {
  const name: unknown = transaction.meta.get(nameKey);
  return typeof name === 'string' ? name : '';
}
