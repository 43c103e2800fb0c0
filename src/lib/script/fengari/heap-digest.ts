import type { Hasher } from '../../base/hasher.ts';
import type { HeapImage } from './heap.ts';
import { TString } from './library.ts';

/**
 * Adds what scripts keep to a hash. Tables, functions and coroutines count as their number in the order in which they are found, so
 * that equal runs agree wherever they happen.
 *
 * @param handleOf the id of the entity that a table stands for
 */
export function digestHeap(
  hasher: Hasher,
  { tables, functions, coroutines }: HeapImage,
  handleOf: (table: unknown) => string | undefined,
): void {
  const numbers = new Map<unknown, number>();
  for (const { table } of tables) numbers.set(table, numbers.size);
  for (const { owner } of functions) numbers.set(owner, numbers.size);
  for (const { coroutine } of coroutines) numbers.set(coroutine, numbers.size);

  const value = (each: unknown): void => {
    if (typeof each === 'number') hasher.number(each);
    else if (each instanceof TString) hasher.bytes(each.getstr());
    else if (typeof each === 'object' && each !== null)
      hasher.string(handleOf(each) ?? '').number(numbers.get(each) ?? -1);
    else hasher.string(typeof each === 'boolean' ? String(each) : typeof each);
  };
  /** Types and values by turns. */
  const list = (values: readonly unknown[]): void => {
    hasher.number(values.length);
    values.forEach(value);
  };

  for (const { metatable, shape, values } of tables) {
    value(metatable);
    list(shape.keys);
    list(values);
  }
  for (const { owner, values } of functions) {
    hasher.number('p' in owner ? owner.p.linedefined : -1);
    list(values);
  }
  for (const { values } of coroutines) list(values);
}
