/** Impacts. Solving contacts makes bodies stop; bounces are made up for after it, as wholes and not corner by corner. */
import type { Vec2 } from '../../base/geometry.ts';
import type { MatterCollision } from './library.ts';
import type { ContactPair } from './pairs.ts';

/** Slower impacts, in px per step, do not bounce but come to rest. */
const MIN_IMPACT = 1;

export interface Bounce {
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

/** The impacts of this step that bounce, and how fast each will part. */
export function findBounces(pairs: readonly ContactPair[], gravity: Vec2, dt: number): Bounce[] {
  const bounces: Bounce[] = [];
  for (const { a, b, collision } of pairs) {
    const restitution = Math.max(a.collider.restitution, b.collider.restitution);
    if (restitution === 0) continue;
    const { normal, depth } = collision;
    const approach = -partingSpeed(collision);
    if (approach < MIN_IMPACT) continue;
    // What gravity added below the surface, or a perfect bounce would climb higher each time.
    const pull = Math.abs(gravity[0] * normal.x + gravity[1] * normal.y) * dt * dt;
    const speed = restitution * Math.sqrt(Math.max(0, approach * approach - 2 * pull * depth));
    bounces.push({ collision, speed });
  }
  return bounces;
}

/** Makes two bodies part at least as fast as their bounce demands, by an impulse through their centres. */
export function separate({ collision, speed }: Bounce): void {
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

/**
 * The impulse that stops two bodies from approaching where they touch, before it has been solved, and makes them bounce: the
 * usual formula for one point of contact (C. Hecker, Rigid Body Dynamics, 1997). Mass times px per step.
 */
export function strikeOf({ a, b, collision, isSensor }: ContactPair): number {
  if (isSensor) return 0;
  const { parentA, parentB, normal, supports, supportCount } = collision;
  let x = 0;
  let y = 0;
  for (let i = 0; i < supportCount; i++) {
    x += supports[i]!.x / supportCount;
    y += supports[i]!.y / supportCount;
  }
  let approach = 0;
  let resistance = 0;
  for (const [body, sign] of [
    [parentA, 1],
    [parentB, -1],
  ] as const) {
    const rx = x - body.position.x;
    const ry = y - body.position.y;
    const turn = body.angle - body.anglePrev;
    const vx = body.position.x - body.positionPrev.x - ry * turn;
    const vy = body.position.y - body.positionPrev.y + rx * turn;
    approach -= sign * (vx * normal.x + vy * normal.y);
    const lever = rx * normal.y - ry * normal.x;
    resistance += body.inverseMass + body.inverseInertia * lever * lever;
  }
  if (approach <= 0 || resistance === 0) return 0;
  return ((1 + Math.max(a.collider.restitution, b.collider.restitution)) * approach) / resistance;
}
