/** Collider shapes as convex pieces. Pure. */
import { isSimple, makeCCW, quickDecomp, removeDuplicatePoints } from 'poly-decomp-es';
import type { Vec2 } from '../../base/geometry.ts';
import { cos, sin } from '../../base/maths.ts';
import type { ColliderShape } from '../physics.ts';

/** How thick a line is, px. */
const LINE = 2;

/** Corners of a circle: enough that it rolls, few enough that it is quick. Always even. */
const cornersOf = (radius: number): number => Math.min(32, Math.max(12, 2 * Math.ceil(radius / 4)));

function box(width: number, height: number): Vec2[] {
  const [x, y] = [width / 2, height / 2];
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

function circle(radius: number): Vec2[] {
  const corners = cornersOf(radius);
  // Starts half a side off, so that it lies on flat ground with a side and not on a corner.
  return Array.from({ length: corners }, (_, i): Vec2 => {
    const angle = ((i + 0.5) * 2 * Math.PI) / corners;
    return [radius * cos(angle), radius * sin(angle)];
  });
}

/** True for a capsule that is a circle. */
export const isRound = (width: number, height: number): boolean => Math.abs(width - height) < 1e-3;

/** Two half circles around the ends of the longer middle line. */
function capsule(width: number, height: number): Vec2[] {
  const radius = Math.min(width, height) / 2;
  const reach = Math.max(width, height) / 2 - radius;
  const steps = cornersOf(radius) / 2;
  const cap = (start: number, x: number): Vec2[] =>
    Array.from({ length: steps + 1 }, (_, i): Vec2 => {
      const angle = start + (i * Math.PI) / steps;
      return [x + radius * cos(angle), radius * sin(angle)];
    });
  const lying = [...cap(-Math.PI / 2, reach), ...cap(Math.PI / 2, -reach)];
  return width >= height ? lying : lying.map(([x, y]): Vec2 => [-y, x]);
}

/** A line of {@link LINE} px around two points; nothing for points that are one. */
function line([x0, y0]: Vec2, [x1, y1]: Vec2): Vec2[][] {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < 1e-6) return [];
  const nx = (-dy / length) * (LINE / 2);
  const ny = (dx / length) * (LINE / 2);
  return [
    [
      [x0 - nx, y0 - ny],
      [x1 - nx, y1 - ny],
      [x1 + nx, y1 + ny],
      [x0 + nx, y0 + ny],
    ],
  ];
}

/** The convex hull of points (Andrew's monotone chain). */
function hull(points: readonly Vec2[]): Vec2[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Vec2[]): Vec2[] => {
    const kept: Vec2[] = [];
    for (const point of list) {
      while (kept.length >= 2) {
        const [a, b] = [kept[kept.length - 2]!, kept[kept.length - 1]!];
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break;
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** An outline in convex pieces (Bayazit's algorithm); one that crosses itself becomes its hull. */
function polygon(points: readonly Vec2[]): Vec2[][] {
  const outline = points.map(([x, y]): [number, number] => [x, y]);
  removeDuplicatePoints(outline, 1e-6);
  if (outline.length < 3) return [];
  if (outline.length > 3 && !isSimple(outline)) return [hull(outline)];
  makeCCW(outline);
  return quickDecomp(outline);
}

/** A shape around its centre, in convex pieces. A shape without area has none, or such as have no area. */
export function convexPieces(shape: ColliderShape): Vec2[][] {
  switch (shape.kind) {
    case 'box':
      return [box(shape.width, shape.height)];
    case 'circle':
      return [circle(shape.radius)];
    case 'capsule':
      if (isRound(shape.width, shape.height)) return [circle(shape.width / 2)];
      return [capsule(shape.width, shape.height)];
    case 'polygon':
      return polygon(shape.points);
    case 'chain':
      return shape.points.slice(1).flatMap((point, i) => line(shape.points[i]!, point));
  }
}
