/** What an outline must be, and in words why it is not. Pure. */
import type { Vec2 } from '../../../base/geometry.ts';

export interface OutlineRules {
  /** Ends where it begins. */
  readonly closed: boolean;
  /** The fewest and the most points. */
  readonly min: number;
  readonly max: number;
  /** It encloses something: it neither crosses nor touches itself. */
  readonly simple: boolean;
}

/** Pixels within which two points are one. */
const SAME = 0.01;

/** Twice the area of a triangle; its sign says on which side of the line from `a` to `b` the third point lies. */
const side = (a: Vec2, b: Vec2, c: Vec2): number => {
  const twice = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  return Math.abs(twice) < 1e-9 ? 0 : Math.sign(twice);
};

const within = (a: Vec2, b: Vec2, p: Vec2): boolean =>
  p[0] >= Math.min(a[0], b[0]) &&
  p[0] <= Math.max(a[0], b[0]) &&
  p[1] >= Math.min(a[1], b[1]) &&
  p[1] <= Math.max(a[1], b[1]);

/** Whether two lines cross or touch. */
export function linesMeet(a: Vec2, b: Vec2, c: Vec2, d: Vec2): boolean {
  const [s1, s2, s3, s4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (s1 !== s2 && s3 !== s4 && s1 * s2 <= 0 && s3 * s4 <= 0) return true;
  return (
    (s1 === 0 && within(a, b, c)) ||
    (s2 === 0 && within(a, b, d)) ||
    (s3 === 0 && within(c, d, a)) ||
    (s4 === 0 && within(c, d, b))
  );
}

/** Whether the line from `b` to `c` runs back over the one from `a` to `b`. */
const foldsBack = (a: Vec2, b: Vec2, c: Vec2): boolean =>
  side(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;

/** Whether a closed outline crosses, touches or runs back over itself. */
export function crossesItself(points: readonly Vec2[]): boolean {
  const count = points.length;
  const at = (i: number): Vec2 => points[i % count]!;
  for (let i = 0; i < count; i++) {
    if (foldsBack(at(i), at(i + 1), at(i + 2))) return true;
    // The edge after shares a corner with this one, and so does the one before.
    for (let j = i + 2; j < count && (j + 1) % count !== i; j++)
      if (linesMeet(at(i), at(i + 1), at(j), at(j + 1))) return true;
  }
  return false;
}

/** Why an outline cannot have so many points; `null` when it can. */
export function countProblem(count: number, { min, max }: OutlineRules): string | null {
  if (count < min) return `It needs at least ${min} points`;
  return count > max ? `It has no more than ${max} points` : null;
}

/** Why points are no such outline, as a sentence for people; `null` when they are. */
export function outlineProblem(points: readonly Vec2[], rules: OutlineRules): string | null {
  const { closed, simple } = rules;
  const count = countProblem(points.length, rules);
  if (count) return count;
  const edges = closed && points.length > 2 ? points.length : points.length - 1;
  for (let i = 0; i < edges; i++) {
    const [a, b] = [points[i]!, points[(i + 1) % points.length]!];
    if (Math.hypot(a[0] - b[0], a[1] - b[1]) < SAME) return 'Two points would lie on each other';
  }
  if (simple && crossesItself(points)) return 'The outline would cross itself';
  return null;
}
