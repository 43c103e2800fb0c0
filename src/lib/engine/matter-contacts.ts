import type { Vec2 } from '../base/geometry.ts';
import type { MatterPair } from './matter-library.ts';
import type { ContactEvent } from './physics.ts';

/** Two touching bodies, `a` the smaller id. Solid and sensor contacts of the same two bodies are kept apart. */
export interface Contact {
  a: number;
  b: number;
  sensor: boolean;
  /** From b towards a. */
  normal: Vec2;
  point: Vec2;
}

/** The contact that a pair of parts stands for. */
export function contactOf({ collision }: MatterPair, idA: number, idB: number): Contact {
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

/** Turns the contacts of each step into events of what began and what ended. */
export class ContactLog {
  #touching = new Map<string, Contact>();
  #events: ContactEvent[] = [];

  /** Compares with the step before; several parts that touch count as one contact. */
  update(contacts: readonly Contact[]): void {
    const now = new Map<string, Contact>();
    for (const contact of contacts) {
      const key = `${contact.a}:${contact.b}:${contact.sensor}`;
      if (!now.has(key)) now.set(key, contact);
    }
    const ended = [...this.#touching].filter(([key]) => !now.has(key)).map(([, contact]) => contact);
    const begun = [...now].filter(([key]) => !this.#touching.has(key)).map(([, contact]) => contact);
    this.#touching = now;
    this.#end(ended);
    for (const contact of begun.sort(byIds)) this.#events.push({ kind: 'begin', ...contact });
  }

  /** Ends what a removed body touched. */
  forget(id: number): void {
    const ended: Contact[] = [];
    for (const [key, contact] of this.#touching) {
      if (contact.a !== id && contact.b !== id) continue;
      this.#touching.delete(key);
      ended.push(contact);
    }
    this.#end(ended);
  }

  /** The events since the last call: by step, ends before begins, by ids. */
  take(): ContactEvent[] {
    return this.#events.splice(0);
  }

  #end(contacts: Contact[]): void {
    for (const { a, b, sensor, point } of contacts.sort(byIds))
      this.#events.push({ kind: 'end', a, b, sensor, normal: [0, 0], point });
  }
}

const byIds = (p: Contact, q: Contact): number =>
  p.a - q.a || p.b - q.b || Number(p.sensor) - Number(q.sensor);
