/** Cutting an image along what is transparent: each island of pixels is a frame. Pure. */
import type { RectTuple } from '../../../schema/sheet.ts';
import { MOST_FRAMES } from './slice-grid.ts';

export interface AlphaCut {
  /** Pixels of at least this opacity count, 1 to 255. */
  threshold: number;
  /** Islands with no more pixels than this between them belong together; 0 for those whose boxes touch. */
  gap: number;
  /** Islands of fewer pixels are specks. */
  smallest: number;
}

interface Island {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pixels: number;
}

/**
 * The boxes around the islands, in reading order: those side by side from left to right, row by row. No box meets another one.
 * @param alpha of each pixel, row by row
 */
export function alphaFrames(alpha: Uint8Array, width: number, height: number, cut: AlphaCut): RectTuple[] {
  const islands = islandsOf(alpha, width, height, cut.threshold).filter(
    ({ pixels }) => pixels >= cut.smallest,
  );
  return inReadingOrder(joined(islands, cut.gap))
    .slice(0, MOST_FRAMES)
    .map(({ left, top, right, bottom }) => [left, top, right - left + 1, bottom - top + 1]);
}

/** Pixels that touch, also at their corners, are of one island. */
function islandsOf(alpha: Uint8Array, width: number, height: number, threshold: number): Island[] {
  const seen = new Uint8Array(width * height);
  const islands: Island[] = [];
  const waiting: number[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || alpha[start]! < threshold) continue;
    const island = { left: width, top: height, right: 0, bottom: 0, pixels: 0 };
    seen[start] = 1;
    waiting.push(start);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      island.pixels++;
      island.left = Math.min(island.left, x);
      island.right = Math.max(island.right, x);
      island.top = Math.min(island.top, y);
      island.bottom = Math.max(island.bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] || alpha[next]! < threshold) continue;
          seen[next] = 1;
          waiting.push(next);
        }
    }
    islands.push(island);
  }
  return islands;
}

/** Boxes that come closer than a gap become one, until none do. */
function joined(islands: readonly Island[], gap: number): Island[] {
  let boxes = [...islands];
  for (let before = -1; before !== boxes.length;) {
    before = boxes.length;
    const sorted = boxes.sort((a, b) => a.left - b.left);
    const kept: Island[] = [];
    for (const box of sorted) {
      const near = kept.findIndex(
        (other) =>
          box.left - other.right <= gap + 1 &&
          other.left - box.right <= gap + 1 &&
          box.top - other.bottom <= gap + 1 &&
          other.top - box.bottom <= gap + 1,
      );
      if (near < 0) kept.push({ ...box });
      else kept[near] = around(kept[near]!, box);
    }
    boxes = kept;
  }
  return boxes;
}

const around = (a: Island, b: Island): Island => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
  pixels: a.pixels + b.pixels,
});

/** A row is what lies beside its tallest box: frames of one row may begin at different heights. */
function inReadingOrder(boxes: readonly Island[]): Island[] {
  const left = [...boxes].sort((a, b) => a.top - b.top || a.left - b.left);
  const ordered: Island[] = [];
  while (left.length > 0) {
    const [first] = left as [Island];
    let bottom = first.bottom;
    const row: Island[] = [];
    for (const box of left)
      if ((box.top + box.bottom) / 2 <= bottom) {
        row.push(box);
        bottom = Math.max(bottom, Math.min(box.bottom, first.top + 2 * (first.bottom - first.top + 1)));
      }
    ordered.push(...row.sort((a, b) => a.left - b.left || a.top - b.top));
    for (const box of row) left.splice(left.indexOf(box), 1);
  }
  return ordered;
}
