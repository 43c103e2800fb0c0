/** `string.format`: of a limited length, and as in C, which Fengari's own is not (flags that it stumbles over, `%g` in full). */
import { ScriptFault } from '../vm.ts';
import type { Budget } from './budget.ts';
import { argumentAt, isNumberCell } from './internals.ts';
import { lauxlib, lua, type lua_State, type LuaFunction } from './library.ts';
import { formatFloat, formatInteger, type NumberFormat } from './number-format.ts';
import { pushText } from './numbers.ts';
import { luaName } from './text.ts';

/** A conversion with what may stand before it; widths and precisions have two digits at most, as in Lua. */
const CONVERSION = /%([-+ #0]*)(\d*)(?:(\.)(\d*))?([\s\S]?)/y;
const LONGEST_FLAGS = 5;
const LONGEST_NUMBER = 2;

/** Bytes as text of one character each, so that patterns can be looked for. */
function charactersOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @param plain Fengari's own, which writes values as Lua (`%q`) */
export function guardedFormat(plain: LuaFunction, budget: Budget): LuaFunction {
  const { string: limit } = budget.limits;
  return (L) => {
    const template = charactersOf(lauxlib.luaL_checkstring(L, 1));
    const given = lua.lua_gettop(L);
    let out = '';
    let argument = 1;
    for (let at = 0; at < template.length;) {
      const next = template.indexOf('%', at);
      out += template.slice(at, next < 0 ? undefined : next);
      if (next < 0) break;
      CONVERSION.lastIndex = next;
      const [whole, flags, width, dot, precision, conversion] = CONVERSION.exec(template)! as unknown as [
        string,
        string,
        string,
        string | undefined,
        string | undefined,
        string,
      ];
      at = next + whole.length;
      if (whole === '%%') {
        out += '%';
        continue;
      }
      if (flags.length > LONGEST_FLAGS) throw new ScriptFault("invalid format (repeated flags) to 'format'");
      if (width.length > LONGEST_NUMBER || (precision?.length ?? 0) > LONGEST_NUMBER)
        throw new ScriptFault("invalid format (width or precision too long) to 'format'");
      if (++argument > given) return lauxlib.luaL_argerror(L, argument, luaName('no value'));
      out += converted(
        L,
        argument,
        conversion,
        {
          left: flags.includes('-'),
          plus: flags.includes('+'),
          space: flags.includes(' '),
          alternative: flags.includes('#'),
          zeros: flags.includes('0'),
          width: Number(width),
          precision: dot === undefined ? null : Number(precision),
        },
        plain,
      );
      if (out.length > limit) throw new ScriptFault(`the text would be longer than ${limit} bytes`);
    }
    lua.lua_pushstring(L, bytesOf(out));
    return 1;
  };
}

/** One argument, as text of one character for each byte. */
function converted(
  L: lua_State,
  argument: number,
  conversion: string,
  format: NumberFormat,
  plain: LuaFunction,
): string {
  const padded = (text: string): string =>
    format.left ? text.padEnd(format.width) : text.padStart(format.width);
  switch (conversion) {
    case 'd':
    case 'i': {
      // Whole numbers beyond the 32 bits of integers are floats here, and whole for whoever shows a score.
      const cell = argumentAt(L, argument);
      const value =
        isNumberCell(cell) && Number.isInteger(cell.value)
          ? cell.value
          : lauxlib.luaL_checkinteger(L, argument);
      return formatInteger(value, conversion, format);
    }
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return formatInteger(lauxlib.luaL_checkinteger(L, argument), conversion, format);
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return formatFloat(lauxlib.luaL_checknumber(L, argument), conversion, format);
    case 'c':
      return padded(String.fromCharCode(lauxlib.luaL_checkinteger(L, argument) & 255));
    case 's': {
      const text = charactersOf(pushText(L, argument));
      lua.lua_pop(L, 1);
      return padded(format.precision === null ? text : text.slice(0, format.precision));
    }
    case 'q': {
      lua.lua_pushcfunction(L, plain);
      lua.lua_pushstring(L, luaName('%q'));
      lua.lua_pushvalue(L, argument);
      lua.lua_call(L, 2, 1);
      const text = charactersOf(lua.lua_tostring(L, -1)!);
      lua.lua_pop(L, 1);
      return text;
    }
    default:
      throw new ScriptFault(`invalid option '%${conversion}' to 'format'`);
  }
}
