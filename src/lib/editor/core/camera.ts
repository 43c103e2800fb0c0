/** Which part of which scene somebody looks at, as people tell each other. */
import type { Rect, Vec2 } from '../../base/geometry.ts';
import { isRecord, isString } from '../../base/guards.ts';
import { MAX_SCALE, MIN_SCALE, visibleRect, type View } from './view.ts';

export interface Camera extends Rect {
  /** Id of the scene, or the name of a definition. */
  scene: string;
}

/** What is seen of a scene, to a hundredth of a scene pixel. */
export function cameraOf(scene: string, view: View, viewport: Vec2): Camera {
  const { x, y, width, height } = visibleRect(view, viewport);
  const round = (value: number) => Math.round(value * 100) / 100;
  return { scene, x: round(x), y: round(y), width: round(width), height: round(height) };
}

/** A camera as another page tells of it; `null` for what is none. */
export function readCamera(value: unknown): Camera | null {
  if (!isRecord(value) || !isString(value.scene)) return null;
  const numbers = [value.x, value.y, value.width, value.height];
  if (!numbers.every((each): each is number => typeof each === 'number' && Number.isFinite(each)))
    return null;
  const [x, y, width, height] = numbers as [number, number, number, number];
  return width > 0 && height > 0 ? { scene: value.scene, x, y, width, height } : null;
}

/** Shows all that a camera shows, as large as fits; where the canvas is as large, just the same. */
export function viewOf({ x, y, width, height }: Camera, [wide, high]: Vec2): View {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, Math.min(wide / width, high / height)));
  return { scale, x: wide / 2 - (x + width / 2) * scale, y: high / 2 - (y + height / 2) * scale };
}
