/**
 * The one file that knows Fengari from the inside. It relies on: the shape of TValue and Table entries,
 * `Table.id` being used for printing only, `CallInfo.funcOff`, and `luaD_call`. The contract tests of
 * the machine fail when a new version changes one of them.
 *
 * Why: through the public API a field costs about 1.2 µs, through its entry a few nanoseconds. A table
 * keeps one entry per key, and assignment writes into the entry's own value cell, so the entries of the
 * hot fields are looked up once and then read and written in place.
 *
 * What each way of calling `ams.get_x` / `ams.set_x` gave is told at the top of rewrite.ts.
 */
import { type Entry, lua, type lua_State, luaD_call, luaS_hash, Table, TValue } from './library.ts';
import { luaBytes, luaName } from './text.ts';
import type { EntityRecord } from '../../engine/game-world.ts';
import { HOT_FIELDS, HOT_STRIDE } from '../../engine/game-world.ts';

/** Slots that a stack starts with, and those at its end that Fengari keeps for errors. */
const STACK_SIZE = 512;
const STACK_RESERVE = 5;

const TYPE_FLOAT = 3;
const TYPE_INTEGER = 19;
const TYPE_TABLE = 5;
const TYPE_LUA_FUNCTION = 6;

const fieldHashes = HOT_FIELDS.map((name) => luaS_hash(luaName(name)));

/** One entity as scripts see it. */
export interface Handle {
  readonly entity: EntityRecord;
  readonly table: Table;
  readonly cell: TValue;
  /** Entries of the hot fields, in order of HOT_FIELDS. */
  readonly entries: Entry[];
}

function isNumber(value: TValue | undefined): value is TValue & { value: number } {
  return value !== undefined && (value.type === TYPE_FLOAT || value.type === TYPE_INTEGER);
}

/** Every handle of a machine: entity tables, their hot cells, and what a failing call has to give back. */
export class Handles {
  /** Index to handle; `undefined` once dead. Indices are never reused, so no handle is mistaken for another. */
  readonly #handles: (Handle | undefined)[] = [];
  readonly #ids: string[] = [];
  /** Living handles without gaps, for the copies of each tick. */
  #living: Handle[] = [];
  readonly #byEntity = new Map<EntityRecord, Handle>();
  readonly #byHash = new Map<string, Handle>();
  readonly #saved = new Float64Array(HOT_STRIDE);
  /** Cells written by set functions in the current call, with what they held. */
  readonly #written: { cell: TValue; type: number; value: unknown }[] = [];

  constructor(
    private readonly L: lua_State,
    private readonly hot: () => Float64Array,
    /** Metatable of all handles. */
    private readonly metatable: Table,
  ) {}

  /** The handle of an entity, made when it is first needed. */
  of(entity: EntityRecord): Handle {
    const known = this.#byEntity.get(entity);
    if (known) return known;
    const table = new Table(this.L);
    table.metatable = this.metatable;
    const index = this.#handles.length;
    // Fengari only prints this number, and handles print as their id: it marks a table as ours, for free.
    table.id = -1 - index;
    const handle: Handle = { entity, table, cell: new TValue(TYPE_TABLE, table), entries: [] };
    this.#fill(handle);
    this.#ids.push(entity.id);
    if (!entity.alive) {
      this.#handles.push(undefined);
      this.#empty(handle);
      return handle;
    }
    this.#handles.push(handle);
    this.#living.push(handle);
    this.#byEntity.set(entity, handle);
    this.#byHash.set(luaS_hash(luaBytes(entity.id)), handle);
    return handle;
  }

  /** The living handle that a table is. */
  find(table: unknown): Handle | undefined {
    if (!(table instanceof Table) || table.id >= 0) return undefined;
    const handle = this.#handles[-1 - table.id];
    return handle?.table === table ? handle : undefined;
  }

  /** The living handle whose id has this hash (as Fengari hashes strings), when it has been made already. */
  byHash(hash: string): Handle | undefined {
    return this.#byHash.get(hash);
  }

  /** The id that a handle, dead or alive, prints as; `undefined` for other tables. */
  idOf(table: unknown): string | undefined {
    return table instanceof Table && table.id < 0 ? this.#ids[-1 - table.id] : undefined;
  }

  release(entity: EntityRecord): void {
    const handle = this.#byEntity.get(entity);
    if (!handle) return;
    this.#byEntity.delete(entity);
    this.#byHash.delete(luaS_hash(luaBytes(entity.id)));
    this.#handles[-1 - handle.table.id] = undefined;
    this.#living = this.#living.filter((other) => other !== handle);
    this.#empty(handle);
  }

  pull(): void {
    const hot = this.hot();
    for (const { entity, entries } of this.#living) {
      let at = entity.slot * HOT_STRIDE;
      for (const { value } of entries) value?.setfltvalue(hot[at++]!);
    }
  }

  push(): void {
    const hot = this.hot();
    for (const { entity, entries } of this.#living) {
      let at = entity.slot * HOT_STRIDE;
      for (const { value } of entries) {
        if (isNumber(value) && Number.isFinite(value.value)) hot[at] = value.value;
        at++;
      }
    }
  }

  /** Remembers the row of a handle for {@link restore}. */
  save(handle: Handle): void {
    const { entries } = handle;
    const saved = this.#saved;
    for (let i = 0; i < HOT_STRIDE; i++) {
      const value = entries[i]!.value;
      saved[i] = isNumber(value) ? value.value : 0;
    }
    if (this.#written.length) this.#written.length = 0;
  }

  /** Takes back what was written to the saved handle, and through set functions to any other. */
  restore(handle: Handle): void {
    for (const { cell, type, value } of this.#written.splice(0).reverse()) {
      cell.type = type;
      cell.value = value;
    }
    if (!this.find(handle.table)) return;
    if (handle.entries.some(({ value }) => value === undefined)) this.#fill(handle);
    handle.entries.forEach(({ value }, i) => value?.setfltvalue(this.#saved[i]!));
  }

  /** What is wrong with the hot fields of a handle after a script has run; `null` when all are finite numbers. */
  check(handle: Handle): string | null {
    const { entries } = handle;
    for (let i = 0; i < HOT_STRIDE; i++) {
      const value = entries[i]!.value;
      if (isNumber(value) && Number.isFinite(value.value)) continue;
      if (!this.find(handle.table)) return null;
      const what = isNumber(value) ? 'is not a finite number' : value ? 'is not a number' : 'is nil';
      return `field '${HOT_FIELDS[i]}' of entity '${handle.entity.id}' ${what}; it must stay a finite number`;
    }
    return null;
  }

  /** Puts back hot fields that are no finite numbers, as scripts may write to entities of others; tells of the first. */
  repair(): { entity: EntityRecord; message: string } | null {
    let first: { entity: EntityRecord; message: string } | null = null;
    for (const handle of this.#living) {
      const message = this.check(handle);
      if (message === null) continue;
      first ??= { entity: handle.entity, message };
      this.#fill(handle);
    }
    return first;
  }

  /** Writes a hot cell for a set function. */
  write(handle: Handle, field: number, value: number): void {
    const cell = handle.entries[field]!.value;
    if (!cell) return;
    this.#written.push({ cell, type: cell.type, value: cell.value });
    cell.setfltvalue(value);
  }

  /** Makes (anew) the hot fields from the entity's row. */
  #fill(handle: Handle): void {
    const { L } = this;
    const hot = this.hot();
    L.stack[L.top++] = handle.cell;
    HOT_FIELDS.forEach((name, i) => {
      const value = hot[handle.entity.slot * HOT_STRIDE + i] ?? 0;
      lua.lua_pushstring(L, luaName(name));
      lua.lua_pushnumber(L, Number.isFinite(value) ? value : 0);
      lua.lua_rawset(L, -3);
      handle.entries[i] = handle.table.strong.get(fieldHashes[i])!;
    });
    lua.lua_pop(L, 1);
  }

  #empty({ cell }: Handle): void {
    const { L } = this;
    L.stack[L.top++] = cell;
    for (const name of HOT_FIELDS) {
      lua.lua_pushstring(L, luaName(name));
      lua.lua_pushnil(L);
      lua.lua_rawset(L, -3);
    }
    lua.lua_pop(L, 1);
  }
}

/** A table whose reads and writes are answered by host code instead of by stored entries. */
export function virtualTable(
  L: lua_State,
  strong: Pick<Table['strong'], 'get' | 'delete'>,
  metatable: Table | null = null,
): TValue {
  const table = new Table(L);
  table.strong = { ...strong, set: () => table.strong as never, size: 0 } as Table['strong'];
  table.metatable = metatable;
  return new TValue(TYPE_TABLE, table);
}

/** The table at a stack index. */
export function tableAt(L: lua_State, index: number): Table {
  return lua.lua_topointer(L, index) as Table;
}

/** Pushes a value that is held outside the stack. */
export function pushCell(L: lua_State, cell: TValue): void {
  L.stack[L.top++] = new TValue(cell.type, cell.value);
}

/** A value to be held outside the stack. */
export function cellAt(L: lua_State, index: number): TValue {
  const value = lua.lua_topointer(L, index);
  return new TValue(lua.lua_type(L, index) === lua.LUA_TTABLE ? TYPE_TABLE : TYPE_LUA_FUNCTION, value);
}

/** The Lua function that a field of a table is, unless it is missing or a host function. */
export function functionIn(table: Table, name: string): TValue | null {
  const value = table.strong.get(luaS_hash(luaName(name)))?.value;
  return value?.type === TYPE_LUA_FUNCTION ? value : null;
}

/** Calls a function value with argument values and no results, from inside a protected call. */
export function callCells(L: lua_State, fn: TValue, a: TValue, b: TValue | null, c: TValue | null): void {
  const base = L.top;
  L.stack[L.top++] = new TValue(fn.type, fn.value);
  L.stack[L.top++] = new TValue(a.type, a.value);
  if (b) L.stack[L.top++] = new TValue(b.type, b.value);
  if (c) L.stack[L.top++] = new TValue(c.type, c.value);
  luaD_call(L, base, 0);
}

/**
 * Keeps the stack a plain array. Fengari deletes what it pops, and V8 turns arrays of 64 slots or more that
 * are mostly holes into hash tables: calls then take three times as long. Filled slots above the top, which
 * nothing reads, prevent it. To be called again after an error, which shrinks the stack.
 */
export function padStack(L: lua_State): void {
  if (L.stack.length >= STACK_SIZE) return;
  L.stack.length = STACK_SIZE;
  L.stack_last = STACK_SIZE - STACK_RESERVE;
  for (let i = L.top; i < STACK_SIZE; i++) L.stack[i] ??= new TValue(0, null);
}

/** A float outside the stack. */
export function floatCell(value: number): TValue {
  return new TValue(TYPE_FLOAT, value);
}

export { isNumber as isNumberCell };
