/**
 * Velocities of touching bodies by sequential impulses with Coulomb friction (E. Catto, Iterative Dynamics with Temporal
 * Coherence, 2005). The library's own solver knows no friction that depends on weight: on it, ice would grip like stone.
 */
import type { MatterBody } from './library.ts';
import type { ContactPair } from './pairs.ts';

/** One corner that touches, ready to be solved. Velocities in px per step. Filled anew in each step. */
interface Point {
  a: MatterBody;
  b: MatterBody;
  nx: number;
  ny: number;
  /** Levers of the normal and of the tangent. */
  normalA: number;
  normalB: number;
  tangentA: number;
  tangentB: number;
  /** From the middles to the corner. */
  ax: number;
  ay: number;
  bx: number;
  by: number;
  normalMass: number;
  tangentMass: number;
  friction: number;
  contact: ContactPair['contacts'][number];
  inverseA: number;
  inverseB: number;
  turnA: number;
  turnB: number;
}

/** Solves what touches in a step. It has nothing of its own from step to step but objects that are used again. */
export class ContactSolver {
  /** Those of this step come first. */
  readonly #points: Point[] = [];
  #count = 0;

  /** A step begins; impulses begin as they were in the step before. */
  begin(pairs: readonly ContactPair[]): void {
    this.#count = 0;
    for (const pair of pairs)
      for (let i = 0; i < pair.contactCount; i++) {
        const point = (this.#points[this.#count++] ??= blank(pair, i));
        prepare(point, pair, i);
        const { normalImpulse, tangentImpulse } = point.contact;
        if (normalImpulse !== 0 || tangentImpulse !== 0) push(point, normalImpulse, tangentImpulse);
      }
    this.#points.length = this.#count;
  }

  /** One pass over all corners. */
  solve(): void {
    const points = this.#points;
    for (let i = 0; i < points.length; i++) {
      const point = points[i]!;
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

function blank({ collision: { parentA: a, parentB: b }, contacts, friction }: ContactPair, i: number): Point {
  const middle = { nx: 0, ny: 0, ax: 0, ay: 0, bx: 0, by: 0, normalMass: 0, tangentMass: 0 };
  const levers = { normalA: 0, normalB: 0, tangentA: 0, tangentB: 0 };
  const ease = { inverseA: 0, inverseB: 0, turnA: 0, turnB: 0 };
  return { a, b, contact: contacts[i]!, friction, ...middle, ...levers, ...ease };
}

function prepare(point: Point, pair: ContactPair, i: number): void {
  const { collision } = pair;
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
  point.a = a;
  point.b = b;
  point.nx = nx;
  point.ny = ny;
  point.normalA = normalA;
  point.normalB = normalB;
  point.tangentA = tangentA;
  point.tangentB = tangentB;
  point.ax = ax;
  point.ay = ay;
  point.bx = bx;
  point.by = by;
  point.normalMass = 1 / (inverse + turnA * normalA * normalA + turnB * normalB * normalB);
  point.tangentMass = 1 / (inverse + turnA * tangentA * tangentA + turnB * tangentB * tangentB);
  point.friction = pair.friction;
  point.contact = contact;
  point.inverseA = inverseA;
  point.inverseB = inverseB;
  point.turnA = turnA;
  point.turnB = turnB;
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
