/**
 * Keeps fast bodies from passing through thin ones: what has gone further than half its own size in a step is traced back to
 * where its core first met something (time of impact; as in Box2D, only for the core, so that sliding bodies do not catch
 * on what they only brush). There the contact is found and solved as any other; the rest of its way is lost. Sensors that
 * it has crossed on its way are told.
 */
import type { Vec2 } from '../../base/geometry.ts';
import type { Broadphase } from './broadphase.ts';
import { meetingPoint, sweepConvex } from './casts.ts';
import type { Joints } from './joints.ts';
import type { Point } from './library.ts';
import type { Part, Rigid } from './rigid.ts';

/** The part of its size that is the core of a body. */
const CORE = 0.8;

/** A sensor and what has met it somewhere on its way. */
export interface Crossing {
  readonly a: Part;
  readonly b: Part;
  readonly point: Vec2;
  /** From b towards a. */
  readonly normal: Vec2;
}

/** What fast bodies meet on their way. */
interface Way {
  readonly parts: Broadphase;
  /** How far the others have gone at most: they may have come across. */
  readonly furthest: number;
  readonly joints: Pick<Joints, 'apart' | 'tiedTo'>;
  /** The sign of y that points against gravity. */
  readonly upwards: number;
}

/**
 * Moves fast bodies back to where they met what they may not pass, with all that is tied to them, or their joints would be
 * torn apart; returns which sensors were met on the way.
 */
export function stopFast(
  rigids: readonly Rigid[],
  parts: Broadphase,
  joints: Way['joints'],
  upwards: number,
): Crossing[] {
  const fast = rigids.filter((rigid) => rigid.type !== 'static' && !rigid.asleep && isFast(rigid));
  if (fast.length === 0) return [];
  const way: Way = { parts, furthest: furthestWay(rigids), joints, upwards };
  const crossings: Crossing[] = [];
  const judged = new Set<Rigid>();
  for (const rigid of fast) {
    if (judged.has(rigid)) continue;
    const tied = rigid.dynamic ? joints.tiedTo(rigid) : [rigid];
    const members = tied.length === 1 ? tied : fast.filter((each) => tied.includes(each));
    let first: Meeting | null = null;
    for (const each of members) {
      judged.add(each);
      const meeting = each.dynamic ? firstMeeting(each, way) : null;
      if (meeting && meeting.time < (first?.time ?? 1)) first = meeting;
    }
    for (const each of members) collectCrossings(each, way, first?.time ?? 1, crossings);
    if (!first) continue;
    // Parts of one chain that meet each other have nothing to go along with.
    if (tied.length > 1 && tied.includes(first.other)) first = { ...first, dx: 0, dy: 0 };
    for (const each of tied) if (!each.asleep) holdBack(each, first, tied.length > 1);
  }
  return crossings;
}

/** Puts a body where it was at a meeting; for the rest of the step it goes along with what was met. */
function holdBack(rigid: Rigid, { time, dx, dy }: Meeting, turns: boolean): void {
  const { body } = rigid;
  const x = body.position.x - body.positionPrev.x;
  const y = body.position.y - body.positionPrev.y;
  body.position.x += (dx - x) * (1 - time);
  body.position.y += (dy - y) * (1 - time);
  body.positionPrev.x = body.position.x - x;
  body.positionPrev.y = body.position.y - y;
  if (turns) {
    const turn = (body.angle - body.anglePrev) * (1 - time);
    body.angle -= turn;
    body.anglePrev -= turn;
  }
  rigid.place();
}

/** How far the others have gone at most in this step: they may have come across the way of a fast body. */
function furthestWay(rigids: readonly Rigid[]): number {
  let most = 0;
  for (const { type, asleep, body } of rigids) {
    if (type === 'static' || asleep) continue;
    const x = Math.abs(body.position.x - body.positionPrev.x);
    const y = Math.abs(body.position.y - body.positionPrev.y);
    most = Math.max(most, x, y);
  }
  return most;
}

/** When a body meets another, in parts of the step, and how far that has moved. */
interface Meeting {
  readonly time: number;
  readonly dx: number;
  readonly dy: number;
  readonly other: Rigid;
}

/** True for a body of which some part has moved further than half its narrower side. */
function isFast({ body, parts }: Rigid): boolean {
  const x = body.position.x - body.positionPrev.x;
  const y = body.position.y - body.positionPrev.y;
  const way = x * x + y * y;
  if (way < 0.25) return false;
  return parts.some(({ body: { bounds } }) => {
    const side = Math.min(bounds.max.x - bounds.min.x, bounds.max.y - bounds.min.y);
    return way > (side * side) / 4;
  });
}

/** Calls `meet` for all parts of other bodies that may have come across the way of a part. */
function alongWay(part: Part, { parts, furthest, joints }: Way, meet: (other: Part) => void): void {
  const { position, positionPrev } = part.rigid.body;
  const x = position.x - positionPrev.x;
  const y = position.y - positionPrev.y;
  const { min, max } = part.body.bounds;
  const x0 = Math.min(min.x, min.x - x) - furthest;
  const x1 = Math.max(max.x, max.x - x) + furthest;
  const y0 = Math.min(min.y, min.y - y) - furthest;
  const y1 = Math.max(max.y, max.y - y) + furthest;
  parts.within(x0, y0, x1, y1, (other) => {
    if (other.rigid !== part.rigid && seeEachOther(part, other) && !joints.apart(part.rigid, other.rigid))
      meet(other);
  });
}

function firstMeeting(rigid: Rigid, way: Way): Meeting | null {
  const { position, positionPrev } = rigid.body;
  const x = position.x - positionPrev.x;
  const y = position.y - positionPrev.y;
  let first: Meeting | null = null;
  for (const part of rigid.parts) {
    if (part.collider.sensor) continue;
    const core = startOf(part, CORE);
    alongWay(part, way, (other) => {
      if (!stops(part, other, y, way.upwards)) return;
      // Seen from the other, which may move too.
      const { x: dx, y: dy } = wayOf(other.rigid);
      const time = sweepConvex(core, x - dx, y - dy, startOf(other))?.fraction ?? 1;
      if (time > 0 && time < (first?.time ?? 1)) first = { time, dx, dy, other: other.rigid };
    });
  }
  return first;
}

/** Adds the sensors that a body has met before `until`, in parts of the step, and what its own sensors have met. */
function collectCrossings(rigid: Rigid, way: Way, until: number, out: Crossing[]): void {
  const { x, y } = wayOf(rigid);
  for (const part of rigid.parts) {
    const start = startOf(part);
    alongWay(part, way, (other) => {
      if (!part.collider.sensor && !other.collider.sensor) return;
      const { x: dx, y: dy } = wayOf(other.rigid);
      const outline = startOf(other);
      const entry = sweepConvex(start, x - dx, y - dy, outline);
      if (!entry || entry.fraction === 0 || entry.fraction > until) return;
      const { fraction, normal } = entry;
      const moved = start.map((corner) => ({
        x: corner.x + (x - dx) * fraction,
        y: corner.y + (y - dy) * fraction,
      }));
      const [px, py] = meetingPoint(moved, outline, normal);
      // What was seen from the other, back in the scene.
      const point: Vec2 = [px + dx * fraction, py + dy * fraction];
      const [nx, ny] = normal;
      if (rigid.id < other.rigid.id) out.push({ a: part, b: other, point, normal });
      else out.push({ a: other, b: part, point, normal: [0 - nx, 0 - ny] });
    });
  }
}

/** How far a body has gone in this step. */
function wayOf({ type, body: { position, positionPrev } }: Rigid): Point {
  if (type === 'static') return { x: 0, y: 0 };
  return { x: position.x - positionPrev.x, y: position.y - positionPrev.y };
}

/** The corners of a part where it began its step, or of its core. */
function startOf({ body, rigid }: Part, core = 1): Point[] {
  const { position, vertices } = body;
  const { x, y } = wayOf(rigid);
  if (core === 1) return vertices.map((corner) => ({ x: corner.x - x, y: corner.y - y }));
  return vertices.map((corner) => ({
    x: position.x + (corner.x - position.x) * core - x,
    y: position.y + (corner.y - position.y) * core - y,
  }));
}

function seeEachOther({ collider: a }: Part, { collider: b }: Part): boolean {
  return (a.meets & b.layer) !== 0 && (b.meets & a.layer) !== 0;
}

function stops({ collider: a }: Part, { collider: b }: Part, y: number, upwards: number): boolean {
  return !b.sensor && !a.oneWay && !(b.oneWay && y * upwards > 0);
}
