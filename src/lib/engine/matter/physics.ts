/** The physics port on matter-js. */
import { degToRad, radToDeg, type Vec2 } from '../../base/geometry.ts';
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
  SavedPhysics,
} from '../physics.ts';
import { findBounces, separate, strikeOf } from './bounce.ts';
import { Broadphase, type SavedBroadphase } from './broadphase.ts';
import { carryRiders, findSupport, limit } from './carry.ts';
import { collide } from './circles.ts';
import { restoreContacts, saveContacts, type SavedContacts } from './contact-state.ts';
import { ContactLog } from './contacts.ts';
import { judgeCollisions } from './faces.ts';
import { Joints, type SavedJoints } from './joints.ts';
import { matter } from './library.ts';
import { Touches } from './mend.ts';
import { accelerate, advance, postSolvePosition } from './motion.ts';
import { Pairs, type ContactPair, type Touching } from './pairs.ts';
import { pictureOf } from './picture.ts';
import { idsAt, rayHits, shapeHits } from './queries.ts';
import { Rigid, setVelocity } from './rigid.ts';
import { restoreRigids, saveRigids, type SavedRigids } from './rigid-state.ts';
import { ContactSolver } from './solver.ts';
import { fallAsleep, wakeTouched } from './sleep.ts';
import { stopFast } from './sweep.ts';

// Enough for stacks of crates to stand still. Changing them changes every golden replay.
const POSITION_ITERATIONS = 6;
const VELOCITY_ITERATIONS = 5;
/** The same after blows that would tear joints apart, and how fast their ends then part at least, px per step. */
const MOST_ITERATIONS = 40;
const PARTING = 0.1;
/** Limits that keep every state finite, in px and px/s (or degrees/s). */
const FAR = 1e8;
const FAST = 1e5;
/** The most that forces, impulses and torques may be: beyond it, arithmetic drowns. */
const STRONG = 1e12;

/** A state of a {@link MatterPhysics}. */
interface SavedMatter extends SavedPhysics {
  readonly list: readonly Rigid[];
  readonly rigids: SavedRigids;
  readonly parts: SavedBroadphase;
  readonly contacts: SavedContacts;
  readonly joints: SavedJoints;
  readonly gravity: Vec2;
  readonly lastPart: number;
  readonly steps: number;
  readonly dt: number;
}

/**
 * Steps matter-js by hand: the library's engine would bounce what stands on a falling platform, cannot tell floors from walls,
 * lets fast bodies through and has one kind of joint. Its collision test and its solver for contacts are used.
 */
export class MatterPhysics implements PhysicsWorld {
  #gravity: Vec2;
  readonly #rigids = new Map<number, Rigid>();
  /** The same, for the loops of a step. Never changed but replaced: saved states share it. */
  #list: readonly Rigid[] = [];
  readonly #parts = new Broadphase();
  readonly #pairs = new Pairs();
  readonly #joints = new Joints();
  readonly #contacts = new ContactLog();
  #lastPart = 0;
  #steps = 0;
  /** Seconds of the last step, which velocities refer to. */
  #dt = 1 / 60;

  /** @param gravity px/s² */
  constructor(gravity: Vec2 = [0, 0]) {
    this.#gravity = gravity;
  }

  get gravity(): Vec2 {
    return this.#gravity;
  }

  set gravity(gravity: Vec2) {
    const [x, y] = this.#gravity;
    if (x !== gravity[0] || y !== gravity[1]) for (const rigid of this.#list) rigid.wake();
    this.#gravity = gravity;
  }

  get bodyCount(): number {
    return this.#rigids.size;
  }

  add(spec: BodySpec): void {
    if (this.#rigids.has(spec.id)) throw new RangeError(`body ${spec.id} is there already`);
    this.#insert(this.#build(spec), spec);
  }

  replace(spec: BodySpec): void {
    const old = this.#rigids.get(spec.id);
    const rigid = this.#build(spec);
    if (old) this.#take(old);
    this.#insert(rigid, spec);
    if (!old) return;
    rigid.grounded = old.grounded;
    this.#joints.rebind(old, rigid, (id) => this.#rigids.get(id) ?? null);
  }

  remove(id: number): void {
    const rigid = this.#rigids.get(id);
    if (!rigid) return;
    this.#joints.forget(rigid);
    this.#take(rigid);
    this.#contacts.forget(id);
  }

  has(id: number): boolean {
    return this.#rigids.has(id);
  }

  read(id: number, out: BodyState): boolean {
    const rigid = this.#rigids.get(id);
    if (!rigid) return false;
    const { body, drive } = rigid;
    const { x, y } = rigid.centre;
    const centre = x === 0 && y === 0 ? rigid.centre : rigid.turned(rigid.centre);
    out.x = body.position.x + centre.x;
    out.y = body.position.y + centre.y;
    out.rotation = radToDeg(body.angle);
    if (rigid.dynamic) {
      out.vx = body.velocity.x / this.#dt;
      out.vy = body.velocity.y / this.#dt;
      out.angularVelocity = radToDeg(body.angularVelocity / this.#dt);
    } else {
      out.vx = drive.x;
      out.vy = drive.y;
      out.angularVelocity = radToDeg(drive.turn);
    }
    return true;
  }

  /** What is not finite is left as it was; positions and velocities are limited to what can be computed with. */
  write(id: number, state: Readonly<Partial<BodyState>>): void {
    const rigid = this.#rigids.get(id);
    if (!rigid) return;
    const { x, y, rotation, vx, vy, angularVelocity } = state;
    const moves = given(x) || given(y) || given(rotation);
    if (moves) this.#teleport(rigid, x, y, rotation);
    this.#writeVelocity(rigid, state);
    if (moves || given(vx) || given(vy) || given(angularVelocity)) rigid.wake();
  }

  applyForce(id: number, force: Vec2, at?: Vec2): void {
    const rigid = this.#pushable(id);
    if (!rigid || !force.every(Number.isFinite)) return;
    const [x, y] = [limit(force[0], STRONG), limit(force[1], STRONG)];
    rigid.force.x += x;
    rigid.force.y += y;
    if (at?.every(Number.isFinite)) rigid.torque += leverOf(rigid, at, x, y);
    rigid.wake();
  }

  applyImpulse(id: number, impulse: Vec2, at?: Vec2): void {
    const rigid = this.#pushable(id);
    if (!rigid || !impulse.every(Number.isFinite)) return;
    const { body } = rigid;
    const most = FAST * this.#dt;
    const [x, y] = [limit(impulse[0], STRONG) * this.#dt, limit(impulse[1], STRONG) * this.#dt];
    const vx = limit(body.velocity.x + x * body.inverseMass, most);
    setVelocity(body, vx, limit(body.velocity.y + y * body.inverseMass, most));
    if (at?.every(Number.isFinite))
      this.#spin(rigid, body.angularVelocity + leverOf(rigid, at, x, y) * body.inverseInertia);
    rigid.wake();
  }

  applyTorque(id: number, torque: number): void {
    const rigid = this.#pushable(id);
    if (!rigid || !Number.isFinite(torque)) return;
    rigid.torque += limit(torque, STRONG);
    rigid.wake();
  }

  massOf(id: number): number {
    return this.#pushable(id)?.body.mass ?? 0;
  }

  asleep(id: number): boolean {
    return this.#rigids.get(id)?.asleep ?? false;
  }

  wake(id: number): void {
    this.#rigids.get(id)?.wake();
  }

  step(dt: number): void {
    if (!(dt > 0)) return;
    const rigids = this.#list;
    const upwards = this.#upwards();
    this.#joints.wake();
    accelerate(rigids, this.#gravity, dt, this.#dt);
    this.#dt = dt;
    this.#joints.predict(dt);
    advance(rigids);
    carryRiders(rigids, dt);
    this.#joints.correct();
    const crossings = stopFast(rigids, this.#parts, this.#joints, upwards);
    const solid = this.#collide(upwards);
    const strikes = strikesOf(solid);
    const bounces = findBounces(solid, this.#gravity, dt);
    this.#solve(rigids, solid, dt);
    for (const bounce of bounces) separate(bounce);
    findSupport(rigids, this.#pairs.list, upwards, dt);
    this.#contacts.update(this.#pairs.list, strikes, crossings, dt);
    for (const rigid of rigids) rigid.moved = false;
    fallAsleep(rigids, this.#pairs.list, this.#joints.ties, dt);
  }

  takeContacts(): ContactEvent[] {
    return this.#contacts.take();
  }

  contacts(): ContactEvent[] {
    return this.#contacts.now(this.#dt);
  }

  grounded(id: number): boolean {
    return this.#rigids.get(id)?.grounded ?? false;
  }

  raycast(from: Vec2, to: Vec2, mask: QueryMask = {}): RayHit | null {
    return this.raycastAll(from, to, mask)[0] ?? null;
  }

  raycastAll(from: Vec2, to: Vec2, mask: QueryMask = {}): RayHit[] {
    return rayHits(this.#parts, from, to, mask);
  }

  castShape(
    shape: ColliderShape,
    rotation: number,
    from: Vec2,
    to: Vec2,
    mask: QueryMask = {},
  ): RayHit | null {
    return shapeHits(this.#parts, shape, degToRad(rotation), from, to, mask)[0] ?? null;
  }

  overlapping(shape: ColliderShape, at: Vec2, mask: QueryMask = {}): number[] {
    const hits = shapeHits(this.#parts, shape, 0, at, at, mask);
    return hits.map(({ id }) => id).sort((a, b) => a - b);
  }

  atPoint(point: Vec2, mask: QueryMask = {}): number[] {
    return idsAt(this.#parts, point, mask);
  }

  addJoint(spec: JointSpec): void {
    if (this.#joints.has(spec.id)) throw new RangeError(`joint ${spec.id} is there already`);
    const a = this.#rigids.get(spec.a);
    const b = spec.b === null ? null : this.#rigids.get(spec.b);
    if (!a || b === undefined) throw new RangeError(`a body of joint ${spec.id} is not there`);
    this.#joints.add(spec, a, b);
  }

  removeJoint(id: number): void {
    this.#joints.remove(id);
  }

  setJoint(id: number, change: JointChange): void {
    this.#joints.change(id, change);
  }

  readJoint(id: number): JointState | null {
    return this.#joints.read(id, this.#dt);
  }

  picture(): PhysicsPicture {
    const joints = this.#joints.ids().map((id) => this.readJoint(id)!);
    return pictureOf(this.#list, this.#dt, this.contacts(), joints);
  }

  save(): SavedMatter {
    const contacts = saveContacts(this.#pairs, this.#contacts);
    const joints = this.#joints.save();
    // Old shapes of bodies, which contacts still know.
    const gone = new Set(contacts.parts.slice(2 * contacts.listed).map(({ rigid }) => rigid));
    for (const rigid of this.#list) gone.delete(rigid);
    const rigids = saveRigids(gone.size > 0 ? [...this.#list, ...gone] : this.#list);
    return {
      list: this.#list,
      rigids,
      parts: this.#parts.save(),
      contacts,
      joints,
      gravity: [...this.#gravity],
      lastPart: this.#lastPart,
      steps: this.#steps,
      dt: this.#dt,
      bytes: bytesOf(rigids, contacts, joints),
    };
  }

  restore(saved: SavedMatter): void {
    if (this.#list !== saved.list) {
      this.#list = saved.list;
      this.#rigids.clear();
      for (const rigid of saved.list) this.#rigids.set(rigid.id, rigid);
    }
    restoreRigids(saved.rigids);
    this.#parts.restore(saved.parts);
    restoreContacts(this.#pairs, this.#contacts, saved.contacts);
    this.#joints.restore(saved.joints);
    this.#gravity = saved.gravity;
    this.#lastPart = saved.lastPart;
    this.#steps = saved.steps;
    this.#dt = saved.dt;
  }

  dispose(): void {
    for (const id of [...this.#rigids.keys()]) this.remove(id);
    this.#contacts.take();
  }

  #build(spec: BodySpec): Rigid {
    return new Rigid(spec, () => ++this.#lastPart);
  }

  #insert(rigid: Rigid, spec: BodySpec): void {
    this.#rigids.set(rigid.id, rigid);
    this.#list = [...this.#list, rigid];
    this.#parts.add(rigid);
    this.write(rigid.id, spec);
  }

  /** Takes a body out; what it touched wakes. */
  #take(rigid: Rigid): void {
    this.#rigids.delete(rigid.id);
    this.#list = this.#list.filter((other) => other !== rigid);
    this.#parts.remove(rigid);
    for (const other of this.#list) if (other.ride === rigid) other.ride = null;
    for (const other of this.#pairs.forget(rigid)) other.wake();
  }

  #pushable(id: number): Rigid | undefined {
    const rigid = this.#rigids.get(id);
    return rigid?.dynamic ? rigid : undefined;
  }

  #teleport(rigid: Rigid, x?: number, y?: number, rotation?: number): void {
    const { body } = rigid;
    const before = rigid.turned(rigid.centre);
    const centreX = given(x) ? limit(x, FAR) : body.position.x + before.x;
    const centreY = given(y) ? limit(y, FAR) : body.position.y + before.y;
    const angle = given(rotation) ? degToRad(limit(rotation, FAR)) : body.angle;
    const after = rigid.turnedBy(rigid.centre, angle);
    rigid.put(centreX - after.x, centreY - after.y, angle);
    body.positionImpulse.x = 0;
    body.positionImpulse.y = 0;
    rigid.ride = null;
    rigid.moved = true;
    if (rigid.type === 'static') this.#parts.shift();
    // What leaned on it may fall now.
    for (const { a, b } of this.#pairs.list)
      if (a.rigid === rigid) b.rigid.wake();
      else if (b.rigid === rigid) a.rigid.wake();
  }

  #writeVelocity(rigid: Rigid, { vx, vy, angularVelocity }: Readonly<Partial<BodyState>>): void {
    const { body, drive } = rigid;
    if (!rigid.dynamic) {
      if (given(vx)) drive.x = limit(vx, FAST);
      if (given(vy)) drive.y = limit(vy, FAST);
      if (given(angularVelocity)) drive.turn = degToRad(limit(angularVelocity, FAST));
      return;
    }
    const seconds = this.#dt;
    if (given(vx)) setVelocity(body, limit(vx, FAST) * seconds, body.velocity.y);
    if (given(vy)) setVelocity(body, body.velocity.x, limit(vy, FAST) * seconds);
    if (given(angularVelocity)) this.#spin(rigid, degToRad(angularVelocity) * seconds);
  }

  /** Sets the spin in radians per step. */
  #spin({ body, fixedRotation }: Rigid, spin: number): void {
    if (fixedRotation) return;
    body.angularVelocity = limit(spin, degToRad(FAST) * this.#dt);
    body.anglePrev = body.angle - body.angularVelocity;
  }

  /** Finds what touches; returns the pairs that have to be solved. */
  #collide(upwards: number): ContactPair[] {
    const found: Touching[] = [];
    this.#parts.pairs((p, q) => {
      if ((p.collider.meets & q.collider.layer) === 0 || (q.collider.meets & p.collider.layer) === 0) return;
      if (this.#joints.apart(p.rigid, q.rigid)) return;
      const collision = collide(p, q);
      if (collision)
        found.push(p.body === collision.bodyA ? { collision, a: p, b: q } : { collision, a: q, b: p });
    });
    this.#pairs.update(judgeCollisions(found, upwards), ++this.#steps);
    wakeTouched(this.#pairs.list);
    return this.#pairs.list.filter(({ isSensor, a, b }) => !isSensor && (a.rigid.active || b.rigid.active));
  }

  #solve(rigids: readonly Rigid[], pairs: readonly ContactPair[], dt: number): void {
    const delta = dt * 1000;
    const { Resolver } = matter;
    const touches = this.#joints.active ? new Touches(pairs) : null;
    Resolver.preSolvePosition(pairs);
    for (let i = 0; i < POSITION_ITERATIONS; i++) Resolver.solvePosition(pairs, delta, 1);
    postSolvePosition(rigids);
    if (touches) this.#joints.mend(touches);
    this.#joints.warm();
    const contacts = new ContactSolver(pairs);
    let parting = 0;
    for (let i = 0; i < VELOCITY_ITERATIONS || (parting > PARTING && i < MOST_ITERATIONS); i++) {
      parting = this.#joints.solve();
      contacts.solve();
    }
  }

  /** The sign of y that points against gravity. */
  #upwards(): number {
    return this.#gravity[1] < 0 ? 1 : -1;
  }
}

/** What a saved state holds of its own; bodies and lists are shared with the world. */
function bytesOf({ numbers }: SavedRigids, contacts: SavedContacts, joints: SavedJoints): number {
  const { reals, counts, records, strikes, parts, points, events } = contacts;
  const arrays = [numbers, reals, counts, records, strikes, joints.numbers];
  const references = parts.length + points.length + 3 * joints.list.length;
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 8 * references + 200 * events.length);
}

const given = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

/** The torque of a push at a point of the scene. */
function leverOf({ body: { position } }: Rigid, [x, y]: Vec2, forceX: number, forceY: number): number {
  return limit((x - position.x) * forceY - (y - position.y) * forceX, STRONG);
}

/** How hard the pairs have struck that began in this step. */
function strikesOf(pairs: readonly ContactPair[]): Map<ContactPair, number> {
  const strikes = new Map<ContactPair, number>();
  for (const pair of pairs) if (!pair.contact) strikes.set(pair, strikeOf(pair));
  return strikes;
}
