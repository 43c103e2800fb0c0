/**
 * Numbers of scripts. Fengari has integers of 32 bits beside floats, and sums of integers wrap at 2^31: a score would become
 * negative. So scripts count in floats, which hold whole numbers up to 2^53 exactly:
 * - whole numbers written in a script, and those that the host and the libraries give, are floats (see rewrite.ts too);
 * - a whole number is shown without a point, whatever it is inside: 10, not 10.0.
 *
 * The alternative, sums that turn into floats where they would wrap, is not to be had: Fengari's loop over instructions
 * wraps inside of itself. What is left of its integers are lengths (`#t`), positions in texts, keys that `pairs`
 * gives, and the results of bit operators, which have 32 bits as the operators do.
 */
import { lobject, lauxlib, lua, type lua_State, type LuaFunction, luaS_bless, TValue } from './library.ts';
import { isIntegerCell, TYPE_FLOAT } from './internals.ts';
import { luaBytes } from './text.ts';

/** A number as scripts show it. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return Number.isNaN(value) ? 'nan' : String(Number(value.toPrecision(14)));
}

/** First of the operations of `luaO_arith` that are for bits, and the last. */
const BIT_OPERATIONS = [7, 11];
const BIT_NOT = 13;

const asFloat = (cell: TValue): TValue => (isIntegerCell(cell) ? new TValue(TYPE_FLOAT, cell.value) : cell);

/**
 * Changes Fengari, once for all machines: how numbers become texts, and how sums of constants are computed when a script
 * is compiled.
 */
export function countInFloats(): void {
  if (Object.hasOwn(lobject, 'perigee')) return;
  Object.defineProperty(lobject, 'perigee', { value: true });
  lobject.luaO_tostring = (L, cell) =>
    cell.setsvalue(luaS_bless(L, luaBytes(numberText(cell.value as number))));
  const plain = lobject.luaO_arith;
  lobject.luaO_arith = (L, operation, a, b, result) => {
    const forBits =
      (operation >= BIT_OPERATIONS[0]! && operation <= BIT_OPERATIONS[1]!) || operation === BIT_NOT;
    if (forBits) plain(L, operation, a, b, result);
    else plain(L, operation, asFloat(a), asFloat(b), result);
  };
}

/** Pushes what `tostring` gives. */
export function pushText(L: lua_State, index: number): Uint8Array {
  if (lua.lua_type(L, index) !== lua.LUA_TNUMBER) return lauxlib.luaL_tolstring(L, index);
  lua.lua_pushvalue(L, index);
  return lua.lua_tostring(L, -1)!;
}

/** A function whose first result, where it is a number, becomes a float. */
export function inFloats(fn: LuaFunction): LuaFunction {
  return (L) => {
    const results = fn(L);
    if (results > 0 && lua.lua_type(L, -results) === lua.LUA_TNUMBER) {
      lua.lua_pushnumber(L, Number(lua.lua_tonumberx(L, -results)));
      lua.lua_replace(L, -results - 1);
    }
    return results;
  };
}

/** The functions of `math` that know of whole numbers. */
export function wholeNumbers(): Record<string, LuaFunction> {
  const rounding =
    (round: (x: number) => number): LuaFunction =>
    (L) => {
      lua.lua_pushnumber(L, round(lauxlib.luaL_checknumber(L, 1)));
      return 1;
    };
  const numberAt = (L: lua_State, index: number): number | null =>
    lua.lua_type(L, index) === lua.LUA_TNUMBER ? Number(lua.lua_tonumberx(L, index)) : null;
  return {
    floor: rounding(Math.floor),
    ceil: rounding(Math.ceil),
    tointeger: (L) => {
      lauxlib.luaL_checkany(L, 1);
      const value = numberAt(L, 1);
      if (Number.isInteger(value)) lua.lua_pushnumber(L, value!);
      else lua.lua_pushnil(L);
      return 1;
    },
    type: (L) => {
      lauxlib.luaL_checkany(L, 1);
      const value = numberAt(L, 1);
      if (value === null) lua.lua_pushnil(L);
      else lua.lua_pushstring(L, luaBytes(Number.isInteger(value) ? 'integer' : 'float'));
      return 1;
    },
  };
}
