/** Replacements for functions of Lua's `table` library: counted, limited, and the same on every machine. */
import { ScriptFault } from '../vm.ts';
import { lauxlib, lua, type lua_State, type LuaFunction, type TValue } from './library.ts';
import type { Budget } from './budget.ts';
import { isNumberCell, popCell, pushCell } from './internals.ts';
import { luaName } from './text.ts';

/** The functions by name. `plain` holds Fengari's own, which do the work where that is safe. */
export function guardedTables(
  plain: Readonly<Record<string, LuaFunction>>,
  budget: Budget,
): Record<string, LuaFunction> {
  const { string: limit } = budget.limits;
  const length = (L: lua_State): number => {
    lauxlib.luaL_checktype(L, 1, lua.LUA_TTABLE);
    return lua.lua_rawlen(L, 1);
  };
  /** Pays for moving the elements behind the given position. */
  const shifting =
    (fn: LuaFunction, hasPosition: (L: lua_State) => boolean): LuaFunction =>
    (L) => {
      const count = length(L);
      if (hasPosition(L)) budget.charge(L, Math.max(0, count - lauxlib.luaL_checkinteger(L, 2)));
      return fn(L);
    };

  const concat: LuaFunction = (L) => {
    const count = length(L);
    const separator = lua.lua_type(L, 2) <= lua.LUA_TNIL ? new Uint8Array() : lua.lua_tostring(L, 2);
    if (!separator) return lauxlib.luaL_argerror(L, 2, luaName('text expected'));
    const first = lauxlib.luaL_optinteger(L, 3, 1);
    const last = lauxlib.luaL_optinteger(L, 4, count);
    budget.charge(L, Math.max(0, last - first));
    const pieces: Uint8Array[] = [];
    let total = 0;
    for (let i = first; i <= last; i++) {
      lua.lua_rawgeti(L, 1, i);
      const piece = lua.lua_tostring(L, -1);
      if (!piece) throw new ScriptFault(`invalid value at index ${i} in table for 'concat'`);
      lua.lua_pop(L, 1);
      if (i > first) pieces.push(separator);
      pieces.push(piece);
      total += piece.length + separator.length;
      if (total > limit + separator.length)
        throw new ScriptFault(`the text would be longer than ${limit} bytes`);
    }
    budget.madeText(L, total);
    const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      out.set(piece, at);
      at += piece.length;
    }
    lua.lua_pushstring(L, out);
    return 1;
  };

  const move: LuaFunction = (L) => {
    const count = lauxlib.luaL_checkinteger(L, 3) - lauxlib.luaL_checkinteger(L, 2) + 1;
    if (count > budget.limits.objects) throw new ScriptFault(`too many elements to move: ${count}`);
    budget.charge(L, Math.max(0, 2 * count));
    // By way of a list of its own, so that overlapping places are filled in ascending order too.
    const from = lauxlib.luaL_checkinteger(L, 2);
    const to = lauxlib.luaL_checkinteger(L, 4);
    const target = lua.lua_type(L, 5) > lua.LUA_TNIL ? 5 : 1;
    lauxlib.luaL_checktype(L, 1, lua.LUA_TTABLE);
    lauxlib.luaL_checktype(L, target, lua.LUA_TTABLE);
    lua.lua_settop(L, 5);
    lua.lua_newtable(L);
    for (let i = 0; i < count; i++) {
      lua.lua_geti(L, 1, from + i);
      lua.lua_rawseti(L, 6, i);
    }
    for (let i = 0; i < count; i++) {
      lua.lua_rawgeti(L, 6, i);
      lua.lua_seti(L, target, to + i);
    }
    lua.lua_pushvalue(L, target);
    return 1;
  };

  const pack: LuaFunction = (L) => {
    const count = lua.lua_gettop(L);
    lua.lua_newtable(L);
    for (let i = 1; i <= count; i++) {
      lua.lua_pushvalue(L, i);
      lua.lua_rawseti(L, -2, i);
    }
    lua.lua_pushinteger(L, count);
    lua.lua_setfield(L, -2, luaName('n'));
    return 1;
  };

  const unpack: LuaFunction = (L) => {
    lauxlib.luaL_checktype(L, 1, lua.LUA_TTABLE);
    const count = lauxlib.luaL_optinteger(L, 3, lua.lua_rawlen(L, 1)) - lauxlib.luaL_optinteger(L, 2, 1) + 1;
    if (count > 8000) throw new ScriptFault('too many results to unpack');
    budget.charge(L, Math.max(0, count));
    return plain['unpack']!(L);
  };

  /** A merge sort: stable, and without the random pivots of Lua's own, so every machine agrees. */
  const sort: LuaFunction = (L) => {
    const count = length(L);
    const ordered = lua.lua_type(L, 2) > lua.LUA_TNIL;
    if (ordered) lauxlib.luaL_checktype(L, 2, lua.LUA_TFUNCTION);
    lua.lua_settop(L, 2);
    budget.charge(L, count);
    lua.lua_checkstack(L, 8);
    const less = (a: TValue, b: TValue): boolean => {
      budget.charge(L, 4);
      if (!ordered && isNumberCell(a) && isNumberCell(b)) return a.value < b.value;
      if (ordered) lua.lua_pushvalue(L, 2);
      pushCell(L, a);
      pushCell(L, b);
      if (ordered) lua.lua_call(L, 2, 1);
      const result = ordered ? lua.lua_toboolean(L, -1) : lua.lua_compare(L, -2, -1, lua.LUA_OPLT) === 1;
      lua.lua_settop(L, 2);
      return result;
    };
    const items: TValue[] = [];
    for (let i = 1; i <= count; i++) {
      lua.lua_rawgeti(L, 1, i);
      items.push(popCell(L));
    }
    mergeSort(items, less).forEach((item, i) => {
      pushCell(L, item);
      lua.lua_rawseti(L, 1, i + 1);
    });
    return 0;
  };

  return {
    concat,
    insert: shifting(plain['insert']!, (L) => lua.lua_gettop(L) === 3),
    move,
    pack,
    remove: shifting(plain['remove']!, (L) => lua.lua_gettop(L) >= 2),
    sort,
    unpack,
  };
}

/** Up to so many items are put in place one by one. */
const FEW = 8;

function mergeSort<T>(items: T[], less: (a: T, b: T) => boolean): T[] {
  if (items.length <= FEW) {
    for (let i = 1; i < items.length; i++) {
      const item = items[i]!;
      let at = i;
      for (; at > 0 && less(item, items[at - 1]!); at--) items[at] = items[at - 1]!;
      items[at] = item;
    }
    return items;
  }
  const middle = items.length >> 1;
  const left = mergeSort(items.slice(0, middle), less);
  const right = mergeSort(items.slice(middle), less);
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length)
    merged.push(less(right[j]!, left[i]!) ? right[j++]! : left[i++]!);
  return merged.concat(left.slice(i), right.slice(j));
}
