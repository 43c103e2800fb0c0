/**
 * Decides which side of a box a moving body has run into. The library takes the axis of least overlap, which
 * makes heroes trip over the seams of a tiled floor and jump onto ledges they only brushed. Here the way of the
 * last step counts: a body has hit a face that it was outside of before.
 */
import type { MatterBody } from './library.ts';
import type { Touching } from './pairs.ts';
import type { Part, Rigid } from './rigid.ts';

/** Overlaps up to this many pixels count as touching: what a body may sink in, and the step it walks up. */
const TOUCH = 1.5;

/** Depths behind the four faces of the obstacle, now and one step ago; up, down, left, right of it. */
interface Face {
  normalX: number;
  normalY: number;
  depth: number;
  before: number;
  /** Part of the step after which the face was reached; 0 when touching from the start. */
  entry: number;
}

/** True for a rectangle whose sides lie along the axes. */
function isUpright({ vertices, bounds: { min, max } }: MatterBody): boolean {
  return (
    vertices.length === 4 &&
    vertices.every(
      ({ x, y }) => Math.min(x - min.x, max.x - x) < 1e-3 && Math.min(y - min.y, max.y - y) < 1e-3,
    )
  );
}

function facesOf(mover: MatterBody, obstacle: MatterBody): Face[] {
  // Relative to the obstacle, which may be a moving platform.
  const a = mover.parent;
  const b = obstacle.parent;
  const dx = a.position.x - a.positionPrev.x - (b.position.x - b.positionPrev.x);
  const dy = a.position.y - a.positionPrev.y - (b.position.y - b.positionPrev.y);
  const face = (normalX: number, normalY: number, depth: number): Face => {
    const approach = -(dx * normalX + dy * normalY);
    const before = depth - approach;
    return { normalX, normalY, depth, before, entry: before < 0 && approach > 0 ? -before / approach : 0 };
  };
  return [
    face(0, -1, mover.bounds.max.y - obstacle.bounds.min.y),
    face(0, 1, obstacle.bounds.max.y - mover.bounds.min.y),
    face(-1, 0, mover.bounds.max.x - obstacle.bounds.min.x),
    face(1, 0, obstacle.bounds.max.x - mover.bounds.min.x),
  ];
}

/** True when the body comes from above a one-way collider, or stands on it. */
function landsOn(mover: Part, obstacle: Part, upwards: number): boolean {
  const [top, bottom] = facesOf(mover.body, obstacle.body);
  const face = upwards < 0 ? top! : bottom!;
  return face.before <= TOUCH && face.depth >= face.before - 1e-6;
}

interface Hit {
  touching: Touching;
  mover: Part;
  faces: Face[];
}

function settle({ touching: { collision, a }, mover }: Hit, face: Face): void {
  // The collision's normal points from B to A.
  const sign = a === mover ? 1 : -1;
  const { normal, tangent, penetration } = collision;
  normal.x = face.normalX * sign;
  normal.y = face.normalY * sign;
  tangent.x = -normal.y;
  tangent.y = normal.x;
  collision.depth = Math.max(face.depth, 1e-9);
  penetration.x = normal.x * collision.depth;
  penetration.y = normal.y * collision.depth;
  // Two corners of the mover, those furthest into the obstacle. It does not turn, so only their number counts.
  const corners = [...mover.body.vertices].sort(
    (p, q) => p.x * face.normalX + p.y * face.normalY - (q.x * face.normalX + q.y * face.normalY),
  );
  collision.supports[0] = corners[0]!;
  collision.supports[1] = corners[1]!;
  collision.supportCount = 2;
}

/**
 * Leaves out contacts with one-way colliders that are passed, and corrects the normals of bodies that never turn.
 *
 * @param upwards the sign of y that points against gravity
 */
export function judgeCollisions(all: readonly Touching[], upwards: number): Touching[] {
  const kept: Touching[] = [];
  const hits = new Map<Rigid, Hit[]>();
  for (const touching of all) {
    const { a, b } = touching;
    if (a.collider.sensor || b.collider.sensor) {
      kept.push(touching);
      continue;
    }
    if (b.collider.oneWay && !landsOn(a, b, upwards)) continue;
    if (a.collider.oneWay && !landsOn(b, a, upwards)) continue;
    kept.push(touching);
    collectHits(hits, touching, a, b, upwards);
    collectHits(hits, touching, b, a, upwards);
  }
  for (const list of hits.values()) judgeBody(list);
  return kept;
}

/** Adds the faces that an upright body which never turns may have hit of one that cannot be pushed. */
function collectHits(
  hits: Map<Rigid, Hit[]>,
  touching: Touching,
  mover: Part,
  obstacle: Part,
  upwards: number,
): void {
  const { rigid } = mover;
  if (!rigid.fixedRotation || !rigid.dynamic || obstacle.rigid.dynamic) return;
  if (!isUpright(mover.body) || !isUpright(obstacle.body)) return;
  const faces = facesOf(mover.body, obstacle.body).filter(
    (face) => face.before <= TOUCH && (!obstacle.collider.oneWay || face.normalY === upwards),
  );
  if (faces.length === 0) return;
  const list = hits.get(rigid);
  const hit = { touching, mover, faces };
  if (list) list.push(hit);
  else hits.set(rigid, [hit]);
}

/** The faces that one body has hit; first the certain ones, then those that depend on where these push it. */
function judgeBody(hits: readonly Hit[]): void {
  let lift = 0;
  let shift = 0;
  const open: Hit[] = [];
  for (const hit of hits) {
    const only = hit.faces.length === 1 ? hit.faces[0]! : null;
    if (!only) {
      open.push(hit);
      continue;
    }
    settle(hit, only);
    if (only.normalY !== 0) lift = Math.max(lift, only.depth);
    else shift = Math.max(shift, only.depth);
  }
  for (const hit of open) {
    const across = hit.faces.find((face) => face.normalY !== 0);
    const aside = hit.faces.find((face) => face.normalX !== 0);
    // Pushed out by a neighbour anyway: a seam in the floor, or in a wall. Else hardly in: a corner.
    if (across && lift > 0 && across.depth - lift <= TOUCH) settle(hit, across);
    else if (aside && shift > 0 && aside.depth - shift <= TOUCH) settle(hit, aside);
    else if (across && across.depth - lift <= TOUCH) settle(hit, across);
    else if (aside && aside.depth - shift <= TOUCH) settle(hit, aside);
    else
      settle(
        hit,
        hit.faces.reduce((last, face) => (face.entry > last.entry ? face : last)),
      );
  }
}
