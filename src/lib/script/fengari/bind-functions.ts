/** The functions of the host as scripts find them: in the table `ams`, as methods of entities, and behind rewritten calls. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { VmHost } from '../vm.ts';
import { bind } from './bind.ts';
import type { Budget } from './budget.ts';
import type { Handles } from './handles.ts';
import { bindHot, HotTables } from './hot.ts';
import { cellAt, protectEntries, pushCell, tableAt, tableCell } from './internals.ts';
import { lua, type lua_State, type LuaFunction, type Table, type TValue } from './library.ts';
import type { Rewrites } from './rewrite.ts';
import { luaName } from './text.ts';

interface BoundFunctions {
  /** The table `ams`, which scripts cannot change. */
  ams: TValue;
  /** Those that are about an entity, for `e:name()`. */
  methods: TValue;
  /** Tables behind functions of one hot field. */
  hot: Rewrites['hot'];
  functions: LuaFunction[];
}

/** Makes Lua functions of all functions of a host. */
export function bindFunctions(
  L: lua_State,
  host: Pick<VmHost, 'functions' | 'find'>,
  handles: Handles,
  budget: Budget,
): BoundFunctions {
  const find = (id: string): EntityRecord | undefined => host.find(id);
  const hotTables = new HotTables(L, handles);
  const hot = new Map<string, { table: TValue; access: 'get' | 'set' }>();
  lua.lua_newtable(L);
  const ams = tableCell(tableAt(L, -1));
  const functions: LuaFunction[] = [];
  lua.lua_newtable(L);
  const methods = cellAt(L, -1);
  for (const fn of host.functions) {
    const bound = fn.hot ? bindHot(fn, handles, find) : bind(fn, handles, find, budget);
    functions.push(bound);
    if (fn.hot?.fields.length === 1)
      hot.set(fn.name, { table: hotTables.of(fn.hot, bound), access: fn.hot.access });
    const tables = fn.params[0]?.type === 'entity' ? [-2, -3] : [-3];
    for (const index of tables) {
      lua.lua_pushcfunction(L, bound);
      lua.lua_setfield(L, index, luaName(fn.name));
    }
  }
  lua.lua_pop(L, 2);
  protect(L, ams, () => budget.fault('the table ams belongs to the engine and cannot be changed'));
  return { ams, methods, hot, functions };
}

/** Makes a table refuse writes. */
function protect(L: lua_State, cell: TValue & { value: Table }, refuse: () => never): void {
  protectEntries(cell.value, refuse);
  pushCell(L, cell);
  lua.lua_newtable(L);
  lua.lua_pushcfunction(L, refuse);
  lua.lua_setfield(L, -2, luaName('__newindex'));
  lua.lua_pushboolean(L, false);
  lua.lua_setfield(L, -2, luaName('__metatable'));
  lua.lua_setmetatable(L, -2);
  lua.lua_pop(L, 1);
}
