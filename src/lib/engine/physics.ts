/** The physics port. All lengths in pixels, angles in degrees clockwise, times in seconds, y down. */
import type { Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';
import type { JointChange, JointSpec, JointState } from './physics-joints.ts';

export type BodyType = 'static' | 'dynamic' | 'kinematic';

export type ColliderShape =
  | { kind: 'box'; width: number; height: number }
  | { kind: 'circle'; radius: number }
  /** Half circles at both ends of the longer side. */
  | { kind: 'capsule'; width: number; height: number }
  /** Closed outline, convex or not, around the collider's own centre. */
  | { kind: 'polygon'; points: readonly Vec2[] }
  /** A line through all points; two make a segment. It has no inside. */
  | { kind: 'chain'; points: readonly Vec2[] };

/** A collider in the frame of its body's entity box centre. */
export interface ColliderSpec {
  shape: ColliderShape;
  offset: Vec2;
  sensor: boolean;
  oneWay: boolean;
  friction: number;
  restitution: number;
  /** 1 gives a box of 32 x 32 px the mass 1. */
  density: number;
  /** Bit of the collision layer it is in, and bits of those it meets; both sides must agree. */
  layer: number;
  meets: number;
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
  /** Parts of the velocity and of the spin that are lost in a sixtieth of a second. */
  damping: number;
  angularDamping: number;
  /** 0 takes it from the densities of the colliders. */
  mass: number;
  /** May rest once it has lain still for a second. */
  sleeps: boolean;
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
  kind: 'begin' | 'stay' | 'end';
  a: number;
  b: number;
  sensor: boolean;
  /** Unit vector from b towards a; 0, 0 at the end of a contact. */
  normal: Vec2;
  point: Vec2;
  /** Mass times px/s along the normal in this step: how hard they struck or press. 0 for sensors and at the end. */
  impulse: number;
}

/** What a query passes over. */
export interface QueryMask {
  /** A body that does not count. */
  ignore?: number;
  /** Bits of the collision layers that count; all without. */
  layers?: number;
  /** Sensors count too. */
  sensors?: boolean;
}

export interface RayHit {
  id: number;
  point: Vec2;
  normal: Vec2;
  /** 0 at the start of the ray, 1 at its end. */
  fraction: number;
}

/** What physics sees, for drawing it. */
export interface PhysicsPicture {
  shapes: { points: Vec2[]; type: BodyType; sensor: boolean; asleep: boolean }[];
  /** Centre of mass and velocity of each body that moves. */
  bodies: { centre: Vec2; velocity: Vec2 }[];
  contacts: { point: Vec2; normal: Vec2; impulse: number }[];
  joints: { from: Vec2; to: Vec2 }[];
}

/** A state of a world of physics; what is in it is the implementation's own. */
export interface SavedPhysics {
  /** About how much memory it holds. */
  readonly bytes: number;
}

/**
 * A world of bodies that moves in fixed steps. Results depend only on the sequence of calls: two worlds
 * given the same calls agree bit for bit, whatever else runs in the process. Queries see the last step.
 *
 * A saved state has everything, so that after `restore` the same calls have the same results, bit for bit: poses, velocities,
 * who sleeps, contacts that hold or were not yet taken, joints, gravity. Bodies and joints removed since are there again,
 * those added since are not.
 */
export interface PhysicsWorld extends Restorable<SavedPhysics> {
  /** px/s². */
  gravity: Vec2;
  /** Throws a RangeError for an id in use or a collider without area. */
  add(spec: BodySpec): void;
  /**
   * Gives a body another shape, type or surface: its pose and velocity become those of `spec`; joints and what it touches stay. Adds
   * it when it is not there; throws as {@link add} does, the old body then stays.
   */
  replace(spec: BodySpec): void;
  /** Removes its joints too. Does nothing for an unknown id. */
  remove(id: number): void;
  has(id: number): boolean;
  /** Reads into `out`; false (and `out` untouched) for an unknown id. */
  read(id: number, out: BodyState): boolean;
  /** Writes what is given: a pose teleports, a velocity replaces. Wakes the body. */
  write(id: number, state: Readonly<Partial<BodyState>>): void;
  /** Pushes a dynamic body during the next step, at a point of the scene or at its centre of mass. */
  applyForce(id: number, force: Vec2, at?: Vec2): void;
  /** Changes the velocity of a dynamic body at once. */
  applyImpulse(id: number, impulse: Vec2, at?: Vec2): void;
  /** Turns a dynamic body during the next step, in mass times px²/s². */
  applyTorque(id: number, torque: number): void;
  /** Mass of a dynamic body, else 0. */
  massOf(id: number): number;
  asleep(id: number): boolean;
  wake(id: number): void;
  /** Advances by `dt` seconds. Kinematic bodies carry what stands on them. */
  step(dt: number): void;
  /** Contacts that began or ended since the last call, in a reproducible order. */
  takeContacts(): ContactEvent[];
  /** Contacts that hold now, those that began in the last step as `begin`, the others as `stay`; by ids. */
  contacts(): ContactEvent[];
  /** True while something solid is below and touches it. */
  grounded(id: number): boolean;
  /** Nearest hit; what contains the start does not count. */
  raycast(from: Vec2, to: Vec2, mask?: QueryMask): RayHit | null;
  /** The first hit of each body on the way, the nearest first. */
  raycastAll(from: Vec2, to: Vec2, mask?: QueryMask): RayHit[];
  /** The first hit of a shape whose centre moves; one that it overlaps at the start has the fraction 0. */
  castShape(shape: ColliderShape, rotation: number, from: Vec2, to: Vec2, mask?: QueryMask): RayHit | null;
  /** Ids of bodies whose colliders overlap a shape, ascending. */
  overlapping(shape: ColliderShape, at: Vec2, mask?: QueryMask): number[];
  /** Ids of bodies whose colliders contain a point, ascending. */
  atPoint(point: Vec2, mask?: QueryMask): number[];
  /** Throws a RangeError for an id in use or a body that is not there. */
  addJoint(spec: JointSpec): void;
  /** Does nothing for an unknown id. */
  removeJoint(id: number): void;
  /** Does nothing for an unknown id, nor with what its kind has not. Wakes its bodies. */
  setJoint(id: number, change: JointChange): void;
  /** `null` for an unknown id, as one is whose body was removed. */
  readJoint(id: number): JointState | null;
  picture(): PhysicsPicture;
  readonly bodyCount: number;
  dispose(): void;
}
