/** The port to a Lua machine. Everything a script does happens behind it; nothing of Lua leaks out of it. */
import type { Restorable } from '../base/restorable.ts';
import type { Hasher } from '../base/hasher.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { LoadError, LocalValue, LuaValue } from './runner.ts';

/** What an argument of an API function must be. */
export type ParamType = 'entity' | 'number' | 'integer' | 'string' | 'boolean' | 'value' | 'any';

/** A host function as a machine needs it: arguments are checked against `params` before `run` sees them. */
export interface HostFunction {
  name: string;
  params: readonly {
    name: string;
    type: ParamType;
    optional?: boolean;
    /** Of numbers. */
    min?: number;
    max?: number;
    /** The texts that it may be. */
    options?: readonly string[];
  }[];
  /** For access to hot fields (getters: exactly one): the machine does it by itself, without `run`. */
  hot?: { fields: readonly number[]; access: 'get' | 'set' };
  /** It makes an entity. */
  spawns?: boolean;
  /** It reads or moves entities in the world: rows are written back before and read again after it. */
  moves?: boolean;
  /** Returned instead of running when the first argument is an entity that is dead or unknown. */
  neutral?: LuaValue;
  /** Throws a {@link ScriptFault} to raise an error at the script's line. Dead entities come as `null`. */
  run?(...args: LuaValue[]): LuaValue;
}

/** Raised by a host function: becomes a Lua error at the calling script's line. */
export class ScriptFault extends Error {
  override name = 'ScriptFault';
}

/** What a machine needs from its owner. */
export interface VmHost {
  readonly functions: readonly HostFunction[];
  /** Rows of hot fields of all slots. */
  hot(): Float64Array;
  find(id: string): EntityRecord | undefined;
  /** The next random number in [0, 1). */
  random(): number;
  /**
   * Milliseconds that never go back: the last line against a call that is slow without many instructions. Whoever
   * needs runs to be repeatable on machines of any speed leaves it out.
   */
  clock?(): number;
  /** What `print` wrote. */
  log(text: string, script: string, line: number): void;
}

/**
 * How much a script may do before it is stopped. All calls of a tick together may use four times what one call may. None
 * of these errors can be caught by the script. Infinity turns a limit off.
 */
export interface VmLimits {
  /** Instructions of one call of a hook, with what host functions do counted as instructions. */
  call: number;
  /** Instructions of all calls of a tick. */
  tick: number;
  /** Bytes of one string; making a longer one is an error that scripts may catch. */
  string: number;
  /** Bytes of all strings made by one call. */
  text: number;
  /** Tables, functions and coroutines made by one call. */
  objects: number;
  /** Entities spawned by one call. */
  entities: number;
  /** Stack slots of one coroutine. */
  stack: number;
  /** Milliseconds of one call, where the host has a clock. */
  time: number;
  /** Bytes that scripts may keep from one tick to the next, as estimated. */
  memory: number;
}

export const defaultLimits: VmLimits = {
  call: 1_000_000,
  tick: 4_000_000,
  string: 1 << 20,
  text: 1 << 25,
  objects: 200_000,
  entities: 2_000,
  stack: 20_000,
  time: 400,
  memory: 1 << 26,
};

/** Values that the owner of a machine keeps for a script. */
export interface HeldValues {
  /** Of the script. */
  path: string;
  /** What they are: `values of the entity 'hero'`. */
  what: string;
  bytes: number;
}

/** A script on an entity. Made by the machine, held by its owner. */
export interface VmBehaviour {
  readonly path: string;
  readonly entity: EntityRecord;
}

/** Where and why a call failed. */
export interface VmError extends LoadError {
  traceback: string;
  /** Of the function that failed. */
  locals: readonly LocalValue[];
}

/** Told about each call, so that effects can be kept or taken back. */
export interface CallGuard {
  begin(behaviour: VmBehaviour): void;
  end(behaviour: VmBehaviour): void;
  /** The call failed; the machine has already restored the hot fields that it wrote, of whatever entity. */
  fail(behaviour: VmBehaviour, error: VmError): void;
}

/**
 * A Lua machine. Its state between two calls can be put back in place: tables with the order of their entries,
 * variables that functions share, functions, suspended coroutines, loaded scripts, handles of entities, behaviours
 * and what of the budgets is left. Hot fields are the owner's: they come back with `pull`. Put the entities back first.
 */
/** State of a machine; what is in it is its own business. */
export interface SavedVm {
  /** About how much memory it takes, without what it shares with the one before. */
  readonly bytes: number;
}

export interface LuaVm extends Restorable<SavedVm> {
  /**
   * Compiles and runs a chunk in a sandbox of its own; it must return a table, which replaces the one
   * loaded under this path before. On an error the old one stays.
   */
  load(path: string, source: string): LoadError | null;
  unload(path: string): void;
  isLoaded(path: string): boolean;
  /** Whether the script's table has a function of this name. */
  has(path: string, hook: string): boolean;
  /** A plain value of the script's table, `null` for what is missing or is a function. */
  read(path: string, field: string): LuaValue;
  behaviour(
    path: string,
    entity: EntityRecord,
    properties: Readonly<Record<string, PropertyValue>>,
  ): VmBehaviour;
  /** The behaviour will not be called any more. */
  drop(behaviour: VmBehaviour): void;
  /** Adds all that scripts keep to a hash: equal for equal runs. */
  digest(hasher: Hasher): void;
  /** Gives every call of the coming tick a fresh budget. */
  beginTick(): void;
  /**
   * Whether the scripts keep more than they may, blamed on the one that keeps most. To be asked in every tick; once
   * told, it is told again only when they keep a quarter more, so that a game whose script has been mended goes on.
   * @param held what the owner keeps on behalf of scripts; only asked when it could matter
   */
  overweight(held: () => Iterable<HeldValues>): LoadError | null;
  /** Copies hot rows to the entity tables. */
  pull(): void;
  /** Copies the entity tables to hot rows. Their hot fields are finite numbers: a script cannot assign anything else. */
  push(): void;
  /** The entity is gone: handles to it are dead from now on. */
  release(entity: EntityRecord): void;
  /** Calls `on_update(e, dt, props)` of each; a failure stops only that behaviour's call. */
  update(behaviours: readonly VmBehaviour[], dt: number, guard: CallGuard): void;
  /**
   * Calls `hook(e, ...args, props)`; does nothing where the script has none. False when it failed.
   * @param entity what `e` is, when it is not the behaviour's own
   */
  call(
    behaviour: VmBehaviour,
    hook: string,
    args: readonly LuaValue[],
    guard: CallGuard,
    entity?: EntityRecord,
  ): boolean;
  /**
   * Calls `fn(...args, props, e)` and gives the first value that it returns; `undefined` where the script has none.
   * `null` when it failed.
   */
  evaluate(
    behaviour: VmBehaviour,
    fn: string,
    args: readonly LuaValue[],
    guard: CallGuard,
  ): { value: LuaValue } | null;
  /** Script and line that run now; line 0 outside of calls. */
  where(): { script: string; line: number };
  dispose(): void;
}
