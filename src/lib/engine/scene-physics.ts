import type { Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import { materialNames } from '../schema/materials.ts';
import type { ProjectData } from '../schema/project.ts';
import type { Bodies } from './bodies.ts';
import type { EntityChanges } from './entity-changes.ts';
import { layerBits } from './collider-spec.ts';
import type { Entity } from './entity.ts';
import type { EntityRecord } from './entity-record.ts';
import type { CastShape, GamePhysics, JointInfo, QueryFilter, QueryHit, Touch } from './game-physics.ts';
import type { ContactEvent, QueryMask, RayHit } from './physics.ts';
import { jointId, type SceneJoints } from './scene-joints.ts';

/** What the physics of a scene needs of its world. */
export interface PhysicsScene {
  readonly data: ProjectData;
  readonly bodies: Bodies;
  readonly joints: SceneJoints;
  readonly changes: EntityChanges;
}

type Push =
  { kind: 'force' | 'impulse'; x: number; y: number; at?: Vec2 } | { kind: 'torque'; torque: number };

export interface SavedScenePhysics {
  readonly pushes: readonly (readonly [Entity, Push])[];
  readonly added: number;
}

/** Forces, joints, materials and queries of a playing scene, in terms of its entities. */
export class ScenePhysics implements GamePhysics, Restorable<SavedScenePhysics> {
  #pushes: (readonly [Entity, Push])[] = [];
  #added = 0;

  constructor(private readonly scene: PhysicsScene) {}

  save(): SavedScenePhysics {
    return { pushes: [...this.#pushes], added: this.#added };
  }

  restore({ pushes, added }: SavedScenePhysics): void {
    this.#pushes = [...pushes];
    this.#added = added;
  }

  get gravity(): Vec2 {
    return this.#world.gravity;
  }

  set gravity(gravity: Vec2) {
    this.#world.gravity = gravity;
  }

  get collisionLayers(): readonly string[] {
    return this.scene.data.settings.collisionLayers;
  }

  get materials(): readonly string[] {
    return materialNames(this.scene.data.settings.materials);
  }

  // --- Pushes --------------------------------------------------------------------------------------------

  applyForce(entity: EntityRecord, x: number, y: number, at?: Vec2): void {
    this.#push(entity, { kind: 'force', x, y, ...(at ? { at } : {}) });
  }

  applyImpulse(entity: EntityRecord, x: number, y: number, at?: Vec2): void {
    this.#push(entity, { kind: 'impulse', x, y, ...(at ? { at } : {}) });
  }

  applyTorque(entity: EntityRecord, torque: number): void {
    this.#push(entity, { kind: 'torque', torque });
  }

  massOf(entity: EntityRecord): number {
    const body = bodyOf(entity);
    return body === null ? 0 : this.#world.massOf(body);
  }

  /** Hands what was pushed since the last step to physics. */
  applyPushes(): void {
    if (this.#pushes.length === 0) return;
    for (const [{ body }, push] of this.#pushes.splice(0)) {
      if (body === null) continue;
      if (push.kind === 'torque') this.#world.applyTorque(body, push.torque);
      else if (push.kind === 'force') this.#world.applyForce(body, [push.x, push.y], push.at);
      else this.#world.applyImpulse(body, [push.x, push.y], push.at);
    }
  }

  // --- Components ----------------------------------------------------------------------------------------

  setBody(entity: EntityRecord, fields: Partial<ComponentData<'Body'>>): void {
    this.scene.changes.setComponent(entity, 'Body', fields);
  }

  setColliders(entity: EntityRecord, fields: Partial<ComponentData<'Collider'>>): void {
    const keys = Object.keys(entity.components).filter((key) => typeOfKey(key) === 'Collider');
    for (const key of keys.length > 0 ? keys : ['Collider'])
      this.scene.changes.setComponent(entity, key, fields);
  }

  // --- What is touched -----------------------------------------------------------------------------------

  grounded(entity: EntityRecord): boolean {
    const body = bodyOf(entity);
    return body !== null && this.#world.grounded(body);
  }

  touching(entity: EntityRecord): Touch[] {
    const body = bodyOf(entity);
    if (body === null) return [];
    return this.#world.contacts().flatMap((contact): Touch[] => {
      if (contact.a !== body && contact.b !== body) return [];
      const other = this.scene.bodies.entityOf(contact.a === body ? contact.b : contact.a);
      return other ? [touchOf(contact, other, contact.a === body)] : [];
    });
  }

  asleep(entity: EntityRecord): boolean {
    const body = bodyOf(entity);
    return body !== null && this.#world.asleep(body);
  }

  wake(entity: EntityRecord): void {
    const body = bodyOf(entity);
    if (body !== null) this.#world.wake(body);
  }

  // --- Queries -------------------------------------------------------------------------------------------

  raycast(from: Vec2, to: Vec2, filter: QueryFilter = {}): QueryHit | null {
    return this.raycastAll(from, to, filter)[0] ?? null;
  }

  raycastAll(from: Vec2, to: Vec2, filter: QueryFilter = {}): QueryHit[] {
    return this.#world.raycastAll(from, to, this.#maskOf(filter)).flatMap((hit) => this.#hitOf(hit) ?? []);
  }

  castShape(shape: CastShape, from: Vec2, to: Vec2, filter: QueryFilter = {}): QueryHit | null {
    const rotation = shape.kind === 'box' ? (shape.rotation ?? 0) : 0;
    const hit = this.#world.castShape(shape, rotation, from, to, this.#maskOf(filter));
    return hit && this.#hitOf(hit);
  }

  atPoint(point: Vec2, filter: QueryFilter = {}): EntityRecord[] {
    return this.#entitiesOf(this.#world.atPoint(point, this.#maskOf(filter)));
  }

  inRect(x: number, y: number, width: number, height: number, filter: QueryFilter = {}): EntityRecord[] {
    const middle: Vec2 = [x + width / 2, y + height / 2];
    return this.#entitiesOf(
      this.#world.overlapping({ kind: 'box', width, height }, middle, this.#maskOf(filter)),
    );
  }

  inCircle(centre: Vec2, radius: number, filter: QueryFilter = {}): EntityRecord[] {
    return this.#entitiesOf(
      this.#world.overlapping({ kind: 'circle', radius }, centre, this.#maskOf(filter)),
    );
  }

  // --- Joints --------------------------------------------------------------------------------------------

  addJoint(entity: EntityRecord, fields: Partial<ComponentData<'Joint'>>): string {
    const key = `Joint:added-${++this.#added}`;
    this.scene.changes.setComponent(entity, key, fields);
    return jointId(entity as Entity, key);
  }

  grab(entity: EntityRecord, at: Vec2, force?: number): string {
    return this.scene.joints.grab(entity as Entity, at, force);
  }

  pullTo(joint: string, target: Vec2): boolean {
    return this.scene.joints.pullTo(joint, target);
  }

  setJoint(joint: string, fields: Partial<ComponentData<'Joint'>>): boolean {
    const tie = this.scene.joints.find(joint);
    if (!tie?.key) return false;
    this.scene.changes.setComponent(tie.entity, tie.key, fields);
    return true;
  }

  removeJoint(joint: string): boolean {
    const tie = this.scene.joints.find(joint);
    if (!tie) return false;
    if (tie.key) this.scene.changes.removeComponent(tie.entity, tie.key);
    else this.scene.joints.release(joint);
    return true;
  }

  joint(joint: string): JointInfo | null {
    return this.scene.joints.info(joint);
  }

  jointsOf(entity: EntityRecord): string[] {
    return this.scene.joints.idsOf(entity as Entity);
  }

  // --- Inside --------------------------------------------------------------------------------------------

  get #world() {
    return this.scene.bodies.physics;
  }

  #push(entity: EntityRecord, push: Push): void {
    this.#pushes.push([entity as Entity, push]);
  }

  #maskOf({ ignore, layers, sensors }: QueryFilter): QueryMask {
    const body = ignore ? bodyOf(ignore) : null;
    return {
      ...(body === null ? {} : { ignore: body }),
      ...(layers ? { layers: layerBits(this.collisionLayers, layers) } : {}),
      ...(sensors ? { sensors } : {}),
    };
  }

  #hitOf({ id, point, normal, fraction }: RayHit): QueryHit | null {
    const entity = this.scene.bodies.entityOf(id);
    return entity ? { entity, point, normal, fraction } : null;
  }

  /** Entities of bodies in their stable order. */
  #entitiesOf(bodies: readonly number[]): EntityRecord[] {
    const found = new Set(bodies.flatMap((body) => this.scene.bodies.entityOf(body) ?? []));
    return [...found].sort((a, b) => a.sequence - b.sequence);
  }
}

const bodyOf = (entity: EntityRecord): number | null => (entity as Entity).body;

function touchOf(contact: ContactEvent, other: Entity, isFirst: boolean): Touch {
  const { normal, point, impulse, sensor } = contact;
  return { other, normal: isFirst ? normal : [0 - normal[0], 0 - normal[1]], point, impulse, sensor };
}
