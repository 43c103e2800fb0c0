/**
 * Keeps fast bodies from passing through thin ones: what has gone further than half its own size in a step is traced back to
 * where its core first met something (time of impact; as in Box2D, only for the core, so that sliding bodies do not catch
 * on what they only brush). There the contact is found and solved as any other; the rest of its way is lost.
 */
import type { Broadphase } from './broadphase.ts';
import { sweepConvex } from './casts.ts';
import type { Point } from './library.ts';
import type { Part, Rigid } from './rigid.ts';

/** The part of its size that is the core of a body. */
const CORE = 0.8;

/** Moves fast bodies back to where they met what they may not pass. @param apart pairs of bodies that pass each other anyway */
export function stopFast(
  rigids: readonly Rigid[],
  parts: Broadphase,
  apart: (a: Rigid, b: Rigid) => boolean,
  upwards: number,
): void {
  const fast = rigids.filter((rigid) => rigid.dynamic && !rigid.asleep && isFast(rigid));
  if (fast.length === 0) return;
  const furthest = furthestWay(rigids);
  for (const rigid of fast) {
    const meeting = firstMeeting(rigid, parts, furthest, apart, upwards);
    if (!meeting) continue;
    const { time, dx, dy } = meeting;
    const { body } = rigid;
    const x = body.position.x - body.positionPrev.x;
    const y = body.position.y - body.positionPrev.y;
    // For the rest of the step it goes along with what it has met.
    body.position.x += (dx - x) * (1 - time);
    body.position.y += (dy - y) * (1 - time);
    body.positionPrev.x = body.position.x - x;
    body.positionPrev.y = body.position.y - y;
    rigid.place();
  }
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

/** When a body meets something, in parts of the step, and how far that has moved. */
interface Meeting {
  time: number;
  dx: number;
  dy: number;
}

/** True for a body of which some part has moved further than half its narrower side. */
function isFast({ body, parts }: Rigid): boolean {
  const x = body.position.x - body.positionPrev.x;
  const y = body.position.y - body.positionPrev.y;
  const way = x * x + y * y;
  if (way < 0.25) return false;
  return parts.some(({ collider, body: { bounds } }) => {
    if (collider.sensor) return false;
    const side = Math.min(bounds.max.x - bounds.min.x, bounds.max.y - bounds.min.y);
    return way > (side * side) / 4;
  });
}

function firstMeeting(
  rigid: Rigid,
  parts: Broadphase,
  furthest: number,
  apart: (a: Rigid, b: Rigid) => boolean,
  upwards: number,
): Meeting | null {
  const { position, positionPrev } = rigid.body;
  const x = position.x - positionPrev.x;
  const y = position.y - positionPrev.y;
  let first: Meeting | null = null;
  for (const part of rigid.parts) {
    if (part.collider.sensor) continue;
    const { min, max } = part.body.bounds;
    const x0 = Math.min(min.x, min.x - x) - furthest;
    const x1 = Math.max(max.x, max.x - x) + furthest;
    const y0 = Math.min(min.y, min.y - y) - furthest;
    const y1 = Math.max(max.y, max.y - y) + furthest;
    const core = coreOf(part, x, y);
    parts.within(x0, y0, x1, y1, (other) => {
      if (!stops(part, other, y, upwards) || apart(rigid, other.rigid)) return;
      // Seen from the other, which may move too.
      const theirs = other.rigid.body;
      const still = other.rigid.type === 'static';
      const dx = still ? 0 : theirs.position.x - theirs.positionPrev.x;
      const dy = still ? 0 : theirs.position.y - theirs.positionPrev.y;
      const outline = other.body.vertices.map((corner) => ({ x: corner.x - dx, y: corner.y - dy }));
      const time = sweepConvex(core, x - dx, y - dy, outline)?.fraction ?? 1;
      if (time > 0 && time < (first?.time ?? 1)) first = { time, dx, dy };
    });
  }
  return first;
}

/** The corners of the core of a part where it began its step. */
function coreOf({ body }: Part, x: number, y: number): Point[] {
  const { position } = body;
  return body.vertices.map((corner) => ({
    x: position.x + (corner.x - position.x) * CORE - x,
    y: position.y + (corner.y - position.y) * CORE - y,
  }));
}

function stops(part: Part, other: Part, y: number, upwards: number): boolean {
  const { collider: a } = part;
  const { collider: b } = other;
  if (other.rigid === part.rigid || b.sensor) return false;
  if ((a.meets & b.layer) === 0 || (b.meets & a.layer) === 0) return false;
  return !(b.oneWay && y * upwards > 0) && !a.oneWay;
}
