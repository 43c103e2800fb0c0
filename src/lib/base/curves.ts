/**
 * Paths of cubic Bézier curves: points on them, their length, and where they pass nearest. Everything comes out the same to the
 * last bit on every machine: it uses only + - * / and the square root, and {@link atan2} of this project.
 */
import { boundsOf, radToDeg, union, type Rect, type Vec2 } from './geometry.ts';
import { atan2 } from './maths.ts';

/** A point of a path with its two handles, both measured from the point; `[0, 0]` where the path has a corner. */
export interface CurveNode {
  readonly at: Vec2;
  /** Towards the point before. */
  readonly in: Vec2;
  /** Towards the point after. */
  readonly out: Vec2;
}

/** Start, first handle, second handle and end of one piece, all in the same frame. */
export type Cubic = readonly [Vec2, Vec2, Vec2, Vec2];

const mix = (a: Vec2, b: Vec2, t: number): Vec2 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
const far = (a: Vec2, b: Vec2): number => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  return Math.sqrt(dx * dx + dy * dy);
};

/** A node without handles. */
export const cornerNode = (at: Vec2): CurveNode => ({ at, in: [0, 0], out: [0, 0] });

/** Whether the path has a corner at a node, with no handle on either side. */
export const isCorner = ({ in: before, out: after }: CurveNode): boolean =>
  before[0] === 0 && before[1] === 0 && after[0] === 0 && after[1] === 0;

/** The pieces from node to node; a closed path has one more, back to its first node. */
export function cubicsOf(nodes: readonly CurveNode[], closed: boolean): Cubic[] {
  const count = nodes.length < 2 ? 0 : closed ? nodes.length : nodes.length - 1;
  return Array.from({ length: count }, (_, i): Cubic => {
    const from = nodes[i]!;
    const to = nodes[(i + 1) % nodes.length]!;
    return [
      from.at,
      [from.at[0] + from.out[0], from.at[1] + from.out[1]],
      [to.at[0] + to.in[0], to.at[1] + to.in[1]],
      to.at,
    ];
  });
}

/** Whether a piece is a straight line whose handles lie on its ends. */
const isStraight = ([a, b, c, d]: Cubic): boolean =>
  a[0] === b[0] && a[1] === b[1] && c[0] === d[0] && c[1] === d[1];

/** The point at `t` of 0 to 1. A straight piece is gone through evenly. */
export function pointOnCubic(cubic: Cubic, t: number): Vec2 {
  const [a, b, c, d] = cubic;
  if (isStraight(cubic)) return mix(a, d, t);
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0], wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1]];
}

/** Where a piece goes at `t`, as far as it goes while `t` grows by 1. */
function speedOnCubic(cubic: Cubic, t: number): Vec2 {
  const [a, b, c, d] = cubic;
  if (isStraight(cubic)) return [d[0] - a[0], d[1] - a[1]];
  const s = 1 - t;
  const [wa, wb, wc] = [3 * s * s, 6 * s * t, 3 * t * t];
  return [
    wa * (b[0] - a[0]) + wb * (c[0] - b[0]) + wc * (d[0] - c[0]),
    wa * (b[1] - a[1]) + wb * (c[1] - b[1]) + wc * (d[1] - c[1]),
  ];
}

/** The direction of a piece at `t` in degrees, clockwise from the right; where it stands still, the way from end to end. */
function angleOnCubic(cubic: Cubic, t: number): number {
  let [x, y] = speedOnCubic(cubic, t);
  if (x * x + y * y < 1e-18) [x, y] = speedOnCubic(cubic, t < 0.5 ? t + 1e-3 : t - 1e-3);
  if (x === 0 && y === 0) [x, y] = [cubic[3][0] - cubic[0][0], cubic[3][1] - cubic[0][1]];
  return radToDeg(atan2(y, x));
}

/** A piece cut in two at `t`; together they run exactly where it ran (de Casteljau). */
export function splitCubic([a, b, c, d]: Cubic, t: number): [Cubic, Cubic] {
  const [ab, bc, cd] = [mix(a, b, t), mix(b, c, t), mix(c, d, t)];
  const [abc, bcd] = [mix(ab, bc, t), mix(bc, cd, t)];
  const middle = mix(abc, bcd, t);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

/** Where the derivative of one coordinate is 0, within 0 to 1. */
function turns(a: number, b: number, c: number, d: number): number[] {
  const [p, q, r] = [d - a + 3 * (b - c), 2 * (a - 2 * b + c), b - a];
  const inside = (t: number) => t > 0 && t < 1;
  if (Math.abs(p) < 1e-12) return Math.abs(q) < 1e-12 ? [] : [-r / q].filter(inside);
  const root = q * q - 4 * p * r;
  if (root < 0) return [];
  const s = Math.sqrt(root);
  return [(-q + s) / (2 * p), (-q - s) / (2 * p)].filter(inside);
}

function cubicBounds(cubic: Cubic): Rect {
  const [a, b, c, d] = cubic;
  const extremes = [0, 1].flatMap((axis) => turns(a[axis]!, b[axis]!, c[axis]!, d[axis]!));
  return boundsOf([a, d, ...extremes.map((t) => pointOnCubic(cubic, t))])!;
}

/** The smallest rectangle around a path; `null` for one without nodes. */
export function curveBounds(nodes: readonly CurveNode[], closed: boolean): Rect | null {
  const around = boundsOf(nodes.map(({ at }) => at));
  return cubicsOf(nodes, closed).map(cubicBounds).reduce<Rect | null>(union, around);
}

/** Samples that a search for the nearest point begins with, and how often it halves its step from there. */
const SAMPLES = 24;
const HALVINGS = 20;

/** The point of a piece that is nearest to another point. */
export function nearestOnCubic(cubic: Cubic, point: Vec2): { t: number; distance: number } {
  const distanceAt = (t: number) => far(pointOnCubic(cubic, t), point);
  const samples = Array.from({ length: SAMPLES + 1 }, (_, i) => distanceAt(i / SAMPLES));
  let best = { t: 0, distance: samples[0]! };
  samples.forEach((sample, i) => {
    // Where a piece turns back on itself two parts of it come near: close in on each.
    if (sample > (samples[i - 1] ?? Infinity) || sample > (samples[i + 1] ?? Infinity)) return;
    let found = { t: i / SAMPLES, distance: sample };
    for (let step = 1 / SAMPLES / 2, k = 0; k < HALVINGS; k++, step /= 2)
      for (const t of [Math.max(0, found.t - step), Math.min(1, found.t + step)]) {
        const distance = distanceAt(t);
        if (distance < found.distance) found = { t, distance };
      }
    if (found.distance < best.distance) best = found;
  });
  return best;
}

/** Roots and weights of the Gauss-Legendre rule with five points, on -1 to 1. */
const GAUSS: readonly (readonly [root: number, weight: number])[] = [
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [-0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
  [-0.906179845938664, 0.23692688505618908],
];

function lengthBetween(cubic: Cubic, from: number, to: number): number {
  const [half, middle] = [(to - from) / 2, (to + from) / 2];
  let sum = 0;
  for (const [root, weight] of GAUSS) {
    const [x, y] = speedOnCubic(cubic, middle + half * root);
    sum += weight * Math.sqrt(x * x + y * y);
  }
  return sum * half;
}

/** Parts that a piece is measured in. */
const PARTS = 32;

/** A place on a path. */
export interface OnCurve {
  readonly point: Vec2;
  /** Which way the path goes there, in degrees, clockwise from the right. */
  readonly angle: number;
}

/** A path that has been measured, so that distances along it can be asked for. */
export class MeasuredCurve {
  readonly closed: boolean;
  /** From end to end, or once around. */
  readonly length: number;
  /** How far along each node lies. */
  readonly nodeDistances: readonly number[];
  readonly #cubics: readonly Cubic[];
  /** Lengths up to the end of each part, all pieces in a row. */
  readonly #ends: number[] = [];
  readonly #only: Vec2;

  constructor(nodes: readonly CurveNode[], closed: boolean) {
    this.closed = closed;
    this.#cubics = cubicsOf(nodes, closed);
    this.#only = nodes[0]?.at ?? [0, 0];
    let length = 0;
    const distances = [0];
    for (const cubic of this.#cubics) {
      for (let i = 0; i < PARTS; i++) {
        length += lengthBetween(cubic, i / PARTS, (i + 1) / PARTS);
        this.#ends.push(length);
      }
      distances.push(length);
    }
    this.length = length;
    this.nodeDistances = distances.slice(0, nodes.length);
  }

  /** The distance within the path: a closed one starts over, an open one ends. */
  wrap(distance: number): number {
    if (this.length === 0) return 0;
    if (!this.closed) return Math.min(this.length, Math.max(0, distance));
    const rest = distance % this.length;
    return rest < 0 ? rest + this.length : rest;
  }

  /** The place so far along. */
  at(distance: number): OnCurve {
    if (this.#cubics.length === 0) return { point: this.#only, angle: 0 };
    const { cubic, t } = this.#find(this.wrap(distance));
    return { point: pointOnCubic(cubic, t), angle: angleOnCubic(cubic, t) };
  }

  /** How far along the path passes nearest to a point, and how far from it. */
  nearest(point: Vec2): { along: number; distance: number } {
    let best = { along: 0, distance: this.#cubics.length === 0 ? far(this.#only, point) : Infinity };
    this.#cubics.forEach((cubic, i) => {
      const { t, distance } = nearestOnCubic(cubic, point);
      if (distance < best.distance) best = { along: this.#along(i, t), distance };
    });
    return best;
  }

  #along(piece: number, t: number): number {
    const part = Math.min(PARTS - 1, Math.floor(t * PARTS));
    const before = this.#ends[piece * PARTS + part - 1] ?? 0;
    return before + lengthBetween(this.#cubics[piece]!, part / PARTS, t);
  }

  #find(distance: number): { cubic: Cubic; t: number } {
    let [low, high] = [0, this.#ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle]! < distance) low = middle + 1;
      else high = middle;
    }
    const cubic = this.#cubics[Math.floor(low / PARTS)]!;
    const from = (low % PARTS) / PARTS;
    const before = this.#ends[low - 1] ?? 0;
    const part = this.#ends[low]! - before;
    let t = part > 0 ? from + (distance - before) / part / PARTS : from;
    // Newton's method: within a part the speed hardly changes, so that two rounds are exact to the last pixels.
    for (let i = 0; i < 2 && part > 0; i++) {
      const [x, y] = speedOnCubic(cubic, t);
      const speed = Math.sqrt(x * x + y * y);
      if (speed > 1e-9) t -= (before + lengthBetween(cubic, from, t) - distance) / speed;
      t = Math.min(from + 1 / PARTS, Math.max(from, t));
    }
    return { cubic, t };
  }
}
