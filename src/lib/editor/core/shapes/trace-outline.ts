/**
 * Outlines of what is opaque in a picture. The walk along the edges of an island looks at the two by two pixels around each
 * corner, as marching squares do, and simplifies what it finds by the way of Douglas and Peucker. Pure.
 */
import { distanceToLine } from '../entity-geometry.ts';
import type { Vec2 } from '../../../base/geometry.ts';
import { boxesOf, cutAtHoles, islandsOf, withoutHoles, type Islands, type PixelBox } from './alpha-mask.ts';
import { crossesItself } from './outline-rules.ts';

export interface TraceOptions {
  /** From which opacity on a pixel counts, 1 to 255. */
  readonly threshold: number;
  /** How far, in pixels, the outline may run beside the edge of the picture; 0 follows every pixel. */
  readonly tolerance: number;
  /** Holes stay open; the island is then taken apart along them. Otherwise they are filled. */
  readonly holes: boolean;
  /** One convex outline around everything. */
  readonly hull: boolean;
  /** Islands and holes of fewer pixels are passed over. */
  readonly smallest: number;
}

/** An outline has no more corners than this, however small the tolerance: physics pays for each. */
export const MOST_CORNERS = 400;
/** Pixels that are cut off where two pixels meet with their corners only, so that the outline does not touch itself. */
const CORNER_CUT = 0.25;

/** Steps to the right, down, left and up. */
const STEPS: readonly Vec2[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** The corners of the outer edge of an island, clockwise. */
function walk({ width, height, labels }: Islands, id: number, { left, top, right }: PixelBox): Vec2[] {
  const has = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === id;
  let start = left;
  while (start < right && !has(start, top)) start++;
  const corners: Vec2[] = [];
  let [x, y, way] = [start, top, 0];
  do {
    const [dx, dy] = STEPS[way]!;
    x += dx;
    y += dy;
    // The pixels ahead of the corner, on the right side where the island is, and on the left.
    const ahead = (side: 1 | -1): boolean => {
      const [sx, sy] = [-dy * side, dx * side];
      return has(x + (dx + sx - 1) / 2, y + (dy + sy - 1) / 2);
    };
    const [onRight, onLeft] = [ahead(1), ahead(-1)];
    if (onRight && !onLeft) continue;
    const turned = onRight ? (way + 3) % 4 : (way + 1) % 4;
    if (!onRight && onLeft) {
      const [nx, ny] = STEPS[turned]!;
      corners.push([x - dx * CORNER_CUT, y - dy * CORNER_CUT], [x + nx * CORNER_CUT, y + ny * CORNER_CUT]);
    } else corners.push([x, y]);
    way = turned;
  } while (x !== start || y !== top || way !== 0);
  return corners;
}

/** A line without the points that lie within the tolerance of what is left (Douglas and Peucker); its ends stay. */
function thinned(points: readonly Vec2[], tolerance: number): Vec2[] {
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [worst, at] = [tolerance, -1];
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToLine(points[i]!, points[from]!, points[to]!);
      if (distance > worst) [worst, at] = [distance, i];
    }
    if (at < 0) continue;
    kept[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept[i]);
}

/** A closed outline simplified between its first corner and the one farthest from it. */
function simplified(ring: readonly Vec2[], tolerance: number): Vec2[] {
  const [first] = ring;
  if (!first || ring.length < 4) return [...ring];
  let far = 0;
  for (let i = 1; i < ring.length; i++) if (distance(ring[i]!, first) > distance(ring[far]!, first)) far = i;
  const there = thinned(ring.slice(0, far + 1), tolerance);
  const back = thinned([...ring.slice(far), first], tolerance);
  return [...there, ...back.slice(1, -1)];
}

const distance = ([ax, ay]: Vec2, [bx, by]: Vec2): number => Math.hypot(ax - bx, ay - by);

/** The largest simplification within a tolerance that neither crosses itself nor collapses. */
function soundly(ring: readonly Vec2[], tolerance: number): Vec2[] {
  let coarse = Math.max(tolerance, 1e-9);
  let best = simplified(ring, coarse);
  while (best.length > MOST_CORNERS) best = simplified(ring, (coarse = Math.max(0.25, coarse * 1.5)));
  for (let fine = coarse; best.length < 3 || crossesItself(best); fine /= 2) {
    if (fine < 0.05) return [...ring];
    best = simplified(ring, fine / 2);
  }
  return best;
}

/** The smallest convex outline around points, clockwise (Andrew's monotone chain). */
export function convexHull(points: readonly Vec2[]): Vec2[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Vec2[]): Vec2[] => {
    const chain: Vec2[] = [];
    for (const point of list) {
      while (chain.length > 1 && !turnsRight(chain.at(-2)!, chain.at(-1)!, point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Clockwise, y pointing down. */
const turnsRight = (a: Vec2, b: Vec2, c: Vec2): boolean =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;

/**
 * Closed outlines around what is opaque, in pixels of the picture, clockwise, none crossing itself; those of many pixels first.
 * @param alpha opacity of each pixel, row by row
 */
export function traceOutlines(
  alpha: Uint8Array,
  width: number,
  height: number,
  options: TraceOptions,
): Vec2[][] {
  const found = islandsOf(alpha, width, height, options.threshold, options.smallest);
  const filled = withoutHoles(found, options.holes && !options.hull ? options.smallest - 1 : Infinity);
  const islands = options.holes && !options.hull ? cutAtHoles(filled) : filled;
  const rings = [...boxesOf(islands)]
    .filter(([, box]) => box.right > 0)
    .map(([id, box]) => walk(islands, id, box));
  if (options.hull) {
    const hull = convexHull(rings.flat());
    return hull.length < 3 ? [] : [soundly(hull, options.tolerance)];
  }
  return rings.sort((a, b) => areaOf(b) - areaOf(a)).map((ring) => soundly(ring, options.tolerance));
}

/** Area of a closed outline in square pixels. */
export function areaOf(ring: readonly Vec2[]): number {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}
