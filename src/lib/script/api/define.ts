/** How entries of the API table are written. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { GameWorld } from '../../engine/game-world.ts';
import type { InputState } from '../../engine/input.ts';
import { LONGEST_SIDE } from '../looks.ts';
import type { LuaValue } from '../runner.ts';
import type { TweenRequest } from '../tweens.ts';
import { ScriptFault, type HostFunction, type ParamType } from '../vm.ts';

export type { LuaValue };

export interface Param {
  name: string;
  type: ParamType;
  doc: string;
  /** Of a number: px, s, °, px/s. */
  unit?: string;
  optional?: boolean;
  /** Of a number; what is beyond is refused. */
  min?: number;
  max?: number;
  /** The texts that it may be; others are refused. */
  options?: readonly string[];
}

export type ReturnType =
  | 'number'
  | 'string'
  | 'boolean'
  | 'entity'
  | 'list of entities'
  | 'list of tables'
  | 'list of texts'
  | 'table'
  | 'value';

/** What is shown of a function: in completion, hover, signature help and the reference. */
export interface ApiDoc {
  name: string;
  group: string;
  doc: string;
  params: readonly Param[];
  returns?: { type: ReturnType; unit?: string; doc: string };
  /** Lua that runs as it stands inside of a hook with the entity `e`; tests run it. */
  example: string;
}

/** What implementations work on. Effects of a failing call are taken back: see `undo` and `later`. */
export interface ApiContext {
  readonly world: GameWorld;
  /** What the running behaviour listens to: the input of its entity's player, else that of all. */
  input(): InputState;
  /** How to take back what the running call just did, should it fail. */
  undo(step: () => void): void;
  /** Runs when the call has succeeded: for effects that cannot be taken back. */
  later(effect: () => void): void;
  /** The next random number of the run, in [0, 1). */
  random(): number;
  /** Value of a property of a behaviour (by file name without folder and ending) on an entity. */
  config(entity: EntityRecord, behaviour: string, key: string): LuaValue;
  /** Calls a function of the running behaviour's script after `delay` seconds. Throws a ScriptFault when it has none. */
  schedule(delay: number, callback: string, entity: EntityRecord | null): void;
  /** Begins a change over time; calls `callback` of the running script at its end. Returns its number. */
  tween(request: TweenRequest, callback: string | null): number;
  /** Ends one tween, or all of an entity, where they are. */
  stopTweens(which: number | EntityRecord): void;
  /** `on_message` of these entities, after the running step of the tick. */
  send(targets: readonly EntityRecord[], name: string, data: LuaValue): void;
  /** Script and line that are running. */
  where(): { script: string; line: number };
}

interface Values {
  entity: EntityRecord;
  number: number;
  integer: number;
  string: string;
  boolean: boolean;
  value: string | number | boolean | null;
  any: LuaValue;
}

type ValueOf<P extends Param> = P['options'] extends readonly (infer O)[] ? O : Values[P['type']];

/** Types of arguments by their parameters. */
export type ArgumentsOf<P extends readonly Param[]> = {
  [I in keyof P]: ValueOf<P[I]> | (P[I]['optional'] extends true ? undefined : never);
};

/** One entry: its documentation and what it does. */
export interface ApiFunction extends ApiDoc, Pick<HostFunction, 'hot' | 'moves' | 'spawns' | 'neutral'> {
  params: readonly Param[];
  run?: (context: ApiContext, ...args: LuaValue[]) => LuaValue;
}

/** An entry with the types of its implementation's arguments taken from its parameters. */
export function define<const P extends readonly Param[]>(
  entry: Omit<ApiFunction, 'params' | 'run'> & {
    params: P;
    run(context: ApiContext, ...args: ArgumentsOf<P>): LuaValue | void;
  },
): ApiFunction {
  return entry as unknown as ApiFunction;
}

/** The entity that most functions are about. */
export const entity = { name: 'e', type: 'entity', doc: 'the entity, or its id' } as const;

/** Places beyond this cannot be counted with. */
const FAR = 1e9;

/** A number parameter; one in px within {@link FAR}. */
export const number = <N extends string>(name: N, doc: string, unit?: string) =>
  ({
    name,
    type: 'number',
    doc,
    ...(unit ? { unit } : {}),
    ...(unit === 'px' ? { min: -FAR, max: FAR } : {}),
  }) as const;

/** A width or height. */
export const side = <N extends string>(name: N, doc: string) =>
  ({ name, type: 'number', doc, unit: 'px', min: 0, max: LONGEST_SIDE }) as const;

/** A text parameter. */
export const text = <N extends string>(name: N, doc: string) => ({ name, type: 'string', doc }) as const;

/** What an entity, or the game, keeps by name: so many values, each text so long. */
const MAX_KEPT = 10_000;
const MAX_KEPT_TEXT = 100_000;

/** Refuses a value that is too much to be kept under a name. */
export function mustBeKeepable(
  fn: string,
  kept: ReadonlyMap<string, unknown>,
  key: string,
  value: LuaValue,
): void {
  const length = Math.max(key.length, typeof value === 'string' ? value.length : 0);
  if (length > MAX_KEPT_TEXT)
    throw new ScriptFault(
      `bad argument to '${fn}' (a text of at most ${MAX_KEPT_TEXT} characters expected, got ${length})`,
    );
  if (value !== null && kept.size >= MAX_KEPT && !kept.has(key))
    throw new ScriptFault(`'${fn}' keeps at most ${MAX_KEPT} values; take some away by setting them to nil`);
}
