/** What scripts have asked for that is not yet due: calls at a later time, and messages on their way. */
import type { Restorable } from '../base/restorable.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { ScriptEvent } from './runner.ts';
import { ScriptFault } from './vm.ts';

/** A call that waits for its time. */
export interface Timer<Owner> {
  /** Seconds since the start. */
  due: number;
  owner: Owner;
  callback: string;
  entity: EntityRecord;
}

export type Message = Extract<ScriptEvent, { kind: 'message' }>;

/** What waits, as it was. */
export interface SavedWaiting<Owner> {
  readonly timers: readonly Timer<Owner>[];
  readonly mail: readonly Message[];
  /** About how much of memory this takes. */
  readonly bytes: number;
}

/** Messages and timers that may wait at a time. */
const MAX_WAITING = 50_000;
/** Bytes that one takes in a saved state. */
const PER_WAITING = 8;
/** Times are sums of ticks; a timer may be due a rounding error early. */
const TIME_SLACK = 1e-9;

/** Timers and messages of a world. @typeParam Owner whose function a timer calls */
export class Waiting<Owner> implements Restorable<SavedWaiting<Owner>> {
  #timers: Timer<Owner>[] = [];
  #mail: Message[] = [];
  /** What the running call wants to add. */
  #asked = { timers: 0, messages: 0 };

  get timers(): readonly Timer<Owner>[] {
    return this.#timers;
  }

  get mail(): readonly Message[] {
    return this.#mail;
  }

  /** A call begins. */
  begin(): void {
    this.#asked.timers = this.#asked.messages = 0;
  }

  /** Throws a ScriptFault when there are too many for one more from the running call. */
  askTimer(): void {
    if (this.#timers.length + ++this.#asked.timers > MAX_WAITING)
      throw new ScriptFault(`more than ${MAX_WAITING} timers are waiting; does each set more than one?`);
  }

  /** Throws a ScriptFault when there are too many for so many more from the running call. */
  askMessages(count: number): void {
    this.#asked.messages += count;
    if (this.#mail.length + this.#asked.messages > MAX_WAITING)
      throw new ScriptFault(
        `more than ${MAX_WAITING} messages are waiting; does each that arrives send more than one?`,
      );
  }

  set(timer: Timer<Owner>): void {
    this.#timers.push(timer);
  }

  post(messages: readonly Message[]): void {
    this.#mail.push(...messages);
  }

  /** Takes the timers that are due, the earliest first; equal times keep the order in which they were set. */
  takeDue(time: number): Timer<Owner>[] {
    const isDue = ({ due }: Timer<Owner>): boolean => due <= time + TIME_SLACK;
    const taken = this.#timers.filter(isDue);
    if (taken.length > 0) this.#timers = this.#timers.filter((timer) => !isDue(timer));
    return taken.sort((a, b) => a.due - b.due);
  }

  takeMail(): Message[] {
    return this.#mail.splice(0);
  }

  /** The entity is gone. */
  release(entity: EntityRecord): void {
    this.#timers = this.#timers.filter((timer) => timer.entity !== entity);
    this.#mail = this.#mail.filter((message) => message.entity !== entity);
  }

  /** Whose functions were to be called is gone. */
  forget(owner: Owner): void {
    this.#timers = this.#timers.filter((timer) => timer.owner !== owner);
  }

  clear(): void {
    this.#timers = [];
    this.#mail = [];
  }

  save(): SavedWaiting<Owner> {
    const [timers, mail] = [[...this.#timers], [...this.#mail]];
    return { timers, mail, bytes: PER_WAITING * (timers.length + mail.length) };
  }

  restore({ timers, mail }: SavedWaiting<Owner>): void {
    this.#timers = [...timers];
    this.#mail = [...mail];
  }
}
