/** The physics port. All lengths in pixels, angles in degrees, times in seconds, y down. */
import type { Vec2 } from '../base/geometry.ts';

export type BodyType = 'static' | 'dynamic' | 'kinematic';

/** A collider in the frame of its body's entity box centre. */
export interface ColliderSpec {
  shape:
    | { kind: 'box'; width: number; height: number }
    | { kind: 'circle'; radius: number }
    /** Closed outline, convex or not, in pixels around the collider's own centre. */
    | { kind: 'polygon'; points: readonly Vec2[] };
  offset: Vec2;
  sensor: boolean;
  oneWay: boolean;
  friction: number;
  restitution: number;
  density: number;
}

export interface BodySpec {
  /** Comes back in contacts; unique, never reused. */
  id: number;
  type: BodyType;
  /** Centre of the entity's box. */
  x: number;
  y: number;
  rotation: number;
  vx: number;
  vy: number;
  angularVelocity: number;
  fixedRotation: boolean;
  gravityScale: number;
  damping: number;
  colliders: readonly ColliderSpec[];
}

/** Where a body is and how it moves; velocities in px/s and degrees/s. */
export interface BodyState {
  x: number;
  y: number;
  rotation: number;
  vx: number;
  vy: number;
  angularVelocity: number;
}

export interface ContactEvent {
  kind: 'begin' | 'end';
  a: number;
  b: number;
  sensor: boolean;
  /** Unit vector from b towards a; 0, 0 at the end of a contact. */
  normal: Vec2;
  point: Vec2;
}

export interface RayHit {
  id: number;
  point: Vec2;
  normal: Vec2;
  /** 0 at the start of the ray, 1 at its end. */
  fraction: number;
}

/**
 * A world of bodies that moves in fixed steps. Results depend only on the sequence of calls: two worlds
 * given the same calls agree bit for bit, whatever else runs in the process.
 */
export interface PhysicsWorld {
  gravity: Vec2;
  /** Throws a RangeError for an id in use or a collider without area. */
  add(spec: BodySpec): void;
  /** Does nothing for an unknown id. */
  remove(id: number): void;
  has(id: number): boolean;
  /** Reads into `out`; false (and `out` untouched) for an unknown id. */
  read(id: number, out: BodyState): boolean;
  /** Writes what is given: a pose teleports, a velocity replaces. */
  write(id: number, state: Readonly<Partial<BodyState>>): void;
  /** Advances by `dt` seconds. Kinematic bodies carry what stands on them. */
  step(dt: number): void;
  /** Contacts that began or ended since the last call, in a reproducible order. */
  takeContacts(): ContactEvent[];
  /** True while something solid is below and touches it. */
  grounded(id: number): boolean;
  /** Nearest solid hit, `ignore` left out. */
  raycast(from: Vec2, to: Vec2, ignore?: number): RayHit | null;
  /** Ids of bodies whose bounds meet the rectangle, ascending. */
  inRect(x: number, y: number, width: number, height: number): number[];
  readonly bodyCount: number;
  dispose(): void;
}
