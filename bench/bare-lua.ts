/**
 * What scripts would cost on a host that trusts them: one Fengari with its own libraries, entities as plain tables whose
 * fields are copied in and out through their entries, host functions that believe their arguments. It counts no
 * instructions, takes nothing back, and changes no code; it shares with the real machine only what makes calls fast.
 */
import {
  callCells,
  cellAt,
  floatCell,
  functionIn,
  padStack,
  tableAt,
} from '../src/lib/script/fengari/internals.ts';
import {
  lauxlib,
  lua,
  type lua_State,
  luaS_hash,
  lualib,
  type LuaFunction,
  to_jsstring,
  to_luastring,
  type TValue,
} from '../src/lib/script/fengari/library.ts';
import { HOT_FIELDS, HOT_STRIDE } from '../src/lib/engine/game-world.ts';

const hashes = HOT_FIELDS.map((name) => luaS_hash(to_luastring(name)));

/** A tick of one behaviour on each of so many entities. Rows hold their hot fields. */
export function bareTick(source: string, rows: Float64Array, properties: Record<string, number>): () => void {
  const L = lauxlib.luaL_newstate();
  padStack(L);
  lualib.luaL_openlibs(L);
  const own = new Map<unknown, Map<string, number>>();
  const set = (name: string, fn: LuaFunction): void => {
    lua.lua_pushcfunction(L, fn);
    lua.lua_setfield(L, -2, to_luastring(name));
  };
  lua.lua_newtable(L);
  set('get_prop', (L) => {
    const value = own.get(lua.lua_topointer(L, 1))?.get(to_jsstring(lua.lua_tostring(L, 2)!));
    if (value === undefined) lua.lua_pushnil(L);
    else lua.lua_pushnumber(L, value);
    return 1;
  });
  set('set_prop', (L) => {
    own.get(lua.lua_topointer(L, 1))!.set(to_jsstring(lua.lua_tostring(L, 2)!), numberAt(L, 3));
    return 0;
  });
  set('clamp', (L) => {
    lua.lua_pushnumber(L, Math.min(Math.max(numberAt(L, 1), numberAt(L, 2)), numberAt(L, 3)));
    return 1;
  });
  lua.lua_setglobal(L, to_luastring('ams'));
  if (lauxlib.luaL_dostring(L, to_luastring(source))) throw new Error('the script does not load');
  const update = functionIn(tableAt(L, -1), 'on_update')!;

  const entities = Array.from({ length: rows.length / HOT_STRIDE }, (_, i) => {
    lua.lua_newtable(L);
    const table = tableAt(L, -1);
    for (const name of HOT_FIELDS) {
      lua.lua_pushnumber(L, rows[i * HOT_STRIDE]!);
      lua.lua_setfield(L, -2, to_luastring(name));
    }
    own.set(table, new Map());
    const handle = cellAt(L, -1);
    lua.lua_newtable(L);
    for (const [name, value] of Object.entries(properties)) {
      lua.lua_pushnumber(L, value);
      lua.lua_setfield(L, -2, to_luastring(name));
    }
    const props = cellAt(L, -1);
    lua.lua_settop(L, 1);
    return { handle, props, fields: hashes.map((hash) => table.strong.get(hash)!.value as TValue) };
  });
  const dt = floatCell(1 / 60);
  const drive: LuaFunction = () => {
    lua.lua_checkstack(L, 40);
    for (const { handle, props } of entities) callCells(L, update, handle, dt, props);
    return 0;
  };
  return () => {
    let at = 0;
    for (const { fields } of entities) for (const field of fields) field.setfltvalue(rows[at++]!);
    lua.lua_pushcfunction(L, drive);
    if (lua.lua_pcall(L, 0, 0, 0)) throw new Error(to_jsstring(lua.lua_tostring(L, -1)!));
    at = 0;
    for (const { fields } of entities) for (const field of fields) rows[at++] = field.value as number;
  };
}

function numberAt(L: lua_State, index: number): number {
  return lua.lua_tonumberx(L, index) as number;
}
