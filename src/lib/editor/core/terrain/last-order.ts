import { inOrder, ordersBetween } from '../../../base/order.ts';

/** The order of what is to come after all of a record. */
export function lastOrder(record: Readonly<Record<string, { order: string }>>): string {
  return ordersBetween(inOrder(record).at(-1)?.[1].order ?? null, null, 1)[0]!;
}
