/** The Lua machine on Fengari, a Lua 5.3 in JavaScript. */
import type { Hasher } from '../../base/hasher.ts';
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { LoadError, LuaValue } from '../runner.ts';
import {
  defaultLimits,
  ScriptFault,
  type CallGuard,
  type HeldValues,
  type LuaVm,
  type VmBehaviour,
  type VmError,
  type VmHost,
  type VmLimits,
  type SavedVm,
} from '../vm.ts';
import {
  lauxlib,
  type LClosure,
  lua,
  type lua_State,
  type LuaFunction,
  Table,
  type TValue,
} from './library.ts';
import { bindFunctions } from './bind-functions.ts';
import { Budget, type BudgetImage } from './budget.ts';
import { compile } from './compile.ts';
import { listGuard, textGuard } from './guards.ts';
import { type Handle, Handles } from './handles.ts';
import { fillHandleMetatable } from './handle-metatable.ts';
import { digestHeap } from './heap-digest.ts';
import { Heap, type HeapImage } from './heap.ts';
import {
  callCells,
  cellAt,
  floatCell,
  functionIn,
  numberFunctions,
  padStack,
  pushCell,
  tableAt,
  tableCell,
  withOwnPower,
} from './internals.ts';
import { type Keeper, Memory, variablesOf } from './memory.ts';
import { countInFloats } from './numbers.ts';
import { carryOver, type ModuleState, stateOf } from './module-state.ts';
import { rewriteChunk, type Rewrites } from './rewrite.ts';
import { chunkName, Sandbox } from './sandbox.ts';
import { describeError, installErrorHandling, messageHandler } from './errors.ts';
import { luaBytes } from './text.ts';
import { placeIn } from './trace.ts';
import { pushValue, readValue } from './values.ts';

/** A loaded script; `cell` holds the table that its chunk returned, refilled in place by a reload. */
interface Script {
  readonly path: string;
  state: ModuleState;
  cell: TValue;
  update: TValue | null;
}

class Behaviour implements VmBehaviour {
  constructor(
    readonly script: Script,
    readonly entity: EntityRecord,
    readonly handle: Handle,
    readonly props: TValue,
  ) {}

  get path(): string {
    return this.script.path;
  }
}

/** All of a machine's state. */
/** Bytes that a script and a behaviour take in a saved state. */
const PER_SAVED = 100;

interface Image extends SavedVm {
  readonly scripts: readonly (readonly [script: Script, fields: Readonly<Script>])[];
  readonly behaviours: readonly Behaviour[];
  readonly handles: readonly Handle[];
  readonly heap: HeapImage;
  readonly budget: BudgetImage;
  readonly memory: ReturnType<Memory['save']>;
}

export class FengariVm implements LuaVm {
  readonly #L: lua_State;
  readonly #handles: Handles;
  readonly #budget: Budget;
  readonly #sandbox: Sandbox;
  readonly #rewrites: Rewrites;
  readonly #heap = new Heap();
  readonly #memory: Memory;
  readonly #scripts = new Map<string, Script>();
  readonly #behaviours = new Set<Behaviour>();
  /** Whether a script runs now. */
  #running = false;
  #work: (() => void) | null = null;

  constructor(
    private readonly host: VmHost,
    limits: Partial<VmLimits> = {},
  ) {
    countInFloats();
    const L = (this.#L = lauxlib.luaL_newstate());
    padStack(L);
    installErrorHandling(L);
    this.#budget = new Budget(L, { ...defaultLimits, ...limits }, host.clock);
    this.#memory = new Memory(this.#budget.limits.memory);
    const metatables = { living: new Table(L), dead: new Table(L) };
    this.#handles = new Handles(L, () => host.hot(), metatables, this.#budget);
    const { ams, methods, hot, functions } = bindFunctions(L, host, this.#handles, this.#budget);
    for (const state of ['living', 'dead'] as const)
      fillHandleMetatable(L, metatables[state], this.#handles, methods, state);
    this.#rewrites = { hot, text: textGuard(L, this.#budget), list: listGuard(L, this.#budget) };
    this.#sandbox = new Sandbox(
      L,
      this.#budget,
      {
        random: () => host.random(),
        log: (text, source, line) => host.log(text, this.#pathOf(source), line),
      },
      (L) => pushCell(L, ams),
    );
    numberFunctions(L, [...functions, ...this.#sandbox.functions()]);
  }

  load(path: string, source: string): LoadError | null {
    const L = this.#L;
    const top = lua.lua_gettop(L);
    try {
      const syntax = compile(L, luaBytes(source), chunkName(path));
      if (syntax) return { script: path, ...syntax };
      const main = lua.lua_topointer(L, -1) as LClosure;
      rewriteChunk(main, this.#rewrites);
      this.#sandbox.pushGlobals();
      const globals = tableAt(L, -1);
      lua.lua_setupvalue(L, -2, 1);
      this.#budget.beginCall();
      this.#handles.beginCall();
      const status = this.#protected(0, 1);
      if (status !== lua.LUA_OK) {
        this.#handles.undoCall();
        return this.#error(path);
      }
      if (lua.lua_type(L, -1) !== lua.LUA_TTABLE) {
        this.#handles.undoCall();
        return {
          script: path,
          line: Math.max(1, source.trimEnd().split('\n').length),
          message: 'a script must return its table; end it with "return" and the name of the table',
        };
      }
      const known = this.#scripts.get(path);
      const fresh = stateOf(main, tableAt(L, -1), globals);
      const state = known ? carryOver(L, known.state, fresh, main) : fresh;
      const loaded = { state, cell: tableCell(state.table), update: functionIn(state.table, 'on_update') };
      if (known) Object.assign(known, loaded);
      else this.#scripts.set(path, { path, ...loaded });
      return null;
    } finally {
      lua.lua_settop(L, top);
    }
  }

  unload(path: string): void {
    this.#scripts.delete(path);
  }

  isLoaded(path: string): boolean {
    return this.#scripts.has(path);
  }

  has(path: string, hook: string): boolean {
    const script = this.#scripts.get(path);
    return script !== undefined && functionIn(script.state.table, hook) !== null;
  }

  read(path: string, field: string): LuaValue {
    const script = this.#scripts.get(path);
    if (!script) return null;
    const L = this.#L;
    const top = lua.lua_gettop(L);
    let value: LuaValue;
    try {
      pushCell(L, script.cell);
      lua.lua_pushstring(L, luaBytes(field));
      lua.lua_rawget(L, -2);
      value = readValue(L, this.#handles, -1, 'skip');
    } catch (error) {
      // Too deep or too large to be what the host asks for.
      if (!(error instanceof ScriptFault)) throw error;
    } finally {
      lua.lua_settop(L, top);
    }
    return value;
  }

  behaviour(
    path: string,
    entity: EntityRecord,
    properties: Readonly<Record<string, PropertyValue>>,
  ): VmBehaviour {
    const script = this.#scripts.get(path);
    if (!script) throw new RangeError(`script ${path} is not loaded`);
    const L = this.#L;
    lua.lua_newtable(L);
    for (const [name, value] of Object.entries(properties)) {
      lua.lua_pushstring(L, luaBytes(name));
      pushValue(L, this.#handles, value);
      lua.lua_rawset(L, -3);
    }
    const props = cellAt(L, -1);
    lua.lua_pop(L, 1);
    const behaviour = new Behaviour(script, entity, this.#handles.of(entity), props);
    this.#behaviours.add(behaviour);
    return behaviour;
  }

  drop(behaviour: VmBehaviour): void {
    this.#behaviours.delete(behaviour as Behaviour);
  }

  save(): Image {
    const heap = this.#heap.save(this.#roots());
    return {
      bytes: heap.bytes + PER_SAVED * (this.#scripts.size + this.#behaviours.size),
      scripts: [...this.#scripts.values()].map((script) => [script, { ...script }] as const),
      behaviours: [...this.#behaviours],
      handles: this.#handles.save(),
      heap,
      budget: this.#budget.save(),
      memory: this.#memory.save(),
    };
  }

  restore({ scripts, behaviours, handles, heap, budget, memory }: Image): void {
    this.#scripts.clear();
    for (const [script, fields] of scripts) this.#scripts.set(script.path, Object.assign(script, fields));
    this.#behaviours.clear();
    for (const behaviour of behaviours) this.#behaviours.add(behaviour);
    this.#handles.restore(handles);
    this.#heap.restore(heap);
    this.#budget.restore(budget);
    this.#memory.restore(memory);
  }

  digest(hasher: Hasher): void {
    digestHeap(hasher, this.#heap.save(this.#roots()), (table) => this.#handles.idOf(table));
  }

  beginTick(): void {
    this.#budget.beginTick();
  }

  overweight(held: () => Iterable<HeldValues>): LoadError | null {
    const found = this.#memory.check(this.#budget.takeGrowth(), () => this.#keepers(), held);
    return found && { line: 0, ...found };
  }

  pull(): void {
    this.#handles.pull();
  }

  push(): void {
    this.#handles.push();
  }

  release(entity: EntityRecord): void {
    this.#handles.release(entity);
  }

  update(behaviours: readonly VmBehaviour[], dt: number, guard: CallGuard): void {
    const L = this.#L;
    const delta = floatCell(dt);
    let at = 0;
    // One protected call drives them all; a failure leaves it, and a new one goes on behind the failed behaviour.
    const drive = (): void => {
      lua.lua_checkstack(L, 40);
      for (; at < behaviours.length; at++) {
        const behaviour = behaviours[at] as Behaviour;
        const fn = behaviour.script.update;
        if (!fn || !behaviour.entity.alive) continue;
        this.#begin(behaviour, guard);
        callCells(L, fn, behaviour.handle.cell, delta, behaviour.props);
        guard.end(behaviour);
      }
    };
    while (at < behaviours.length) {
      if (this.#run(drive)) return;
      this.#fail(behaviours[at++] as Behaviour, guard);
    }
  }

  call(
    behaviour: VmBehaviour,
    hook: string,
    args: readonly LuaValue[],
    guard: CallGuard,
    entity: EntityRecord = behaviour.entity,
  ): boolean {
    const L = this.#L;
    const own = behaviour as Behaviour;
    const fn = functionIn(own.script.state.table, hook);
    if (!fn) return true;
    const done = this.#run(() => {
      lua.lua_checkstack(L, 40);
      this.#begin(own, guard);
      pushCell(L, fn);
      pushCell(L, this.#handles.of(entity).cell);
      for (const value of args) pushValue(L, this.#handles, value);
      pushCell(L, own.props);
      lua.lua_call(L, args.length + 2, 0);
      guard.end(own);
    });
    if (!done) this.#fail(own, guard);
    return done;
  }

  evaluate(
    behaviour: VmBehaviour,
    fn: string,
    args: readonly LuaValue[],
    guard: CallGuard,
  ): { value: LuaValue } | null {
    const L = this.#L;
    const own = behaviour as Behaviour;
    const found = functionIn(own.script.state.table, fn);
    let value: LuaValue;
    if (!found) return { value };
    const done = this.#run(() => {
      lua.lua_checkstack(L, 40);
      this.#begin(own, guard);
      pushCell(L, found);
      for (const arg of args) pushValue(L, this.#handles, arg);
      pushCell(L, own.props);
      pushCell(L, own.handle.cell);
      lua.lua_call(L, args.length + 2, 1);
      value = readValue(L, this.#handles, -1);
      lua.lua_pop(L, 1);
      guard.end(own);
    });
    if (done) return { value };
    this.#fail(own, guard);
    return null;
  }

  where(): { script: string; line: number } {
    const { source, line } = this.#running ? placeIn(this.#budget.running) : { source: '', line: 0 };
    return { script: this.#pathOf(source), line };
  }

  dispose(): void {
    this.#scripts.clear();
    this.#behaviours.clear();
  }

  /** Everything that scripts can reach hangs on these. */
  *#roots(): Generator<TValue> {
    for (const { state } of this.#scripts.values()) {
      yield tableCell(state.table);
      yield tableCell(state.globals);
    }
    for (const { props } of this.#behaviours) yield props;
    for (const table of this.#handles.extended()) yield tableCell(table);
  }

  *#keepers(): Generator<Keeper> {
    for (const { path, state } of this.#scripts.values()) yield { path, variables: variablesOf(state) };
    for (const { path, props, handle } of this.#behaviours)
      yield {
        path,
        variables: [
          ['its properties', props],
          [`fields of the entity '${handle.entity.id}'`, handle.cell],
        ],
      };
  }

  #begin(behaviour: Behaviour, guard: CallGuard): void {
    this.#budget.beginCall();
    this.#handles.beginCall();
    guard.begin(behaviour);
  }

  #fail(behaviour: Behaviour, guard: CallGuard): void {
    const error = this.#error(behaviour.path);
    lua.lua_pop(this.#L, 1);
    padStack(this.#L);
    this.#handles.undoCall();
    guard.fail(behaviour, error);
  }

  /** Runs host code that calls Lua; false, with the error on the stack, when it failed. */
  #run(work: () => void): boolean {
    const L = this.#L;
    const outer = this.#work;
    this.#work = work;
    lua.lua_pushcfunction(L, this.#trampoline);
    const status = this.#protected(0, 0);
    this.#work = outer;
    return status === lua.LUA_OK;
  }

  readonly #trampoline: LuaFunction = () => {
    this.#work!();
    return 0;
  };

  /** `lua_pcall` of what is on the stack, with a traceback noted on failure. */
  #protected(args: number, results: number): number {
    const L = this.#L;
    const at = lua.lua_gettop(L) - args;
    lua.lua_pushcfunction(L, messageHandler);
    lua.lua_insert(L, at);
    const before = this.#running;
    this.#running = true;
    this.#budget.running = L;
    const status = withOwnPower(() => lua.lua_pcall(L, args, results, at));
    this.#running = before;
    lua.lua_remove(L, at);
    return status;
  }

  /** The error on top of the stack. */
  #error(path: string): VmError {
    const { source, ...error } = describeError(this.#L, this.#budget.spent);
    return { script: source === '' ? path : this.#pathOf(source, path), ...error };
  }

  /** The path whose (maybe shortened) name Fengari gave. */
  #pathOf(source: string, otherwise = source): string {
    if (this.#scripts.has(source) || source === otherwise) return source;
    const end = source.replace(/^\.\.\./, '');
    for (const path of [otherwise, ...this.#scripts.keys()]) if (path.endsWith(end)) return path;
    return otherwise;
  }
}
