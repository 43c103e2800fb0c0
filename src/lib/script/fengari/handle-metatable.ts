/** How entity tables behave beyond their hot fields. */
import { lua, type lua_State, type LuaFunction, type Table, type TValue } from './library.ts';
import type { Handles } from './handles.ts';
import { pushCell, tableAt, tableCell } from './internals.ts';
import { jsText, luaBytes, luaName } from './text.ts';

/**
 * Fills a metatable of handles: entities have every function of `methods` that takes one, print, concatenate and
 * compare as their id, and keep their metatable to themselves. Dead ones ignore what is assigned to them.
 */
export function fillHandleMetatable(
  L: lua_State,
  metatable: Table,
  handles: Handles,
  methods: TValue,
  state: 'living' | 'dead',
): void {
  const textAt = (L: lua_State, index: number): string | null => {
    const type = lua.lua_type(L, index);
    if (type === lua.LUA_TTABLE) return handles.idOf(tableAt(L, index)) ?? null;
    if (type === lua.LUA_TSTRING || type === lua.LUA_TNUMBER) return jsText(lua.lua_tostring(L, index)!);
    return null;
  };
  const refuse = (L: lua_State, what: string, index: number): never => {
    const name = jsText(lua.lua_typename(L, lua.lua_type(L, index)));
    lua.lua_pushstring(L, luaBytes(`attempt to ${what} an entity with a ${name} value`));
    return lua.lua_error(L);
  };
  const both = (L: lua_State, what: string): [string, string] => {
    const [a, b] = [textAt(L, 1), textAt(L, 2)];
    if (a === null) return refuse(L, what, 1);
    if (b === null) return refuse(L, what, 2);
    return [a, b];
  };
  const compared =
    (test: (a: string, b: string) => boolean): LuaFunction =>
    (L) => {
      lua.lua_pushboolean(L, test(...both(L, 'compare')));
      return 1;
    };
  const events: Record<string, LuaFunction> = {
    __tostring: (L) => {
      lua.lua_pushstring(L, luaBytes(textAt(L, 1) ?? 'entity'));
      return 1;
    },
    __concat: (L) => {
      lua.lua_pushstring(L, luaBytes(both(L, 'concatenate').join('')));
      return 1;
    },
    __len: (L) => {
      lua.lua_pushinteger(L, luaBytes(textAt(L, 1) ?? '').length);
      return 1;
    },
    __eq: (L) => {
      lua.lua_pushboolean(L, textAt(L, 1) === textAt(L, 2));
      return 1;
    },
    __lt: compared((a, b) => a < b),
    __le: compared((a, b) => a <= b),
  };
  if (state === 'dead') events['__newindex'] = () => 0;
  pushCell(L, tableCell(metatable));
  for (const [name, fn] of Object.entries(events)) {
    lua.lua_pushcfunction(L, fn);
    lua.lua_setfield(L, -2, luaName(name));
  }
  pushCell(L, methods);
  lua.lua_setfield(L, -2, luaName('__index'));
  lua.lua_pushstring(L, luaName('entity'));
  lua.lua_setfield(L, -2, luaName('__name'));
  lua.lua_pushboolean(L, false);
  lua.lua_setfield(L, -2, luaName('__metatable'));
  lua.lua_pop(L, 1);
}
