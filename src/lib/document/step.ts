/** Steps: what one person does at once, with the name under which it can be undone. */
import type * as Y from 'yjs';
import type { Origin } from './origin.ts';

/** What a step does, as an order: `Move 3 entities`. A function is asked only when nobody has named the step yet. */
export type StepName = string | (() => string);

const nameKey = Symbol('name of the step');
const burstKey = Symbol('goes on with the step before');

/**
 * Runs several writes as one change: one message to others, one step of undo. Within another step the outer one's name
 * stays.
 * @param burst one of a row of the same steps, such as a key that is held down: they are undone as one
 */
export function transact<T>(doc: Y.Doc, origin: Origin, name: StepName, fn: () => T, burst = false): T {
  return doc.transact((transaction) => {
    if (burst) transaction.meta.set(burstKey, true);
    if (origin.kind === 'user' && !transaction.meta.has(nameKey))
      transaction.meta.set(nameKey, typeof name === 'string' ? name : name());
    return fn();
  }, origin);
}

/** Whether a transaction is one of a row of the same steps. */
export const isBurst = (transaction: Y.Transaction): boolean => transaction.meta.has(burstKey);

/** The name of the step that a transaction is; '' for what was never given one. */
export function stepNameOf(transaction: Y.Transaction): string {
  const name: unknown = transaction.meta.get(nameKey);
  return typeof name === 'string' ? name : '';
}
