/**
 * Fengari as the adapter uses it. Its modules refer to each other in circles and only work when the whole
 * is loaded from its entry first, so nothing else imports them.
 */
import fengari from 'fengari';
import { to_jsstring, to_luastring } from 'fengari/src/defs.js';
import { luaD_call } from 'fengari/src/ldo.js';
import lobject, { TValue } from 'fengari/src/lobject.js';
import { OpCodesI } from 'fengari/src/lopcodes.js';
import { luaS_bless, luaS_hash, luaS_hashlongstr, TString } from 'fengari/src/lstring.js';
import { Table } from 'fengari/src/ltable.js';

export type { CClosure, Instruction, LClosure, Proto } from 'fengari/src/lfunc.js';
export type { CallInfo, lua_State } from 'fengari/src/lstate.js';
export type { Entry } from 'fengari/src/ltable.js';
export type { LuaFunction } from 'fengari/src/lua.js';

/** The machine's C-like API, the auxiliary library, and the openers of the standard libraries. */
export const { lua, lauxlib, lualib } = fengari;

export {
  lobject,
  luaD_call,
  luaS_bless,
  luaS_hash,
  luaS_hashlongstr,
  OpCodesI,
  Table,
  to_jsstring,
  to_luastring,
  TString,
  TValue,
};
