/** The parts of Fengari that the adapter uses; the package brings no types. Strings cross as Uint8Array. */
declare module 'fengari/src/lua.js' {
  import type { lua_State } from 'fengari/src/lstate.js';
  type L = lua_State;
  export type { lua_State };
  export type LuaFunction = (L: lua_State) => number;
  export interface DebugRecord {
    currentline: number;
    linedefined: number;
    short_src: Uint8Array;
  }
  export const lua_Debug: new () => DebugRecord;
  export const LUA_OK: number;
  export const LUA_YIELD: number;
  export const LUA_MULTRET: number;
  export const LUA_REGISTRYINDEX: number;
  export const LUA_MASKCOUNT: number;
  export const LUA_TNIL: number;
  export const LUA_TNONE: number;
  export const LUA_TBOOLEAN: number;
  export const LUA_TNUMBER: number;
  export const LUA_TSTRING: number;
  export const LUA_TTABLE: number;
  export const LUA_TFUNCTION: number;
  export const LUA_OPLT: number;
  export function lua_atnativeerror(L: L, handler: LuaFunction): void;
  export function lua_call(L: L, args: number, results: number): void;
  export function lua_checkstack(L: L, n: number): boolean;
  export function lua_compare(L: L, a: number, b: number, op: number): number;
  export function lua_error(L: L): never;
  export function lua_geti(L: L, index: number, n: number): number;
  export function lua_getfield(L: L, index: number, key: Uint8Array): number;
  export function lua_getinfo(L: L, what: Uint8Array, record: DebugRecord): number;
  export function lua_getlocal(L: L, record: DebugRecord, n: number): Uint8Array | null;
  export function lua_getmetatable(L: L, index: number): boolean;
  export function lua_getstack(L: L, level: number, record: DebugRecord): number;
  export function lua_getglobal(L: L, name: Uint8Array): number;
  export function lua_setglobal(L: L, name: Uint8Array): void;
  export function lua_gettable(L: L, index: number): number;
  export function lua_gettop(L: L): number;
  export function lua_insert(L: L, index: number): void;
  export function lua_load(
    L: L,
    reader: (L: L, data: { source: Uint8Array | null }) => Uint8Array | null,
    data: { source: Uint8Array | null },
    name: Uint8Array,
    mode: Uint8Array,
  ): number;
  export function lua_newtable(L: L): void;
  export function lua_newthread(L: L): L;
  export function lua_next(L: L, index: number): number;
  export function lua_pcall(L: L, args: number, results: number, handler: number): number;
  export function lua_pcallk(
    L: L,
    args: number,
    results: number,
    handler: number,
    context: number,
    continuation: (L: L, status: number, context: number) => number,
  ): number;
  export function lua_pop(L: L, n: number): void;
  export function lua_pushboolean(L: L, value: boolean): void;
  export function lua_pushcclosure(L: L, fn: LuaFunction, upvalues: number): void;
  export function lua_pushcfunction(L: L, fn: LuaFunction): void;
  export function lua_pushinteger(L: L, n: number): void;
  export function lua_pushlightuserdata(L: L, value: unknown): void;
  export function lua_pushnil(L: L): void;
  export function lua_pushnumber(L: L, n: number): void;
  export function lua_pushstring(L: L, value: Uint8Array): void;
  export function lua_pushvalue(L: L, index: number): void;
  export function lua_rawequal(L: L, a: number, b: number): boolean | number;
  export function lua_rawget(L: L, index: number): number;
  export function lua_rawgeti(L: L, index: number, n: number): number;
  export function lua_rawlen(L: L, index: number): number;
  export function lua_rawset(L: L, index: number): void;
  export function lua_rawseti(L: L, index: number, n: number): void;
  export function lua_remove(L: L, index: number): void;
  export function lua_rotate(L: L, index: number, n: number): void;
  export function lua_replace(L: L, index: number): void;
  export function lua_setfield(L: L, index: number, key: Uint8Array): void;
  export function lua_seti(L: L, index: number, n: number): void;
  export function lua_sethook(L: L, hook: ((L: L) => void) | null, mask: number, count: number): void;
  export function lua_setmetatable(L: L, index: number): void;
  export function lua_settop(L: L, index: number): void;
  export function lua_setupvalue(L: L, index: number, n: number): Uint8Array | null;
  export function lua_toboolean(L: L, index: number): boolean;
  export function lua_tointegerx(L: L, index: number): number | false;
  export function lua_tonumberx(L: L, index: number): number | false;
  export function lua_topointer(L: L, index: number): unknown;
  export function lua_tostring(L: L, index: number): Uint8Array | null;
  export function lua_tothread(L: L, index: number): L | null;
  export function lua_touserdata(L: L, index: number): unknown;
  export function lua_type(L: L, index: number): number;
  export function lua_typename(L: L, type: number): Uint8Array;
  export function lua_upvalueindex(i: number): number;
}
declare module 'fengari/src/lstate.js' {
  import type { TValue } from 'fengari/src/lobject.js';
  import type { Table } from 'fengari/src/ltable.js';
  /** One activation record. */
  export interface CallInfo {
    funcOff: number;
    func: TValue;
    previous: CallInfo | null;
    /** Of script functions: the code, and the position behind the instruction that runs. */
    l_code: import('fengari/src/lfunc.js').Instruction[] | null;
    l_savedpc: number;
  }
  /** Internal fields are read in internals.ts and nowhere else. */
  export class lua_State {
    stack: TValue[];
    stack_last: number;
    top: number;
    ci: CallInfo;
    errfunc: number;
    /** 0 while a hook runs. */
    allowhook: number;
    hookcount: number;
    basehookcount: number;
    /** The frame below all calls. */
    base_ci: CallInfo;
    l_G: {
      id_counter: number;
      mt: (Table | null | undefined)[];
      /** What host functions print as; one that has no number gets one. */
      ids: { get(fn: unknown): number | undefined; set(fn: unknown, id: number): void };
    };
  }
}
declare module 'fengari/src/lobject.js' {
  import type { lua_State } from 'fengari/src/lstate.js';
  import type { TString } from 'fengari/src/lstring.js';
  /** The module as its users see it: what is assigned here is what Fengari calls. */
  const lobject: {
    /** Makes a number a text, in place. */
    luaO_tostring(L: lua_State, cell: TValue): void;
    luaO_arith(L: lua_State | null, operation: number, a: TValue, b: TValue, result: TValue | number): void;
  };
  export default lobject;
  export class TValue {
    constructor(type: number, value: unknown);
    type: number;
    get value(): unknown;
    set value(value: unknown);
    setfltvalue(x: number): void;
    setnilvalue(): void;
    setsvalue(text: TString): void;
    setfrom(other: TValue): void;
    /** Of a key, when nil is assigned to it. */
    setdeadvalue(): void;
    ttisnil(): boolean;
  }
  export interface LocVar {
    startpc: number;
    endpc: number;
  }
}
declare module 'fengari/src/lfunc.js' {
  import type { TValue, LocVar } from 'fengari/src/lobject.js';
  /** A decoded instruction. */
  export interface Instruction {
    code: number;
    opcode: number;
    A: number;
    B: number;
    C: number;
    Ax: number;
    Bx: number;
    sBx: number;
  }
  export class Proto {
    k: TValue[];
    p: Proto[];
    code: Instruction[];
    lineinfo: number[];
    upvalues: { name: unknown; instack: boolean; idx: number }[];
    locvars: LocVar[];
    linedefined: number;
    maxstacksize: number;
    /** The function made last from this code; the next is the same one if it shares all variables. */
    cache: LClosure | null;
  }
  export interface LClosure {
    p: Proto;
    nupvalues: number;
    upvals: TValue[];
  }
  /** A host function with values of its own. */
  export interface CClosure {
    f: unknown;
    nupvalues: number;
    upvalue: TValue[];
  }
}
declare module 'fengari/src/lstring.js' {
  export class TString {
    getstr(): Uint8Array;
    tsslen(): number;
  }
  export function luaS_bless(L: import('fengari/src/lstate.js').lua_State, bytes: Uint8Array): TString;
  export function luaS_hash(bytes: Uint8Array): string;
  export function luaS_hashlongstr(string: TString): string;
}
declare module 'fengari/src/ltable.js' {
  import type { lua_State } from 'fengari/src/lstate.js';
  import type { TValue } from 'fengari/src/lobject.js';
  export interface Entry {
    key: TValue;
    /** Undefined once the key has been set to nil. */
    value: TValue | undefined;
    p: Entry | undefined;
    n: Entry | undefined;
  }
  export class Table {
    constructor(L: lua_State);
    id: number;
    strong: Map<unknown, Entry>;
    f: Entry | undefined;
    l: Entry | undefined;
    metatable: Table | null;
    /** Which metamethods are known to be missing, one bit each. */
    flags: number;
    /** Keys that were deleted since the last addition, for loops that stand at one of them. */
    dead_strong: Map<unknown, Entry>;
    dead_weak: WeakMap<object, Entry> | undefined;
  }
}
declare module 'fengari/src/lopcodes.js' {
  export const OpCodesI: Readonly<Record<string, number>>;
}
declare module 'fengari/src/ldo.js' {
  import type { lua_State } from 'fengari/src/lstate.js';
  export function luaD_call(L: lua_State, funcOff: number, results: number): void;
}
declare module 'fengari/src/lauxlib.js' {
  import type { lua_State } from 'fengari/src/lstate.js';
  export function luaL_newstate(): lua_State;
  /** Not zero when it failed. */
  export function luaL_dostring(L: lua_State, source: Uint8Array): number | boolean;
  export function luaL_traceback(
    L: lua_State,
    L1: lua_State,
    message: Uint8Array | null,
    level: number,
  ): void;
  export function luaL_where(L: lua_State, level: number): void;
  export function luaL_tolstring(L: lua_State, index: number): Uint8Array;
  export function luaL_argerror(L: lua_State, arg: number, message: Uint8Array): never;
  export function luaL_checkany(L: lua_State, arg: number): void;
  export function luaL_checkinteger(L: lua_State, arg: number): number;
  export function luaL_checknumber(L: lua_State, arg: number): number;
  export function luaL_checkstring(L: lua_State, arg: number): Uint8Array;
  export function luaL_checktype(L: lua_State, arg: number, type: number): void;
  export function luaL_optinteger(L: lua_State, arg: number, otherwise: number): number;
}
declare module 'fengari/src/defs.js' {
  export function to_luastring(text: string): Uint8Array;
  export function to_jsstring(bytes: Uint8Array, from?: number, to?: number, replace?: boolean): string;
}
declare module 'fengari' {
  type Opener = (L: import('fengari/src/lstate.js').lua_State) => number;
  const fengari: {
    lua: typeof import('fengari/src/lua.js');
    lauxlib: typeof import('fengari/src/lauxlib.js');
    lualib: {
      luaopen_base: Opener;
      luaopen_coroutine: Opener;
      luaopen_math: Opener;
      luaopen_string: Opener;
      luaopen_table: Opener;
      luaopen_utf8: Opener;
      luaL_openlibs: (L: import('fengari/src/lstate.js').lua_State) => void;
    };
  };
  export default fengari;
}
