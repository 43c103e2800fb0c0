/** What a simulation asks of the scripts of a world; ScriptHost implements it. */
import type { Hasher } from '../base/hasher.ts';
import type { Restorable } from '../base/restorable.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { PlayerInfo } from '../engine/players.ts';
import type { PropertyValue } from '../schema/fields.ts';

/** Why a script could not be loaded. */
export interface LoadError {
  /** Path such as `behavior/hero.lua`. */
  script: string;
  /** 1-based; 0 when unknown. */
  line: number;
  message: string;
}

/**
 * A failed call into a script: its writes have been taken back and every other behaviour of the group
 * has run. Has the shape of the worker protocol's `ScriptError`.
 */
export interface ScriptFailure extends LoadError {
  traceback: string;
  /** Id and name of the entity it ran for, '' outside one. */
  entity: string;
  entityName: string;
  /** Variables of the function that failed, in order of declaration; none when they could not be read. */
  locals: readonly LocalValue[];
}

/** A local variable where a script failed, with its value as text. */
export interface LocalValue {
  name: string;
  value: string;
}

/** A value that crosses between Lua and the host. Lists become tables from 1, records tables by name. */
export type LuaValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | EntityRecord
  | readonly LuaValue[]
  | { readonly [key: string]: LuaValue };

/** What `on_collision` learns of a contact: `normal_x`, `normal_y` (from `other` towards the entity), `x`, `y`, `sensor`, `impulse`. */
export interface ContactInfo {
  normalX: number;
  normalY: number;
  x: number;
  y: number;
  sensor: boolean;
  /** Mass times px/s: how hard they struck or press. */
  impulse: number;
}

/** A hook to be called on every behaviour of `entity` that has it. */
export type ScriptEvent =
  /** `key` stands for the one behaviour that was added to an entity that lives already. */
  | { kind: 'spawn'; entity: EntityRecord; key?: string }
  | { kind: 'collision'; entity: EntityRecord; other: EntityRecord; contact: ContactInfo }
  /** They touch since an earlier tick. */
  | { kind: 'collision-stay'; entity: EntityRecord; other: EntityRecord; contact: ContactInfo }
  | { kind: 'collision-end'; entity: EntityRecord; other: EntityRecord }
  | { kind: 'message'; entity: EntityRecord; name: string; data: LuaValue }
  /** A step of the sprite's animation that has an event begins. */
  | { kind: 'animation-event'; entity: EntityRecord; animation: string; name: string }
  /** The animation has played as often as it should. */
  | { kind: 'animation-end'; entity: EntityRecord; animation: string }
  /** Somebody has come to play, or goes. */
  | { kind: 'player-join' | 'player-leave'; entity: EntityRecord; player: PlayerInfo }
  | { kind: 'destroy'; entity: EntityRecord }
  /** `execute(entity, other, modifier)` of the collision action under `key`. */
  | { kind: 'action'; entity: EntityRecord; key: string; other: EntityRecord };

/** Its state can be put back between two ticks, after that of the world. */
/** State of scripts; what is in it is their runner's business. */
export interface SavedRunner {
  /** About how much memory it takes, without what it shares with the one before. */
  readonly bytes: number;
}

export interface ScriptRunner extends Restorable<SavedRunner> {
  /** Compiles a script and runs its top level. On failure nothing changes (an older version keeps running). */
  load(path: string, source: string): LoadError | null;
  /**
   * `load` of a changed script between ticks; then `on_reload` runs on each entity that has it and disabled ones run
   * again. `refused` tells why the old text keeps running, `failure` is the first of `on_reload`.
   */
  reload(path: string, source: string): { refused: LoadError | null; failure: ScriptFailure | null };
  /** The script is gone: its behaviours end where they are, without `on_destroy`, until it is loaded again. */
  unload(path: string): void;
  /** Whether a script says that players may run it themselves, to foresee what their own entity does: `predict = true`. */
  predicts(path: string): boolean;
  /** Entities with a running behaviour that has this hook. */
  entitiesWith(hook: string): ReadonlySet<EntityRecord>;
  /** Turns a behaviour or action on for an entity; does not call `on_spawn` (dispatch a 'spawn' event). Replaces one of the same key. */
  attach(
    entity: EntityRecord,
    key: string,
    path: string,
    properties: Readonly<Record<string, PropertyValue>>,
  ): void;
  /** Turns one behaviour off, or all of the entity, without calling `on_destroy`. */
  detach(entity: EntityRecord, key?: string): void;
  /** The entity is gone for good: its behaviours and timers end and its handles are dead. Call after its 'destroy' event. */
  release(entity: EntityRecord): void;
  /** Fills the fields that generators of an entity are for, before its 'spawn' event. The first failure, if any. */
  generate(entity: EntityRecord): ScriptFailure | null;
  /** Step 2: input actions, also while the game is paused. The first failure, if any. */
  runInputs(): ScriptFailure | null;
  /** Instead of steps 3 and 4 while the game is paused: `on_paused` of every behaviour. */
  runPaused(dt: number): ScriptFailure | null;
  /** Step 3 of a tick: tweens, messages and timers that are due. The first failure, if any. */
  runTimers(): ScriptFailure | null;
  /** Step 4: `on_update` of every behaviour in order of the world's entities, then messages sent by them. */
  runUpdates(dt: number): ScriptFailure | null;
  /** Steps 7 and 9: hooks for a group of events, in order. Group them: hot fields are copied in and out once per call. */
  dispatch(events: readonly ScriptEvent[]): ScriptFailure | null;
  /** Turns a failing behaviour off until its script is reloaded. `script` is its path. */
  disable(entity: string, script: string): void;
  /** Adds all that scripts keep, and what waits for them, to a hash: equal for equal runs. */
  digest(hasher: Hasher): void;
  dispose(): void;
}
