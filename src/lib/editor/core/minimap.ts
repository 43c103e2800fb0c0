/** Where the scene lies in its mini-map. Pure. */
import { union, type Rect, type Vec2 } from '../../base/geometry.ts';
import { visibleRect, type View } from './view.ts';

/** `map = scene * scale + [x, y]`, in CSS pixels of the mini-map. */
export interface MiniMapping {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Puts a part of the scene into the middle of a mini-map of so many CSS pixels, with a margin around. */
export function miniMapping(world: Rect, [width, height]: Vec2, margin = 6): MiniMapping {
  const scale = Math.min(
    (width - 2 * margin) / Math.max(1, world.width),
    (height - 2 * margin) / Math.max(1, world.height),
  );
  return {
    scale,
    x: width / 2 - (world.x + world.width / 2) * scale,
    y: height / 2 - (world.y + world.height / 2) * scale,
  };
}

/** A rectangle of the scene in the mini-map. */
export const toMini = ({ x, y, scale }: MiniMapping, rect: Rect): Rect => ({
  x: rect.x * scale + x,
  y: rect.y * scale + y,
  width: rect.width * scale,
  height: rect.height * scale,
});

/** The point of the scene at a point of the mini-map. */
export const fromMini = ({ x, y, scale }: MiniMapping, [mx, my]: Vec2): Vec2 => [
  (mx - x) / scale,
  (my - y) / scale,
];

/** The view at the same scale with a point of the scene in its middle. */
export const centredOn = (view: View, [sx, sy]: Vec2, [width, height]: Vec2): View => ({
  scale: view.scale,
  x: width / 2 - sx * view.scale,
  y: height / 2 - sy * view.scale,
});

/** The point of the scene in the middle of the view. */
export function centreOf(view: View, viewport: Vec2): Vec2 {
  const { x, y, width, height } = visibleRect(view, viewport);
  return [x + width / 2, y + height / 2];
}

/** What a mini-map shows: all there is and the game's screen. */
export function worldOf(bounds: Iterable<Rect>, screen: Vec2): Rect {
  let world: Rect = { x: 0, y: 0, width: screen[0], height: screen[1] };
  for (const each of bounds) world = union(world, each) ?? world;
  return world;
}
