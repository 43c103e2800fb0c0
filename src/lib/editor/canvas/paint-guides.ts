import type { Guides } from '../core/editor-host.ts';
import type { HeldGuide } from '../core/guides.ts';
import type { View } from '../core/view.ts';

/** Draws guides, one that is being moved where it is now, from edge to edge, over a canvas of so many CSS pixels. */
export function paintGuides(
  ctx: CanvasRenderingContext2D,
  view: View,
  width: number,
  height: number,
  guides: Guides,
  held: HeldGuide | undefined,
  color: string,
): void {
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.75;
  for (const { axis, at } of Object.values(held ? { ...guides, [held.id]: held } : guides)) {
    const place = Math.round(at * view.scale + view[axis]);
    if (axis === 'x') ctx.fillRect(place, 0, 1, height);
    else ctx.fillRect(0, place, width, 1);
  }
  ctx.globalAlpha = 1;
}
