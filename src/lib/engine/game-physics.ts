/**
 * What scripts may see and do of the physics of a running scene. Positions in scene pixels, velocities in px/s, angles in
 * degrees clockwise. Masses count in wooden boxes of 32 x 32 px, forces in mass times px/s², impulses in mass times px/s.
 */
import type { Vec2 } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { EntityRecord } from './entity-record.ts';

/** What a query looks for. */
export interface QueryFilter {
  /** This entity does not count. */
  ignore?: EntityRecord | null;
  /** Names of collision layers that count; all without. Names that the project has not are passed over. */
  layers?: readonly string[];
  /** Sensors count too; they do not by default. */
  sensors?: boolean;
}

/** Where a ray or a moved shape meets something. */
export interface QueryHit {
  entity: EntityRecord;
  point: Vec2;
  /** Unit vector out of what was hit. */
  normal: Vec2;
  /** 0 at the start, 1 at the end. */
  fraction: number;
}

/** A shape for {@link GamePhysics.castShape}, around its centre. */
export type CastShape =
  { kind: 'box'; width: number; height: number; rotation?: number } | { kind: 'circle'; radius: number };

/** Something that touches an entity at the end of the last step. */
export interface Touch {
  other: EntityRecord;
  /** Unit vector from `other` towards the entity. */
  normal: Vec2;
  point: Vec2;
  /** How hard both pressed or struck along the normal in that step. */
  impulse: number;
  /** One of the two is a sensor. */
  sensor: boolean;
}

/** What a joint is doing. */
export interface JointInfo {
  entity: EntityRecord;
  /** `null` when it is tied to the scene. */
  other: EntityRecord | null;
  type: ComponentData<'Joint'>['type'] | 'grab';
  /** Its ends in the scene. */
  from: Vec2;
  to: Vec2;
  /** Distance of its ends. */
  length: number;
  /** How far a revolute joint has turned from its start. */
  angle: number;
  /** How hard it held in the last step. */
  force: number;
}

/** Queries see the scene as it was at the start of the tick; changes take effect before the step of this tick. */
export interface GamePhysics {
  /** px/s², of this scene, from now on. */
  gravity: Vec2;
  /** Names of the project's collision layers, and of the materials it can use. */
  readonly collisionLayers: readonly string[];
  readonly materials: readonly string[];

  /** Pushes during this tick, at a point of the scene or at the centre of mass. Nothing happens to what is not dynamic. */
  applyForce(entity: EntityRecord, x: number, y: number, at?: Vec2): void;
  /** Changes the velocity by the impulse over the mass, on top of what scripts set in this tick. */
  applyImpulse(entity: EntityRecord, x: number, y: number, at?: Vec2): void;
  /** Turns during this tick, clockwise; in mass times px²/s². */
  applyTorque(entity: EntityRecord, torque: number): void;
  /** 0 without a dynamic body. */
  massOf(entity: EntityRecord): number;

  /** Sets fields of its Body, with the checks of `setFields`; an entity without one gets one. */
  setBody(entity: EntityRecord, fields: Partial<ComponentData<'Body'>>): void;
  /** Sets fields of each of its Colliders, such as `material`, `sensor`, `collisionLayer`; an entity without any gets one. */
  setColliders(entity: EntityRecord, fields: Partial<ComponentData<'Collider'>>): void;

  /** True while something solid is below and touches it. */
  grounded(entity: EntityRecord): boolean;
  /** What touches it, in the order of the entities. */
  touching(entity: EntityRecord): Touch[];
  /** True for a body that rests until something wakes it. */
  asleep(entity: EntityRecord): boolean;
  wake(entity: EntityRecord): void;

  /** The nearest hit; nothing that contains the start counts. */
  raycast(from: Vec2, to: Vec2, filter?: QueryFilter): QueryHit | null;
  /** Every hit, each entity once, the nearest first. */
  raycastAll(from: Vec2, to: Vec2, filter?: QueryFilter): QueryHit[];
  /** The first thing that a shape meets when its centre goes from one point to another; what it overlaps at the start counts, at 0. */
  castShape(shape: CastShape, from: Vec2, to: Vec2, filter?: QueryFilter): QueryHit | null;
  /** Entities whose colliders contain the point, meet the rectangle or meet the circle, in the order of the entities. */
  atPoint(point: Vec2, filter?: QueryFilter): EntityRecord[];
  inRect(x: number, y: number, width: number, height: number, filter?: QueryFilter): EntityRecord[];
  inCircle(centre: Vec2, radius: number, filter?: QueryFilter): EntityRecord[];

  /**
   * Ties an entity as the fields of a Joint component say (those missing at their defaults; `to` is the id of an entity);
   * returns the id of the joint. Throws a RangeError for an unknown field or a bad value. A joint ends with either entity.
   */
  addJoint(entity: EntityRecord, fields: Partial<ComponentData<'Joint'>>): string;
  /**
   * Pulls a point of an entity towards a target, as a mouse does, with at most `force` (a hundred times its weight by
   * default); returns the id of the joint.
   */
  grab(entity: EntityRecord, at: Vec2, force?: number): string;
  /** Moves the target of a {@link grab}; false for any other id. */
  pullTo(joint: string, target: Vec2): boolean;
  /** Changes fields of a joint, such as `motorSpeed`; false for an unknown id. Throws as {@link addJoint} does. */
  setJoint(joint: string, fields: Partial<ComponentData<'Joint'>>): boolean;
  /** False for an unknown id. */
  removeJoint(joint: string): boolean;
  /** `null` for an unknown id, and for a joint that was added in this tick. */
  joint(joint: string): JointInfo | null;
  /** Ids of the joints of an entity, at either end. A Joint component `Joint:hinge` of entity `door` is `door Joint:hinge`. */
  jointsOf(entity: EntityRecord): string[];
}
