/** What touches, as plain numbers: what the solver begins with in the next step, and what has been told of contacts. */
import type { ContactEvent } from '../physics.ts';
import { cornerOf } from './circles.ts';
import type { ContactLog } from './contacts.ts';
import type { Corner, Point } from './library.ts';
import { newPair, newRecord, tune, type ContactPair, type ContactRecord, type Pairs } from './pairs.ts';
import type { Part } from './rigid.ts';

/** Numbers kept of a pair: its normal and depth and the impulses at both corners. */
const REALS = 7;
/** And: the step in which it was last found, how many corners touch, which, and its contact. */
const COUNTS = 5;
/** Of a contact: the steps in which it began and was last found, its pair. */
const RECORD = 3;
const NO_CORNER = -1;
/** The corner is no corner of either outline: where a round part touches. */
const ROUND = -2;

export interface SavedContacts {
  /** The two parts of each pair in turns: first those that touch, then those that only contacts still know. */
  readonly parts: readonly Part[];
  readonly listed: number;
  readonly reals: Float64Array;
  readonly counts: Int32Array;
  /** Where round parts touch, x and y in turns, as they are met in the order of pairs. */
  readonly points: readonly number[];
  readonly records: Int32Array;
  readonly strikes: Float64Array;
  /** Not yet taken. */
  readonly events: readonly ContactEvent[];
  readonly step: number;
}

/** Copies the state of what touches. */
export function saveContacts(pairs: Pairs, log: ContactLog): SavedContacts {
  const records = log.records();
  const all = [...pairs.list];
  for (let i = 0; i < all.length; i++) all[i]!.index = i;
  const told = new Int32Array(records.length * RECORD);
  const strikes = new Float64Array(records.length);
  records.forEach((record, i) => {
    const { pair } = record;
    record.index = i;
    // The body has another shape since the last step: its old pair is gone but for where it was.
    if (all[pair.index] !== pair) pair.index = all.push(pair) - 1;
    told.set([record.begun, record.step, pair.index], i * RECORD);
    strikes[i] = record.strike;
  });
  const parts: Part[] = [];
  const points: number[] = [];
  const reals = new Float64Array(all.length * REALS);
  const counts = new Int32Array(all.length * COUNTS);
  for (const [i, pair] of all.entries()) {
    const { collision, contacts, contact } = pair;
    parts.push(pair.a, pair.b);
    const at = i * REALS;
    reals[at] = collision.normal.x;
    reals[at + 1] = collision.normal.y;
    reals[at + 2] = collision.depth;
    reals[at + 3] = contacts[0].normalImpulse;
    reals[at + 4] = contacts[0].tangentImpulse;
    reals[at + 5] = contacts[1].normalImpulse;
    reals[at + 6] = contacts[1].tangentImpulse;
    const from = i * COUNTS;
    counts[from] = pair.step;
    counts[from + 1] = pair.contactCount;
    counts[from + 2] = codeOf(pair, contacts[0].vertex, points);
    counts[from + 3] = codeOf(pair, contacts[1].vertex, points);
    counts[from + 4] = contact && records[contact.index] === contact ? contact.index : -1;
  }
  const { events, step } = log.pending();
  const listed = pairs.list.length;
  return { parts, listed, reals, counts, points, records: told, strikes, events, step };
}

/** Puts the state back; the parts must be where they were. */
export function restoreContacts(pairs: Pairs, log: ContactLog, saved: SavedContacts): void {
  const { parts, reals, counts, points, listed } = saved;
  const all: ContactPair[] = [];
  let nextPoint = 0;
  for (let i = 0; i < parts.length / 2; i++) {
    const a = parts[2 * i]!;
    const b = parts[2 * i + 1]!;
    const pair = pairs.known(a, b) ?? newPair(a, b);
    all.push(pair);
    const { collision, contacts } = pair;
    const at = i * REALS;
    const nx = reals[at]!;
    const ny = reals[at + 1]!;
    const depth = reals[at + 2]!;
    const from = i * COUNTS;
    pair.step = counts[from]!;
    pair.contactCount = counts[from + 1]!;
    collision.depth = depth;
    collision.normal.x = nx;
    collision.normal.y = ny;
    collision.tangent.x = -ny;
    collision.tangent.y = nx;
    collision.penetration.x = nx * depth;
    collision.penetration.y = ny * depth;
    collision.supportCount = pair.contactCount;
    for (const k of [0, 1] as const) {
      const code = counts[from + 2 + k]!;
      const corner =
        code === ROUND ? cornerOf(a, b, points[nextPoint++]!, points[nextPoint++]!) : cornerAt(a, b, code);
      collision.supports[k] = corner;
      contacts[k].vertex = corner;
      contacts[k].normalImpulse = reals[at + 3 + 2 * k]!;
      contacts[k].tangentImpulse = reals[at + 4 + 2 * k]!;
    }
    tune(pair);
  }
  const records = recordsOf(saved, all);
  all.forEach((pair, i) => (pair.contact = records[counts[i * COUNTS + 4]!] ?? null));
  all.length = listed;
  pairs.adopt(all);
  log.adopt(records, saved.events, saved.step);
}

function recordsOf({ records, strikes }: SavedContacts, pairs: readonly ContactPair[]): ContactRecord[] {
  return Array.from(strikes, (strike, i): ContactRecord => {
    const at = i * RECORD;
    const record = newRecord(pairs[records[at + 2]!]!, records[at]!, strike);
    record.step = records[at + 1]!;
    record.index = i;
    return record;
  });
}

/** One number for a corner of a pair; where a round part touches is added to `points`. */
function codeOf({ a, b }: ContactPair, corner: Point | null, points: number[]): number {
  if (!corner) return NO_CORNER;
  const { index } = corner as Partial<Corner>;
  if (index !== undefined) {
    if (a.body.vertices[index] === corner) return 2 * index;
    if (b.body.vertices[index] === corner) return 2 * index + 1;
  }
  points.push(corner.x, corner.y);
  return ROUND;
}

function cornerAt(a: Part, b: Part, code: number): Point | null {
  if (code === NO_CORNER) return null;
  return (code % 2 === 0 ? a : b).body.vertices[code >> 1]!;
}
