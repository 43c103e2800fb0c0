/** Resizing as data: from the boxes at the start of the gesture to the boxes for a pointer. Pure. */
import { add, degToRad, subtract, type Rect, type Vec2 } from '../../base/geometry.ts';
import { fromOwn, ownBox, tidyVec, toOwn, type Placed } from './entity-geometry.ts';

/** Which edges a handle moves: -1 left or top, 1 right or bottom, 0 neither. */
export type Handle = readonly [x: -1 | 0 | 1, y: -1 | 0 | 1];

/** The eight handles, clockwise from the top left corner. */
export const HANDLES: readonly Handle[] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
];

export interface ResizeOptions {
  /** Keeps the ratio of width and height. */
  ratio: boolean;
  /** Grows in both directions around the middle. */
  centre: boolean;
  /** Smallest width and height in pixels; 1 unless told. */
  min?: number;
}

/** Where a handle is, in the own frame of a box. */
export function handlePoint({ x, y, width, height }: Rect, [hx, hy]: Handle): Vec2 {
  return [x + (width * (hx + 1)) / 2, y + (height * (hy + 1)) / 2];
}

/** One axis: from low and high edge to the new ones. */
function pull(
  low: number,
  high: number,
  side: number,
  at: number,
  centre: boolean,
  min: number,
): [number, number] {
  if (side === 0) return [low, high];
  if (centre) {
    const middle = (low + high) / 2;
    const half = Math.max(min / 2, side > 0 ? at - middle : middle - at);
    return [middle - half, middle + half];
  }
  return side > 0 ? [low, Math.max(low + min, at)] : [Math.min(high - min, at), high];
}

/** One axis scaled; the edge away from the handle stays, or the middle where there is none. */
function scaled(low: number, high: number, side: number, factor: number, centre: boolean): [number, number] {
  const length = (high - low) * factor;
  if (centre || side === 0) {
    const middle = (low + high) / 2;
    return [middle - length / 2, middle + length / 2];
  }
  return side > 0 ? [low, low + length] : [high - length, high];
}

/** The rectangle whose `handle` was dragged to `at`, all in one frame. */
export function resizeRect(rect: Rect, [hx, hy]: Handle, at: Vec2, options: ResizeOptions): Rect {
  const min = options.min ?? 1;
  const { x, y, width, height } = rect;
  let [left, right] = pull(x, x + width, hx, at[0], options.centre, min);
  let [top, bottom] = pull(y, y + height, hy, at[1], options.centre, min);
  if (options.ratio && width > 0 && height > 0) {
    const factor = Math.max(
      hx === 0 ? 0 : (right - left) / width,
      hy === 0 ? 0 : (bottom - top) / height,
      min / width,
      min / height,
    );
    [left, right] = scaled(x, x + width, hx, factor, options.centre);
    [top, bottom] = scaled(y, y + height, hy, factor, options.centre);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A turned box whose `handle` was dragged to the scene point `at`; its rotation and anchor fractions stay. */
export function resizePlaced(start: Placed, handle: Handle, at: Vec2, options: ResizeOptions): Placed {
  const box = resizeRect(ownBox(start), handle, toOwn(start, at), options);
  const anchor: Vec2 = [box.x + start.anchor[0] * box.width, box.y + start.anchor[1] * box.height];
  return {
    ...start,
    position: tidyVec(fromOwn(start, anchor)),
    size: tidyVec([box.width, box.height]),
  };
}

/** Boxes carried along when the upright rectangle around them goes from one to another. */
export function resizeAll(starts: ReadonlyMap<string, Placed>, from: Rect, to: Rect): Map<string, Placed> {
  const sx = from.width > 0 ? to.width / from.width : 1;
  const sy = from.height > 0 ? to.height / from.height : 1;
  return new Map(
    [...starts].map(([id, start]) => {
      const c = Math.cos(degToRad(start.rotation));
      const s = Math.sin(degToRad(start.rotation));
      return [
        id,
        {
          ...start,
          position: tidyVec([
            to.x + (start.position[0] - from.x) * sx,
            to.y + (start.position[1] - from.y) * sy,
          ]),
          // A turned box cannot be sheared: each side takes the length that its direction is stretched to.
          size: tidyVec([
            start.size[0] * Math.hypot(sx * c, sy * s),
            start.size[1] * Math.hypot(sx * s, sy * c),
          ]),
        },
      ];
    }),
  );
}

/**
 * Boxes carried along when a frame around them goes from one place and size to another without turning.
 * Members that are turned against the frame cannot be sheared, see {@link resizeAll}.
 */
export function resizeWithin(
  starts: ReadonlyMap<string, Placed>,
  from: Placed,
  to: Placed,
): Map<string, Placed> {
  const inFrame = new Map(
    [...starts].map(([id, start]) => [
      id,
      { ...start, position: toOwn(from, start.position), rotation: start.rotation - from.rotation },
    ]),
  );
  const box = ownBox(to);
  const [x, y] = toOwn(from, fromOwn(to, [box.x, box.y]));
  const ends = resizeAll(inFrame, ownBox(from), { ...box, x, y });
  return new Map(
    [...ends].map(([id, end]) => [
      id,
      { ...end, position: tidyVec(fromOwn(from, end.position)), rotation: starts.get(id)!.rotation },
    ]),
  );
}

/** Boxes made larger or smaller on all sides around a pivot. */
export function scaleAll(
  starts: ReadonlyMap<string, Placed>,
  pivot: Vec2,
  factor: number,
): Map<string, Placed> {
  return new Map(
    [...starts].map(([id, start]) => {
      const [x, y] = subtract(start.position, pivot);
      return [
        id,
        {
          ...start,
          position: tidyVec(add(pivot, [x * factor, y * factor])),
          size: tidyVec([start.size[0] * factor, start.size[1] * factor]),
        },
      ];
    }),
  );
}
