/** Joints of the physics port. Units as in physics.ts. */
import type { Vec2 } from '../base/geometry.ts';

interface JointEnds {
  /** Unique, never reused. */
  id: number;
  a: number;
  /** `null` ties `a` to the scene. */
  b: number | null;
  /** Seen from the centre of the entity's box, while it is not turned. */
  anchorA: Vec2;
  /** Likewise, or a point of the scene. */
  anchorB: Vec2;
  /** Both bodies bump into each other. */
  collide: boolean;
}

/** What drives a revolute joint: degrees/s of `a` against `b`, with at most so much torque (mass times px²/s²). */
export interface Motor {
  speed: number;
  torque: number;
}

/** How a spring swings: times a second, and how soon it comes to rest (0 never, 1 without swinging). */
export interface Softness {
  frequency: number;
  damping: number;
}

export type JointKind =
  /** Keeps the ends `length` apart. */
  | { kind: 'distance'; length: number }
  /** Keeps the ends at most `length` apart. */
  | { kind: 'rope'; length: number }
  | ({ kind: 'spring'; length: number } & Softness)
  /** Keeps the ends together. Angles are those of `a` against `b`, counted from the pose in which it is made. */
  | { kind: 'revolute'; motor: Motor | null; limits: Vec2 | null }
  /** Keeps the ends together and the angle as it is. */
  | { kind: 'weld' }
  /** Pulls the end at `a` towards `anchorB`, a point of the scene, with at most `force`. `b` is `null`. */
  | ({ kind: 'grab'; force: number } & Softness);

export type JointSpec = JointEnds & JointKind;

/** What can be changed while a joint holds. */
export interface JointChange {
  anchorB?: Vec2;
  length?: number;
  frequency?: number;
  damping?: number;
  motor?: Motor | null;
  limits?: Vec2 | null;
  force?: number;
  collide?: boolean;
}

/** Where a joint is: its ends in the scene, the angle from its start in degrees, and how hard it held in the last step. */
export interface JointState {
  from: Vec2;
  to: Vec2;
  angle: number;
  force: number;
}
