/** Where a Lua state is: script, line and traceback of the innermost script function. */
import { lauxlib, lua, type lua_State } from './library.ts';
import { jsText, luaName } from './text.ts';

export interface Place {
  /** As Fengari prints it: long paths are cut at the front and begin with `...`. */
  source: string;
  /** 1-based; 0 outside of scripts. */
  line: number;
}

/** The innermost place in a script. */
export function placeIn(L: lua_State): Place {
  const record = new lua.lua_Debug();
  for (let level = 0; lua.lua_getstack(L, level, record); level++) {
    lua.lua_getinfo(L, luaName('Sl'), record);
    if (record.currentline > 0) return { source: jsText(record.short_src), line: record.currentline };
  }
  return { source: '', line: 0 };
}

/** Place and traceback. */
export function whereIn(L: lua_State): { place: Place; traceback: string } {
  lauxlib.luaL_traceback(L, L, null, 0);
  const traceback = jsText(lua.lua_tostring(L, -1) ?? new Uint8Array());
  lua.lua_pop(L, 1);
  return { place: placeIn(L), traceback };
}
