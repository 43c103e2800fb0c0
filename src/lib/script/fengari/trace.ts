/** Where a Lua state is: script, line, traceback and variables of the innermost script function. */
import type { LocalValue } from '../runner.ts';
import { lauxlib, lua, type lua_State } from './library.ts';
import { shownText } from './shown.ts';
import { jsText, luaName } from './text.ts';

export interface Place {
  /** As Fengari prints it: long paths are cut at the front and begin with `...`. */
  source: string;
  /** 1-based; 0 outside of scripts. */
  line: number;
}

/** Everything that is told of a failure beside its message. */
export interface Where {
  place: Place;
  traceback: string;
  locals: LocalValue[];
}

/** More variables than this are not shown. */
const MAX_LOCALS = 50;

/** Calls back with the record of the innermost script function, and its line. */
function innermost<T>(L: lua_State, use: (record: InstanceType<typeof lua.lua_Debug>) => T, otherwise: T): T {
  const record = new lua.lua_Debug();
  for (let level = 0; lua.lua_getstack(L, level, record); level++) {
    lua.lua_getinfo(L, luaName('Sl'), record);
    if (record.currentline > 0) return use(record);
  }
  return otherwise;
}

/** The innermost place in a script. */
export function placeIn(L: lua_State): Place {
  return innermost<Place>(
    L,
    ({ short_src, currentline }) => ({ source: jsText(short_src), line: currentline }),
    { source: '', line: 0 },
  );
}

/** The variables of the innermost script function, the latest of each name. Runs nothing of the script. */
function localsIn(L: lua_State): LocalValue[] {
  return innermost<LocalValue[]>(
    L,
    (record) => {
      const found = new Map<string, string>();
      for (let i = 1; i <= MAX_LOCALS; i++) {
        const name = lua.lua_getlocal(L, record, i);
        if (!name) break;
        const text = jsText(name);
        // Names in parentheses are the machine's own.
        if (!text.startsWith('(')) found.set(text, shownText(L, -1));
        lua.lua_pop(L, 1);
      }
      return [...found].map(([name, value]) => ({ name, value }));
    },
    [],
  );
}

/** Place, traceback and variables. */
export function whereIn(L: lua_State): Where {
  lua.lua_checkstack(L, 40);
  lauxlib.luaL_traceback(L, L, null, 0);
  const traceback = jsText(lua.lua_tostring(L, -1) ?? new Uint8Array());
  lua.lua_pop(L, 1);
  return { place: placeIn(L), traceback, locals: localsIn(L) };
}
