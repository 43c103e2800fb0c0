import type { Vec2 } from '../base/geometry.ts';
import type { ResolvedEntity } from '../schema/project.ts';

/** How far an animation has come. Replaced, never mutated. */
export interface Playing {
  readonly asset: string;
  readonly animation: string;
  /** Ticks since its beginning, each counted with the speed it had. */
  readonly ticks: number;
  readonly over: boolean;
}

/** A living or dead entity. Slots are reused by later entities; records never are. */
export interface EntityRecord {
  /** Id in the document, or `spawned-N` for what a script spawned. Unique within one run. */
  readonly id: string;
  /** Row in `hot`. */
  readonly slot: number;
  alive: boolean;
  name: string;
  type: string;
  tags: readonly string[];
  parent: EntityRecord | null;
  /** Replaced, never mutated. */
  children: readonly EntityRecord[];
  /** Components in force now; replaced, never mutated, when something changes. */
  components: ResolvedEntity['components'];
  /** Values of `ams.set_prop`, seeded from the Properties component. Plain values only. */
  props: Map<string, string | number | boolean>;
  health: number;
  /** Seat of the player it belongs to, see `ownerOf`; 0 for nobody's own. */
  owner: number;
  /** How far the animation of its sprite has come; `null` when it plays none. */
  playing: Playing | null;
  /** Drawing order within its layer: higher is in front, equal ones in the order of the scene. Changed with `GameWorld.setZ`. */
  z: number;
  /** Width and height it entered the scene with, which scale 1 means. */
  readonly startSize: Vec2;
  /** Drawn or not; bodies are not touched by it. Changed with `GameWorld.setVisible`. */
  visible: boolean;
}
