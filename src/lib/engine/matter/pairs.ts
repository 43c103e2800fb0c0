/** Which parts touch, from step to step: what the solver needs to begin where it left off. */
import { matter, type MatterCollision, type MatterContact, type MatterPair } from './library.ts';
import type { Part, Rigid } from './rigid.ts';

/** Two parts that overlap; `a` is the one with the smaller id, the normal points from b to a. */
export interface Touching {
  readonly collision: MatterCollision;
  readonly a: Part;
  readonly b: Part;
}

/** Two parts that have touched since some step. */
export interface ContactPair extends MatterPair {
  readonly key: number;
  readonly a: Part;
  readonly b: Part;
  /** The step in which they were last found touching. */
  step: number;
  /** The contact of their bodies; set once it has been told. */
  contact: ContactRecord | null;
  /** The most that surfaces grip, in parts of how hard they press. */
  friction: number;
  /** Its place among the pairs that are being saved. */
  index: number;
}

/** Two touching bodies, `a` the smaller id. Solid and sensor contacts of the same two bodies are kept apart. */
export interface ContactRecord {
  readonly a: number;
  readonly b: number;
  readonly sensor: boolean;
  /** The steps in which it began and in which it was last found. */
  readonly begun: number;
  step: number;
  /** How hard the bodies struck when it began, mass times px per step. */
  readonly strike: number;
  /** The pair of parts that it was last found by. */
  pair: ContactPair;
  /** Its place among the contacts that are being saved. */
  index: number;
}

/** Contacts steeper than 60° are walls, the rest is floor. */
export const FLOOR = 0.5;
/** How deep touching bodies may stay in each other, px; the library's own value. */
const SLOP = 0.05;

/** One number for two ids: exact below 2^26. */
export const pairKey = (a: number, b: number): number => (a < b ? a * 2 ** 26 + b : b * 2 ** 26 + a);

export class Pairs {
  readonly #table = new Map<number, ContactPair>();
  /** All that touch now, in the order in which they began. */
  list: ContactPair[] = [];

  /** Takes over what touches in this step. Pairs in which nothing moves stay as they were. */
  update(touching: readonly Touching[], step: number): void {
    for (const each of touching) this.#touch(each, step);
    let kept = 0;
    for (const pair of this.list) {
      if (pair.step === step || !(pair.a.rigid.active || pair.b.rigid.active)) this.list[kept++] = pair;
      else this.#table.delete(pair.key);
    }
    this.list.length = kept;
  }

  /** The pair of two parts that touch. */
  known(a: Part, b: Part): ContactPair | undefined {
    const pair = this.#table.get(pairKey(a.body.id, b.body.id));
    // Numbers are given again after an earlier state was restored.
    return pair?.a === a && pair.b === b ? pair : undefined;
  }

  /** Takes over what touched in an earlier state, and forgets all else. */
  adopt(list: ContactPair[]): void {
    this.#table.clear();
    for (const pair of list) this.#table.set(pair.key, pair);
    this.list = list;
  }

  /** Forgets the pairs of a body; returns the bodies that it touched. */
  forget(rigid: Rigid): Rigid[] {
    const others: Rigid[] = [];
    this.list = this.list.filter((pair) => {
      if (pair.a.rigid !== rigid && pair.b.rigid !== rigid) return true;
      this.#table.delete(pair.key);
      others.push(pair.a.rigid === rigid ? pair.b.rigid : pair.a.rigid);
      return false;
    });
    return others;
  }

  #touch({ collision, a, b }: Touching, step: number): void {
    const key = pairKey(a.body.id, b.body.id);
    let pair = this.#table.get(key);
    if (!pair) {
      pair = newPair(a, b, collision);
      this.#table.set(key, pair);
      this.list.push(pair);
    }
    pair.step = step;
    pair.collision = collision;
    pair.separation = collision.depth;
    pair.contactCount = collision.supportCount;
    matchContacts(pair);
    tune(pair);
  }
}

/** A pair that begins to touch; `a` is the part with the smaller id. */
export function newPair(a: Part, b: Part, collision = matter.Collision.create(a.body, b.body)): ContactPair {
  return {
    key: pairKey(a.body.id, b.body.id),
    a,
    b,
    step: 0,
    contact: null,
    collision,
    contacts: [
      { vertex: null, normalImpulse: 0, tangentImpulse: 0 },
      { vertex: null, normalImpulse: 0, tangentImpulse: 0 },
    ],
    contactCount: 0,
    separation: 0,
    isActive: true,
    // Two that cannot be pushed: nothing to solve, the library would divide by zero.
    isSensor: a.collider.sensor || b.collider.sensor || !(a.rigid.dynamic || b.rigid.dynamic),
    friction: 0,
    slop: SLOP,
    index: -1,
  };
}

/** A contact of the bodies of a pair that begins in a step. */
export function newRecord(pair: ContactPair, step: number, strike: number): ContactRecord {
  const { a, b } = pair;
  return {
    a: Math.min(a.rigid.id, b.rigid.id),
    b: Math.max(a.rigid.id, b.rigid.id),
    sensor: a.collider.sensor || b.collider.sensor,
    begun: step,
    step: 0,
    strike,
    pair,
    index: -1,
  };
}

/** Each support keeps the impulses that its corner had in the step before. */
function matchContacts(pair: ContactPair): void {
  const [first, second] = pair.collision.supports;
  const { contacts } = pair;
  if (contacts[1].vertex === first || contacts[0].vertex === second) contacts.reverse();
  keep(contacts[0], first);
  keep(contacts[1], second);
}

/** A corner that did not touch before begins without impulses. */
function keep(contact: MatterContact, corner: MatterContact['vertex'] | undefined): void {
  if (contact.vertex === corner) return;
  contact.vertex = corner ?? null;
  contact.normalImpulse = 0;
  contact.tangentImpulse = 0;
}

/** Sets how much a pair grips. */
export function tune(pair: ContactPair): void {
  const { a, b, collision } = pair;
  const isWall = Math.abs(collision.normal.y) < FLOOR;
  // A hero who runs against a wall must not hang on it.
  const slides = isWall && (a.rigid.fixedRotation || b.rigid.fixedRotation);
  pair.friction = slides ? 0 : Math.min(a.collider.friction, b.collider.friction);
}

/** How hard two parts press on each other in the steps of the solver, mass times px per step. */
export function pressure({ contacts, contactCount, isSensor }: ContactPair): number {
  if (isSensor) return 0;
  let sum = 0;
  for (let i = 0; i < contactCount; i++) sum += contacts[i]!.normalImpulse;
  return sum;
}
