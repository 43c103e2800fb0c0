/** Joint components of a playing scene and the joints that physics makes of them. */
import { add, rotate, subtract, type Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { Entity } from './entity.ts';
import type { JointInfo } from './game-physics.ts';
import type { JointKind, JointSpec, JointState } from './physics-joints.ts';
import type { BodyState, PhysicsWorld } from './physics.ts';

type JointData = ComponentData<'Joint'>;

/** What the joints of a scene need of it. */
export interface JointScene {
  readonly physics: PhysicsWorld;
  find(id: string): Entity | undefined;
  warn(text: string): void;
}

/** Replaced, never changed: saved states share it. */
interface Tie {
  readonly entity: Entity;
  /** Key of its component; '' for a grab. */
  readonly key: string;
  /** Id in physics; `null` before it is made, or when it cannot be. */
  readonly joint: number | null;
  readonly other: Entity | null;
}

/** The joints of a scene, by id, in their order. */
export interface SavedSceneJoints {
  readonly ties: readonly (readonly [id: string, tie: Tie])[];
  readonly unmade: readonly string[];
  readonly lastJoint: number;
  readonly lastGrab: number;
}

/** Id of a joint for scripts: the entity and the key of its component. */
export const jointId = (entity: Entity, key: string): string => `${entity.id} ${key}`;

/** Fields that can be changed while the joint holds. */
const tuned = new Set<string>([
  'length',
  'frequency',
  'damping',
  'motor',
  'motorSpeed',
  'motorTorque',
  'limits',
  'lowerAngle',
  'upperAngle',
  'collide',
]);

export class SceneJoints implements Restorable<SavedSceneJoints> {
  readonly #ties = new Map<string, Tie>();
  /** To be made before the next step, once all bodies are where they should be. */
  readonly #unmade = new Set<string>();
  #lastJoint = 0;
  #lastGrab = 0;

  constructor(private readonly scene: JointScene) {}

  /** Takes over the Joint components of an entity that has just come to life. */
  adopt(entity: Entity): void {
    for (const key of Object.keys(entity.components))
      if (typeOfKey(key) === 'Joint') this.refresh(entity, key);
  }

  /** A Joint component was added, changed or removed. */
  refresh(entity: Entity, key: string, fields: readonly string[] = []): void {
    const id = jointId(entity, key);
    const data = dataOf(entity, key);
    const tie = this.#ties.get(id);
    if (!data) return this.#drop(id);
    if (tie && tie.joint !== null && fields.length > 0 && fields.every((field) => tuned.has(field))) {
      const kind = kindOf(data, this.#lengthOf(tie, data));
      this.scene.physics.setJoint(tie.joint, { ...kind, collide: data.collide });
      return;
    }
    if (tie && tie.joint !== null) this.scene.physics.removeJoint(tie.joint);
    this.#ties.set(id, { entity, key, joint: null, other: null });
    this.#unmade.add(id);
  }

  /** The document has put an entity elsewhere: its joints begin anew from there. */
  restart(entity: Entity): void {
    for (const [, tie] of this.#of(entity)) if (tie.key !== '') this.refresh(tie.entity, tie.key);
  }

  /** An entity is no more; neither are its joints. */
  forget(entity: Entity): void {
    for (const [id] of this.#of(entity)) this.#drop(id);
  }

  clear(): void {
    for (const id of [...this.#ties.keys()]) this.#drop(id);
  }

  /** Makes joints that are waiting for their bodies. */
  make(): void {
    for (const id of this.#unmade) {
      const tie = this.#ties.get(id);
      if (tie?.entity.alive && !tie.entity.pending) this.#make(id, tie);
    }
    this.#unmade.clear();
  }

  /** Pulls a point of an entity towards a target. */
  grab(entity: Entity, at: Vec2, force: number | undefined): string {
    const { physics } = this.scene;
    const id = `grab-${++this.#lastGrab}`;
    const pose = entity.body === null ? null : poseOf(physics, entity.body);
    const joint = pose ? ++this.#lastJoint : null;
    this.#ties.set(id, { entity, key: '', joint, other: null });
    if (!pose || joint === null) return id;
    physics.addJoint({
      id: joint,
      a: entity.body!,
      b: null,
      anchorA: rotate(subtract(at, [pose.x, pose.y]), -pose.rotation),
      anchorB: at,
      collide: true,
      kind: 'grab',
      frequency: 5,
      damping: 0.7,
      force: force ?? 100 * physics.massOf(entity.body!) * Math.max(100, Math.abs(physics.gravity[1])),
    });
    return id;
  }

  pullTo(id: string, target: Vec2): boolean {
    const tie = this.#ties.get(id);
    if (tie?.key !== '') return false;
    if (tie.joint !== null) this.scene.physics.setJoint(tie.joint, { anchorB: target });
    return true;
  }

  /** The entity and component key of a joint; an empty key for a grab. */
  find(id: string): Readonly<Pick<Tie, 'entity' | 'key'>> | undefined {
    return this.#ties.get(id);
  }

  /** Ends a grab. */
  release(id: string): void {
    this.#drop(id);
  }

  info(id: string): JointInfo | null {
    const tie = this.#ties.get(id);
    const state = this.#stateOf(tie);
    if (!tie || !state) return null;
    const { from, to, angle, force } = state;
    const [dx, dy] = subtract(to, from);
    const type = dataOf(tie.entity, tie.key)?.type ?? 'grab';
    const length = Math.sqrt(dx * dx + dy * dy);
    return { entity: tie.entity, other: tie.other, type, from, to, length, angle, force };
  }

  idsOf(entity: Entity): string[] {
    return this.#of(entity).map(([id]) => id);
  }

  /** Without the joints of physics, which are saved with it. */
  save(): SavedSceneJoints {
    const [lastJoint, lastGrab] = [this.#lastJoint, this.#lastGrab];
    return { ties: [...this.#ties], unmade: [...this.#unmade], lastJoint, lastGrab };
  }

  restore({ ties, unmade, lastJoint, lastGrab }: SavedSceneJoints): void {
    this.#ties.clear();
    for (const [id, tie] of ties) this.#ties.set(id, tie);
    this.#unmade.clear();
    for (const id of unmade) this.#unmade.add(id);
    this.#lastJoint = lastJoint;
    this.#lastGrab = lastGrab;
  }

  #of(entity: Entity): [string, Tie][] {
    return [...this.#ties].filter(([, tie]) => tie.entity === entity || tie.other === entity);
  }

  #stateOf(tie: Tie | undefined): JointState | null {
    return !tie || tie.joint === null ? null : this.scene.physics.readJoint(tie.joint);
  }

  #drop(id: string): void {
    const tie = this.#ties.get(id);
    if (tie && tie.joint !== null) this.scene.physics.removeJoint(tie.joint);
    this.#ties.delete(id);
    this.#unmade.delete(id);
  }

  #make(id: string, tie: Tie): void {
    const { physics, warn } = this.scene;
    const data = dataOf(tie.entity, tie.key);
    if (!data) return;
    const other = data.to === '' ? null : (this.scene.find(data.to) ?? null);
    const says = `The joint ${tie.key} of ${tie.entity.name} ties nothing`;
    if (data.to !== '' && (!other || other === tie.entity))
      return warn(`${says}: choose another entity for "to".`);
    const bodyless = tie.entity.body === null ? tie.entity : other?.body === null ? other : null;
    if (bodyless) return warn(`${says}: add a Body or Collider to ${bodyless.name}.`);
    const joint = ++this.#lastJoint;
    this.#ties.set(id, { ...tie, joint, other });
    physics.addJoint(this.#specOf(joint, tie.entity.body!, other?.body ?? null, data));
  }

  #specOf(id: number, a: number, b: number | null, data: JointData): JointSpec {
    const { physics } = this.scene;
    const pose = poseOf(physics, a)!;
    const theirs = b === null ? null : poseOf(physics, b);
    const from = add([pose.x, pose.y], rotate(data.anchor, pose.rotation));
    const turns = data.type === 'revolute' || data.type === 'weld';
    // Where the other end is in the scene.
    const to = turns
      ? from
      : theirs
        ? add([theirs.x, theirs.y], rotate(data.otherAnchor, theirs.rotation))
        : add([pose.x, pose.y], data.otherAnchor);
    const anchorB = theirs ? rotate(subtract(to, [theirs.x, theirs.y]), -theirs.rotation) : to;
    const [dx, dy] = subtract(to, from);
    const kind = kindOf(data, data.length || Math.sqrt(dx * dx + dy * dy));
    return { id, a, b, anchorA: data.anchor, anchorB, collide: data.collide, ...kind };
  }

  /** The length that a joint is to have from now on; none given means the one that it has. */
  #lengthOf(tie: Tie, data: JointData): number {
    if (data.length > 0) return data.length;
    const state = this.#stateOf(tie);
    if (!state) return 0;
    const [dx, dy] = subtract(state.to, state.from);
    return Math.sqrt(dx * dx + dy * dy);
  }
}

function dataOf(entity: Entity, key: string): JointData | undefined {
  return (entity.components as unknown as Readonly<Record<string, JointData | undefined>>)[key];
}

function poseOf(physics: PhysicsWorld, body: number): BodyState | null {
  const state: BodyState = { x: 0, y: 0, rotation: 0, vx: 0, vy: 0, angularVelocity: 0 };
  return physics.read(body, state) ? state : null;
}

function kindOf(data: JointData, length: number): JointKind {
  const { type, frequency, damping, motor, motorSpeed, motorTorque, limits, lowerAngle, upperAngle } = data;
  switch (type) {
    case 'distance':
    case 'rope':
      return { kind: type, length };
    case 'spring':
      return { kind: type, length, frequency, damping };
    case 'weld':
      return { kind: type };
    case 'revolute':
      return {
        kind: type,
        motor: motor ? { speed: motorSpeed, torque: motorTorque } : null,
        limits: limits ? [lowerAngle, upperAngle] : null,
      };
  }
}
