/** Steps: what one person does at once, with the name under which it can be undone. */
import type * as Y from 'yjs';
import type { Origin } from './origin.ts';

/** What a step does, as an order: `Move 3 entities`. A function is asked only when nobody has named the step yet. */
export type StepName = string | (() => string);

const nameKey = Symbol('name of the step');
const burstKey = Symbol('goes on with the step before');

/** Documents that are not to be changed by the person in front of them, and whom to tell when they try. */
const locks = new WeakMap<Y.Doc, () => void>();

/**
 * Keeps this person's own writes out of a document, such as one that they may only look at: each is left out as a whole.
 * @param refused called for each; `null` lets them write again
 */
export function lockDocument(doc: Y.Doc, refused: (() => void) | null): void {
  if (refused) locks.set(doc, refused);
  else locks.delete(doc);
}

/**
 * Runs several writes as one change: one message to others, one step of undo. Within another step the outer one's name
 * stays.
 * @param burst one of a row of the same steps, such as a key that is held down: they are undone as one
 */
export function transact(doc: Y.Doc, origin: Origin, name: StepName, fn: () => unknown, burst = false): void {
  const locked = locks.get(doc);
  if (locked && (origin.kind === 'user' || origin.kind === 'import')) return locked();
  doc.transact((transaction) => {
    if (burst) transaction.meta.set(burstKey, true);
    if (origin.kind === 'user' && !transaction.meta.has(nameKey))
      transaction.meta.set(nameKey, typeof name === 'string' ? name : name());
    fn();
  }, origin);
}

/** Whether a transaction is one of a row of the same steps. */
export const isBurst = (transaction: Y.Transaction): boolean => transaction.meta.has(burstKey);

/** The name of the step that a transaction is; '' for what was never given one. */
export function stepNameOf(transaction: Y.Transaction): string {
  const name: unknown = transaction.meta.get(nameKey);
  return typeof name === 'string' ? name : '';
}
