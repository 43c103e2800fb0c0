/** Compiling text, and only text: Fengari crashes on bytecode that was tampered with. */
import { lauxlib, lua, type lua_State } from './library.ts';
import { withOwnPower } from './internals.ts';
import { jsText, luaBytes, luaName } from './text.ts';

/** A text that is no Lua: 1-based line, 1-based column (0 when unknown). */
export interface SyntaxProblem {
  line: number;
  column: number;
  message: string;
}

/** Longer scripts are refused: compiling them would stop the game. */
const MAX_SOURCE = 1 << 20;

/** Pushes the compiled function and returns null, or pushes nothing and tells what is wrong. */
export function compile(
  L: lua_State,
  source: Uint8Array,
  name: Uint8Array,
): { line: number; message: string } | null {
  if (source.length > MAX_SOURCE)
    return { line: 1, message: `the script is longer than ${MAX_SOURCE} bytes` };
  const status = withOwnPower(() =>
    lua.lua_load(
      L,
      (_, data) => {
        const chunk = data.source;
        data.source = null;
        return chunk;
      },
      { source },
      name,
      luaName('t'),
    ),
  );
  if (status === lua.LUA_OK) return null;
  const text =
    lua.lua_type(L, -1) === lua.LUA_TSTRING ? jsText(lua.lua_tostring(L, -1)!) : 'the script cannot be read';
  lua.lua_pop(L, 1);
  const located = /^[^\n]*?:(\d+): ([\s\S]*)$/.exec(text);
  return located ? { line: Number(located[1]), message: located[2]! } : { line: 1, message: text };
}

/** What is wrong with a text as Lua, by Fengari's own parser; `null` when it compiles. Runs nothing. */
export function syntaxProblem(source: string): SyntaxProblem | null {
  const problem = compile(lauxlib.luaL_newstate(), luaBytes(source), luaName('=script'));
  if (!problem) return null;
  return { ...problem, column: columnOf(source, problem.line, problem.message) };
}

/** The parser names the token it stopped at; where that stands once in the line, it is the column. */
function columnOf(source: string, line: number, message: string): number {
  const token = / near '(.+)'$/.exec(message)?.[1];
  const text = source.split('\n')[line - 1] ?? '';
  if (token === undefined) return 0;
  const at = text.indexOf(token);
  return at >= 0 && text.indexOf(token, at + 1) < 0 ? at + 1 : 0;
}
