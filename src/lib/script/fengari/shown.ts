/** Values as a person reads them, in the list of variables of a failed function. */
import { lauxlib, lua, type lua_State } from './library.ts';
import { isEngineTable, tableAt } from './internals.ts';
import { jsText } from './text.ts';

const MAX_TEXT = 80;
const MAX_ENTRIES = 12;
const MAX_DEPTH = 2;

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

/**
 * The value at a stack index as text: texts quoted, tables with their first entries. Looks at the bare values only:
 * metamethods, which could run for ever or fail, are never called.
 */
export function shownText(L: lua_State, index: number, depth = 0): string {
  const type = lua.lua_type(L, index);
  switch (type) {
    case lua.LUA_TNIL:
      return 'nil';
    case lua.LUA_TBOOLEAN:
      return String(lua.lua_toboolean(L, index));
    case lua.LUA_TNUMBER:
      return String(lua.lua_tonumberx(L, index));
    case lua.LUA_TSTRING:
      return JSON.stringify(cut(jsText(lua.lua_tostring(L, index)!.subarray(0, 4 * MAX_TEXT))));
    case lua.LUA_TTABLE:
      return tableText(L, index, depth);
    default:
      return jsText(lua.lua_typename(L, type));
  }
}

/** The id of an entity on top of the stack, '' for another table. Entities print through a function of the host. */
function entityId(L: lua_State): string {
  const table = tableAt(L, -1);
  if (table.id >= 0 || isEngineTable(table)) return '';
  const id = jsText(lauxlib.luaL_tolstring(L, -1));
  lua.lua_pop(L, 1);
  return id;
}

function tableText(L: lua_State, index: number, depth: number): string {
  if (depth >= MAX_DEPTH || !lua.lua_checkstack(L, 10)) return '{…}';
  lua.lua_pushvalue(L, index);
  const id = entityId(L);
  const parts: string[] = [];
  let position = 1;
  lua.lua_pushnil(L);
  while (lua.lua_next(L, -2)) {
    if (parts.length === MAX_ENTRIES) {
      parts.push('…');
      lua.lua_pop(L, 2);
      break;
    }
    const value = shownText(L, -1, depth + 1);
    const inOrder = lua.lua_type(L, -2) === lua.LUA_TNUMBER && lua.lua_tonumberx(L, -2) === position;
    if (inOrder) position++;
    const isName = lua.lua_type(L, -2) === lua.LUA_TSTRING;
    const key = isName ? cut(jsText(lua.lua_tostring(L, -2)!)) : `[${shownText(L, -2, depth + 1)}]`;
    parts.push(inOrder ? value : `${key} = ${value}`);
    lua.lua_pop(L, 1);
  }
  lua.lua_pop(L, 1);
  const content = parts.length ? `{ ${parts.join(', ')} }` : '{}';
  return id === '' ? content : `entity ${id} ${content}`;
}
