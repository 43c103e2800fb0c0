/** Questions about where bodies are. */
import type { Vec2 } from '../../base/geometry.ts';
import { cos, sin } from '../../base/maths.ts';
import type { ColliderShape, QueryMask, RayHit } from '../physics.ts';
import type { Broadphase } from './broadphase.ts';
import { containsPoint, enterCircle, enterConvex, meetingPoint, sweepConvex } from './casts.ts';
import type { Point } from './library.ts';
import type { Part } from './rigid.ts';
import { convexPieces } from './shapes.ts';

const counts = (part: Part, { ignore, layers, sensors }: QueryMask): boolean =>
  part.rigid.id !== ignore &&
  (sensors || !part.collider.sensor) &&
  (layers === undefined || (layers & part.collider.layer) !== 0);

const nearer = (a: RayHit, b: RayHit): number => a.fraction - b.fraction || a.id - b.id;

const along = (from: Vec2, to: Vec2, fraction: number): Vec2 => [
  from[0] + (to[0] - from[0]) * fraction,
  from[1] + (to[1] - from[1]) * fraction,
];

/** The nearest hit of each body, the nearest first. */
export function rayHits(parts: Broadphase, from: Vec2, to: Vec2, mask: QueryMask): RayHit[] {
  const hits = new Map<number, RayHit>();
  const [x0, x1] = from[0] < to[0] ? [from[0], to[0]] : [to[0], from[0]];
  const [y0, y1] = from[1] < to[1] ? [from[1], to[1]] : [to[1], from[1]];
  parts.within(x0, y0, x1, y1, (part) => {
    if (!counts(part, mask)) return;
    const entry =
      part.radius > 0
        ? enterCircle(from, to, part.body.position, part.radius)
        : enterConvex(from, to, part.body.vertices);
    const known = hits.get(part.rigid.id);
    if (!entry || (known && known.fraction <= entry.fraction)) return;
    hits.set(part.rigid.id, { id: part.rigid.id, point: along(from, to, entry.fraction), ...entry });
  });
  return [...hits.values()].sort(nearer);
}

/** Convex outlines of a shape at a place, clockwise on the screen. */
function outlines(shape: ColliderShape, rotation: number, at: Vec2): Point[][] {
  const c = cos(rotation);
  const s = sin(rotation);
  return convexPieces(shape).map((piece) => {
    const points = piece.map(([x, y]) => ({ x: at[0] + x * c - y * s, y: at[1] + x * s + y * c }));
    let area = 0;
    points.forEach((p, i) => {
      const q = points[(i + 1) % points.length]!;
      area += p.x * q.y - q.x * p.y;
    });
    return area < 0 ? points.reverse() : points;
  });
}

/** The nearest hit of each body by a shape that moves, the nearest first. @param rotation radians */
export function shapeHits(
  parts: Broadphase,
  shape: ColliderShape,
  rotation: number,
  from: Vec2,
  to: Vec2,
  mask: QueryMask,
): RayHit[] {
  const hits = new Map<number, RayHit>();
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  for (const outline of outlines(shape, rotation, from)) {
    const xs = outline.map(({ x }) => x);
    const ys = outline.map(({ y }) => y);
    const x0 = Math.min(...xs) + Math.min(dx, 0);
    const x1 = Math.max(...xs) + Math.max(dx, 0);
    const y0 = Math.min(...ys) + Math.min(dy, 0);
    const y1 = Math.max(...ys) + Math.max(dy, 0);
    parts.within(x0, y0, x1, y1, (part) => {
      if (!counts(part, mask)) return;
      const entry = sweepConvex(outline, dx, dy, part.body.vertices);
      const known = hits.get(part.rigid.id);
      if (!entry || (known && known.fraction <= entry.fraction)) return;
      const { fraction, normal } = entry;
      const moved = outline.map(({ x, y }) => ({ x: x + dx * fraction, y: y + dy * fraction }));
      const point = meetingPoint(moved, part.body.vertices, normal);
      hits.set(part.rigid.id, { id: part.rigid.id, point, ...entry });
    });
  }
  return [...hits.values()].sort(nearer);
}

function contains({ radius, body: { position, vertices } }: Part, point: Vec2): boolean {
  if (radius === 0) return containsPoint(point, vertices);
  const dx = point[0] - position.x;
  const dy = point[1] - position.y;
  return dx * dx + dy * dy <= radius * radius;
}

/** Ids of bodies that contain a point, ascending. */
export function idsAt(parts: Broadphase, point: Vec2, mask: QueryMask): number[] {
  const found = new Set<number>();
  parts.within(point[0], point[1], point[0], point[1], (part) => {
    if (counts(part, mask) && contains(part, point)) found.add(part.rigid.id);
  });
  return [...found].sort((a, b) => a - b);
}
