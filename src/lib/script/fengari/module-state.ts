/**
 * What a script keeps when its text is replaced while it runs. The new text runs from its top; then every table of the
 * old one that has a counterpart (the script's own table, its globals, module-level locals, and tables in them under the
 * same name) is refilled in place, so that whoever holds it sees the new contents:
 * - functions are the new ones;
 * - a value that the new text declares otherwise than the old one is the new one;
 * - a value that both declare alike keeps what the game has made of it;
 * - what only the old text declared goes, what the game has added stays, behind what is declared.
 */
import {
  type Entry,
  type LClosure,
  lua,
  type lua_State,
  type Proto,
  type Table,
  TString,
  TValue,
} from './library.ts';
import { closureCell, hashOf, isClosure, isTable, linkEntries, pushCell, tableCell } from './internals.ts';
import { jsText } from './text.ts';

/** A loaded script as far as its state goes. */
export interface ModuleState {
  /** What the chunk returned. */
  table: Table;
  globals: Table;
  /** Cells of module-level locals that functions use, by name; names that stand for several are left out. */
  locals: ReadonlyMap<string, TValue>;
  /** What the text declared: entries of each table, and locals under the key `locals`, as they were once it had run. */
  declared: ReadonlyMap<Table | 'locals', ReadonlyMap<unknown, TValue>>;
}

/** Scripts with more tables and functions than this keep no state; they do not exist outside of attacks. */
const MAX_NODES = 50_000;

const copyOf = ({ type, value }: TValue): TValue => new TValue(type, value);

/** In the order of `pairs`, as they are now. */
function entriesOf(table: Table): { key: TValue; value: TValue }[] {
  const entries: { key: TValue; value: TValue }[] = [];
  for (let entry = table.f; entry; entry = entry.n)
    if (entry.value) entries.push({ key: entry.key, value: entry.value });
  return entries;
}

/** Puts the entries that a new text declares in its order, before what the game has added. */
function keepOrder(table: Table, fresh: Table): void {
  const first = entriesOf(fresh).flatMap(({ key }) => table.strong.get(hashOf(key)) ?? []);
  const declared = new Set(first);
  const rest: Entry[] = [];
  for (let entry = table.f; entry; entry = entry.n) if (!declared.has(entry)) rest.push(entry);
  linkEntries(table, [...first, ...rest]);
}

/** Tables of entities and of the engine are the machine's; everything else belongs to the script. */
const isOwnTable = (cell: TValue | undefined): cell is TValue & { value: Table } =>
  cell !== undefined && isTable(cell) && cell.value.id >= 0;

function isSame(a: TValue, b: TValue): boolean {
  if (a.value instanceof TString && b.value instanceof TString) {
    const [x, y] = [a.value.getstr(), b.value.getstr()];
    return x.length === y.length && x.every((byte, i) => byte === y[i]);
  }
  // Whole numbers and floats of the same size count as the same.
  return a.value === b.value || (typeof a.value === 'number' && Object.is(a.value, b.value));
}

/** Calls back with every table and function that can be reached, once each. */
function walk(
  from: Iterable<TValue>,
  see: { table?(table: Table): void; closure?(closure: LClosure): void },
): void {
  const seen = new Set<unknown>();
  const waiting = [...from];
  for (let cell = waiting.pop(); cell; cell = waiting.pop()) {
    if (seen.has(cell.value) || seen.size > MAX_NODES) continue;
    if (isOwnTable(cell)) {
      const table = cell.value;
      seen.add(table);
      see.table?.(table);
      for (let entry = table.f; entry; entry = entry.n) if (entry.value) waiting.push(entry.key, entry.value);
      if (table.metatable) waiting.push(tableCell(table.metatable));
    } else if (isClosure(cell)) {
      seen.add(cell.value);
      see.closure?.(cell.value);
      waiting.push(...cell.value.upvals);
    }
  }
}

/** For each function of a chunk, which of its upvalues are locals of the chunk itself, by name. */
function localNames(main: Proto): Map<Proto, (string | null)[]> {
  const names = new Map<Proto, (string | null)[]>();
  const visit = (proto: Proto, parent: readonly (string | null)[] | null): void => {
    const own = proto.upvalues.map(({ name, instack, idx }) => {
      if (parent) return instack ? null : (parent[idx] ?? null);
      return instack && name instanceof TString ? jsText(name.getstr()) : null;
    });
    names.set(proto, own);
    for (const inner of proto.p) visit(inner, own);
  };
  for (const proto of main.p) visit(proto, null);
  return names;
}

/** The state of a chunk that has just run. */
export function stateOf(main: LClosure, table: Table, globals: Table): ModuleState {
  const names = localNames(main.p);
  const locals = new Map<string, TValue | null>();
  const declared = new Map<Table | 'locals', Map<unknown, TValue>>();
  walk([tableCell(table), tableCell(globals)], {
    table(each) {
      const entries = new Map<unknown, TValue>();
      for (const [hash, { value }] of each.strong) if (value) entries.set(hash, copyOf(value));
      declared.set(each, entries);
    },
    closure({ p, upvals }) {
      names.get(p)?.forEach((name, i) => {
        if (name === null) return;
        const known = locals.get(name);
        locals.set(name, known === undefined || known === upvals[i] ? upvals[i]! : null);
      });
    },
  });
  const clear = new Map([...locals].filter((local): local is [string, TValue] => local[1] !== null));
  declared.set('locals', new Map([...clear].map(([name, cell]) => [name, copyOf(cell)])));
  return { table, globals, locals: clear, declared };
}

/**
 * Carries the state of the old text over to the new one, whose tables become the old ones refilled.
 *
 * @param main the new chunk
 */
export function carryOver(L: lua_State, old: ModuleState, next: ModuleState, main: LClosure): ModuleState {
  /** New table to the old one that takes its place. */
  const places = new Map<Table, Table>();

  const assign = (table: Table, key: TValue, value: TValue | null): void => {
    pushCell(L, tableCell(table));
    pushCell(L, key);
    if (value) pushCell(L, value);
    else lua.lua_pushnil(L);
    lua.lua_rawset(L, -3);
    lua.lua_pop(L, 1);
  };

  /** What a name holds from now on; `null` for nothing. */
  const merged = (now: TValue | undefined, fresh: TValue, before: TValue | undefined): TValue | null => {
    if (isOwnTable(fresh)) {
      if (!isOwnTable(now)) return fresh;
      refill(now.value, fresh.value);
      return now;
    }
    if (isClosure(fresh) || !before || !isSame(before, fresh)) return fresh;
    return now ?? null;
  };

  const refill = (table: Table, fresh: Table): void => {
    if (table === fresh || places.has(fresh)) return;
    places.set(fresh, table);
    const declared = old.declared.get(table) ?? new Map<unknown, TValue>();
    for (const { key, value } of entriesOf(fresh)) {
      const hash = hashOf(key);
      const now = table.strong.get(hash)?.value;
      const result = merged(now, value, declared.get(hash));
      if (result !== now) assign(table, key, result && copyOf(result));
    }
    for (const { key } of entriesOf(table)) {
      const hash = hashOf(key);
      if (declared.has(hash) && !fresh.strong.has(hash)) assign(table, copyOf(key), null);
    }
    keepOrder(table, fresh);
    const { metatable } = fresh;
    if (metatable && table.metatable) refill(table.metatable, metatable);
    else table.metatable = metatable;
  };

  refill(old.table, next.table);
  refill(old.globals, next.globals);
  for (const [name, cell] of next.locals) {
    const before = old.locals.get(name);
    if (!before) continue;
    const result = merged(before, cell, old.declared.get('locals')?.get(name));
    if (result) cell.setfrom(copyOf(result));
    else cell.setnilvalue();
  }
  // What still points to a new table must point to the one that has taken its place.
  const redirect = (cell: TValue): void => {
    const place = isTable(cell) ? places.get(cell.value) : undefined;
    if (place) cell.value = place;
  };
  const roots = [tableCell(old.table), tableCell(old.globals), closureCell(main)];
  walk(roots, {
    table(table) {
      for (const { value } of table.strong.values()) if (value) redirect(value);
      if (table.metatable) table.metatable = places.get(table.metatable) ?? table.metatable;
    },
    closure: ({ upvals }) => upvals.forEach(redirect),
  });
  const declared = new Map(
    [...next.declared].map(([table, entries]) => [
      table === 'locals' ? table : (places.get(table) ?? table),
      entries,
    ]),
  );
  return { table: old.table, globals: old.globals, locals: next.locals, declared };
}
