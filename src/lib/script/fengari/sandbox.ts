/**
 * What a script may use: an allow-list of the language's own functions, in copies of its own, and `ams`.
 * There is no load, require, dofile, debug, os, io, string.dump, string.pack or collectgarbage.
 */
import * as maths from '../../base/maths.ts';
import { allowed } from '../libraries.ts';
import { ScriptFault } from '../vm.ts';
import { lauxlib, lua, type lua_State, type LuaFunction, lualib } from './library.ts';
import type { Budget } from './budget.ts';
import { cleanError } from './errors.ts';
import { guardedFormat } from './format.ts';
import { inFloats, pushText, wholeNumbers } from './numbers.ts';
import { guardedStrings, paying } from './strings.ts';
import { guardedTables } from './tables.ts';
import { jsText, luaBytes, luaName } from './text.ts';
import { placeIn } from './trace.ts';

/** What it costs to catch an error, in instructions: JavaScript takes that long to unwind its stack. */
const ERROR_COST = 400;
/** And to switch to a coroutine and back. */
const SWITCH_COST = 50;

type Library = Record<string, LuaFunction>;

/** Functions of a standard library, taken out of a table that is then thrown away. */
function open(L: lua_State, opener: LuaFunction): Library {
  const top = lua.lua_gettop(L);
  opener(L);
  const library: Library = {};
  lua.lua_pushnil(L);
  while (lua.lua_next(L, -2)) {
    if (lua.lua_type(L, -1) === lua.LUA_TFUNCTION)
      library[jsText(lua.lua_tostring(L, -2)!)] = lua.lua_topointer(L, -1) as LuaFunction;
    lua.lua_pop(L, 1);
  }
  lua.lua_settop(L, top);
  return library;
}

export interface SandboxHost {
  random(): number;
  log(text: string, source: string, line: number): void;
}

/** The library functions of one machine, and the making of globals for each script. */
export class Sandbox {
  readonly #libraries: Readonly<Record<keyof typeof allowed, Library>>;

  constructor(
    private readonly L: lua_State,
    budget: Budget,
    host: SandboxHost,
    /** Puts the shared `ams` table on the stack. */
    private readonly pushAms: (L: lua_State) => void,
  ) {
    const base = open(L, lualib.luaopen_base);
    const strings = open(L, lualib.luaopen_string);
    this.#libraries = {
      base: { ...base, ...guardedBase(base, budget, host) },
      coroutine: guardedCoroutines(open(L, lualib.luaopen_coroutine), budget),
      math: {
        ...open(L, lualib.luaopen_math),
        ...wholeNumbers(),
        ...sameEverywhere(),
        ...seededRandom(host),
      },
      string: {
        ...payingAll(strings, budget),
        ...guardedStrings(budget),
        format: paying(guardedFormat(strings['format']!, budget), budget, 'for results'),
        sub: paying(strings['sub']!, budget, 'for results'),
        len: strings['len']!,
        byte: strings['byte']!,
      },
      table: guardedTables(open(L, lualib.luaopen_table), budget),
      utf8: payingAll(open(L, lualib.luaopen_utf8), budget),
    };
    // ("x"):upper() goes through the metatable that all strings share; scripts neither see nor change it.
    lua.lua_pushstring(L, new Uint8Array());
    lua.lua_newtable(L);
    this.#pushLibrary('string');
    lua.lua_setfield(L, -2, luaName('__index'));
    lua.lua_pushboolean(L, false);
    lua.lua_setfield(L, -2, luaName('__metatable'));
    lua.lua_setmetatable(L, -2);
    lua.lua_pop(L, 1);
    // The base library has put itself into the real globals; nothing that a script can reach refers to them.
  }

  /** All functions of the libraries. */
  *functions(): Generator<LuaFunction> {
    for (const library of Object.values(this.#libraries)) yield* Object.values(library);
  }

  /** Pushes the globals of one script. */
  pushGlobals(): void {
    const { L } = this;
    lua.lua_newtable(L);
    this.#addAll('base');
    for (const name of ['coroutine', 'math', 'string', 'table', 'utf8'] as const) {
      this.#pushLibrary(name);
      lua.lua_setfield(L, -2, luaName(name));
    }
    this.pushAms(L);
    lua.lua_setfield(L, -2, luaName('ams'));
    lua.lua_pushstring(L, luaName('Lua 5.3'));
    lua.lua_setfield(L, -2, luaName('_VERSION'));
    lua.lua_pushvalue(L, -1);
    lua.lua_setfield(L, -2, luaName('_G'));
  }

  #pushLibrary(name: keyof typeof allowed): void {
    lua.lua_newtable(this.L);
    this.#addAll(name);
  }

  #addAll(name: keyof typeof allowed): void {
    const { L } = this;
    for (const key of allowed[name]) {
      lua.lua_pushcfunction(L, this.#libraries[name][key]!);
      lua.lua_setfield(L, -2, luaName(key));
    }
    if (name === 'utf8') {
      lua.lua_pushstring(L, luaName('[\0-\x7F\xC2-\xF4][\x80-\xBF]*'));
      lua.lua_setfield(L, -2, luaName('charpattern'));
    }
    if (name !== 'math') return;
    for (const [key, value] of [
      ['pi', Math.PI],
      ['huge', Infinity],
    ] as const) {
      lua.lua_pushnumber(L, value);
      lua.lua_setfield(L, -2, luaName(key));
    }
    for (const [key, value] of [
      ['maxinteger', Number.MAX_SAFE_INTEGER],
      ['mininteger', Number.MIN_SAFE_INTEGER],
    ] as const) {
      lua.lua_pushnumber(L, value);
      lua.lua_setfield(L, -2, luaName(key));
    }
  }
}

const payingAll = (library: Library, budget: Budget): Library =>
  Object.fromEntries(Object.entries(library).map(([name, fn]) => [name, paying(fn, budget, 'for both')]));

function guardedBase(plain: Library, budget: Budget, host: SandboxHost): Library {
  /**
   * What happens behind a protected call, also when a coroutine recovers from an error in one: Fengari then leaves hooks
   * off (a slip in `lua_pcallk`), and nothing would count instructions from there on.
   */
  const finish = (L: lua_State, status: number, extra: number): number => {
    L.allowhook = 1;
    budget.passOn(L);
    if (status === lua.LUA_OK || status === lua.LUA_YIELD) return lua.lua_gettop(L) - extra;
    budget.charge(L, ERROR_COST);
    cleanError(L, status);
    lua.lua_pushboolean(L, false);
    lua.lua_pushvalue(L, -2);
    return 2;
  };
  return {
    pcall: (L) => {
      lauxlib.luaL_checkany(L, 1);
      lua.lua_pushboolean(L, true);
      lua.lua_insert(L, 1);
      const { LUA_MULTRET } = lua;
      return finish(L, lua.lua_pcallk(L, lua.lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish), 0);
    },
    xpcall: (L) => {
      const given = lua.lua_gettop(L);
      lauxlib.luaL_checktype(L, 2, lua.LUA_TFUNCTION);
      lua.lua_pushboolean(L, true);
      lua.lua_pushvalue(L, 1);
      lua.lua_rotate(L, 3, 2);
      return finish(L, lua.lua_pcallk(L, given - 2, lua.LUA_MULTRET, 2, 2, finish), 2);
    },
    tonumber: inFloats(paying(plain['tonumber']!, budget, 'for both')),
    tostring: paying(
      (L) => {
        lauxlib.luaL_checkany(L, 1);
        pushText(L, 1);
        return 1;
      },
      budget,
      'for results',
    ),
    print: (L) => {
      const parts: string[] = [];
      for (let i = 1; i <= lua.lua_gettop(L); i++) {
        const text = pushText(L, i);
        budget.madeText(L, text.length);
        parts.push(jsText(text));
        lua.lua_pop(L, 1);
      }
      const { source, line } = placeIn(L);
      host.log(parts.join('\t'), source, line);
      return 0;
    },
    rawset: (L) => {
      lauxlib.luaL_checktype(L, 1, lua.LUA_TTABLE);
      // ams and entities carry a protected metatable; going round it would break what relies on them.
      if (lua.lua_getmetatable(L, 1)) {
        lua.lua_getfield(L, -1, luaName('__metatable'));
        if (lua.lua_type(L, -1) !== lua.LUA_TNIL)
          throw new ScriptFault('rawset cannot change a protected table');
        lua.lua_pop(L, 2);
      }
      return plain['rawset']!(L);
    },
  };
}

/** Coroutines whose work counts: a hook counts per coroutine, so what one leaves over is added by hand. */
function guardedCoroutines(plain: Library, budget: Budget): Library {
  const counted = (L: lua_State, coroutine: lua_State, run: () => number): number => {
    const before = budget.remainder(coroutine);
    const outer = budget.running;
    budget.running = coroutine;
    let results: number;
    try {
      results = run();
    } finally {
      budget.running = outer;
    }
    budget.passOn(L);
    const failed = !lua.lua_toboolean(L, -results);
    if (failed) cleanError(L);
    budget.charge(L, (failed ? ERROR_COST : SWITCH_COST) + Math.max(0, budget.remainder(coroutine) - before));
    return results;
  };
  const resume: LuaFunction = (L) => {
    const coroutine = lua.lua_tothread(L, 1);
    return coroutine ? counted(L, coroutine, () => plain['resume']!(L)) : plain['resume']!(L);
  };
  return {
    ...plain,
    resume,
    wrap: (L) => {
      lauxlib.luaL_checktype(L, 1, lua.LUA_TFUNCTION);
      plain['create']!(L);
      lua.lua_pushcclosure(
        L,
        (L) => {
          lua.lua_pushvalue(L, lua.lua_upvalueindex(1));
          lua.lua_insert(L, 1);
          const results = resume(L);
          // Of `success, values...` on top of the stack only the values go on to the caller.
          return lua.lua_toboolean(L, -results) ? results - 1 : lua.lua_error(L);
        },
        1,
      );
      return 1;
    },
  };
}

/** The transcendental functions, whose last bits JavaScript leaves to the engine. */
function sameEverywhere(): Library {
  const push =
    (compute: (x: number) => number): LuaFunction =>
    (L) => {
      lua.lua_pushnumber(L, compute(lauxlib.luaL_checknumber(L, 1)));
      return 1;
    };
  const optional = (L: lua_State, otherwise: number): number =>
    lua.lua_type(L, 2) <= lua.LUA_TNIL ? otherwise : lauxlib.luaL_checknumber(L, 2);
  return {
    sin: push(maths.sin),
    cos: push(maths.cos),
    tan: push((x) => maths.sin(x) / maths.cos(x)),
    asin: push((x) => maths.atan2(x, Math.sqrt((1 - x) * (1 + x)))),
    acos: push((x) => maths.atan2(Math.sqrt((1 - x) * (1 + x)), x)),
    exp: push(maths.exp),
    atan: (L) => {
      lua.lua_pushnumber(L, maths.atan2(lauxlib.luaL_checknumber(L, 1), optional(L, 1)));
      return 1;
    },
    log: (L) => {
      const value = maths.log(lauxlib.luaL_checknumber(L, 1));
      const base = optional(L, Math.E);
      lua.lua_pushnumber(L, base === Math.E ? value : value / maths.log(base));
      return 1;
    },
  };
}

function seededRandom(host: SandboxHost): Library {
  const whole = (L: lua_State, index: number): number => {
    const value = lua.lua_tonumberx(L, index);
    if (value === false || !Number.isSafeInteger(value))
      throw new ScriptFault(`bad argument #${index} to 'random' (whole number expected)`);
    return value;
  };
  return {
    random: (L) => {
      const given = lua.lua_gettop(L);
      if (given === 0) {
        lua.lua_pushnumber(L, host.random());
        return 1;
      }
      const low = given === 1 ? 1 : whole(L, 1);
      const high = whole(L, given === 1 ? 1 : 2);
      if (low > high) throw new ScriptFault("bad argument to 'random' (interval is empty)");
      lua.lua_pushnumber(L, low + Math.floor(host.random() * (high - low + 1)));
      return 1;
    },
    // Every run of a project has the seed of its settings; a script cannot make it depend on anything else.
    randomseed: () => 0,
  };
}

/** The name that Fengari's messages use for a script. */
export function chunkName(path: string): Uint8Array {
  return luaBytes(`@${path}`);
}
