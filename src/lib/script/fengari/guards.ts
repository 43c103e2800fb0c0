/** Tables that rewritten code shows what it has just made: `guard[anything] = value`. See rewrite.ts. */
import { type Entry, lua, type lua_State, type Table, TString, TValue } from './library.ts';
import type { Budget } from './budget.ts';
import { orderList, virtualTable } from './internals.ts';

/** A table that passes every value assigned to it on. */
function guard(L: lua_State, budget: Budget, see: (value: unknown) => void): TValue {
  class SeeingCell extends TValue {
    override setfrom({ value }: TValue): void {
      try {
        see(value);
      } catch (error) {
        // Inside of an instruction Fengari has left no room to tell of it.
        lua.lua_checkstack(budget.running, 20);
        throw error;
      }
    }
  }
  const slot: Entry = {
    key: new TValue(1, true),
    value: new SeeingCell(1, true),
    p: undefined,
    n: undefined,
  };
  return virtualTable(L, () => slot);
}

/** Is shown the result of every `..`: limits the length of strings. */
export function textGuard(L: lua_State, budget: Budget): TValue {
  return guard(L, budget, (value) => {
    if (value instanceof TString) budget.madeText(budget.running, value.tsslen());
  });
}

/** Is shown every table made with a list in it: brings it in order. */
export function listGuard(L: lua_State, budget: Budget): TValue {
  return guard(L, budget, (table) => {
    const steps = orderList(table as Table);
    if (steps > 256) budget.charge(budget.running, steps / 16);
  });
}
