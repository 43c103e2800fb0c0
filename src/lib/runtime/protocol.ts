/** Messages between a page and the worker that runs its game. The one contract between both sides. */
import type { Drawing } from '../engine/drawing.ts';
import type { MarkedPhysics, PhysicsMark } from './physics-marks.ts';
import type { HeldInput } from '../engine/input.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ProjectData, ResolvedEntity, SceneData, StoredComponent } from '../schema/project.ts';
import type { TileChanges } from '../schema/tile-changes.ts';
import type { LocalValue } from '../script/runner.ts';
import type { RunningValues } from './running-values.ts';
import type { EntityDifference, EntityPath, Moment, TimelineNews, TimeSpan } from './timeline.ts';

/** What is held down during one tick. */
export type InputSnapshot = HeldInput;

/** A change of the document on its way into a running game; applied at the start of the next tick. */
export type LiveEdit =
  /** An entity as it is now in the document (prefab and defaults applied), or `null` once deleted. */
  | { kind: 'entity'; id: string; entity: ResolvedEntity | null }
  /** An entity of which only tiles changed. */
  | { kind: 'tiles'; id: string; changes: TileChanges }
  /** Fields of one component that are set in the running game alone; the document stays as it is. */
  | { kind: 'set'; id: string; component: string; fields: StoredComponent }
  | { kind: 'script'; path: string; source: string | null }
  | { kind: 'tilesets'; tilesets: ProjectData['tilesets'] }
  | { kind: 'assets'; assets: ProjectData['assets'] }
  | { kind: 'prefabs'; prefabs: ProjectData['prefabs'] }
  | { kind: 'settings'; settings: ProjectData['settings']; scene: SceneData['settings'] }
  | { kind: 'layers'; layers: SceneData['layers'] }
  /** All entities of the scene back to front, as in `resolveScene`; sent when their order or set has changed. */
  | { kind: 'order'; ids: readonly string[] };

export type ToWorker =
  /** Builds the world; answered by `ready`, then a first `frame`. `id` tells restarts apart and comes back in every message. */
  | {
      kind: 'start';
      id: number;
      project: ProjectData;
      scene: string;
      seed?: number;
      paused?: boolean;
      /** What earlier runs have stored, see the event `stored`. */
      stored?: Readonly<Record<string, PropertyValue>>;
      /** Keeps the last minute, so that it can be visited and played again; without it the messages of {@link TimeTravel} do nothing. */
      keepHistory?: boolean;
    }
  /** Sent once a frame; held until the next one. */
  | { kind: 'input'; input: InputSnapshot }
  | { kind: 'edit'; edits: LiveEdit[] }
  | { kind: 'pause' }
  /**
   * Goes on. In the past that is `play-from` the moment that is shown, or, where a replay was paused, the rest of the replay.
   */
  | { kind: 'resume' }
  /** One tick while paused: in the past the next recorded one, at the end of the timeline a new one. */
  | { kind: 'step' }
  /** How fast the game runs, 1 as it should; held between 0.1 and 8. Stays for later runs of this worker. */
  | { kind: 'speed'; factor: number }
  | TimeTravel
  /** Which entity `inspected` messages tell of from now on, in this run and later ones of this worker; none with `null`. */
  | { kind: 'inspect'; entity: string | null }
  /** Turns the failing behaviour off until its script changes, so that the game can go on. */
  | { kind: 'disable'; entity: string; script: string }
  /** Which marks of physics frames carry from now on, in this run and later ones of this worker; none by default. */
  | { kind: 'mark-physics'; marks: readonly PhysicsMark[] }
  /** Gives a draw buffer back for reuse. */
  | { kind: 'recycle'; draws: ArrayBuffer }
  /** Graceful end: on_destroy runs, answered by `stopped`. */
  | { kind: 'stop' };

/**
 * Moments outside of the timeline stand for its nearer end. Each of these is answered by a `history`; those that show
 * another moment by a `frame` and `paused` or `resumed` too.
 */
export type TimeTravel =
  /** Pauses and shows a moment of the past as it was: with the scripts and the document of that time, without sounds and lines of the log. */
  | { kind: 'seek'; at: Moment }
  /** Pauses and shows the moment before. */
  | { kind: 'step-back' }
  /** Plays on from a moment, by default the one that is shown: what came after it is dropped, the document is as it is now. */
  | { kind: 'play-from'; at?: Moment }
  /**
   * Plays the recorded inputs again, with scripts and document as they are now, then pauses. By default up to the end of
   * the timeline. Where something was edited since, what came after `from` gives way to what comes of it now.
   */
  | { kind: 'replay'; from: Moment; to?: Moment }
  /** Replays a span over and over, and anew on each edit; `null` ends that and pauses. */
  | { kind: 'loop'; span: TimeSpan | null }
  /** Whose path `trace` messages tell from now on; nobody's with `null`. */
  | { kind: 'trace'; entity: string | null }
  /** Asks for `differences`. */
  | { kind: 'differences' }
  /**
   * Asks for a `recording` of everything played since the start, up to the moment that is shown.
   * @property project the project as it is now, with which the recording is checked
   */
  | { kind: 'record'; project: ProjectData };

/** A script error: the simulation is paused at the tick that failed, that tick's writes discarded. */
export interface ScriptError {
  /** Path of the script, such as `behavior/hero.lua`. */
  script: string;
  /** 1-based; 0 when unknown. */
  line: number;
  message: string;
  traceback: string;
  /** Id and name of the entity it ran for, '' outside one. */
  entity: string;
  entityName: string;
  /** Variables of the function that failed, with their values as text. */
  locals: readonly LocalValue[];
}

export type GameState = 'playing' | 'won' | 'lost';

/** What a Sound of an entity lets be heard. */
export interface GoingSound {
  /** Id of the entity. */
  readonly entity: string;
  /** Id of the asset. */
  readonly asset: string;
  /** 0 to 1. */
  readonly volume: number;
  readonly loop: boolean;
}

/** What happened since the last frame. */
export type GameEvent =
  /** Something to draw appeared or looks different; `slot` is its row in draw buffers. */
  | { kind: 'look'; slot: number; entity: ResolvedEntity }
  /** Of what looks different only tiles are others. */
  | { kind: 'tiles'; slot: number; changes: TileChanges }
  | { kind: 'gone'; slot: number }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; text: string; script?: string; line?: number }
  | { kind: 'sound'; asset: string; volume: number }
  | { kind: 'state'; state: GameState; score: number; message: string }
  /** A value to be kept for later runs of the game, `null` to forget it. */
  | { kind: 'stored'; key: string; value: PropertyValue | null }
  /** A script was swapped in; `null` error when it compiled. */
  | { kind: 'script-loaded'; path: string; error: { line: number; message: string } | null }
  /** Another scene begins; everything drawn so far is gone. */
  | { kind: 'scene'; scene: string };

/**
 * One row per drawn entity in a frame's `draws` buffer (Float32Array), `DRAW_STRIDE` numbers each:
 * slot, x, y (anchor, scene pixels), rotation (degrees), width, height, alpha, frame (sprite).
 * The rows are back to front.
 */
export const DRAW_STRIDE = 8;

export interface Frame {
  kind: 'frame';
  id: number;
  tick: number;
  /** The point of the timeline that it shows. */
  at: Moment;
  draws: ArrayBuffer;
  /** Rows used in `draws`. */
  count: number;
  /** Centre of the view in scene pixels, and its zoom. */
  camera: { x: number; y: number; zoom: number };
  /** Marks of scripts over the picture, for this frame. */
  drawings: readonly Drawing[];
  /** What physics sees, while marks of it are switched on. */
  physics: MarkedPhysics | null;
  /** What sounds at this moment, beside what events tell once. */
  sounds: readonly GoingSound[];
  events: GameEvent[];
  /** Milliseconds the last tick took, for the status line. */
  tickMs: number;
  entities: number;
  bodies: number;
}

export type FromWorker =
  | { kind: 'ready'; id: number }
  | Frame
  | { kind: 'paused'; id: number; tick: number; error: ScriptError | null }
  | { kind: 'resumed'; id: number; tick: number }
  /** The project cannot be played at all, for instance a script that does not compile at the start. */
  | { kind: 'failed'; id: number; error: ScriptError }
  | { kind: 'stopped'; id: number; tick: number; hash: string }
  /** A few times a second while the game plays, and whenever what is shown changes otherwise; `null` while the entity is not in the game. */
  | { kind: 'inspected'; id: number; entity: string; now: RunningValues | null }
  /** About ten times a second while the game plays, and whenever the timeline changes otherwise. */
  | ({ kind: 'history'; id: number } & TimelineNews)
  /**
   * Where the traced entity was in all of the timeline, now and as it was `before` the last edit and replay (`null` without one). Sent when it is asked for,
   * when the game pauses, and about ten times a second during a replay.
   */
  | { kind: 'trace'; id: number; entity: string; now: EntityPath; before: EntityPath | null }
  /** What the running scene has that the document has not, in the order of the document. */
  | { kind: 'differences'; id: number; scene: string; differences: readonly EntityDifference[] }
  /** What was asked for by `record`. */
  | ({ kind: 'recording'; id: number } & RecordedSession);

/** Everything that was played since the start of a run, as a file of a test of the project. */
export interface RecordedSession {
  /** The text of the file; `null` when there is none, for the reason in `problem`. */
  text: string | null;
  /** How long it is. */
  ticks: number;
  /** How it ends when it is played with the project as it is now. */
  state: GameState;
  score: number;
  problem: string;
}
