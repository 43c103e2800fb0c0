/**
 * Kinematic bodies and what they carry. A body that stands on a kinematic one moves with it; its velocity is read and written
 * relative to what carries it, so that a hero who does not run does not slide off. Leaving it, by a jump or over the edge,
 * the body keeps the platform's sideways and upward velocity.
 */
import type { Point } from './library.ts';
import { FLOOR, type ContactPair } from './pairs.ts';
import { setVelocity, type Rigid } from './rigid.ts';
import { cos, sin } from '../../base/maths.ts';

/** Limits that keep every state finite, in px per second and radians per second. */
const FAST = 1e5;
const FAST_TURN = (FAST * Math.PI) / 180;

/** How far a kinematic body took a point along in the step that it has just made. */
function pull({ body, drive, type }: Rigid, point: Point, dt: number): Point {
  if (type !== 'kinematic') return { x: 0, y: 0 };
  const x = drive.x * dt;
  const y = drive.y * dt;
  const angle = drive.turn * dt;
  if (angle === 0) return { x, y };
  const dx = point.x - body.positionPrev.x;
  const dy = point.y - body.positionPrev.y;
  const c = cos(angle);
  const s = sin(angle);
  return { x: x + dx * c - dy * s - dx, y: y + dx * s + dy * c - dy };
}

/** Moves what stands on kinematic bodies along with them, once these have moved. */
export function carryRiders(rigids: readonly Rigid[], dt: number): void {
  for (const rigid of rigids) {
    const { body, ride, carried } = rigid;
    carried.x = 0;
    carried.y = 0;
    if (!ride) continue;
    Object.assign(carried, pull(ride, body.position, dt));
    if (carried.x === 0 && carried.y === 0) continue;
    // The solver sees the way of the platform as the body's own.
    body.position.x += carried.x;
    body.position.y += carried.y;
    rigid.place();
  }
}

/**
 * Who stands on what after a step: sets `grounded` and `ride`, and turns velocities into the frame of what carries.
 *
 * @param pairs solid ones
 * @param upwards the sign of y that points against gravity
 */
export function findSupport(
  rigids: readonly Rigid[],
  pairs: readonly ContactPair[],
  upwards: number,
  dt: number,
): void {
  for (const rigid of rigids) rigid.grounded = false;
  const onTop = new Map<Rigid, Rigid[]>();
  const carriers = rigids.filter(({ type }) => type === 'kinematic');
  for (const { collision, isSensor, a, b } of pairs) {
    if (isSensor) continue;
    const up = collision.normal.y * upwards;
    if (Math.abs(up) < FLOOR) continue;
    const [above, below] = up > 0 ? [a.rigid, b.rigid] : [b.rigid, a.rigid];
    above.grounded = true;
    if (carriers.length === 0) continue;
    const list = onTop.get(below);
    if (list) list.push(above);
    else onTop.set(below, [above]);
  }
  const rides = new Map<Rigid, Rigid>();
  const visit = (below: Rigid, carrier: Rigid) => {
    for (const above of onTop.get(below) ?? []) {
      // What is tied to others moves with them; friction takes it along.
      if (!above.dynamic || above.joints > 0 || rides.has(above)) continue;
      rides.set(above, carrier);
      visit(above, carrier);
    }
  };
  for (const carrier of carriers) visit(carrier, carrier);
  for (const rigid of rigids)
    if (rigid.dynamic && !rigid.asleep) settle(rigid, rides.get(rigid) ?? null, upwards, dt);
}

function settle(rigid: Rigid, ride: Rigid | null, upwards: number, dt: number): void {
  const { body, carried } = rigid;
  let x = body.position.x - body.positionPrev.x;
  let y = body.position.y - body.positionPrev.y;
  if (ride && ride === rigid.ride) {
    x -= carried.x;
    y -= carried.y;
  } else if (ride) {
    const { x: dx, y: dy } = pull(ride, body.position, dt);
    x -= dx;
    y -= dy;
  } else if (rigid.ride && carried.y * upwards < 0) {
    // Off a platform that sinks: a jump must not be weaker for it.
    y -= carried.y;
  }
  rigid.ride = ride;
  setVelocity(body, limit(x, FAST * dt), limit(y, FAST * dt));
  body.angularVelocity = limit(body.angle - body.anglePrev, FAST_TURN * dt);
  body.anglePrev = body.angle - body.angularVelocity;
}

/** A number between -most and most. */
export const limit = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
