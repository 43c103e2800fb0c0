import type { Vec2 } from '../../base/geometry.ts';
import type { ContactEvent } from '../physics.ts';
import { newRecord, pressure, type ContactPair, type ContactRecord } from './pairs.ts';
import type { Crossing } from './sweep.ts';

/** From b towards a, and the middle of where they touch. */
function placeOf({ a, pair }: ContactRecord): { normal: Vec2; point: Vec2 } {
  const { normal, supports, supportCount } = pair.collision;
  const sign = pair.a.rigid.id === a ? 1 : -1;
  let x = 0;
  let y = 0;
  for (let i = 0; i < supportCount; i++) {
    x += supports[i]!.x / supportCount;
    y += supports[i]!.y / supportCount;
  }
  return { normal: [normal.x * sign + 0, normal.y * sign + 0], point: [x, y] };
}

/** One number for two ids and whether it is a sensor: exact for ids below 2^25. */
const keyOf = (a: number, b: number, sensor: boolean): number =>
  (Math.min(a, b) * 2 ** 25 + Math.max(a, b)) * 2 + Number(sensor);

type Who = Pick<ContactEvent, 'a' | 'b' | 'sensor'>;

/** Turns what touches in each step into events of what began and what ended. */
export class ContactLog {
  readonly #touching = new Map<number, ContactRecord>();
  #events: ContactEvent[] = [];
  #step = 0;

  /**
   * Takes over the pairs that touch after a step of `dt` seconds; several pairs of two bodies count as one contact.
   * @param strikes how hard the pairs that began in this step have struck, mass times px per step
   * @param crossings sensors that were met during the step: those left again within it begin and end at once
   */
  update(
    pairs: readonly ContactPair[],
    strikes: ReadonlyMap<ContactPair, number>,
    crossings: readonly Crossing[],
    dt: number,
  ): void {
    this.#step++;
    // What touched when the step began is no news.
    const crossed = crossings.filter(({ a, b }) => !this.#touching.has(keyOf(a.rigid.id, b.rigid.id, true)));
    const begun: ContactRecord[] = [];
    for (const pair of pairs) {
      const record = pair.contact ?? this.#recordOf(pair, strikes.get(pair) ?? 0, begun);
      if (record.step === this.#step) continue;
      record.step = this.#step;
      record.pair = pair;
    }
    this.#endWhere(({ step }) => step !== this.#step);
    for (const record of begun.sort(byIds)) this.#events.push(this.#eventOf(record, 'begin', dt));
    this.#tellCrossed(crossed);
  }

  /** What touches, those contacts that began in the last step as `begin`; by ids. */
  now(dt: number): ContactEvent[] {
    return [...this.#touching.values()]
      .sort(byIds)
      .map((record) => this.#eventOf(record, record.begun === this.#step ? 'begin' : 'stay', dt));
  }

  /** Ends what a removed body touched. */
  forget(id: number): void {
    this.#endWhere(({ a, b }) => a === id || b === id);
  }

  /** The contacts that hold. */
  records(): ContactRecord[] {
    return [...this.#touching.values()];
  }

  /** What has not been taken yet, and the step at which it stands. */
  pending(): { events: readonly ContactEvent[]; step: number } {
    return { events: [...this.#events], step: this.#step };
  }

  /** Takes over the contacts of an earlier state. */
  adopt(records: readonly ContactRecord[], events: readonly ContactEvent[], step: number): void {
    this.#touching.clear();
    for (const record of records) this.#touching.set(keyOf(record.a, record.b, record.sensor), record);
    this.#events = [...events];
    this.#step = step;
  }

  /** The events since the last call: by step, ends before begins, by ids. */
  take(): ContactEvent[] {
    return this.#events.splice(0);
  }

  #recordOf(pair: ContactPair, strike: number, begun: ContactRecord[]): ContactRecord {
    const { a, b } = pair;
    const key = keyOf(a.rigid.id, b.rigid.id, a.collider.sensor || b.collider.sensor);
    let record = this.#touching.get(key);
    if (!record) {
      record = newRecord(pair, this.#step, strike);
      this.#touching.set(key, record);
      begun.push(record);
    }
    pair.contact = record;
    return record;
  }

  #tellCrossed(crossings: readonly Crossing[]): void {
    if (crossings.length === 0) return;
    const events = new Map<number, ContactEvent>();
    for (const { a, b, normal, point } of crossings) {
      const ids = { a: a.rigid.id, b: b.rigid.id };
      const key = keyOf(ids.a, ids.b, true);
      if (!this.#touching.has(key) && !events.has(key))
        events.set(key, { kind: 'begin', ...ids, sensor: true, normal, point, impulse: 0 });
    }
    const begun = [...events.values()].sort(byIds);
    this.#events.push(
      ...begun,
      ...begun.map((event): ContactEvent => ({ ...event, kind: 'end', normal: [0, 0] })),
    );
  }

  #eventOf(record: ContactRecord, kind: 'begin' | 'stay', dt: number): ContactEvent {
    const { a, b, sensor, strike, pair } = record;
    const pressed = pressure(pair);
    const impulse = (record.begun === this.#step ? Math.max(strike, pressed) : pressed) / dt;
    return { kind, a, b, sensor, ...placeOf(record), impulse };
  }

  #endWhere(test: (record: ContactRecord) => boolean): void {
    const ended: ContactRecord[] = [];
    for (const [key, record] of this.#touching) {
      if (!test(record)) continue;
      this.#touching.delete(key);
      ended.push(record);
    }
    for (const record of ended.sort(byIds)) {
      const { a, b, sensor } = record;
      const { point } = placeOf(record);
      this.#events.push({ kind: 'end', a, b, sensor, normal: [0, 0], point, impulse: 0 });
    }
  }
}

const byIds = (p: Who, q: Who): number => p.a - q.a || p.b - q.b || Number(p.sensor) - Number(q.sensor);
