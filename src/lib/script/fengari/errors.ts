/** Errors on their way out of Lua: message, place and traceback, without running any code of the script. */
import { ScriptFault } from '../vm.ts';
import { lua, type lua_State, type LuaFunction } from './library.ts';
import { jsText, luaBytes } from './text.ts';
import { placeIn, whereIn, type Where } from './trace.ts';
import type { LocalValue } from '../runner.ts';

/** What the message handler found where the stack was still whole. */
class Report {
  constructor(
    readonly message: string,
    readonly where: Where,
  ) {}
}

/** Text of an error value. Never its `__tostring`, which could run for ever or fail again. */
function messageAt(L: lua_State, index: number): string {
  const type = lua.lua_type(L, index);
  if (type === lua.LUA_TSTRING || type === lua.LUA_TNUMBER) return jsText(lua.lua_tostring(L, index)!);
  if (type === lua.LUA_TNIL) return 'error without a message';
  if (lua.lua_topointer(L, index) === exceptionHandler) return FAILED_HANDLER;
  return `error with a ${jsText(lua.lua_typename(L, type))} instead of a message`;
}

/** Where the handler of an error failed in its turn with an exception, Fengari leaves the host's own as the value. */
const FAILED_HANDLER = 'error in error handling';

/** Makes the error value on top of the stack one that a script may have. A `status` of -1 says that the handler failed. */
export function cleanError(L: lua_State, status = 0): void {
  if (status !== -1 && lua.lua_topointer(L, -1) !== exceptionHandler) return;
  lua.lua_pop(L, 1);
  lua.lua_pushstring(L, luaBytes(FAILED_HANDLER));
}

/** Handler of protected calls by the host: turns the error value into a report. */
export const messageHandler: LuaFunction = (L) => {
  lua.lua_pushlightuserdata(L, new Report(messageAt(L, 1), whereIn(L)));
  return 1;
};

/** Makes JavaScript exceptions inside of host functions Lua errors with the script's line. */
export function installErrorHandling(L: lua_State): void {
  lua.lua_atnativeerror(L, exceptionHandler);
}

const exceptionHandler: LuaFunction = (L) => {
  const error = lua.lua_touserdata(L, 1);
  const { source, line } = placeIn(L);
  const text =
    error instanceof ScriptFault
      ? error.message
      : error instanceof RangeError && /call stack/i.test(error.message)
        ? 'stack overflow: does a function call itself without end?'
        : `error inside of the engine: ${error instanceof Error ? error.message : String(error)}`;
  lua.lua_pushstring(L, luaBytes(line > 0 ? `${source}:${line}: ${text}` : text));
  return 1;
};

/** The error on top of the stack (which stays there), or what the budget stopped. */
export function describeError(
  L: lua_State,
  spent: (Where & { reason: string }) | null,
): { source: string; line: number; message: string; traceback: string; locals: LocalValue[] } {
  const value = lua.lua_touserdata(L, -1);
  const report = value instanceof Report ? value : null;
  if (spent) {
    const { place, reason, ...rest } = spent;
    return { ...place, message: reason, ...rest };
  }
  const text = report?.message ?? messageAt(L, -1);
  const { place, ...rest } = report?.where ?? { place: { source: '', line: 0 }, traceback: '', locals: [] };
  // Messages usually begin with their place, and know it better than the stack: error(text, 2) names the caller.
  const located = /^([^:\n]+):(\d+): ([\s\S]*)$/.exec(text);
  if (located) return { source: located[1]!, line: Number(located[2]), message: located[3]!, ...rest };
  return { ...place, message: text, ...rest };
}
