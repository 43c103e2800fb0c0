/** Access to hot fields: as Lua functions, and as tables that rewritten code indexes directly (see rewrite.ts). */
import type { EntityRecord } from '../../engine/game-world.ts';
import type { HostFunction } from '../vm.ts';
import { type Entry, lua, type lua_State, type LuaFunction, TValue } from './library.ts';
import { Arguments } from './bind.ts';
import type { Budget } from './budget.ts';
import { isNumberCell, tableAt, virtualTable, type Handle, type Handles } from './internals.ts';
import { luaName } from './text.ts';

type Find = (id: string) => EntityRecord | undefined;

/** `get(e)` or `set(e, value, ...)` of hot fields. Dead entities read as nil and ignore writes. */
export function bindHot(fn: HostFunction, handles: Handles, find: Find): LuaFunction {
  const { fields, access } = fn.hot!;
  const field = fields[0]!;
  const args = new Arguments(fn.name, handles, find);
  if (access === 'get')
    return (L) => {
      const entity = args.entity(L, 1);
      const cell = entity && handles.of(entity).entries[field]!.value;
      if (isNumberCell(cell ?? undefined)) lua.lua_pushnumber(L, (cell as TValue & { value: number }).value);
      else lua.lua_pushnil(L);
      return 1;
    };
  return (L) => {
    const entity = args.entity(L, 1);
    const values = fields.map((_, i) => args.finite(L, i + 2));
    if (entity) fields.forEach((each, i) => handles.write(handles.of(entity), each, values[i]!));
    return 0;
  };
}

/** A cell that passes what is assigned to it on to a hot field. */
class SetterCell extends TValue {
  handle: Handle | null = null;

  constructor(
    private readonly handles: Handles,
    private readonly fn: HostFunction,
    private readonly budget: Budget,
  ) {
    super(1, true);
  }

  override setfrom(source: TValue): void {
    if (!isNumberCell(source)) this.refuse();
    const value = (source as TValue & { value: number }).value;
    if (!Number.isFinite(value)) this.refuse(`a finite number expected, got ${value}`);
    this.handles.write(this.handle!, this.fn.hot!.fields[0]!, value);
  }

  refuse(why = 'number expected'): never {
    this.budget.fault(`bad argument #2 to '${this.fn.name}' (${why})`);
  }
}

/**
 * The table behind a hot function of one field: `getter[e]` gives the field, `setter[e] = value` writes it. A handle
 * answers at once; ids that are not yet known, dead handles and wrong arguments go to the function itself
 * through the metatable.
 */
export function hotTable(
  L: lua_State,
  fn: HostFunction,
  handles: Handles,
  plain: LuaFunction,
  budget: Budget,
): TValue {
  const { fields, access } = fn.hot!;
  const field = fields[0]!;
  const handleOf = (key: unknown): Handle | undefined =>
    typeof key === 'string' ? handles.byHash(key) : handles.find(key);
  lua.lua_newtable(L);
  lua.lua_pushcfunction(L, (L) => {
    // Called with the table in front of the arguments.
    lua.lua_remove(L, 1);
    return plain(L);
  });
  lua.lua_setfield(L, -2, luaName(access === 'get' ? '__index' : '__newindex'));
  const metatable = tableAt(L, -1);
  lua.lua_pop(L, 1);
  if (access === 'get')
    return virtualTable(
      L,
      {
        get: (key) => {
          const entry = handleOf(key)?.entries[field];
          return entry?.value && entry;
        },
        delete: () => false,
      } as Parameters<typeof virtualTable>[1],
      metatable,
    );
  const cell = new SetterCell(handles, fn, budget);
  const slot: Entry = { key: new TValue(1, true), value: cell, p: undefined, n: undefined };
  return virtualTable(
    L,
    {
      get: (key) => {
        const handle = handleOf(key);
        if (!handle) return undefined;
        cell.handle = handle;
        return slot;
      },
      // Fengari deletes a key when nil is assigned; it has emptied the slot by then.
      delete: () => {
        slot.value = cell;
        return cell.refuse('number expected, got nil');
      },
    },
    metatable,
  );
}

/** A table to which every long string that a script builds is shown: `guard[key] = string`. */
export function lengthGuard(L: lua_State, budget: Budget): TValue {
  const limit = budget.limits.string;
  class LengthCell extends TValue {
    override setfrom({ value }: TValue): void {
      const length = (value as { tsslen?(): number } | null)?.tsslen?.() ?? 0;
      if (length > limit) budget.fault(`the text is longer than ${limit} bytes`);
    }
  }
  const slot: Entry = {
    key: new TValue(1, true),
    value: new LengthCell(1, true),
    p: undefined,
    n: undefined,
  };
  return virtualTable(L, { get: () => slot, delete: () => false });
}
