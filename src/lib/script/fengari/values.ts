/** Values on their way between Lua and the host. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { LuaValue } from '../runner.ts';
import { ScriptFault } from '../vm.ts';
import { lua, type lua_State } from './library.ts';
import type { Handles } from './handles.ts';
import { pushCell, tableAt } from './internals.ts';
import { jsText, luaBytes } from './text.ts';

const MAX_DEPTH = 8;
const MAX_VALUES = 10_000;
/** Characters of all texts in one value. */
const MAX_TEXT = 1 << 20;

function isEntity(value: object): value is EntityRecord {
  return 'slot' in value && 'alive' in value;
}

/** Pushes a value; entities become handles, lists tables from 1. */
export function pushValue(L: lua_State, handles: Handles, value: LuaValue): void {
  if (value === null || value === undefined) lua.lua_pushnil(L);
  else if (typeof value === 'number') lua.lua_pushnumber(L, value);
  else if (typeof value === 'string') lua.lua_pushstring(L, luaBytes(value));
  else if (typeof value === 'boolean') lua.lua_pushboolean(L, value);
  else if (isEntity(value)) pushCell(L, handles.of(value).cell);
  else {
    lua.lua_newtable(L);
    if (Array.isArray(value)) {
      (value as readonly LuaValue[]).forEach((item, i) => {
        pushValue(L, handles, item);
        lua.lua_rawseti(L, -2, i + 1);
      });
    } else {
      for (const [key, item] of Object.entries(value)) {
        lua.lua_pushstring(L, luaBytes(key));
        pushValue(L, handles, item);
        lua.lua_rawset(L, -3);
      }
    }
  }
}

/**
 * The value at a stack index as plain data; tables are copied. Throws a ScriptFault for functions
 * (unless they are skipped, as nil) and for tables that are too deep or too large.
 */
export function readValue(
  L: lua_State,
  handles: Handles,
  index: number,
  functions: 'refuse' | 'skip' = 'refuse',
  /** Is told the length of each text. */
  onText: (length: number) => void = () => undefined,
): LuaValue {
  let count = 0;
  let length = 0;
  const textAt = (at: number): string => {
    const bytes = lua.lua_tostring(L, at)!;
    length += bytes.length;
    if (length > MAX_TEXT)
      throw new ScriptFault(`the texts in it are longer than ${MAX_TEXT} bytes together`);
    onText(bytes.length);
    return jsText(bytes);
  };
  const read = (at: number, depth: number): LuaValue => {
    if (++count > MAX_VALUES) throw new ScriptFault(`the table has more than ${MAX_VALUES} values`);
    switch (lua.lua_type(L, at)) {
      case lua.LUA_TBOOLEAN:
        return lua.lua_toboolean(L, at);
      case lua.LUA_TNUMBER:
        return Number(lua.lua_tonumberx(L, at));
      case lua.LUA_TSTRING:
        return textAt(at);
      case lua.LUA_TTABLE:
        return readTable(at, depth);
      case lua.LUA_TFUNCTION:
        if (functions === 'skip') return null;
        throw new ScriptFault(
          'a function cannot be passed here; use the name of a function of the behaviour',
        );
      default:
        return null;
    }
  };
  const readTable = (at: number, depth: number): LuaValue => {
    const table = tableAt(L, at);
    const handle = handles.find(table);
    if (handle) return handle.entity;
    if (handles.idOf(table) !== undefined) return null;
    if (depth >= MAX_DEPTH) throw new ScriptFault(`tables are nested more than ${MAX_DEPTH} deep`);
    lua.lua_checkstack(L, 8);
    const record: Record<string, LuaValue> = {};
    let [size, isList] = [0, true];
    const position = at < 0 ? lua.lua_gettop(L) + 1 + at : at;
    lua.lua_pushnil(L);
    while (lua.lua_next(L, position)) {
      const isNumber = lua.lua_type(L, -2) === lua.LUA_TNUMBER;
      isList &&= isNumber;
      size++;
      if (isNumber || lua.lua_type(L, -2) === lua.LUA_TSTRING) {
        const value = read(-1, depth + 1);
        const name = isNumber ? String(lua.lua_tonumberx(L, -2)) : textAt(-2);
        // Not by assignment: a key of this name would change the prototype.
        Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
      }
      lua.lua_pop(L, 1);
    }
    const positions = Array.from({ length: size }, (_, i) => String(i + 1));
    return isList && size > 0 && positions.every((key) => Object.hasOwn(record, key))
      ? positions.map((key) => record[key])
      : record;
  };
  return read(index, 0);
}
