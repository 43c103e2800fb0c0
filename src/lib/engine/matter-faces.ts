/**
 * Decides which side of a box a moving body has run into. The library takes the axis of least overlap, which
 * makes heroes trip over the seams of a tiled floor and jump onto ledges they only brushed. Here the way of the
 * last step counts: a body has hit a face that it was outside of before.
 */
import type { MatterBody, MatterCollision } from './matter-library.ts';

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

/** Edges of an upright box in scene pixels. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The true box of a part; its `bounds` are stretched by the velocity. */
export function boxOf(body: MatterBody): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of body.vertices) {
    if (x < box.x0) box.x0 = x;
    if (x > box.x1) box.x1 = x;
    if (y < box.y0) box.y0 = y;
    if (y > box.y1) box.y1 = y;
  }
  return box;
}

/** True for a rectangle whose sides lie along the axes. */
function isUpright(body: MatterBody, box: Box): boolean {
  return (
    body.vertices.length === 4 &&
    body.vertices.every(
      ({ x, y }) => Math.min(x - box.x0, box.x1 - x) < 1e-3 && Math.min(y - box.y0, box.y1 - y) < 1e-3,
    )
  );
}

function facesOf(mover: MatterBody, obstacle: MatterBody, box: Box, other: Box): Face[] {
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
    face(0, -1, box.y1 - other.y0),
    face(0, 1, other.y1 - box.y0),
    face(-1, 0, box.x1 - other.x0),
    face(1, 0, other.x1 - box.x0),
  ];
}

/** True when the body comes from above a one-way collider, or stands on it. */
function landsOn(mover: MatterBody, obstacle: MatterBody, upwards: number): boolean {
  const [top, bottom] = facesOf(mover, obstacle, boxOf(mover), boxOf(obstacle));
  const face = upwards < 0 ? top! : bottom!;
  return face.before <= TOUCH && face.depth >= face.before - 1e-6;
}

interface Hit {
  collision: MatterCollision;
  mover: MatterBody;
  faces: Face[];
}

function settle({ collision, mover }: Hit, face: Face): void {
  // The collision's normal points from B to A.
  const sign = collision.bodyA === mover ? 1 : -1;
  const { normal, tangent, penetration } = collision;
  normal.x = face.normalX * sign;
  normal.y = face.normalY * sign;
  tangent.x = -normal.y;
  tangent.y = normal.x;
  collision.depth = Math.max(face.depth, 1e-9);
  penetration.x = normal.x * collision.depth;
  penetration.y = normal.y * collision.depth;
  // Two corners of the mover, those furthest into the obstacle. It does not turn, so only their number counts.
  const corners = [...mover.vertices].sort(
    (p, q) => p.x * face.normalX + p.y * face.normalY - (q.x * face.normalX + q.y * face.normalY),
  );
  collision.supports[0] = corners[0]!;
  collision.supports[1] = corners[1]!;
  collision.supportCount = 2;
}

/**
 * Leaves out contacts with one-way colliders that are passed, and corrects the normals of bodies that never turn.
 *
 * @param isOneWay whether a part lets bodies through from below
 * @param neverTurns whether a whole body is one that keeps its rotation
 * @param upwards the sign of y that points against gravity
 */
export function judgeCollisions(
  collisions: MatterCollision[],
  isOneWay: (part: MatterBody) => boolean,
  neverTurns: (body: MatterBody) => boolean,
  upwards: number,
): MatterCollision[] {
  const kept: MatterCollision[] = [];
  const hits = new Map<MatterBody, Hit[]>();
  for (const collision of collisions) {
    const { bodyA, bodyB, parentA, parentB } = collision;
    if (bodyA.isSensor || bodyB.isSensor) {
      kept.push(collision);
      continue;
    }
    if (isOneWay(bodyB) && !landsOn(bodyA, bodyB, upwards)) continue;
    if (isOneWay(bodyA) && !landsOn(bodyB, bodyA, upwards)) continue;
    kept.push(collision);
    for (const [mover, obstacle] of [
      [bodyA, bodyB],
      [bodyB, bodyA],
    ] as const) {
      const whole = mover.parent;
      if (whole.isStatic || !(obstacle === bodyA ? parentA : parentB).isStatic || !neverTurns(whole))
        continue;
      const box = boxOf(mover);
      const other = boxOf(obstacle);
      if (!isUpright(mover, box) || !isUpright(obstacle, other)) continue;
      const faces = facesOf(mover, obstacle, box, other).filter(
        (face) => face.before <= TOUCH && (!isOneWay(obstacle) || face.normalY === upwards),
      );
      if (faces.length === 0) continue;
      const list = hits.get(whole);
      const hit = { collision, mover, faces };
      if (list) list.push(hit);
      else hits.set(whole, [hit]);
    }
  }
  for (const list of hits.values()) judgeBody(list);
  return kept;
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
