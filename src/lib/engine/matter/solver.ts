/**
 * Velocities of touching bodies by sequential impulses with Coulomb friction (E. Catto, Iterative Dynamics with Temporal
 * Coherence, 2005). The library's own solver knows no friction that depends on weight: on it, ice would grip like stone.
 */
import type { MatterBody } from './library.ts';
import type { ContactPair } from './pairs.ts';

/** One corner that touches, ready to be solved. Velocities in px per step. */
interface Point {
  readonly a: MatterBody;
  readonly b: MatterBody;
  readonly nx: number;
  readonly ny: number;
  /** Levers of the normal and of the tangent. */
  readonly normalA: number;
  readonly normalB: number;
  readonly tangentA: number;
  readonly tangentB: number;
  /** From the middles to the corner. */
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly normalMass: number;
  readonly tangentMass: number;
  readonly friction: number;
  readonly contact: ContactPair['contacts'][number];
  readonly inverseA: number;
  readonly inverseB: number;
  readonly turnA: number;
  readonly turnB: number;
}

/** What touches in one step; impulses begin as they were in the step before. */
export class ContactSolver {
  readonly #points: Point[] = [];

  constructor(pairs: readonly ContactPair[]) {
    for (const pair of pairs)
      for (let i = 0; i < pair.contactCount; i++) {
        const point = pointOf(pair, i);
        this.#points.push(point);
        const { normalImpulse, tangentImpulse } = point.contact;
        if (normalImpulse !== 0 || tangentImpulse !== 0) push(point, normalImpulse, tangentImpulse);
      }
  }

  /** One pass over all corners. */
  solve(): void {
    for (const point of this.#points) {
      const { a, b, nx, ny, ax, ay, bx, by, contact } = point;
      const spinA = a.angle - a.anglePrev;
      const spinB = b.angle - b.anglePrev;
      // How the corner of a moves against that of b.
      const vx =
        a.position.x - a.positionPrev.x - ay * spinA - (b.position.x - b.positionPrev.x - by * spinB);
      const vy =
        a.position.y - a.positionPrev.y + ax * spinA - (b.position.y - b.positionPrev.y + bx * spinB);
      const normal = Math.max(0, contact.normalImpulse - (vx * nx + vy * ny) * point.normalMass);
      const most = point.friction * normal;
      const wanted = contact.tangentImpulse - (vy * nx - vx * ny) * point.tangentMass;
      const tangent = wanted > most ? most : wanted < -most ? -most : wanted;
      push(point, normal - contact.normalImpulse, tangent - contact.tangentImpulse);
      contact.normalImpulse = normal;
      contact.tangentImpulse = tangent;
    }
  }
}

function pointOf(pair: ContactPair, i: number): Point {
  const { collision, friction } = pair;
  const contact = pair.contacts[i]!;
  const { parentA: a, parentB: b, normal } = collision;
  const { x, y } = contact.vertex!;
  const ax = x - a.position.x;
  const ay = y - a.position.y;
  const bx = x - b.position.x;
  const by = y - b.position.y;
  const { x: nx, y: ny } = normal;
  const inverseA = a.isStatic || a.isSleeping ? 0 : a.inverseMass;
  const inverseB = b.isStatic || b.isSleeping ? 0 : b.inverseMass;
  const turnA = inverseA === 0 ? 0 : a.inverseInertia;
  const turnB = inverseB === 0 ? 0 : b.inverseInertia;
  const normalA = ax * ny - ay * nx;
  const normalB = bx * ny - by * nx;
  const tangentA = ax * nx + ay * ny;
  const tangentB = bx * nx + by * ny;
  const inverse = inverseA + inverseB;
  return {
    a,
    b,
    nx,
    ny,
    normalA,
    normalB,
    tangentA,
    tangentB,
    ax,
    ay,
    bx,
    by,
    normalMass: 1 / (inverse + turnA * normalA * normalA + turnB * normalB * normalB),
    tangentMass: 1 / (inverse + turnA * tangentA * tangentA + turnB * tangentB * tangentB),
    friction,
    contact,
    inverseA,
    inverseB,
    turnA,
    turnB,
  };
}

/** Adds an impulse along the normal and one along the tangent to a, and their opposites to b. */
function push(point: Point, normal: number, tangent: number): void {
  const { a, b, nx, ny, inverseA, inverseB } = point;
  const x = nx * normal - ny * tangent;
  const y = ny * normal + nx * tangent;
  // Velocity is what a body has moved: pushing it means pulling at where it was.
  a.positionPrev.x -= x * inverseA;
  a.positionPrev.y -= y * inverseA;
  a.anglePrev -= (point.normalA * normal + point.tangentA * tangent) * point.turnA;
  b.positionPrev.x += x * inverseB;
  b.positionPrev.y += y * inverseB;
  b.anglePrev += (point.normalB * normal + point.tangentB * tangent) * point.turnB;
}
