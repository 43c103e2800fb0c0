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
  for (const rigid of rigids) {
    if (!rigid.dynamic || rigid.asleep || !isFast(rigid)) continue;
    const time = firstMeeting(rigid, parts, apart, upwards);
    if (time >= 1) continue;
    const { body } = rigid;
    const x = body.position.x - body.positionPrev.x;
    const y = body.position.y - body.positionPrev.y;
    body.position.x -= x * (1 - time);
    body.position.y -= y * (1 - time);
    body.positionPrev.x = body.position.x - x;
    body.positionPrev.y = body.position.y - y;
    rigid.place();
  }
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
  apart: (a: Rigid, b: Rigid) => boolean,
  upwards: number,
): number {
  const { position, positionPrev } = rigid.body;
  const x = position.x - positionPrev.x;
  const y = position.y - positionPrev.y;
  let first = 1;
  for (const part of rigid.parts) {
    if (part.collider.sensor) continue;
    const { min, max } = part.body.bounds;
    const x0 = Math.min(min.x, min.x - x);
    const x1 = Math.max(max.x, max.x - x);
    const y0 = Math.min(min.y, min.y - y);
    const y1 = Math.max(max.y, max.y - y);
    const core = coreOf(part, x, y);
    parts.within(x0, y0, x1, y1, (other) => {
      if (!stops(part, other, y, upwards) || apart(rigid, other.rigid)) return;
      // Seen from the other, which may move too.
      const theirs = other.rigid.body;
      const dx = theirs.position.x - theirs.positionPrev.x;
      const dy = theirs.position.y - theirs.positionPrev.y;
      const start = other.rigid.dynamic || other.rigid.type === 'kinematic';
      const outline = start
        ? other.body.vertices.map((corner) => ({ x: corner.x - dx, y: corner.y - dy }))
        : other.body.vertices;
      const entry = sweepConvex(core, x - (start ? dx : 0), y - (start ? dy : 0), outline);
      if (entry && entry.fraction > 0 && entry.fraction < first) first = entry.fraction;
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
