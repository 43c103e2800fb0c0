import type { Vec2 } from '../../../base/geometry.ts';

const ARROWS: Readonly<Record<string, Vec2>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves something, in scene pixels: one, or ten with Shift; `null` for any other key. */
export function arrowStep(key: string, shift: boolean): Vec2 | null {
  const way = ARROWS[key];
  const step = shift ? 10 : 1;
  return way ? [way[0] * step, way[1] * step] : null;
}
