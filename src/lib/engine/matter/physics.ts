/** The physics port on matter-js. */
import { degToRad, type Vec2 } from '../../base/geometry.ts';
import type { JointChange, JointSpec, JointState } from '../physics-joints.ts';
import type {
  BodySpec,
  BodyState,
  ColliderShape,
  ContactEvent,
  PhysicsPicture,
  PhysicsWorld,
  QueryMask,
  RayHit,
} from '../physics.ts';
import { addForce, addImpulse, addTorque, given, readBody, teleport, writeVelocity } from './body-writes.ts';
import { pictureOf } from './picture.ts';
import { idsAt, rayHits, shapeHits } from './queries.ts';
import type { Rigid } from './rigid.ts';
import { stepWorld } from './step.ts';
import { WorldState, type SavedMatter } from './world-state.ts';

/**
 * Steps matter-js by hand: the library's engine would bounce what stands on a falling platform, cannot tell floors from walls,
 * lets fast bodies through and has one kind of joint. Its collision test and its solver for contacts are used.
 */
export class MatterPhysics implements PhysicsWorld {
  readonly #state: WorldState;

  /** @param gravity px/s² */
  constructor(gravity: Vec2 = [0, 0]) {
    this.#state = new WorldState(gravity);
  }

  get gravity(): Vec2 {
    return this.#state.gravity;
  }

  set gravity(gravity: Vec2) {
    const [x, y] = this.#state.gravity;
    if (x !== gravity[0] || y !== gravity[1]) for (const rigid of this.#state.list) rigid.wake();
    this.#state.gravity = gravity;
  }

  get bodyCount(): number {
    return this.#state.list.length;
  }

  add(spec: BodySpec): void {
    if (this.has(spec.id)) throw new RangeError(`body ${spec.id} is there already`);
    this.#insert(this.#state.build(spec), spec);
  }

  replace(spec: BodySpec): void {
    const old = this.#state.find(spec.id);
    const rigid = this.#state.build(spec);
    if (old) this.#state.take(old);
    this.#insert(rigid, spec);
    if (!old) return;
    rigid.grounded = old.grounded;
    this.#state.joints.rebind(old, rigid, (id) => this.#state.find(id) ?? null);
  }

  remove(id: number): void {
    const rigid = this.#state.find(id);
    if (!rigid) return;
    this.#state.joints.forget(rigid);
    this.#state.take(rigid);
    this.#state.contacts.forget(id);
  }

  has(id: number): boolean {
    return this.#state.find(id) !== undefined;
  }

  read(id: number, out: BodyState): boolean {
    const rigid = this.#state.find(id);
    if (rigid) readBody(rigid, this.#state.dt, out);
    return rigid !== undefined;
  }

  /** What is not finite is left as it was; positions and velocities are limited to what can be computed with. */
  write(id: number, state: Readonly<Partial<BodyState>>): void {
    const rigid = this.#state.find(id);
    if (!rigid) return;
    const { x, y, rotation, vx, vy, angularVelocity } = state;
    const moves = given(x) || given(y) || given(rotation);
    if (moves) this.#teleport(rigid, state);
    writeVelocity(rigid, state, this.#state.dt);
    if (moves || given(vx) || given(vy) || given(angularVelocity)) rigid.wake();
  }

  applyForce(id: number, force: Vec2, at?: Vec2): void {
    const rigid = this.#pushable(id);
    if (rigid) addForce(rigid, force, at);
  }

  applyImpulse(id: number, impulse: Vec2, at?: Vec2): void {
    const rigid = this.#pushable(id);
    if (rigid) addImpulse(rigid, impulse, at, this.#state.dt);
  }

  applyTorque(id: number, torque: number): void {
    const rigid = this.#pushable(id);
    if (rigid) addTorque(rigid, torque);
  }

  massOf(id: number): number {
    return this.#pushable(id)?.body.mass ?? 0;
  }

  asleep(id: number): boolean {
    return this.#state.find(id)?.asleep ?? false;
  }

  wake(id: number): void {
    this.#state.find(id)?.wake();
  }

  step(dt: number): void {
    if (dt > 0) stepWorld(this.#state, dt);
  }

  takeContacts(): ContactEvent[] {
    return this.#state.contacts.take();
  }

  contacts(): ContactEvent[] {
    return this.#state.contacts.now(this.#state.dt);
  }

  grounded(id: number): boolean {
    return this.#state.find(id)?.grounded ?? false;
  }

  raycast(from: Vec2, to: Vec2, mask: QueryMask = {}): RayHit | null {
    return this.raycastAll(from, to, mask)[0] ?? null;
  }

  raycastAll(from: Vec2, to: Vec2, mask: QueryMask = {}): RayHit[] {
    return rayHits(this.#state.parts, from, to, mask);
  }

  castShape(
    shape: ColliderShape,
    rotation: number,
    from: Vec2,
    to: Vec2,
    mask: QueryMask = {},
  ): RayHit | null {
    return shapeHits(this.#state.parts, shape, degToRad(rotation), from, to, mask)[0] ?? null;
  }

  overlapping(shape: ColliderShape, at: Vec2, mask: QueryMask = {}): number[] {
    const hits = shapeHits(this.#state.parts, shape, 0, at, at, mask);
    return hits.map(({ id }) => id).sort((a, b) => a - b);
  }

  atPoint(point: Vec2, mask: QueryMask = {}): number[] {
    return idsAt(this.#state.parts, point, mask);
  }

  addJoint(spec: JointSpec): void {
    const { joints } = this.#state;
    if (joints.has(spec.id)) throw new RangeError(`joint ${spec.id} is there already`);
    const a = this.#state.find(spec.a);
    const b = spec.b === null ? null : this.#state.find(spec.b);
    if (!a || b === undefined) throw new RangeError(`a body of joint ${spec.id} is not there`);
    joints.add(spec, a, b);
  }

  removeJoint(id: number): void {
    this.#state.joints.remove(id);
  }

  setJoint(id: number, change: JointChange): void {
    this.#state.joints.change(id, change);
  }

  readJoint(id: number): JointState | null {
    return this.#state.joints.read(id, this.#state.dt);
  }

  picture(): PhysicsPicture {
    const joints = this.#state.joints.ids().map((id) => this.readJoint(id)!);
    return pictureOf(this.#state.list, this.#state.dt, this.contacts(), joints);
  }

  save(): SavedMatter {
    return this.#state.save();
  }

  restore(saved: SavedMatter): void {
    this.#state.restore(saved);
  }

  dispose(): void {
    for (const { id } of this.#state.list) this.remove(id);
    this.takeContacts();
  }

  #insert(rigid: Rigid, spec: BodySpec): void {
    this.#state.insert(rigid);
    this.write(rigid.id, spec);
  }

  #pushable(id: number): Rigid | undefined {
    const rigid = this.#state.find(id);
    return rigid?.dynamic ? rigid : undefined;
  }

  #teleport(rigid: Rigid, state: Readonly<Partial<BodyState>>): void {
    teleport(rigid, state);
    if (rigid.type === 'static') this.#state.parts.shift();
    // What leaned on it may fall now.
    for (const { a, b } of this.#state.pairs.list)
      if (a.rigid === rigid) b.rigid.wake();
      else if (b.rigid === rigid) a.rigid.wake();
  }
}
