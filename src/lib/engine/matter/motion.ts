/** How bodies move in a step: velocities from forces, then places from velocities (semi-implicit Euler). */
import type { Vec2 } from '../../base/geometry.ts';
import type { Rigid } from './rigid.ts';

/** Part of the correction of a position that is tried first in the next step; the library's own value. */
const WARMING = 0.8;

/**
 * Gives all bodies the velocities of this step: gravity, forces and what the air takes away; kinematic ones their drive.
 *
 * @param dt seconds of this step
 * @param last seconds of the step that velocities refer to
 */
export function accelerate(rigids: readonly Rigid[], gravity: Vec2, dt: number, last: number): void {
  const scale = dt / last;
  for (const rigid of rigids) {
    const { body, drive, force } = rigid;
    if (rigid.dynamic) {
      if (rigid.asleep) continue;
      const keep = Math.max(0, 1 - rigid.damping * dt * 60) * scale;
      const keepSpin = Math.max(0, 1 - rigid.angularDamping * dt * 60) * scale;
      const { inverseMass, inverseInertia } = body;
      const ax = gravity[0] * rigid.gravityScale + force.x * inverseMass;
      const ay = gravity[1] * rigid.gravityScale + force.y * inverseMass;
      const vx = (body.position.x - body.positionPrev.x) * keep + ax * dt * dt;
      const vy = (body.position.y - body.positionPrev.y) * keep + ay * dt * dt;
      body.positionPrev.x = body.position.x - vx;
      body.positionPrev.y = body.position.y - vy;
      const spin = (body.angle - body.anglePrev) * keepSpin + rigid.torque * inverseInertia * dt * dt;
      body.anglePrev = body.angle - spin;
      force.x = 0;
      force.y = 0;
      rigid.torque = 0;
    } else if (rigid.type === 'kinematic') {
      body.positionPrev.x = body.position.x - drive.x * dt;
      body.positionPrev.y = body.position.y - drive.y * dt;
      body.anglePrev = body.angle - drive.turn * dt;
    } else if (rigid.moved) {
      body.positionPrev.x = body.position.x;
      body.positionPrev.y = body.position.y;
      body.anglePrev = body.angle;
    }
  }
}

/** Moves all bodies by their velocities. */
export function advance(rigids: readonly Rigid[]): void {
  for (const rigid of rigids) {
    if (rigid.type === 'static' || rigid.asleep) continue;
    const { body } = rigid;
    const x = body.position.x - body.positionPrev.x;
    const y = body.position.y - body.positionPrev.y;
    const turn = body.angle - body.anglePrev;
    if (x === 0 && y === 0 && turn === 0) continue;
    body.positionPrev.x = body.position.x;
    body.positionPrev.y = body.position.y;
    body.anglePrev = body.angle;
    body.position.x += x;
    body.position.y += y;
    body.angle += turn;
    body.velocity.x = x;
    body.velocity.y = y;
    rigid.place();
  }
}

/** Moves bodies out of each other as the solver has found, their velocities kept (the library's own, on our geometry). */
export function postSolvePosition(rigids: readonly Rigid[]): void {
  for (const rigid of rigids) {
    const { body } = rigid;
    body.totalContacts = 0;
    if (!rigid.dynamic || rigid.asleep) continue;
    const { positionImpulse, velocity, position, positionPrev } = body;
    const { x, y } = positionImpulse;
    if (x === 0 && y === 0) continue;
    position.x += x;
    position.y += y;
    positionPrev.x += x;
    positionPrev.y += y;
    rigid.place();
    // What moves out by itself needs no help; the rest is tried again first.
    const keep = x * velocity.x + y * velocity.y < 0 ? 0 : WARMING;
    positionImpulse.x = x * keep;
    positionImpulse.y = y * keep;
  }
}
