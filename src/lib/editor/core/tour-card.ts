import type { Rect, Vec2 } from '../../base/geometry.ts';

/** Pixels between the card, what it points at, and the edges of the window. */
const GAP = 12;

/**
 * Where a card beside something goes: to its right, its left, below or above, wherever it fits whole; within it where
 * no side has room, and in the middle of the window for nothing. Always inside of the window.
 */
export function cardPlace(spot: Rect | null, [w, h]: Vec2, [width, height]: Vec2): Vec2 {
  const inside = ([x, y]: Vec2): Vec2 => [
    Math.max(GAP, Math.min(x, width - w - GAP)),
    Math.max(GAP, Math.min(y, height - h - GAP)),
  ];
  if (!spot) return inside([(width - w) / 2, (height - h) / 2]);
  const right = spot.x + spot.width + GAP;
  const left = spot.x - w - GAP;
  const below = spot.y + spot.height + GAP;
  const above = spot.y - h - GAP;
  if (right + w + GAP <= width) return inside([right, spot.y]);
  if (left >= GAP) return inside([left, spot.y]);
  if (below + h + GAP <= height) return inside([spot.x, below]);
  if (above >= GAP) return inside([spot.x, above]);
  return inside([spot.x + spot.width - w - GAP, spot.y + spot.height - h - GAP]);
}
