/** Replacements for functions of Lua's `string` library that can run away inside one native call. */
import { ScriptFault } from '../vm.ts';
import { lauxlib, lua, type lua_State, type LuaFunction } from './library.ts';
import type { Budget } from './budget.ts';
import { Matcher, type Match } from './pattern.ts';
import { luaName } from './text.ts';

/** Steps of a match that count as one instruction. */
const STEPS = 4;
const PERCENT = 37;
const SPECIAL = new Set([...'^$*+?.([%-'].map((char) => char.charCodeAt(0)));

/** Bytes that grow; more than the limit is an error before it is a problem. */
class Bytes {
  #data = new Uint8Array(64);
  #length = 0;

  constructor(
    private readonly limit: number,
    /** Pays for what has been made in vain, and raises the error. */
    private readonly refuse: (length: number) => never,
  ) {}

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.limit) this.refuse(length);
    if (length > this.#data.length) {
      const larger = new Uint8Array(Math.max(length, this.#data.length * 2));
      larger.set(this.#data.subarray(0, this.#length));
      this.#data = larger;
    }
    this.#data.set(piece, this.#length);
    this.#length = length;
  }

  get value(): Uint8Array {
    return this.#data.subarray(0, this.#length);
  }
}

function pushCaptures(L: lua_State, subject: Uint8Array, match: Match, wholeIfNone: boolean): number {
  const captures =
    match.captures.length === 0 && wholeIfNone ? [subject.subarray(match.start, match.end)] : match.captures;
  lua.lua_checkstack(L, captures.length + 2);
  for (const capture of captures) {
    if (typeof capture === 'number') lua.lua_pushinteger(L, capture);
    else lua.lua_pushstring(L, capture);
  }
  return captures.length;
}

function plainFind(subject: Uint8Array, wanted: Uint8Array, from: number): number {
  const last = subject.length - wanted.length;
  search: for (let at = from; at <= last; at++) {
    for (let i = 0; i < wanted.length; i++) if (subject[at + i] !== wanted[i]) continue search;
    return at;
  }
  return -1;
}

/** The functions by name; `budget` pays for their work. */
export function guardedStrings(budget: Budget): Record<string, LuaFunction> {
  const { string: limit } = budget.limits;

  const matcher = (L: lua_State, subject: Uint8Array, pattern: Uint8Array): Matcher => {
    let pending = 0;
    return new Matcher(subject, pattern, (cost) => {
      pending += cost;
      if (pending < 1000) return;
      budget.charge(L, pending / STEPS);
      pending = 0;
    });
  };

  const startOf = (L: lua_State, length: number): number => {
    const init = lauxlib.luaL_optinteger(L, 3, 1);
    return init > 0 ? init - 1 : init === 0 ? 0 : Math.max(length + init, 0);
  };

  const search =
    (find: boolean): LuaFunction =>
    (L) => {
      const subject = lauxlib.luaL_checkstring(L, 1);
      const pattern = lauxlib.luaL_checkstring(L, 2);
      const from = startOf(L, subject.length);
      if (from > subject.length) {
        lua.lua_pushnil(L);
        return 1;
      }
      if (find && (lua.lua_toboolean(L, 4) || !pattern.some((c) => SPECIAL.has(c)))) {
        budget.charge(L, subject.length / 64);
        const at = plainFind(subject, pattern, from);
        if (at < 0) lua.lua_pushnil(L);
        else {
          lua.lua_pushinteger(L, at + 1);
          lua.lua_pushinteger(L, at + pattern.length);
        }
        return at < 0 ? 1 : 2;
      }
      const match = matcher(L, subject, pattern).find(from);
      if (!match) {
        lua.lua_pushnil(L);
        return 1;
      }
      if (!find) return pushCaptures(L, subject, match, true);
      lua.lua_pushinteger(L, match.start + 1);
      lua.lua_pushinteger(L, match.end);
      return 2 + pushCaptures(L, subject, match, false);
    };

  const gmatch: LuaFunction = (L) => {
    const subject = lauxlib.luaL_checkstring(L, 1);
    const pattern = lauxlib.luaL_checkstring(L, 2);
    // Where it stands is a value of the machine's own, so that it is part of the state of the scripts.
    const stand = (L: lua_State, at: number): void => {
      lua.lua_pushinteger(L, at);
      lua.lua_replace(L, lua.lua_upvalueindex(1));
    };
    lua.lua_pushinteger(L, 0);
    lua.lua_pushcclosure(
      L,
      (L) => {
        const all = matcher(L, subject, pattern);
        for (
          let from = Number(lua.lua_tointegerx(L, lua.lua_upvalueindex(1)));
          from <= subject.length;
          from++
        ) {
          const match = all.at(from, 0);
          if (!match) continue;
          stand(L, match.end === match.start ? match.end + 1 : match.end);
          return pushCaptures(L, subject, match, true);
        }
        stand(L, subject.length + 1);
        lua.lua_pushnil(L);
        return 1;
      },
      1,
    );
    return 1;
  };

  /** Replacement of a match by the third argument: text with %0-%9, a table or a function. */
  const replacement = (L: lua_State, subject: Uint8Array, match: Match, out: Bytes): void => {
    const whole = subject.subarray(match.start, match.end);
    const type = lua.lua_type(L, 3);
    if (type === lua.LUA_TTABLE || type === lua.LUA_TFUNCTION) {
      lua.lua_pushvalue(L, 3);
      if (type === lua.LUA_TFUNCTION) lua.lua_call(L, pushCaptures(L, subject, match, true), 1);
      else {
        const count = pushCaptures(L, subject, match, true);
        lua.lua_pop(L, count - 1);
        lua.lua_gettable(L, -2);
      }
      const result = lua.lua_type(L, -1);
      if (result === lua.LUA_TSTRING || result === lua.LUA_TNUMBER) out.add(lua.lua_tostring(L, -1)!);
      else if (!lua.lua_toboolean(L, -1)) out.add(whole);
      else throw new ScriptFault('invalid replacement value (text, number, false or nil expected)');
      lua.lua_settop(L, 4);
      return;
    }
    const text = lauxlib.luaL_checkstring(L, 3);
    for (let from = 0; from < text.length;) {
      const escape = text.indexOf(PERCENT, from);
      out.add(text.subarray(from, escape < 0 ? text.length : escape));
      if (escape < 0) return;
      from = escape + 2;
      const next = text[escape + 1];
      if (next === PERCENT) out.add(text.subarray(escape, escape + 1));
      else if (next === 48) out.add(whole);
      else if (next !== undefined && next > 48 && next <= 57) {
        const capture =
          match.captures[next - 49] ?? (next === 49 && !match.captures.length ? whole : undefined);
        if (capture === undefined)
          throw new ScriptFault(`invalid capture index %${next - 48} in replacement string`);
        out.add(typeof capture === 'number' ? luaName(String(capture)) : capture);
      } else throw new ScriptFault("invalid use of '%' in replacement string");
    }
  };

  const gsub: LuaFunction = (L) => {
    const subject = lauxlib.luaL_checkstring(L, 1);
    const pattern = lauxlib.luaL_checkstring(L, 2);
    const most = lauxlib.luaL_optinteger(L, 4, subject.length + 1);
    lua.lua_settop(L, 4);
    const anchored = pattern[0] === 94;
    const all = matcher(L, subject, pattern);
    const out = new Bytes(limit, (length) => {
      budget.madeText(L, length);
      return budget.fault(`the text is longer than ${limit} bytes`);
    });
    let from = 0;
    let count = 0;
    while (count < most) {
      const match = all.at(from, anchored ? 1 : 0);
      if (match) {
        count++;
        replacement(L, subject, match, out);
      }
      if (match && match.end > from) from = match.end;
      else if (from < subject.length) out.add(subject.subarray(from, ++from));
      else break;
      if (anchored) break;
    }
    if (from < subject.length) out.add(subject.subarray(from));
    budget.madeText(L, out.value.length);
    lua.lua_pushstring(L, out.value);
    lua.lua_pushinteger(L, count);
    return 2;
  };

  const rep: LuaFunction = (L) => {
    const text = lauxlib.luaL_checkstring(L, 1);
    const times = lauxlib.luaL_checkinteger(L, 2);
    const separator = lua.lua_type(L, 3) <= lua.LUA_TNIL ? new Uint8Array() : lauxlib.luaL_checkstring(L, 3);
    const length = times <= 0 ? 0 : text.length * times + separator.length * (times - 1);
    if (length > limit) throw new ScriptFault(`the text would be longer than ${limit} bytes`);
    const out = new Uint8Array(length);
    budget.madeText(L, length);
    for (let i = 0, at = 0; i < times && at < length; i++) {
      if (i > 0) {
        out.set(separator, at);
        at += separator.length;
      }
      out.set(text, at);
      at += text.length;
    }
    lua.lua_pushstring(L, out);
    return 1;
  };

  // Fengari's own stumbles over its message for a byte out of range.
  const char: LuaFunction = (L) => {
    const bytes = Uint8Array.from({ length: lua.lua_gettop(L) }, (_, i) => {
      const byte = lauxlib.luaL_checkinteger(L, i + 1);
      if (byte < 0 || byte > 255)
        throw new ScriptFault(`bad argument #${i + 1} to 'char' (0 to 255 expected, got ${byte})`);
      return byte;
    });
    budget.madeText(L, bytes.length);
    lua.lua_pushstring(L, bytes);
    return 1;
  };

  return { char, find: search(true), match: search(false), gmatch, gsub, rep };
}

/** A function that pays for the texts that it is given and for those that it gives back. */
export function paying(fn: LuaFunction, budget: Budget, pays: 'for results' | 'for both'): LuaFunction {
  const length = (L: lua_State, index: number): number =>
    lua.lua_type(L, index) === lua.LUA_TSTRING ? lua.lua_tostring(L, index)!.length : 0;
  return (L) => {
    if (pays === 'for both') for (let i = lua.lua_gettop(L); i > 0; i--) budget.readsText(L, length(L, i));
    const results = fn(L);
    for (let i = 1; i <= results; i++) budget.madeText(L, length(L, -i));
    return results;
  };
}
