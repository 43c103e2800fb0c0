/** Where things of an ordered list, such as scenes and layers, go when they are moved in it. Pure. */
import { inOrder, orderBetween, type Ordered } from '../../base/order.ts';

type Records = Readonly<Record<string, Ordered>>;

/** The order key at a place of the list without the thing itself. */
function keyAt(records: Records, id: string, to: number): string {
  const others = inOrder(records).filter(([each]) => each !== id);
  return orderBetween(others[to - 1]?.[1].order ?? null, others[to]?.[1].order ?? null);
}

const placeOf = (records: Records, id: string): number => inOrder(records).findIndex(([each]) => each === id);

/** The order key right before or after another one; `null` where it stands there already or one of the two is not there. */
export function orderBeside(
  records: Records,
  id: string,
  target: string,
  where: 'before' | 'after',
): string | null {
  const from = placeOf(records, id);
  const at = placeOf(records, target);
  if (from < 0 || at < 0 || id === target) return null;
  const to = at - (from < at ? 1 : 0) + (where === 'after' ? 1 : 0);
  return to === from ? null : keyAt(records, id, to);
}

/**
 * The order key so many places further; `null` where it would stay where it is.
 * @param by places towards the end, negative towards the beginning; it stops at the ends
 */
export function orderMoved(records: Records, id: string, by: number): string | null {
  const from = placeOf(records, id);
  const last = Object.keys(records).length - 1;
  const to = Math.max(0, Math.min(last, from + by));
  return from < 0 || to === from ? null : keyAt(records, id, to);
}
