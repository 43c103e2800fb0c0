/** What touches, as plain numbers: what the solver begins with in the next step, and what has been told of contacts. */
import { packedBytes, packNumbers, unpackNumbers, type PackedNumbers } from '../../base/packed-numbers.ts';
import type { ContactEvent } from '../physics.ts';
import { cornerOf } from './circles.ts';
import type { ContactLog } from './contacts.ts';
import type { Corner, Point } from './library.ts';
import { newPair, newRecord, tune, type ContactPair, type ContactRecord, type Pairs } from './pairs.ts';
import type { Part } from './rigid.ts';

/** Numbers kept of a pair: its normal and depth and the impulses at both corners. */
const REALS = 7;
/** And: its parts, the step in which it was last found, how many corners touch, which, and its contact. */
const COUNTS = 7;
/** Of a contact: the steps in which it began and was last found, its pair. */
const RECORD = 3;
const NO_CORNER = 0;
/** The corner is no corner of either outline: where a round part touches. */
const ROUND = 1;
/** Codes of corners start here. */
const CORNERS = 2;
/** In place of the number of a contact. */
const NONE = -(2 ** 31);

export interface SavedContacts {
  /** Those that touch, or have touched. */
  readonly parts: readonly Part[];
  /** Pairs: first those that touch, then those that only contacts still know. */
  readonly pairs: number;
  readonly listed: number;
  readonly reals: PackedNumbers;
  readonly counts: PackedNumbers;
  /** Where round parts touch, x and y in turns, as they are met in the order of pairs. */
  readonly points: readonly number[];
  readonly contacts: number;
  readonly records: PackedNumbers;
  readonly strikes: PackedNumbers;
  /** Not yet taken. */
  readonly events: readonly ContactEvent[];
  readonly step: number;
}

/** Numbers on their way into a saved state and back; they grow to the largest one. */
const scratch = {
  reals: new Float64Array(0),
  counts: new Int32Array(0),
  records: new Int32Array(0),
  strikes: new Float64Array(0),
};

function makeRoom(pairs: number, contacts: number): typeof scratch {
  if (scratch.reals.length < pairs * REALS) {
    scratch.reals = new Float64Array(2 * pairs * REALS);
    scratch.counts = new Int32Array(2 * pairs * COUNTS);
  }
  if (scratch.strikes.length < contacts) {
    scratch.strikes = new Float64Array(2 * contacts);
    scratch.records = new Int32Array(2 * contacts * RECORD);
  }
  return scratch;
}

/** Copies the state of what touches. Steps and places are kept as how they differ from what is usual, which is mostly zero. */
export function saveContacts({ list }: Pairs, log: ContactLog): SavedContacts {
  const told = log.records();
  const { events, step } = log.pending();
  const all = list.slice();
  for (let i = 0; i < all.length; i++) all[i]!.index = i;
  for (let i = 0; i < told.length; i++) {
    const record = told[i]!;
    record.index = i;
    // The body has another shape since the last step: its old pair is gone but for where it was.
    if (all[record.pair.index] !== record.pair) record.pair.index = all.push(record.pair) - 1;
  }
  const { reals, counts, records, strikes } = makeRoom(all.length, told.length);
  const parts: Part[] = [];
  const points: number[] = [];
  let nextContact = 0;
  for (let i = 0; i < all.length; i++) {
    const pair = all[i]!;
    const { collision, contacts, contact, a, b } = pair;
    const [first, second] = contacts;
    const at = i * REALS;
    reals[at] = collision.normal.x;
    reals[at + 1] = collision.normal.y;
    reals[at + 2] = collision.depth;
    reals[at + 3] = first.normalImpulse;
    reals[at + 4] = first.tangentImpulse;
    reals[at + 5] = second.normalImpulse;
    reals[at + 6] = second.tangentImpulse;
    const from = i * COUNTS;
    counts[from] = placeOf(a, parts);
    counts[from + 1] = placeOf(b, parts);
    counts[from + 2] = pair.step - step;
    counts[from + 3] = pair.contactCount;
    counts[from + 4] = codeOf(pair, first.vertex, points);
    counts[from + 5] = codeOf(pair, second.vertex, points);
    const known = contact && told[contact.index] === contact;
    counts[from + 6] = known ? contact.index - nextContact : NONE;
    if (known) nextContact = contact.index + 1;
  }
  let begun = 0;
  for (let i = 0; i < told.length; i++) {
    const record = told[i]!;
    const from = i * RECORD;
    records[from] = record.begun - begun;
    records[from + 1] = record.step - step;
    records[from + 2] = record.pair.index - i;
    begun = record.begun;
    // Nobody asks later than in the step of the blow.
    strikes[i] = record.begun === step ? record.strike : 0;
  }
  return {
    parts,
    pairs: all.length,
    listed: list.length,
    reals: packNumbers(reals, all.length * REALS),
    counts: packNumbers(counts, all.length * COUNTS),
    points,
    contacts: told.length,
    records: packNumbers(records, told.length * RECORD),
    strikes: packNumbers(strikes, told.length),
    events,
    step,
  };
}

/** Memory that a saved state takes of its own, in bytes. */
export function contactBytes(saved: SavedContacts): number {
  const { reals, counts, records, strikes, parts, points, events } = saved;
  const packed = [reals, counts, records, strikes].reduce((sum, each) => sum + packedBytes(each), 0);
  return packed + 8 * (parts.length + points.length) + 200 * events.length;
}

/** Puts the state back; the parts must be where they were. */
export function restoreContacts(pairs: Pairs, log: ContactLog, saved: SavedContacts): void {
  const { parts, points, step } = saved;
  const { reals, counts } = makeRoom(saved.pairs, saved.contacts);
  unpackNumbers(saved.reals, reals);
  unpackNumbers(saved.counts, counts);
  const all: ContactPair[] = [];
  let nextPoint = 0;
  for (let i = 0; i < saved.pairs; i++) {
    const from = i * COUNTS;
    const a = parts[counts[from]!]!;
    const b = parts[counts[from + 1]!]!;
    const pair = pairs.known(a, b) ?? newPair(a, b);
    all.push(pair);
    const { collision, contacts } = pair;
    const at = i * REALS;
    const nx = reals[at]!;
    const ny = reals[at + 1]!;
    const depth = reals[at + 2]!;
    pair.step = counts[from + 2]! + step;
    pair.contactCount = counts[from + 3]!;
    collision.depth = depth;
    collision.normal.x = nx;
    collision.normal.y = ny;
    collision.tangent.x = -ny;
    collision.tangent.y = nx;
    collision.penetration.x = nx * depth;
    collision.penetration.y = ny * depth;
    collision.supportCount = pair.contactCount;
    for (const k of [0, 1] as const) {
      const code = counts[from + 4 + k]!;
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
  let nextContact = 0;
  all.forEach((pair, i) => {
    const code = counts[i * COUNTS + 6]!;
    pair.contact = code === NONE ? null : records[nextContact + code]!;
    if (pair.contact) nextContact = pair.contact.index + 1;
  });
  all.length = saved.listed;
  pairs.adopt(all);
  log.adopt(records, saved.events, step);
}

function recordsOf(saved: SavedContacts, pairs: readonly ContactPair[]): ContactRecord[] {
  unpackNumbers(saved.records, scratch.records);
  unpackNumbers(saved.strikes, scratch.strikes);
  const list: ContactRecord[] = [];
  let begun = 0;
  for (let i = 0; i < saved.contacts; i++) {
    const from = i * RECORD;
    begun += scratch.records[from]!;
    const record = newRecord(pairs[scratch.records[from + 2]! + i]!, begun, scratch.strikes[i]!);
    record.step = scratch.records[from + 1]! + saved.step;
    record.index = i;
    list.push(record);
  }
  return list;
}

/** The place of a part in a list, where it is put if it is not yet there. */
function placeOf(part: Part, list: Part[]): number {
  if (list[part.index] !== part) part.index = list.push(part) - 1;
  return part.index;
}

/** One number for a corner of a pair; where a round part touches is added to `points`. */
function codeOf({ a, b }: ContactPair, corner: Point | null, points: number[]): number {
  if (!corner) return NO_CORNER;
  const { index } = corner as Partial<Corner>;
  if (index !== undefined) {
    if (a.body.vertices[index] === corner) return CORNERS + 2 * index;
    if (b.body.vertices[index] === corner) return CORNERS + 2 * index + 1;
  }
  points.push(corner.x, corner.y);
  return ROUND;
}

function cornerAt(a: Part, b: Part, code: number): Point | null {
  if (code === NO_CORNER) return null;
  const corner = code - CORNERS;
  return (corner % 2 === 0 ? a : b).body.vertices[corner >> 1]!;
}
