/** Collisions of round parts, exactly: as outlines of corners they would neither roll nor stop where they should. */
import { matter, type MatterCollision, type Point } from './library.ts';
import type { Part } from './rigid.ts';

/** The overlap of two parts; `null` for none. The part with the smaller id comes back as A. */
export function collide(p: Part, q: Part): MatterCollision | null {
  if (p.radius === 0 && q.radius === 0) return matter.Collision.collides(p.body, q.body);
  const [a, b] = p.body.id < q.body.id ? [p, q] : [q, p];
  if (a.radius > 0 && b.radius > 0) return twoCircles(a, b);
  return a.radius > 0 ? circleOnOutline(a, b, a, b) : circleOnOutline(b, a, a, b);
}

/** Round parts touch at one point, which stays the same object so that the solver knows it again. */
const corners = new WeakMap<Part, WeakMap<Part, Point>>();

/** The one point of two parts, put somewhere. */
export function cornerOf(a: Part, b: Part, x: number, y: number): Point {
  let known = corners.get(a);
  if (!known) corners.set(a, (known = new WeakMap()));
  let corner = known.get(b);
  if (!corner) known.set(b, (corner = { x, y }));
  corner.x = x;
  corner.y = y;
  return corner;
}

function made(
  a: Part,
  b: Part,
  nx: number,
  ny: number,
  depth: number,
  x: number,
  y: number,
): MatterCollision {
  const collision = matter.Collision.create(a.body, b.body);
  collision.depth = depth;
  collision.normal = { x: nx, y: ny };
  collision.tangent = { x: -ny, y: nx };
  collision.penetration = { x: nx * depth, y: ny * depth };
  collision.supports[0] = cornerOf(a, b, x, y);
  collision.supportCount = 1;
  return collision;
}

function twoCircles(a: Part, b: Part): MatterCollision | null {
  const { x: ax, y: ay } = a.body.position;
  const { x: bx, y: by } = b.body.position;
  const dx = ax - bx;
  const dy = ay - by;
  const square = dx * dx + dy * dy;
  const reach = a.radius + b.radius;
  if (square >= reach * reach) return null;
  const distance = Math.sqrt(square);
  const nx = distance > 0 ? dx / distance : 0;
  const ny = distance > 0 ? dy / distance : -1;
  return made(a, b, nx, ny, reach - distance, bx + nx * b.radius, by + ny * b.radius);
}

/** The nearest point of a convex outline decides; inside, the nearest side. */
function circleOnOutline(round: Part, other: Part, a: Part, b: Part): MatterCollision | null {
  const { x, y } = round.body.position;
  const { vertices } = other.body;
  let best = Infinity;
  let nearestX = 0;
  let nearestY = 0;
  let inside = true;
  let least = Infinity;
  let sideX = 0;
  let sideY = 0;
  for (let i = 0; i < vertices.length; i++) {
    const p = vertices[i]!;
    const q = vertices[i + 1 === vertices.length ? 0 : i + 1]!;
    const ex = q.x - p.x;
    const ey = q.y - p.y;
    const square = ex * ex + ey * ey;
    if (square === 0) continue;
    // Corners stand clockwise: the outside of a side is on its left.
    const out = (x - p.x) * ey - (y - p.y) * ex;
    const length = Math.sqrt(square);
    if (out > 1e-9 * length) {
      inside = false;
      if (out >= round.radius * length) return null;
    } else if (-out / length < least) {
      least = -out / length;
      sideX = ey / length;
      sideY = -ex / length;
    }
    const along = Math.min(1, Math.max(0, ((x - p.x) * ex + (y - p.y) * ey) / square));
    const dx = x - (p.x + ex * along);
    const dy = y - (p.y + ey * along);
    const distance = dx * dx + dy * dy;
    if (distance >= best) continue;
    best = distance;
    nearestX = p.x + ex * along;
    nearestY = p.y + ey * along;
  }
  const distance = Math.sqrt(best);
  if (!inside && distance >= round.radius) return null;
  // Out of the outline, towards the circle.
  const sharp = inside || distance < 1e-9;
  const nx = sharp ? sideX : (x - nearestX) / distance;
  const ny = sharp ? sideY : (y - nearestY) / distance;
  const depth = inside ? round.radius + least : round.radius - distance;
  const sign = round === a ? 1 : -1;
  return made(a, b, nx * sign, ny * sign, depth, x - nx * round.radius, y - ny * round.radius);
}
