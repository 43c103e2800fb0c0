/** What scripts may see and do of a running world; the engine's World implements it. */
import type { Random } from '../base/random.ts';
import type { ProjectData } from '../schema/project.ts';
import type { CameraRig } from './camera.ts';
import type { Drawing } from './drawing.ts';
import type { EntityRecord } from './entity-record.ts';
import type { GamePhysics } from './game-physics.ts';
import type { GameState } from './game-state.ts';
import type { InputState } from './input.ts';
import type { RayHit } from './physics.ts';
import type { Players } from './players.ts';

/** Hot fields per entity in `GameWorld.hot`, in this order. Position is the anchor in scene pixels. */
export const HOT_FIELDS = ['x', 'y', 'vx', 'vy', 'rotation', 'angular_velocity'] as const;
export const HOT_STRIDE = HOT_FIELDS.length;

/** What `spawn` starts from; 0, '' and undefined inherit from the prefab. */
export interface SpawnOptions {
  x: number;
  y: number;
  vx?: number;
  vy?: number;
  width?: number;
  height?: number;
  color?: string;
  sprite?: string;
}

export interface GameWorld {
  /** `HOT_STRIDE` numbers for each slot. May be replaced by a longer one when the world grows. */
  readonly hot: Float64Array;
  /** Ticks since the start. */
  readonly tick: number;
  /** Seconds since the start. */
  readonly time: number;
  readonly random: Random;
  readonly screen: { width: number; height: number };
  /** Forces, joints, materials and queries. */
  readonly physics: GamePhysics;
  score: number;
  state: 'playing' | 'won' | 'lost';
  /** Id and name of the scene that plays. */
  readonly scene: string;
  readonly sceneName: string;
  /** Living entities in stable order (scene order, then order of spawning). */
  entities(): readonly EntityRecord[];
  find(id: string): EntityRecord | undefined;
  byName(name: string): EntityRecord | undefined;
  byTag(tag: string): EntityRecord[];
  byType(type: string): EntityRecord[];
  /** Queued: the entity lives from the end of this tick on; its record (and id) is there at once. `null` for an unknown type. */
  spawn(type: string, options: SpawnOptions): EntityRecord | null;
  /** Queued: takes effect at the end of the tick, after on_destroy. */
  destroy(entity: EntityRecord): void;
  setParent(entity: EntityRecord, parent: EntityRecord | null, dx: number, dy: number): void;
  /** Replaces fields of one component, as the table defines them; throws a RangeError for an unknown field or bad value. */
  setFields(entity: EntityRecord, key: string, fields: Readonly<Record<string, unknown>>): void;
  /** Shows or hides an entity. */
  setVisible(entity: EntityRecord, visible: boolean): void;
  /** Moves an entity before or behind others of its layer. */
  setZ(entity: EntityRecord, z: number): void;
  /** Name of the layer that an entity is drawn on; '' for none. */
  layerOf(entity: EntityRecord): string;
  /** Takes the name of a layer, or its id; false when there is none. */
  setLayer(entity: EntityRecord, layer: string): boolean;
  grounded(entity: EntityRecord): boolean;
  raycast(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    ignore: EntityRecord | null,
  ): (Omit<RayHit, 'id'> & { entity: EntityRecord }) | null;
  /** Everything that is held in this tick, by whomever, and the named inputs of the project. */
  readonly input: InputState;
  /** Who plays; nobody in a game of one person. */
  readonly players: Players;
  /** What an entity listens to: the input of the player whom it belongs to, else that of all. */
  inputOf(entity: EntityRecord | null): InputState;
  /** Lives, values and what is stored. */
  readonly game: GameState;
  /** What the player sees, and what scripts tell it. */
  readonly rig: CameraRig;
  /** Marks of this tick over the picture. */
  readonly drawings: Drawing[];
  readonly tilesets: ProjectData['tilesets'];
  readonly assets: ProjectData['assets'];
  /** The front-most accepted entity whose box is under a point of the picture, as it is drawn; `null` for none. */
  pick(x: number, y: number, accept: (entity: EntityRecord) => boolean): EntityRecord | null;
  /** The game begins again from its first scene at the end of the tick. */
  restart(): void;
  /** Ends the game; later calls do nothing. */
  finish(state: 'won' | 'lost', message: string): void;
  loadScene(name: string): boolean;
  log(level: 'info' | 'warn' | 'error', text: string, script?: string, line?: number): void;
  playSound(asset: string, volume: number): void;
}
