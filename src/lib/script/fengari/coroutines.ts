/**
 * What a coroutine is, to be put back later. Fengari keeps a suspended coroutine entirely in its state: a stack of cells,
 * a chain of frames, and some numbers. Nothing of it is on JavaScript's own stack, so copies of these are all of it.
 */
import type { CallInfo, lua_State, TValue } from './library.ts';

/** A coroutine as it was. */
export interface CoroutineImage {
  readonly coroutine: lua_State;
  readonly fields: Readonly<lua_State>;
  /** Each frame with what it held, from the innermost to the one below all calls. */
  readonly frames: readonly (readonly [frame: CallInfo, fields: Readonly<CallInfo>])[];
  /** By identity: closures share the cells of variables that they use. */
  readonly stack: readonly (TValue | undefined)[];
  /** Type and value of each cell. */
  readonly values: readonly unknown[];
}

/** Copies a coroutine that does not run. */
export function imageOfCoroutine(coroutine: lua_State): CoroutineImage {
  const frames: [CallInfo, CallInfo][] = [];
  for (let frame: CallInfo | null = coroutine.ci; frame; frame = frame.previous)
    frames.push([frame, { ...frame }]);
  const stack = Array.from(coroutine.stack);
  const values = stack.flatMap((cell): unknown[] => (cell ? [cell.type, cell.value] : [0, null]));
  return { coroutine, fields: { ...coroutine }, frames, stack, values };
}

/** Makes a coroutine what it was. */
export function restoreCoroutine({ coroutine, fields, frames, stack, values }: CoroutineImage): void {
  Object.assign(coroutine, fields);
  for (const [frame, before] of frames) Object.assign(frame, before);
  coroutine.stack.length = stack.length;
  stack.forEach((cell, i) => {
    if (!cell) {
      delete coroutine.stack[i];
      return;
    }
    cell.type = values[2 * i] as number;
    cell.value = values[2 * i + 1];
    coroutine.stack[i] = cell;
  });
}
