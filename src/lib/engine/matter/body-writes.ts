/** What is read and written of bodies between steps. Velocities of bodies refer to the last step, of `dt` seconds. */
import { degToRad, radToDeg, type Vec2 } from '../../base/geometry.ts';
import type { BodyState } from '../physics.ts';
import { limit } from './carry.ts';
import { setVelocity, type Rigid } from './rigid.ts';

/** Limits that keep every state finite, in px and px/s (or degrees/s). */
const FAR = 1e8;
const FAST = 1e5;
/** The most that forces, impulses and torques may be: beyond it, arithmetic drowns. */
const STRONG = 1e12;

export const given = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value);

/** Where a body is and how it moves. */
export function readBody(rigid: Rigid, dt: number, out: BodyState): void {
  const { body, drive } = rigid;
  const { x, y } = rigid.centre;
  const centre = x === 0 && y === 0 ? rigid.centre : rigid.turned(rigid.centre);
  out.x = body.position.x + centre.x;
  out.y = body.position.y + centre.y;
  out.rotation = radToDeg(body.angle);
  if (rigid.dynamic) {
    out.vx = body.velocity.x / dt;
    out.vy = body.velocity.y / dt;
    out.angularVelocity = radToDeg(body.angularVelocity / dt);
  } else {
    out.vx = drive.x;
    out.vy = drive.y;
    out.angularVelocity = radToDeg(drive.turn);
  }
}

/** Puts a body elsewhere; what is not given stays as it is. */
export function teleport(rigid: Rigid, { x, y, rotation }: Readonly<Partial<BodyState>>): void {
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
}

/** Replaces the velocities that are given. */
export function writeVelocity(rigid: Rigid, state: Readonly<Partial<BodyState>>, dt: number): void {
  const { vx, vy, angularVelocity } = state;
  const { body, drive } = rigid;
  if (!rigid.dynamic) {
    if (given(vx)) drive.x = limit(vx, FAST);
    if (given(vy)) drive.y = limit(vy, FAST);
    if (given(angularVelocity)) drive.turn = degToRad(limit(angularVelocity, FAST));
    return;
  }
  if (given(vx)) setVelocity(body, limit(vx, FAST) * dt, body.velocity.y);
  if (given(vy)) setVelocity(body, body.velocity.x, limit(vy, FAST) * dt);
  if (given(angularVelocity)) spin(rigid, degToRad(angularVelocity) * dt, dt);
}

/** Pushes during the next step, at a point of the scene or at the centre of mass. */
export function addForce(rigid: Rigid, force: Vec2, at: Vec2 | undefined): void {
  if (!force.every(Number.isFinite)) return;
  const [x, y] = [limit(force[0], STRONG), limit(force[1], STRONG)];
  rigid.force.x += x;
  rigid.force.y += y;
  if (at?.every(Number.isFinite)) rigid.torque += leverOf(rigid, at, x, y);
  rigid.wake();
}

/** Turns during the next step. */
export function addTorque(rigid: Rigid, torque: number): void {
  if (!Number.isFinite(torque)) return;
  rigid.torque += limit(torque, STRONG);
  rigid.wake();
}

/** Changes the velocity at once. */
export function addImpulse(rigid: Rigid, impulse: Vec2, at: Vec2 | undefined, dt: number): void {
  if (!impulse.every(Number.isFinite)) return;
  const { body } = rigid;
  const most = FAST * dt;
  const [x, y] = [limit(impulse[0], STRONG) * dt, limit(impulse[1], STRONG) * dt];
  const vx = limit(body.velocity.x + x * body.inverseMass, most);
  setVelocity(body, vx, limit(body.velocity.y + y * body.inverseMass, most));
  if (at?.every(Number.isFinite))
    spin(rigid, body.angularVelocity + leverOf(rigid, at, x, y) * body.inverseInertia, dt);
  rigid.wake();
}

/** Sets the spin in radians per step. */
function spin({ body, fixedRotation }: Rigid, turn: number, dt: number): void {
  if (fixedRotation) return;
  body.angularVelocity = limit(turn, degToRad(FAST) * dt);
  body.anglePrev = body.angle - body.angularVelocity;
}

/** The torque of a push at a point of the scene. */
function leverOf({ body: { position } }: Rigid, [x, y]: Vec2, forceX: number, forceY: number): number {
  return limit((x - position.x) * forceY - (y - position.y) * forceX, STRONG);
}
