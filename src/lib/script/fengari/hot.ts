/** Access to hot fields: as Lua functions, and as tables that rewritten code indexes directly (see rewrite.ts). */
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { HostFunction } from '../vm.ts';
import { lua, type lua_State, type LuaFunction, type Table, TValue } from './library.ts';
import { Arguments } from './bind.ts';
import type { Handles } from './handles.ts';
import { pushCell, tableAt, tableCell } from './internals.ts';
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
      if (entity) lua.lua_pushnumber(L, handles.of(entity).entries[field]!.value.value);
      else lua.lua_pushnil(L);
      return 1;
    };
  return (L) => {
    const entity = args.entity(L, 1);
    const values = fields.map((_, i) => args.finite(L, i + 2));
    if (entity) fields.forEach((each, i) => handles.of(entity).entries[each]!.value.write(values[i]!));
    return 0;
  };
}

/**
 * The table behind a hot function of one field: `table[e]` gives the field, `table[e] = value` writes it. Living handles
 * answer at once (see handles.ts); ids that are not yet known, dead handles and wrong arguments go to the functions
 * themselves through the metatable.
 */
export class HotTables {
  readonly #tables: readonly TValue[];

  constructor(
    private readonly L: lua_State,
    handles: Handles,
  ) {
    this.#tables = handles.byField.map((table) => {
      lua.lua_newtable(L);
      table.metatable = tableAt(L, -1);
      lua.lua_pop(L, 1);
      return tableCell(table);
    });
  }

  /** The table for a function of one field; `plain` answers what the table does not. */
  of({ fields, access }: NonNullable<HostFunction['hot']>, plain: LuaFunction): TValue {
    const { L } = this;
    const table = this.#tables[fields[0]!]!;
    pushCell(L, tableCell((table.value as Table).metatable!));
    lua.lua_pushcfunction(L, (L) => {
      // Called with the table in front of the arguments.
      lua.lua_remove(L, 1);
      return plain(L);
    });
    lua.lua_setfield(L, -2, luaName(access === 'get' ? '__index' : '__newindex'));
    lua.lua_pop(L, 1);
    return table;
  }
}
