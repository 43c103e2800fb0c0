import type { Vec2 } from '../base/geometry.ts';
import type { MatterPair } from './matter-library.ts';
import type { ContactEvent } from './physics.ts';

/** Two touching bodies, `a` the smaller id. Solid and sensor contacts of the same two bodies are kept apart. */
interface Contact {
  a: number;
  b: number;
  sensor: boolean;
  /** From b towards a. */
  normal: Vec2;
  point: Vec2;
}

/** The contact that a pair of parts stands for. */
function contactOf({ collision }: MatterPair, idA: number, idB: number): Contact {
  const { bodyA, bodyB, normal, supports, supportCount } = collision;
  const sign = idA < idB ? 1 : -1;
  let x = 0;
  let y = 0;
  for (let i = 0; i < supportCount; i++) {
    x += supports[i]!.x / supportCount;
    y += supports[i]!.y / supportCount;
  }
  return {
    a: Math.min(idA, idB),
    b: Math.max(idA, idB),
    sensor: bodyA.isSensor || bodyB.isSensor,
    normal: [normal.x * sign + 0, normal.y * sign + 0],
    point: [x, y],
  };
}

/** One number for two ids and whether it is a sensor: exact for ids below 2^25. */
const keyOf = (a: number, b: number, sensor: boolean): number =>
  (Math.min(a, b) * 2 ** 25 + Math.max(a, b)) * 2 + Number(sensor);

/** Turns what touches in each step into events of what began and what ended. */
export class ContactLog {
  readonly #touching = new Map<number, { contact: Contact; step: number }>();
  #events: ContactEvent[] = [];
  #begun: Contact[] = [];
  #step = 0;

  /** Begins a step. */
  begin(): void {
    this.#step++;
  }

  /** Two bodies touch in this step; several parts that touch count as one contact. */
  touch(pair: MatterPair, idA: number, idB: number): void {
    const { bodyA, bodyB } = pair.collision;
    const key = keyOf(idA, idB, bodyA.isSensor || bodyB.isSensor);
    const known = this.#touching.get(key);
    if (known) {
      known.step = this.#step;
      return;
    }
    const contact = contactOf(pair, idA, idB);
    this.#touching.set(key, { contact, step: this.#step });
    this.#begun.push(contact);
  }

  /** Ends a step: what did not touch in it has ended. */
  finish(): void {
    this.#endWhere(({ step }) => step !== this.#step);
    for (const contact of this.#begun.sort(byIds)) this.#events.push({ kind: 'begin', ...contact });
    this.#begun = [];
  }

  /** Ends what a removed body touched. */
  forget(id: number): void {
    this.#endWhere(({ contact }) => contact.a === id || contact.b === id);
  }

  /** The events since the last call: by step, ends before begins, by ids. */
  take(): ContactEvent[] {
    return this.#events.splice(0);
  }

  #endWhere(test: (entry: { contact: Contact; step: number }) => boolean): void {
    const ended: Contact[] = [];
    for (const [key, entry] of this.#touching) {
      if (!test(entry)) continue;
      this.#touching.delete(key);
      ended.push(entry.contact);
    }
    for (const { a, b, sensor, point } of ended.sort(byIds))
      this.#events.push({ kind: 'end', a, b, sensor, normal: [0, 0], point });
  }
}

const byIds = (p: Contact, q: Contact): number =>
  p.a - q.a || p.b - q.b || Number(p.sensor) - Number(q.sensor);
