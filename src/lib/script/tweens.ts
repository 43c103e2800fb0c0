/** Values that change over time by themselves: counted in ticks, so the same in every run. */
import type { Hasher } from '../base/hasher.ts';
import { exp, sin } from '../base/maths.ts';
import type { Restorable } from '../base/restorable.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import { HOT_FIELDS, HOT_STRIDE, type GameWorld } from '../engine/game-world.ts';
import { LONGEST_SIDE, LOOKS } from './looks.ts';
import type { Transaction } from './transaction.ts';

/** What of an entity a tween may change. */
export const TWEEN_FIELDS = [...HOT_FIELDS, 'width', 'height', 'alpha'] as const;
type TweenField = (typeof TWEEN_FIELDS)[number];

/** Ways from 0 to 1; those that swing over their goal come back to it. */
const easings = {
  linear: (t: number): number => t,
  ease_in: (t: number): number => t * t,
  ease_out: (t: number): number => t * (2 - t),
  ease_in_out: (t: number): number => t * t * (3 - 2 * t),
  back: (t: number): number => {
    const left = t - 1;
    return 1 + (2.70158 * left + 1.70158) * left * left;
  },
  elastic: (t: number): number =>
    t === 0 || t === 1 ? t : 1 + exp(-10 * t * Math.LN2) * sin((t * 10 - 0.75) * ((2 * Math.PI) / 3)),
  bounce: (t: number): number => {
    // Four parabolas, each a hop smaller than the one before.
    const scaled = t * 2.75;
    if (scaled < 1) return 7.5625 * t * t;
    const [middle, floor] = scaled < 2 ? [1.5, 0.75] : scaled < 2.5 ? [2.25, 0.9375] : [2.625, 0.984375];
    const fromMiddle = t - middle / 2.75;
    return 7.5625 * fromMiddle * fromMiddle + floor;
  },
};

export type Easing = keyof typeof easings;
export const EASINGS = Object.keys(easings) as readonly Easing[];

/** A wish for a change over time. */
export interface TweenRequest {
  entity: EntityRecord;
  field: TweenField;
  to: number;
  /** Seconds, more than 0. */
  duration: number;
  easing: Easing;
}

interface Ending<Owner> {
  owner: Owner;
  callback: string;
}

interface Tween<Owner> extends TweenRequest {
  id: number;
  from: number;
  /** Seconds since the start of the run. */
  began: number;
  ending: Ending<Owner> | null;
}

const hotIndex = (field: TweenField): number => (HOT_FIELDS as readonly string[]).indexOf(field);

function read({ hot }: GameWorld, entity: EntityRecord, field: TweenField): number {
  const index = hotIndex(field);
  if (index >= 0) return hot[entity.slot * HOT_STRIDE + index]!;
  const [width, height] = entity.components.Transform.size;
  if (field === 'width') return width;
  if (field === 'height') return height;
  for (const key of LOOKS) if (entity.components[key]) return entity.components[key].alpha;
  return 1;
}

function write(world: GameWorld, entity: EntityRecord, field: TweenField, value: number): void {
  const index = hotIndex(field);
  if (index >= 0) {
    world.hot[entity.slot * HOT_STRIDE + index] = value;
    return;
  }
  // Easings that swing over would leave the range of the field.
  if (field === 'alpha') {
    const alpha = Math.min(1, Math.max(0, value));
    for (const key of LOOKS) if (entity.components[key]) world.setFields(entity, key, { alpha });
    return;
  }
  const [width, height] = entity.components.Transform.size;
  const length = Math.min(LONGEST_SIDE, Math.max(0, value));
  world.setFields(entity, 'Transform', { size: field === 'width' ? [length, height] : [width, length] });
}

/** Running tweens, and the number of the latest. */
type SavedTweens<Owner> = readonly [running: readonly Tween<Owner>[], last: number];

/** The running tweens of a world. @typeParam Owner whose function is called at the end */
export class Tweens<Owner> implements Restorable<SavedTweens<Owner>> {
  /** Replaced, never mutated, so that a failing call can take its changes back. */
  #running: readonly Tween<Owner>[] = [];
  #last = 0;

  constructor(private readonly world: GameWorld) {}

  save(): SavedTweens<Owner> {
    return [this.#running, this.#last];
  }

  restore([running, last]: SavedTweens<Owner>): void {
    this.#running = running;
    this.#last = last;
  }

  digest(hasher: Hasher): void {
    for (const { id, entity, field, from, to, duration, easing, began, ending } of this.#running)
      hasher.data([id, entity.id, field, from, to, duration, easing, began, ending?.callback]);
  }

  /** Begins one, in place of one that runs for the same field. Returns its number. */
  add(request: TweenRequest, ending: Ending<Owner> | null, transaction: Transaction): number {
    const { entity, field } = request;
    const from = read(this.world, entity, field);
    const tween = { ...request, id: ++this.#last, from, began: this.world.time, ending };
    this.#replace(
      [...this.#running.filter((other) => other.entity !== entity || other.field !== field), tween],
      transaction,
    );
    return tween.id;
  }

  /** Ends one by number, or all of an entity; their functions are not called. */
  stop(which: number | EntityRecord, transaction: Transaction): void {
    const rest = this.#running.filter(({ id, entity }) => id !== which && entity !== which);
    if (rest.length < this.#running.length) this.#replace(rest, transaction);
  }

  /** Moves all to the present; returns what is to be called, in the order in which the tweens began. */
  advance(): (Ending<Owner> & { entity: EntityRecord })[] {
    if (this.#running.length === 0) return [];
    const ended: Tween<Owner>[] = [];
    for (const tween of this.#running) {
      const { entity, field, from, to, duration, began, easing } = tween;
      const part = Math.min(1, (this.world.time - began) / duration + 1e-9);
      write(this.world, entity, field, part === 1 ? to : from + (to - from) * easings[easing](part));
      if (part === 1) ended.push(tween);
    }
    if (ended.length > 0) this.#running = this.#running.filter((tween) => !ended.includes(tween));
    return ended.flatMap(({ ending, entity }) => (ending ? [{ ...ending, entity }] : []));
  }

  /** The entity is gone. */
  release(entity: EntityRecord): void {
    this.#running = this.#running.filter((tween) => tween.entity !== entity);
  }

  /** Whose functions were to be called is gone; what runs goes on. */
  forget(owner: Owner): void {
    this.#running = this.#running.map((tween) =>
      tween.ending?.owner === owner ? { ...tween, ending: null } : tween,
    );
  }

  #replace(running: readonly Tween<Owner>[], transaction: Transaction): void {
    const before = this.#running;
    transaction.undo(() => (this.#running = before));
    this.#running = running;
  }
}
