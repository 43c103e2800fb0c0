/** Host functions as Lua functions: arguments are checked, results pushed, errors raised at the script's line. */
import type { EntityRecord } from '../../engine/game-world.ts';
import type { LuaValue } from '../runner.ts';
import type { HostFunction, ParamType } from '../vm.ts';
import { lauxlib, lua, type lua_State, type LuaFunction } from './library.ts';
import { tableAt, type Handles } from './internals.ts';
import { jsText, luaBytes } from './text.ts';
import { pushValue, readValue } from './values.ts';

const expected: Record<ParamType, string> = {
  entity: 'entity or its id',
  number: 'number',
  integer: 'whole number',
  string: 'text',
  boolean: 'true or false',
  value: 'number, text or boolean',
  any: 'value',
};

function wrongType(L: lua_State, index: number, type: ParamType): never {
  const got = jsText(lua.lua_typename(L, lua.lua_type(L, index)));
  return lauxlib.luaL_argerror(L, index, luaBytes(`${expected[type]} expected, got ${got}`));
}

/** The number at an index; raises for other types, and for what is not finite. */
export function checkFinite(L: lua_State, index: number): number {
  if (lua.lua_type(L, index) !== lua.LUA_TNUMBER) wrongType(L, index, 'number');
  const value = lua.lua_tonumberx(L, index);
  if (value === false || !Number.isFinite(value))
    return lauxlib.luaL_argerror(L, index, luaBytes(`a finite number expected, got ${value}`));
  return value;
}

/** The living entity that an argument names, `null` for a dead or unknown one; raises for what is no entity. */
export function checkEntity(
  L: lua_State,
  handles: Handles,
  find: (id: string) => EntityRecord | undefined,
  index: number,
): EntityRecord | null {
  const type = lua.lua_type(L, index);
  if (type === lua.LUA_TTABLE) {
    const table = tableAt(L, index);
    const handle = handles.find(table);
    if (handle) return handle.entity;
    if (handles.idOf(table) !== undefined) return null;
  } else if (type === lua.LUA_TSTRING) {
    const entity = find(jsText(lua.lua_tostring(L, index)!));
    return entity?.alive ? entity : null;
  }
  return wrongType(L, index, 'entity');
}

function checkArgument(
  L: lua_State,
  handles: Handles,
  find: (id: string) => EntityRecord | undefined,
  index: number,
  type: ParamType,
): LuaValue {
  const is = lua.lua_type(L, index);
  switch (type) {
    case 'entity':
      return checkEntity(L, handles, find, index);
    case 'number':
      return checkFinite(L, index);
    case 'integer': {
      const value = checkFinite(L, index);
      return Number.isInteger(value) ? value : wrongType(L, index, type);
    }
    case 'string':
      // Numbers are text to Lua's own functions too.
      if (is !== lua.LUA_TSTRING && is !== lua.LUA_TNUMBER) wrongType(L, index, type);
      return jsText(lua.lua_tostring(L, index)!);
    case 'boolean':
      return is === lua.LUA_TBOOLEAN ? lua.lua_toboolean(L, index) : wrongType(L, index, type);
    case 'value':
      if (is === lua.LUA_TNUMBER) return checkFinite(L, index);
      if (is === lua.LUA_TSTRING || is === lua.LUA_TBOOLEAN || is <= lua.LUA_TNIL)
        return readValue(L, handles, index);
      return wrongType(L, index, type);
    case 'any':
      return readValue(L, handles, index);
  }
}

/** A Lua function that checks its arguments and runs a host function. */
export function bind(
  fn: HostFunction,
  handles: Handles,
  find: (id: string) => EntityRecord | undefined,
): LuaFunction {
  const { params, neutral, moves, run } = fn;
  if (!run) throw new TypeError(`${fn.name} has no implementation`);
  const about = params[0]?.type === 'entity' && !params[0].optional;
  return (L) => {
    const given = lua.lua_gettop(L);
    const values: LuaValue[] = [];
    for (let i = 0; i < params.length; i++) {
      const { type, optional } = params[i]!;
      const missing = i >= given || lua.lua_type(L, i + 1) === lua.LUA_TNIL;
      if (missing && optional) values.push(undefined);
      else if (missing && type !== 'value' && type !== 'any') wrongType(L, i + 1, type);
      else values.push(checkArgument(L, handles, find, i + 1, type));
    }
    if (about && values[0] === null) {
      pushValue(L, handles, neutral);
      return 1;
    }
    if (moves) handles.push();
    const result = run(...values);
    if (moves) handles.pull();
    pushValue(L, handles, result);
    return 1;
  };
}
