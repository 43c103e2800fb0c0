/** Guides under the pointer, and where a dragged one comes to lie. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import type { GridData, GuideData } from '../../schema/navigation.ts';
import type { Guides } from './editor-host.ts';
import { pointToGrid } from './snapping.ts';

/** How thick the rulers along the top and the left of the canvas are, in CSS pixels. */
export const RULER = 18;

export type GuideAxis = GuideData['axis'];

/** A guide by its id. */
export interface HeldGuide extends GuideData {
  readonly id: string;
}

const along = (axis: GuideAxis, [x, y]: Vec2): number => (axis === 'x' ? x : y);

/**
 * The nearest guide at a point of the scene; `null` for none within reach.
 * @param reach in scene pixels
 */
export function guideNear(guides: Guides, point: Vec2, reach: number): HeldGuide | null {
  let nearest: HeldGuide | null = null;
  let least = reach;
  for (const [id, { axis, at }] of Object.entries(guides)) {
    const distance = Math.abs(along(axis, point) - at);
    if (distance > least) continue;
    least = distance;
    nearest = { id, axis, at };
  }
  return nearest;
}

/** Where a guide lies that is dragged to a point of the scene: on a whole pixel, or on a line of a grid. */
export const guidePlace = (axis: GuideAxis, point: Vec2, grid: GridData | null): number =>
  along(axis, pointToGrid(point, grid));

/**
 * Whether a guide that is let go here stays: not over the ruler that it came from, nor beyond the canvas.
 * @param screen in CSS pixels from the top left corner of the canvas, which is of this size, `ruler` of them under the ruler
 */
export function guideStays(axis: GuideAxis, screen: Vec2, size: Vec2, ruler: number): boolean {
  const place = along(axis, screen);
  return place > ruler && place >= 0 && place <= along(axis, size);
}
