/** How a picture fills a box when it is not simply stretched: repeated, or cut into nine slices. Pure. */
import type { Rect } from '../base/geometry.ts';
import type { Border } from '../schema/sheet.ts';

/** A part of the picture and where it goes. */
export interface Slice {
  from: Rect;
  to: Rect;
}

/** Beyond so many pieces a part is stretched after all. */
const MOST_PIECES = 4096;

/** Pieces of one axis: where each begins and ends in the picture and in the box. */
interface Span {
  from: number;
  fromLength: number;
  to: number;
  toLength: number;
}

/** One stretch of a picture laid over a stretch of the box. */
function fill(from: number, fromLength: number, to: number, toLength: number, repeat: boolean): Span[] {
  if (!(fromLength > 0 && toLength > 0)) return [];
  const pieces = Math.ceil(toLength / fromLength - 1e-9);
  if (!repeat || pieces > MOST_PIECES) return [{ from, fromLength, to, toLength }];
  return Array.from({ length: pieces }, (_, at) => {
    // The last one is cut off where the box ends.
    const length = Math.min(fromLength, toLength - at * fromLength);
    return { from, fromLength: length, to: to + at * fromLength, toLength: length };
  });
}

/** The start border, what is between, and the end border of one axis. Borders that do not fit shrink together. */
function spans(
  from: number,
  fromLength: number,
  to: number,
  toLength: number,
  [start, end]: readonly [number, number],
  repeat: boolean,
): Span[] {
  const inPicture = Math.min(1, fromLength / (start + end || 1));
  const [a, b] = [start * inPicture, end * inPicture];
  const shrink = Math.min(1, toLength / (a + b || 1));
  const [left, right] = [a * shrink, b * shrink];
  return [
    ...fill(from, a, to, left, false),
    ...fill(from + a, fromLength - a - b, to + left, toLength - left - right, repeat),
    ...fill(from + fromLength - b, b, to + toLength - right, right, false),
  ];
}

/**
 * The pieces that fill a box.
 * @param border what keeps its size, in pixels of the picture; all 0 for none
 * @param repeat what is between the borders is laid side by side at its own size, else stretched
 */
export function slices(from: Rect, to: Rect, border: Border, repeat: boolean): Slice[] {
  const [left, top, right, bottom] = border;
  const columns = spans(from.x, from.width, to.x, to.width, [left, right], repeat);
  const rows = spans(from.y, from.height, to.y, to.height, [top, bottom], repeat);
  if (repeat && columns.length * rows.length > MOST_PIECES) return slices(from, to, border, false);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      from: { x: column.from, y: row.from, width: column.fromLength, height: row.fromLength },
      to: { x: column.to, y: row.to, width: column.toLength, height: row.toLength },
    })),
  );
}
