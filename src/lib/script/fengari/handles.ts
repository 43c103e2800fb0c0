/** Entities as scripts see them: tables whose hot fields (position, velocity, rotation) are entries of the table, see hot-cells.ts. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { HOT_FIELDS, HOT_STRIDE } from '../../engine/game-world.ts';
import { heat, HotCell, type HotEntry, HotRows, type RunningScripts } from './hot-cells.ts';
import { lua, type lua_State, luaS_hash, Table, TValue } from './library.ts';
import { emptyTable, engineTable, linkEntries, TYPE_TABLE } from './internals.ts';
import { luaBytes, luaName } from './text.ts';

const fieldHashes = HOT_FIELDS.map((name) => luaS_hash(luaName(name)));

/** The Lua table of a handle. It knows its entity itself, so that nothing is kept of handles that Lua has forgotten. */
class HandleTable extends Table {
  /** `undefined` once the entity is gone: no handle is mistaken for that of a later entity. */
  handle: Handle | undefined;

  constructor(
    L: lua_State,
    readonly entityId: string,
  ) {
    super(L);
    // Fengari only prints this number, and handles print as their id: below 0 it says that a table is not the script's.
    this.id = -1;
    // When a handle is made must not show in the numbers of the script's own tables.
    L.l_G.id_counter--;
  }
}

/** One entity as scripts see it. */
export interface Handle {
  readonly entity: EntityRecord;
  readonly table: HandleTable;
  readonly cell: TValue;
  /** Entries of the hot fields, in order of HOT_FIELDS. */
  readonly entries: readonly HotEntry[];
}

/** Finds the entry of one hot field by handle or id. */
class FieldLookup {
  readonly size = 0;

  constructor(
    private readonly field: number,
    private readonly byId: ReadonlyMap<unknown, Handle>,
  ) {}

  get(key: unknown): HotEntry | undefined {
    return (key instanceof HandleTable ? key.handle : this.byId.get(key))?.entries[this.field];
  }

  delete(): boolean {
    return false;
  }
}

function fieldTable(L: lua_State, field: number, byId: ReadonlyMap<unknown, Handle>): Table {
  const table = engineTable(L);
  table.strong = new FieldLookup(field, byId) as unknown as Table['strong'];
  return table;
}

/** Every handle of a machine: entity tables, their hot cells, and what a failing call has to give back. */
export class Handles {
  /** Living handles without gaps, for the copies of each tick. */
  #living: Handle[] = [];
  readonly #byEntity = new Map<EntityRecord, Handle>();
  /** By the id as Fengari's tables know it as a key. */
  readonly #byId = new Map<unknown, Handle>();
  readonly #rows: HotRows;
  /**
   * For each hot field a table from handle (or id) to that field of it: `table[e]` reads and `table[e] = v` writes the
   * very entry that `e.x` does, at the same cost. See rewrite.ts.
   */
  readonly byField: readonly Table[];

  constructor(
    private readonly L: lua_State,
    private readonly hot: () => Float64Array,
    /** Metatables of living and of dead handles. */
    private readonly metatables: { living: Table; dead: Table },
    scripts: RunningScripts,
  ) {
    this.byField = HOT_FIELDS.map((_, field) => fieldTable(L, field, this.#byId));
    this.#rows = new HotRows(scripts, this.byField);
  }

  /** How many handles live. */
  get count(): number {
    return this.#living.length;
  }

  /** The handle of an entity, made when it is first needed. */
  of(entity: EntityRecord): Handle {
    const known = this.#byEntity.get(entity);
    if (known) return known;
    const table = new HandleTable(this.L, entity.id);
    const cell = new TValue(TYPE_TABLE, table);
    if (!entity.alive) {
      table.metatable = this.metatables.dead;
      return { entity, table, cell, entries: [] };
    }
    const handle: Handle = { entity, table, cell, entries: this.#fill(entity, cell) };
    this.#living.push(handle);
    this.#link(handle);
    return handle;
  }

  /** The living handle that a table is. */
  find(table: unknown): Handle | undefined {
    return table instanceof HandleTable ? table.handle : undefined;
  }

  /** The id that a handle, dead or alive, prints as; `undefined` for other tables. */
  idOf(table: unknown): string | undefined {
    return table instanceof HandleTable ? table.entityId : undefined;
  }

  /** The tables of living handles to which scripts have added fields of their own. */
  *extended(): Generator<Table> {
    for (const { table, entries } of this.#living) if (table.strong.size > entries.length) yield table;
  }

  release(entity: EntityRecord): void {
    const handle = this.#byEntity.get(entity);
    if (!handle) return;
    this.#living = this.#living.filter((other) => other !== handle);
    this.#unlink(handle);
  }

  /** The living handles. What scripts have added to them is part of the heap. */
  save(): readonly Handle[] {
    return [...this.#living];
  }

  /** Brings handles that have been released since back to life, and ends those made since. */
  restore(living: readonly Handle[]): void {
    const kept = new Set(living);
    for (const handle of this.#living) if (!kept.has(handle)) this.#unlink(handle);
    this.#living = [...living];
    for (const handle of living) {
      const { table, entries } = handle;
      if (table.handle !== handle) this.#link(handle);
      if (table.strong.size !== entries.length) linkEntries(table, entries);
    }
  }

  pull(): void {
    this.#rows.take(this.hot());
  }

  /** Takes over what a host function has moved on behalf of the running call. */
  pullMoved(): void {
    const hot = this.hot();
    for (const { entity, entries } of this.#living) {
      let at = entity.slot * HOT_STRIDE;
      for (const { value } of entries) {
        const moved = hot[at++]!;
        if (moved !== value.value) value.write(moved);
      }
    }
  }

  push(): void {
    const hot = this.hot();
    const { values } = this.#rows;
    for (const { entity } of this.#living) {
      const from = entity.slot * HOT_STRIDE;
      for (let at = from; at < from + HOT_STRIDE; at++) hot[at] = values[at]!;
    }
  }

  /** From here on writes can be taken back. */
  beginCall(): void {
    this.#rows.beginCall();
  }

  /** Takes back what the running call wrote to hot fields, of whatever entity. */
  undoCall(): void {
    this.#rows.undoCall();
  }

  #link(handle: Handle): void {
    const { entity, table } = handle;
    table.handle = handle;
    table.metatable = this.metatables.living;
    this.#byEntity.set(entity, handle);
    this.#byId.set(luaS_hash(luaBytes(entity.id)), handle);
  }

  #unlink({ entity, table }: Handle): void {
    this.#byEntity.delete(entity);
    this.#byId.delete(luaS_hash(luaBytes(entity.id)));
    table.handle = undefined;
    emptyTable(table);
    table.metatable = this.metatables.dead;
  }

  /** Makes the hot fields of a new table from the entity's row. */
  #fill(entity: EntityRecord, { type, value }: TValue): HotEntry[] {
    const { L } = this;
    this.#rows.takeRow(this.hot(), entity.slot);
    L.stack[L.top++] = new TValue(type, value);
    const entries = HOT_FIELDS.map((name, field) => {
      lua.lua_pushstring(L, luaName(name));
      lua.lua_pushnumber(L, 0);
      lua.lua_rawset(L, -3);
      const entry = (value as Table).strong.get(fieldHashes[field])!;
      return heat(entry, new HotCell(this.#rows, entity, field));
    });
    lua.lua_pop(L, 1);
    return entries;
  }
}
