import type { Vec2 } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';

/** Centre of the view in scene pixels, and its zoom. */
export interface CameraView {
  x: number;
  y: number;
  zoom: number;
}

/** The middle of a range that the view must not leave; a view larger than the range shows its middle. */
function within(value: number, low: number, high: number, view: number): number {
  if (high - low <= view) return (low + high) / 2;
  return Math.min(high - view / 2, Math.max(low + view / 2, value));
}

/**
 * Where a camera looks.
 *
 * @param camera `undefined` shows the scene from its top left corner
 * @param target the middle of what it follows, or its own place
 * @param screen size of the player's screen in pixels
 */
export function cameraView(
  camera: ComponentData<'Camera'> | undefined,
  target: Vec2,
  screen: Vec2,
): CameraView {
  if (!camera) return { x: screen[0] / 2, y: screen[1] / 2, zoom: 1 };
  const zoom = camera.zoom > 0 ? camera.zoom : 1;
  const [x0, y0] = camera.boundsMin;
  const [x1, y1] = camera.boundsMax;
  return {
    x: x1 > x0 ? within(target[0], x0, x1, screen[0] / zoom) : target[0],
    y: y1 > y0 ? within(target[1], y0, y1, screen[1] / zoom) : target[1],
    zoom,
  };
}
