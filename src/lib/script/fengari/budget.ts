/**
 * Stops scripts that run too long or take too much. Fengari calls a hook every STEP instructions; once
 * the budget is gone the hook is called on every instruction of every coroutine and raises each time, so
 * that no `pcall`, `xpcall` or coroutine of the script can go on.
 */
import { ScriptFault, type VmLimits } from '../vm.ts';
import { lua, type lua_State } from './library.ts';
import { luaBytes } from './text.ts';
import { whereIn, type Where } from './trace.ts';

const STEP = 1000;
/** Bytes of text that cost as much as an instruction. */
const BYTES = 64;
/** Texts up to this long are not worth counting. */
const SHORT = 64;
/** What a call may use, a tick may use so many times. */
const CALLS = 4;
/** Bytes that an instruction comes to keep at most: a new entry of a table, with a short text as its key. */
const KEPT = 200;
/** And those of a table, function or coroutine without its content. */
const KEPT_OBJECT = 500;

/** Something that a call, and a tick, may make so much of. */
class Allowance {
  #call = 0;
  #tick = 0;

  constructor(
    private readonly limit: number,
    /** What it is of: `entities`. */
    private readonly what: string,
  ) {}

  beginCall(): void {
    this.#call = 0;
  }

  /** @returns what was used in the tick before */
  beginTick(): number {
    const used = this.#tick;
    this.#tick = 0;
    return used;
  }

  save(): readonly [call: number, tick: number] {
    return [this.#call, this.#tick];
  }

  restore([call, tick]: readonly [call: number, tick: number]): void {
    this.#call = call;
    this.#tick = tick;
  }

  /** Why this is too much; null when it is not. */
  use(amount: number): string | null {
    this.#call += amount;
    this.#tick += amount;
    if (this.#call > this.limit) return `made more than ${this.limit} ${this.what} in one call`;
    if (this.#tick > CALLS * this.limit)
      return `the scripts made more than ${CALLS * this.limit} ${this.what} in one tick`;
    return null;
  }
}

/** A budget between two calls. */
export interface BudgetImage {
  readonly call: number;
  readonly tick: number;
  readonly growth: readonly [bytes: number, objects: number];
  /** Objects, bytes of text and entities, each of the running call and tick. */
  readonly made: readonly (readonly [call: number, tick: number])[];
  readonly spent: (Where & { reason: string }) | null;
  /** The number of the next table or function. */
  readonly objects: number;
  readonly hook: { readonly hookcount: number; readonly basehookcount: number };
}

export class Budget {
  #call: number;
  #tick: number;
  /** What the counter of objects showed when they were last counted. */
  #counted = 0;
  /** What instructions and texts may have come to keep since {@link takeGrowth}, and what that counter showed then. */
  #growth = 0;
  #grown = 0;
  readonly #objects: Allowance;
  readonly #text: Allowance;
  readonly #entities: Allowance;
  /** When the running call and the running tick were first looked at; 0 before that. */
  #callSince = 0;
  #tickSince = 0;
  #spent: (Where & { reason: string }) | null = null;
  /** The coroutine that runs now. */
  running: lua_State;
  readonly #hook = (L: lua_State): void => this.#step(L);

  constructor(
    private readonly main: lua_State,
    readonly limits: VmLimits,
    private readonly clock?: () => number,
  ) {
    this.running = main;
    this.#call = limits.call;
    this.#tick = limits.tick;
    this.#objects = new Allowance(limits.objects, 'tables and functions');
    this.#text = new Allowance(limits.text, 'bytes of text');
    this.#entities = new Allowance(limits.entities, 'entities');
    if (limits.call < Infinity) lua.lua_sethook(main, this.#hook, lua.LUA_MASKCOUNT, STEP);
  }

  /** Why and where the running call was stopped; `null` while it may run. */
  get spent(): (Where & { reason: string }) | null {
    return this.#spent;
  }

  beginTick(): void {
    if (this.limits.tick < Infinity) this.#growth += KEPT * (this.limits.tick - this.#tick);
    this.#tick = this.limits.tick;
    this.#tickSince = 0;
    this.#objects.beginTick();
    this.#growth += this.#text.beginTick();
    this.#entities.beginTick();
  }

  /** How many bytes more than at the last call scripts may at most keep now; to be asked at the beginning of a tick. */
  takeGrowth(): number {
    const made = this.main.l_G.id_counter;
    const growth = this.#growth + KEPT_OBJECT * (made - this.#grown);
    this.#growth = 0;
    this.#grown = made;
    return growth;
  }

  /** A fresh budget for the next call. */
  beginCall(): void {
    this.#call = Math.min(this.limits.call, Math.max(this.#tick, STEP));
    this.#callSince = 0;
    this.#counted = this.main.l_G.id_counter;
    this.#objects.beginCall();
    this.#text.beginCall();
    this.#entities.beginCall();
    if (this.#spent) {
      this.#spent = null;
      lua.lua_sethook(this.main, this.#hook, lua.LUA_MASKCOUNT, STEP);
    }
  }

  /** What is used up, and when the hook is next called. */
  save(): BudgetImage {
    const { hookcount, basehookcount } = this.main;
    return {
      call: this.#call,
      tick: this.#tick,
      growth: [this.#growth, this.#grown],
      made: [this.#objects, this.#text, this.#entities].map((allowance) => allowance.save()),
      spent: this.#spent,
      objects: this.main.l_G.id_counter,
      hook: { hookcount, basehookcount },
    };
  }

  restore({ call, tick, growth, made, spent, objects, hook }: BudgetImage): void {
    this.#call = call;
    [this.#growth, this.#grown] = growth;
    this.#tick = tick;
    [this.#objects, this.#text, this.#entities].forEach((allowance, i) => allowance.restore(made[i]!));
    this.#spent = spent;
    this.#callSince = this.#tickSince = 0;
    this.main.l_G.id_counter = objects;
    Object.assign(this.main, hook);
  }

  /** Counts work that a host function does for a script, in instructions. */
  charge(L: lua_State, cost: number): void {
    this.#call -= cost;
    this.#tick -= cost;
    if (this.#call <= 0) this.#stop(L, this.#overrun());
    if (cost > STEP) this.#look(L);
  }

  /** Counts an entity that is about to be made. */
  spawns(L: lua_State): void {
    const excess = this.#entities.use(1);
    if (excess !== null) this.#stop(L, excess);
  }

  /** Pays for looking at a text, or at all of it but once. */
  readsText(L: lua_State, length: number): void {
    if (length > SHORT) this.charge(L, length / BYTES);
  }

  /** Pays for a text that the host gets, which may keep it. */
  handsOver(L: lua_State, length: number): void {
    this.#growth += 2 * length;
    this.readsText(L, length);
  }

  /**
   * Pays for a text that has just been made. One over the limit is an error that scripts may catch; the work counts
   * all the same.
   */
  madeText(L: lua_State, length: number): void {
    if (length <= SHORT) return;
    this.charge(L, length / BYTES);
    const excess = this.#text.use(length);
    if (excess !== null) this.#stop(L, excess);
    if (length > this.limits.string) this.fault(`the text is longer than ${this.limits.string} bytes`);
  }

  /** Raises in `L` when the call has been stopped in one of its coroutines. */
  passOn(L: lua_State): void {
    if (this.#spent) this.#stop(L, this.#spent.reason);
  }

  /** Raises an error from inside of an instruction, where Fengari has left no room on the stack for one. */
  fault(message: string): never {
    lua.lua_checkstack(this.running, 20);
    throw new ScriptFault(message);
  }

  /** What a coroutine used between two calls of its hook, which the hook could not see. */
  remainder(coroutine: lua_State): number {
    return coroutine.basehookcount - coroutine.hookcount;
  }

  #overrun(): string {
    return this.#tick <= 0 && this.#call > -this.limits.call && this.limits.tick <= this.limits.call
      ? `the scripts ran for more than ${this.limits.tick} instructions in one tick`
      : `ran for more than ${this.limits.call} instructions in one call; is there an endless loop?`;
  }

  #step(L: lua_State): void {
    if (this.#spent) return this.#stop(L, this.#spent.reason);
    // A coroutine that outlived a stopped call still has the hook on every instruction.
    if (L.basehookcount !== STEP) lua.lua_sethook(L, this.#hook, lua.LUA_MASKCOUNT, STEP);
    this.#call -= STEP;
    this.#tick -= STEP;
    if (this.#call <= 0) this.#stop(L, this.#overrun());
    this.#look(L);
    if (L.top > this.limits.stack) this.#stop(L, 'stack overflow: does a function call itself without end?');
  }

  /** Looks at what is not counted as it happens: objects, and the time. */
  #look(L: lua_State): void {
    const made = this.main.l_G.id_counter;
    const excess = this.#objects.use(made - this.#counted) ?? this.#late();
    this.#counted = made;
    if (excess !== null) this.#stop(L, excess);
  }

  #late(): string | null {
    if (!this.clock) return null;
    const now = this.clock();
    this.#callSince ||= now;
    this.#tickSince ||= now;
    const { time } = this.limits;
    if (now - this.#callSince > time)
      return `took longer than ${time / 1000} s in one call; is there an endless loop?`;
    if (now - this.#tickSince > 2 * time)
      return `the scripts took longer than ${(2 * time) / 1000} s in one tick`;
    return null;
  }

  #stop(L: lua_State, reason: string): never {
    this.#spent ??= { reason, ...whereIn(L) };
    lua.lua_sethook(L, this.#hook, lua.LUA_MASKCOUNT, 1);
    // Inside of an instruction Fengari has left no room.
    lua.lua_checkstack(L, 20);
    // A message handler of the script would run with hooks off, and could run for ever.
    L.errfunc = 0;
    lua.lua_pushstring(L, luaBytes(reason));
    return lua.lua_error(L);
  }
}
