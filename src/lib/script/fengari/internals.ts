/**
 * This file, handles.ts, hot-cells.ts and rewrite.ts know Fengari from the inside; nothing else does. They rely on: the shape of TValue,
 * Table and its entries, `Table.id` being used for printing only, assignment going through `TValue.setfrom` and deletion
 * through `TValue.setdeadvalue` of the key, and `luaD_call`. The contract tests of the machine fail when a new version
 * of Fengari changes one of them.
 */
import { pow } from '../../base/maths.ts';
import {
  type CClosure,
  type Entry,
  type LClosure,
  lua,
  type lua_State,
  type LuaFunction,
  luaD_call,
  luaS_hash,
  luaS_hashlongstr,
  OpCodesI,
  Table,
  type TString,
  TValue,
} from './library.ts';
import { luaName } from './text.ts';

/** The number of host functions that are made while scripts run; those that are there from the start have the next ones. */
const FIRST_NUMBER = 0x1001;

/** Slots that a stack starts with, and those at its end that Fengari keeps for errors. */
const STACK_SIZE = 512;
const STACK_RESERVE = 5;

const TYPE_NIL = 0;
const TYPE_TEXT = 4;
/** The bits of a type without its variants. */
const BASIC_TYPE = 15;
export const TYPE_FLOAT = 3;
const TYPE_INTEGER = 19;
export const TYPE_TABLE = 5;
const TYPE_LUA_FUNCTION = 6;
const TYPE_HOST_CLOSURE = 38;
const TYPE_COROUTINE = 8;
const TYPE_DEAD_KEY = 10;

/** Whether a cell holds a number. */
export function isNumberCell(value: TValue | undefined): value is TValue & { value: number } {
  return value !== undefined && (value.type === TYPE_FLOAT || value.type === TYPE_INTEGER);
}

/** Whether a cell holds an integer of Fengari's. */
export function isIntegerCell(value: TValue): value is TValue & { value: number } {
  return value.type === TYPE_INTEGER;
}

/** Whether a cell holds a table. */
export function isTable(cell: TValue): cell is TValue & { value: Table } {
  return cell.type === TYPE_TABLE;
}

/** Whether a cell holds a function written in Lua. */
export function isClosure(cell: TValue): cell is TValue & { value: LClosure } {
  return cell.type === TYPE_LUA_FUNCTION;
}

/** Whether a cell holds a host function with values of its own. */
export function isHostClosure(cell: TValue): cell is TValue & { value: CClosure } {
  return cell.type === TYPE_HOST_CLOSURE;
}

/** Whether a cell holds a coroutine. */
export function isCoroutine(cell: TValue): cell is TValue & { value: lua_State } {
  return cell.type === TYPE_COROUTINE;
}

/** Whether a cell holds a text. */
export function isText(cell: TValue): cell is TValue & { value: TString } {
  return (cell.type & BASIC_TYPE) === TYPE_TEXT;
}

/** Whether a key has been deleted from its table. */
export function isDeadKey(key: TValue): boolean {
  return key.type === TYPE_DEAD_KEY;
}

/** What the storage of a table finds a key by. */
export function hashOf(key: TValue): unknown {
  return isText(key) ? luaS_hashlongstr(key.value) : key.value;
}

/** Makes a table hold these entries, in this order. */
export function linkEntries(table: Table, entries: readonly Entry[]): void {
  table.strong.clear();
  table.f = entries[0];
  table.l = entries.at(-1);
  entries.forEach((entry, i) => {
    entry.p = entries[i - 1];
    entry.n = entries[i + 1];
    table.strong.set(hashOf(entry.key), entry);
  });
}

/** Takes all entries out of a table, without asking them. */
export function emptyTable(table: Table): void {
  table.strong.clear();
  table.f = undefined;
  table.l = undefined;
}

/** A table that rewritten code uses and scripts never see. Like those of entities it has a negative number, of no entity. */
export function engineTable(L: lua_State): Table {
  const table = new Table(L);
  table.id = -Infinity;
  return table;
}

/** Whether a table is the engine's own, and of no entity. */
export function isEngineTable({ id }: Table): boolean {
  return id === -Infinity;
}

/** Refuses to be assigned to, whether as a value or, being a key, by an assignment of nil. */
class RefusingCell extends TValue {
  constructor(
    { type, value }: TValue,
    private readonly refuse: () => never,
  ) {
    super(type, value);
  }

  override setfrom(): void {
    this.refuse();
  }

  override setdeadvalue(): void {
    this.refuse();
  }
}

/** Makes a table the engine's own, and every entry that it has refuse assignments. */
export function protectEntries(table: Table, refuse: () => never): void {
  table.id = -Infinity;
  for (const entry of table.strong.values()) {
    entry.key = new RefusingCell(entry.key, refuse);
    entry.value = new RefusingCell(entry.value!, refuse);
  }
}

/** A table whose entries are found by host code instead of in storage. */
export function virtualTable(L: lua_State, get: Table['strong']['get']): TValue {
  const table = engineTable(L);
  table.strong = { get, delete: () => false, size: 0 } as unknown as Table['strong'];
  return tableCell(table);
}

/** A table as a value outside the stack. */
export function tableCell(table: Table): TValue & { value: Table } {
  return new TValue(TYPE_TABLE, table) as TValue & { value: Table };
}

/** A function written in Lua as a value outside the stack. */
export function closureCell(closure: LClosure): TValue {
  return new TValue(TYPE_LUA_FUNCTION, closure);
}

/** Whether the instruction that runs is an assignment to a field of this table, held by an upvalue. */
export function assignedThroughUpvalue({ ci }: lua_State, table: Table): boolean {
  const instruction = ci.l_code?.[ci.l_savedpc - 1];
  if (!instruction || instruction.opcode !== OpCodesI.OP_SETTABUP) return false;
  return (ci.func.value as LClosure).upvals[instruction.A]?.value === table;
}

/** The table at a stack index. */
export function tableAt(L: lua_State, index: number): Table {
  return lua.lua_topointer(L, index) as Table;
}

/** Pushes a value that is held outside the stack. */
export function pushCell(L: lua_State, cell: TValue): void {
  L.stack[L.top++] = new TValue(cell.type, cell.value);
}

/** An argument of the host function that runs, from 1; `undefined` beyond the last. */
export function argumentAt(L: lua_State, index: number): TValue | undefined {
  const at = L.ci.funcOff + index;
  return at < L.top ? L.stack[at] : undefined;
}

/** Whether a cell holds nil. */
export function isNil(cell: TValue): boolean {
  return cell.type === TYPE_NIL;
}

/**
 * Gives host functions the numbers that they print with. Fengari would count one up whenever it first prints one, which would show in
 * the numbers of tables made later, and be another number once the game has gone back in time.
 */
export function numberFunctions(L: lua_State, functions: Iterable<LuaFunction>): void {
  const numbers = new Map<unknown, number>();
  for (const fn of functions) numbers.set(fn, FIRST_NUMBER + numbers.size);
  L.l_G.ids = { get: (fn) => numbers.get(fn) ?? FIRST_NUMBER - 1, set: () => {} };
}

/** Takes the value on top of the stack off it, to be held outside. */
export function popCell(L: lua_State): TValue {
  const cell = L.stack[L.top - 1]!;
  lua.lua_pop(L, 1);
  return cell;
}

/** A table or function to be held outside the stack. */
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

/**
 * Runs something in which `Math.pow` is the one of base/maths.ts. Fengari computes `^` with `Math.pow`, in the compiler for
 * constants too, and leaves no other place to put one whose last bits do not depend on the browser. Nothing else
 * runs in the meantime.
 */
export function withOwnPower<T>(run: () => T): T {
  const before = Math.pow;
  Math.pow = pow;
  try {
    return run();
  } finally {
    Math.pow = before;
  }
}

/**
 * Puts the list that a constructor has just added to a table in the order in which `pairs` shall visit it: ascending, as
 * Fengari adds it from its end, and before what has no position.
 *
 * @returns how many entries it had to look at
 */
export function orderList(table: Table): number {
  const length = turnedRound(table);
  if (length > 0) return length;
  const run: Entry[] = [];
  let entry = table.l;
  const previous = (): number | undefined => run.at(-1)?.key.value as number | undefined;
  for (; entry?.key.type === TYPE_INTEGER; entry = entry.p) {
    const key = entry.key.value as number;
    if (run.length > 0 && key !== previous()! + 1) break;
    run.push(entry);
  }
  // A list of nothing but nil leaves nothing to put in order.
  if (run.length === 0) return 0;
  let steps = run.length;
  const beforeRun = entry;
  for (; entry && entry.key.type !== TYPE_INTEGER; entry = entry.p) steps++;
  // `entry` is now the last with a position before the new ones, which go right behind it.
  if (entry && entry.key.value !== (run[0]!.key.value as number) - 1) return steps + sortList(table);
  const behind = entry === beforeRun ? undefined : entry ? entry.n : table.f;
  const last = behind ? beforeRun : run.at(-1);
  let at = entry;
  for (const each of run) {
    each.p = at;
    if (at) at.n = each;
    else table.f = each;
    at = each;
  }
  at!.n = behind;
  if (behind) behind.p = at;
  table.l = last!;
  last!.n = undefined;
  return steps;
}

/** The usual case: a table of nothing but the new list. How long it is; 0, with the table as it was, for any other. */
function turnedRound(table: Table): number {
  let length = 0;
  for (let entry = table.l; entry; entry = entry.p)
    if (entry.key.type !== TYPE_INTEGER || entry.key.value !== ++length) return 0;
  const last = table.f;
  let entry = (table.f = table.l);
  table.l = last;
  while (entry) {
    const behind = entry.p;
    entry.p = entry.n;
    entry.n = behind;
    entry = behind;
  }
  return length;
}

/** The general case, for constructors that name positions too: `{ [7] = "x", "y" }`. */
function sortList(table: Table): number {
  const list: Entry[] = [];
  const rest: Entry[] = [];
  for (let entry = table.f; entry; entry = entry.n)
    (entry.key.type === TYPE_INTEGER ? list : rest).push(entry);
  list.sort((a, b) => (a.key.value as number) - (b.key.value as number));
  let last: Entry | undefined;
  table.f = undefined;
  for (const entry of [...list, ...rest]) {
    entry.p = last;
    entry.n = undefined;
    if (last) last.n = entry;
    else table.f = entry;
    last = entry;
  }
  table.l = last;
  return list.length + rest.length;
}
