/** The physics port on matter-js. */
import { degToRad, radToDeg, type Vec2 } from '../base/geometry.ts';
import { cos, sin } from '../base/maths.ts';
import { ContactLog } from './matter-contacts.ts';
import { boxOf, judgeCollisions } from './matter-faces.ts';
import {
  matter,
  type MatterBody,
  type MatterCollision,
  type MatterPair,
  type Point,
} from './matter-library.ts';
import { enterConvex } from './matter-rays.ts';
import { buildBody, type PartTraits } from './matter-shapes.ts';
import type { BodySpec, BodyState, BodyType, ContactEvent, PhysicsWorld, RayHit } from './physics.ts';

// Two more each than the library's defaults: stacks of crates stand still. Changing them changes every golden replay.
const POSITION_ITERATIONS = 8;
const VELOCITY_ITERATIONS = 6;
/** Contacts steeper than 60° are walls, the rest is floor. */
const FLOOR = 0.5;
/** Slower impacts, in px per step, do not bounce but come to rest. */
const MIN_IMPACT = 1;
/** Limits that keep every state finite, in px and px/s (or degrees/s). */
const FAR = 1e8;
const FAST = 1e5;

interface Entry {
  readonly id: number;
  readonly type: BodyType;
  readonly body: MatterBody;
  /** The entity's centre seen from the centre of mass, unturned. */
  readonly centre: Point;
  readonly fixedRotation: boolean;
  readonly gravityScale: number;
  /** What a kinematic body moves with, px/s and radians/s. */
  readonly drive: { x: number; y: number; turn: number };
  /** The kinematic body it stands on, directly or through others. Its velocity is then relative to it. */
  ride: Entry | null;
  /** How far `ride` took it in this step. */
  carried: Point;
  grounded: boolean;
}

/**
 * Steps matter-js by hand: the library's engine would bounce what stands on a falling platform, and cannot tell
 * floors from walls. A body that stands on a kinematic one moves with it; its velocity is read and written relative
 * to what carries it, so that a hero who does not run does not slide off. Leaving it, by a jump or over the edge,
 * the body keeps the platform's sideways and upward velocity.
 */
export class MatterPhysics implements PhysicsWorld {
  gravity: Vec2;
  readonly #entries = new Map<number, Entry>();
  readonly #byBody = new Map<MatterBody, Entry>();
  readonly #traits = new Map<MatterBody, PartTraits>();
  readonly #pairs = matter.Pairs.create();
  readonly #detector = matter.Detector.create({ pairs: this.#pairs });
  readonly #contacts = new ContactLog();
  /** The detector's list is out of date. */
  #changed = false;
  #lastPart = 0;
  #steps = 0;

  /** @param gravity px/s² */
  constructor(gravity: Vec2 = [0, 0]) {
    this.gravity = gravity;
  }

  get bodyCount(): number {
    return this.#entries.size;
  }

  add(spec: BodySpec): void {
    if (this.#entries.has(spec.id)) throw new RangeError(`body ${spec.id} is there already`);
    const { body, centre, traits } = buildBody(spec, () => ++this.#lastPart);
    const entry: Entry = {
      id: spec.id,
      type: spec.type,
      body,
      centre,
      fixedRotation: spec.fixedRotation,
      gravityScale: spec.gravityScale,
      drive: { x: 0, y: 0, turn: 0 },
      ride: null,
      carried: { x: 0, y: 0 },
      grounded: false,
    };
    this.#entries.set(spec.id, entry);
    for (const part of body.parts) this.#byBody.set(part, entry);
    for (const [part, each] of traits) this.#traits.set(part, each);
    this.#changed = true;
    this.write(spec.id, spec);
  }

  remove(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const part of entry.body.parts) {
      this.#byBody.delete(part);
      this.#traits.delete(part);
    }
    for (const other of this.#entries.values()) if (other.ride === entry) other.ride = null;
    const pairs = this.#pairs;
    pairs.list = pairs.list.filter((pair) => {
      const { parentA, parentB, bodyA, bodyB } = pair.collision;
      if (parentA !== entry.body && parentB !== entry.body) return true;
      delete pairs.table[pairKey(bodyA, bodyB)];
      return false;
    });
    this.#contacts.forget(id);
    this.#changed = true;
  }

  has(id: number): boolean {
    return this.#entries.has(id);
  }

  read(id: number, out: BodyState): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    const { body, drive } = entry;
    const centre = turned(entry.centre, body.angle);
    out.x = body.position.x + centre.x;
    out.y = body.position.y + centre.y;
    out.rotation = radToDeg(body.angle);
    if (entry.type === 'dynamic') {
      const perSecond = 1000 / body.deltaTime;
      out.vx = body.velocity.x * perSecond;
      out.vy = body.velocity.y * perSecond;
      out.angularVelocity = radToDeg(body.angularVelocity * perSecond);
    } else {
      out.vx = drive.x;
      out.vy = drive.y;
      out.angularVelocity = radToDeg(drive.turn);
    }
    return true;
  }

  /** What is not finite is left as it was; positions and velocities are limited to what can be computed with. */
  write(id: number, state: Readonly<Partial<BodyState>>): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { body } = entry;
    const { x, y, rotation } = state;
    if (given(x) || given(y) || given(rotation)) {
      const before = turned(entry.centre, body.angle);
      const angle = given(rotation) ? degToRad(limit(rotation, FAR)) : body.angle;
      const after = turned(entry.centre, angle);
      const centreX = given(x) ? limit(x, FAR) : body.position.x + before.x;
      const centreY = given(y) ? limit(y, FAR) : body.position.y + before.y;
      if (angle !== body.angle) {
        matter.Body.setAngle(body, angle, false);
        body.angle = angle;
      }
      matter.Body.setPosition(body, { x: centreX - after.x, y: centreY - after.y }, false);
      body.positionImpulse.x = 0;
      body.positionImpulse.y = 0;
      entry.ride = null;
    }
    this.#writeVelocity(entry, state);
  }

  #writeVelocity(entry: Entry, { vx, vy, angularVelocity }: Readonly<Partial<BodyState>>): void {
    const { body, drive } = entry;
    if (entry.type !== 'dynamic') {
      if (given(vx)) drive.x = limit(vx, FAST);
      if (given(vy)) drive.y = limit(vy, FAST);
      if (given(angularVelocity)) drive.turn = degToRad(limit(angularVelocity, FAST));
      return;
    }
    const seconds = body.deltaTime / 1000;
    if (given(vx)) setVelocity(body, limit(vx, FAST) * seconds, body.velocity.y);
    if (given(vy)) setVelocity(body, body.velocity.x, limit(vy, FAST) * seconds);
    if (given(angularVelocity) && !entry.fixedRotation) {
      body.angularVelocity = degToRad(limit(angularVelocity, FAST)) * seconds;
      body.anglePrev = body.angle - body.angularVelocity;
    }
  }

  step(dt: number): void {
    if (!(dt > 0)) return;
    const entries = [...this.#entries.values()];
    this.#detectorBodies(entries);
    this.#integrate(entries, dt);
    this.#moveKinematic(entries, dt);
    this.#carryRiders(entries, dt);
    const pairs = this.#collide(entries);
    const bounces = this.#findBounces(pairs, dt);
    this.#solve(entries, pairs, dt);
    for (const bounce of bounces) separate(bounce);
    this.#findSupport(entries, pairs, dt);
    this.#logContacts(pairs);
  }

  takeContacts(): ContactEvent[] {
    return this.#contacts.take();
  }

  grounded(id: number): boolean {
    return this.#entries.get(id)?.grounded ?? false;
  }

  raycast(from: Vec2, to: Vec2, ignore?: number): RayHit | null {
    let best: RayHit | null = null;
    const x0 = Math.min(from[0], to[0]);
    const x1 = Math.max(from[0], to[0]);
    const y0 = Math.min(from[1], to[1]);
    const y1 = Math.max(from[1], to[1]);
    for (const entry of this.#entries.values()) {
      if (entry.id === ignore) continue;
      for (const part of convexParts(entry.body)) {
        const { min, max } = part.bounds;
        if (part.isSensor || min.x > x1 || max.x < x0 || min.y > y1 || max.y < y0) continue;
        const hit = enterConvex(from, to, part.vertices);
        if (!hit || (best && hit.fraction >= best.fraction)) continue;
        const { fraction, normal } = hit;
        const point: Vec2 = [from[0] + (to[0] - from[0]) * fraction, from[1] + (to[1] - from[1]) * fraction];
        best = { id: entry.id, point, normal, fraction };
      }
    }
    return best;
  }

  inRect(x: number, y: number, width: number, height: number): number[] {
    const found: number[] = [];
    for (const { id, body } of this.#entries.values()) {
      const meets = convexParts(body).some((part) => {
        const box = boxOf(part);
        return box.x0 <= x + width && box.x1 >= x && box.y0 <= y + height && box.y1 >= y;
      });
      if (meets) found.push(id);
    }
    return found.sort((a, b) => a - b);
  }

  dispose(): void {
    for (const id of [...this.#entries.keys()]) this.remove(id);
    this.#contacts.take();
  }

  #detectorBodies(entries: readonly Entry[]): void {
    if (!this.#changed) return;
    this.#changed = false;
    // Sorted by id before the detector sorts by place, so that equal places keep a known order.
    const bodies = entries.map(({ body }) => body).sort((a, b) => a.id - b.id);
    matter.Detector.setBodies(this.#detector, bodies);
  }

  #integrate(entries: readonly Entry[], dt: number): void {
    for (const { type, body, gravityScale } of entries) {
      if (type !== 'dynamic') continue;
      // The library counts in px per ms².
      body.force.x = body.mass * this.gravity[0] * gravityScale * 1e-6;
      body.force.y = body.mass * this.gravity[1] * gravityScale * 1e-6;
      matter.Body.update(body, dt * 1000);
      body.force.x = 0;
      body.force.y = 0;
    }
  }

  #moveKinematic(entries: readonly Entry[], dt: number): void {
    for (const { type, body, drive } of entries) {
      if (type === 'dynamic') continue;
      const moves = type === 'kinematic';
      const x = moves ? drive.x * dt : 0;
      const y = moves ? drive.y * dt : 0;
      const turn = moves ? drive.turn * dt : 0;
      if (turn !== 0) matter.Body.setAngle(body, body.angle + turn, true);
      if (x !== 0 || y !== 0)
        matter.Body.setPosition(body, { x: body.position.x + x, y: body.position.y + y }, true);
      // The solver takes the difference for the velocity of its surface.
      body.positionPrev.x = body.position.x - x;
      body.positionPrev.y = body.position.y - y;
      body.anglePrev = body.angle - turn;
    }
  }

  #carryRiders(entries: readonly Entry[], dt: number): void {
    for (const entry of entries) {
      const { body, ride, carried } = entry;
      carried.x = 0;
      carried.y = 0;
      if (!ride) continue;
      Object.assign(carried, pull(ride, body.position, dt));
      if (carried.x === 0 && carried.y === 0) continue;
      const { x, y } = body.positionPrev;
      matter.Body.setPosition(
        body,
        { x: body.position.x + carried.x, y: body.position.y + carried.y },
        false,
      );
      body.positionPrev.x = x;
      body.positionPrev.y = y;
    }
  }

  /** Finds collisions and gives each pair its friction and bounce. */
  #collide(entries: readonly Entry[]): MatterPair[] {
    // The detector skips pairs of static bodies, but a lift that touches a switch is news.
    for (const { type, body } of entries) if (type === 'kinematic') body.isStatic = false;
    const collisions = matter.Detector.collisions(this.#detector);
    for (const { type, body } of entries) if (type === 'kinematic') body.isStatic = true;
    const judged = judgeCollisions(
      collisions,
      (part) => this.#traits.get(part)?.oneWay ?? false,
      (body) => this.#byBody.get(body)?.fixedRotation ?? false,
      this.#upwards(),
    );
    matter.Pairs.update(this.#pairs, judged, ++this.#steps);
    for (const pair of this.#pairs.list) this.#tunePair(pair);
    return this.#pairs.list;
  }

  #tunePair(pair: MatterPair): void {
    const { bodyA, bodyB, parentA, parentB, normal } = pair.collision;
    const a = this.#traits.get(bodyA);
    const b = this.#traits.get(bodyB);
    // Two that cannot be pushed: nothing to solve, the library would divide by zero.
    pair.isSensor = bodyA.isSensor || bodyB.isSensor || (parentA.isStatic && parentB.isStatic);
    pair.friction = Math.min(a?.friction ?? 0, b?.friction ?? 0);
    // The library loses most of a bounce where two corners hit at once: see findBounces.
    pair.restitution = 0;
    const isWall = Math.abs(normal.y) < FLOOR;
    const characters = this.#byBody.get(parentA)?.fixedRotation || this.#byBody.get(parentB)?.fixedRotation;
    // A hero who runs against a wall must not hang on it.
    if (isWall && characters) {
      pair.friction = 0;
      pair.frictionStatic = 0;
    }
  }

  /** The impacts of this step that bounce, and how fast each will part. */
  #findBounces(pairs: readonly MatterPair[], dt: number): Bounce[] {
    const bounces: Bounce[] = [];
    for (const { collision, isActive, isSensor } of pairs) {
      const { bodyA, bodyB, normal, depth } = collision;
      const a = this.#traits.get(bodyA)?.restitution ?? 0;
      const b = this.#traits.get(bodyB)?.restitution ?? 0;
      const restitution = Math.max(a, b);
      if (!isActive || isSensor || restitution === 0) continue;
      const approach = -partingSpeed(collision);
      if (approach < MIN_IMPACT) continue;
      // What gravity added below the surface, or a perfect bounce would climb higher each time.
      const pull = Math.abs(this.gravity[0] * normal.x + this.gravity[1] * normal.y) * dt * dt;
      const speed = restitution * Math.sqrt(Math.max(0, approach * approach - 2 * pull * depth));
      bounces.push({ collision, speed });
    }
    return bounces;
  }

  #solve(entries: readonly Entry[], pairs: MatterPair[], dt: number): void {
    const delta = dt * 1000;
    const bodies = entries.map(({ body }) => body);
    const { Resolver } = matter;
    Resolver.preSolvePosition(pairs);
    for (let i = 0; i < POSITION_ITERATIONS; i++) Resolver.solvePosition(pairs, delta, 1);
    Resolver.postSolvePosition(bodies);
    Resolver.preSolveVelocity(pairs);
    for (let i = 0; i < VELOCITY_ITERATIONS; i++) Resolver.solveVelocity(pairs, delta);
  }

  /** Who stands on what: sets `grounded` and `ride`, and turns velocities into the frame of what carries. */
  #findSupport(entries: readonly Entry[], pairs: readonly MatterPair[], dt: number): void {
    const onTop = new Map<Entry, Entry[]>();
    for (const entry of entries) entry.grounded = false;
    for (const { collision, isActive, isSensor } of pairs) {
      if (!isActive || isSensor) continue;
      const up = collision.normal.y * this.#upwards();
      if (Math.abs(up) < FLOOR) continue;
      const a = this.#byBody.get(collision.bodyA)!;
      const b = this.#byBody.get(collision.bodyB)!;
      const [above, below] = up > 0 ? [a, b] : [b, a];
      above.grounded = true;
      const list = onTop.get(below);
      if (list) list.push(above);
      else onTop.set(below, [above]);
    }
    const rides = new Map<Entry, Entry>();
    const visit = (below: Entry, carrier: Entry) => {
      for (const above of onTop.get(below) ?? []) {
        if (above.type !== 'dynamic' || rides.has(above)) continue;
        rides.set(above, carrier);
        visit(above, carrier);
      }
    };
    for (const entry of entries) if (entry.type === 'kinematic') visit(entry, entry);
    for (const entry of entries)
      if (entry.type === 'dynamic') this.#settle(entry, rides.get(entry) ?? null, dt);
  }

  #settle(entry: Entry, ride: Entry | null, dt: number): void {
    const { body, carried } = entry;
    let x = body.position.x - body.positionPrev.x;
    let y = body.position.y - body.positionPrev.y;
    if (ride && ride === entry.ride) {
      x -= carried.x;
      y -= carried.y;
    } else if (ride) {
      const { x: dx, y: dy } = pull(ride, body.position, dt);
      x -= dx;
      y -= dy;
    } else if (entry.ride && carried.y * this.#upwards() < 0) {
      // Off a platform that sinks: a jump must not be weaker for it.
      y -= carried.y;
    }
    entry.ride = ride;
    const most = FAST * dt;
    setVelocity(body, limit(x, most), limit(y, most));
    body.angularVelocity = limit(body.angle - body.anglePrev, degToRad(FAST) * dt);
    body.anglePrev = body.angle - body.angularVelocity;
  }

  #logContacts(pairs: readonly MatterPair[]): void {
    this.#contacts.begin();
    for (const pair of pairs) {
      if (!pair.isActive) continue;
      const { bodyA, bodyB } = pair.collision;
      this.#contacts.touch(pair, this.#byBody.get(bodyA)!.id, this.#byBody.get(bodyB)!.id);
    }
    this.#contacts.finish();
  }

  /** The sign of y that points against gravity. */
  #upwards(): number {
    return this.gravity[1] < 0 ? 1 : -1;
  }
}

interface Bounce {
  collision: MatterCollision;
  /** px per step, along the normal. */
  speed: number;
}

/** How fast the centres of two colliding bodies part along the normal, px per step; negative while they approach. */
function partingSpeed({ parentA, parentB, normal }: MatterCollision): number {
  const x = parentA.position.x - parentA.positionPrev.x - (parentB.position.x - parentB.positionPrev.x);
  const y = parentA.position.y - parentA.positionPrev.y - (parentB.position.y - parentB.positionPrev.y);
  return x * normal.x + y * normal.y;
}

/** Makes two bodies part at least as fast as their bounce demands, by an impulse through their centres. */
function separate({ collision, speed }: Bounce): void {
  const { parentA, parentB, normal } = collision;
  const missing = speed - partingSpeed(collision);
  const inverse = parentA.inverseMass + parentB.inverseMass;
  if (missing <= 0 || inverse === 0) return;
  for (const [body, sign] of [
    [parentA, -1],
    [parentB, 1],
  ] as const) {
    if (body.isStatic) continue;
    const share = (sign * missing * body.inverseMass) / inverse;
    body.positionPrev.x += normal.x * share;
    body.positionPrev.y += normal.y * share;
  }
}

const given = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);
const limit = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** The key under which the library files a pair. */
const pairKey = (a: MatterBody, b: MatterBody): string =>
  `${Math.min(a.id, b.id).toString(36)}:${Math.max(a.id, b.id).toString(36)}`;

function turned({ x, y }: Point, angle: number): Point {
  if (angle === 0 || (x === 0 && y === 0)) return { x, y };
  const c = cos(angle);
  const s = sin(angle);
  return { x: x * c - y * s, y: x * s + y * c };
}

/** Sets the velocity of a dynamic body in px per step; the library keeps it as a difference of places. */
function setVelocity(body: MatterBody, x: number, y: number): void {
  body.velocity.x = x;
  body.velocity.y = y;
  body.positionPrev.x = body.position.x - x;
  body.positionPrev.y = body.position.y - y;
}

/** The parts that collide: a compound stands first in its own list. */
const convexParts = (body: MatterBody): MatterBody[] =>
  body.parts.length > 1 ? body.parts.slice(1) : body.parts;

/** How far a kinematic body took a point along in the step that it has just made. */
function pull({ body, drive, type }: Entry, point: Point, dt: number): Point {
  if (type !== 'kinematic') return { x: 0, y: 0 };
  const x = drive.x * dt;
  const y = drive.y * dt;
  const angle = drive.turn * dt;
  if (angle === 0) return { x, y };
  const before = { x: point.x - body.positionPrev.x, y: point.y - body.positionPrev.y };
  const after = turned(before, angle);
  return { x: x + after.x - before.x, y: y + after.y - before.y };
}
