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
export const BYTES = 64;

export class Budget {
  #call: number;
  #tick: number;
  #objects = 0;
  #spent: (Where & { reason: string }) | null = null;
  /** The coroutine that runs now. */
  running: lua_State;
  readonly #hook = (L: lua_State): void => this.#step(L);

  constructor(
    private readonly main: lua_State,
    readonly limits: VmLimits,
  ) {
    this.running = main;
    this.#call = limits.call;
    this.#tick = limits.tick;
    lua.lua_sethook(main, this.#hook, lua.LUA_MASKCOUNT, STEP);
  }

  /** Why and where the running call was stopped; `null` while it may run. */
  get spent(): (Where & { reason: string }) | null {
    return this.#spent;
  }

  beginTick(): void {
    this.#tick = this.limits.tick;
  }

  /** A fresh budget for the next call. */
  beginCall(): void {
    this.#call = Math.min(this.limits.call, Math.max(this.#tick, STEP));
    this.#objects = this.main.l_G.id_counter;
    if (this.#spent) {
      this.#spent = null;
      lua.lua_sethook(this.main, this.#hook, lua.LUA_MASKCOUNT, STEP);
    }
  }

  /** Counts work that a host function does for a script, in instructions. */
  charge(L: lua_State, cost: number): void {
    this.#call -= cost;
    this.#tick -= cost;
    if (this.#call <= 0) this.#stop(L, this.#overrun());
  }

  /**
   * Pays for a text that an instruction has just made. One over the limit is an error that scripts may catch; the work
   * counts all the same.
   */
  madeText(length: number): void {
    if (length > 256) this.charge(this.running, length / BYTES);
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
    if (this.main.l_G.id_counter - this.#objects > this.limits.objects)
      this.#stop(L, `made more than ${this.limits.objects} tables and functions in one call`);
    if (L.top > this.limits.stack) this.#stop(L, 'stack overflow: does a function call itself without end?');
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
