/** Which part of a scene is on screen. All functions are pure. */
import type { Rect, Vec2 } from '../../base/geometry.ts';

/** `screen = scene * scale + [x, y]`, in CSS pixels from the top left corner of the canvas. */
export interface View {
  readonly x: number;
  readonly y: number;
  /** 1 is 100 %. */
  readonly scale: number;
}

export const MIN_SCALE = 0.05;
export const MAX_SCALE = 32;

export const initialView: View = { x: 48, y: 48, scale: 1 };

const clampScale = (scale: number): number => Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));

export function toScreen({ x, y, scale }: View, [wx, wy]: Vec2): Vec2 {
  return [wx * scale + x, wy * scale + y];
}

export function toScene({ x, y, scale }: View, [sx, sy]: Vec2): Vec2 {
  return [(sx - x) / scale, (sy - y) / scale];
}

/** Moved by so many CSS pixels. */
export function panned(view: View, [dx, dy]: Vec2): View {
  return dx === 0 && dy === 0 ? view : { ...view, x: view.x + dx, y: view.y + dy };
}

/** At another scale, clamped to the limits; the scene point under `screen` stays where it is. */
export function zoomedAt(view: View, screen: Vec2, scale: number): View {
  const next = clampScale(scale);
  if (next === view.scale) return view;
  const ratio = next / view.scale;
  return {
    scale: next,
    x: screen[0] - (screen[0] - view.x) * ratio,
    y: screen[1] - (screen[1] - view.y) * ratio,
  };
}

/** Shows all of a rectangle in the middle of the viewport with `margin` CSS pixels around, no larger than `maxScale`. */
export function framed(rect: Rect, [width, height]: Vec2, margin = 48, maxScale = 4): View {
  const room = Math.max(1, Math.min(width, height) > margin * 4 ? margin : 0);
  const scale = clampScale(
    Math.min(
      maxScale,
      (width - 2 * room) / Math.max(rect.width, 1e-6),
      (height - 2 * room) / Math.max(rect.height, 1e-6),
    ),
  );
  return {
    scale,
    x: width / 2 - (rect.x + rect.width / 2) * scale,
    y: height / 2 - (rect.y + rect.height / 2) * scale,
  };
}

/** The part of the scene that a viewport shows. */
export function visibleRect(view: View, [width, height]: Vec2): Rect {
  const [x, y] = toScene(view, [0, 0]);
  return { x, y, width: width / view.scale, height: height / view.scale };
}
