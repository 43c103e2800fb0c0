/** Lines, rectangles and ellipses of cells. Pure. */
import type { Rect } from '../../../base/geometry.ts';

export type Cell = readonly [x: number, y: number];

/** A range of cells; x and y are those of its first cell. */
export type CellRange = Readonly<Rect>;

/** The cells of a straight line, both ends among them; each touches the one before, by a side or a corner. */
export function lineCells([x0, y0]: Cell, [x1, y1]: Cell): Cell[] {
  const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  if (steps === 0) return [[x0, y0]];
  return Array.from({ length: steps + 1 }, (_, i): Cell => [
    x0 + Math.round(((x1 - x0) * i) / steps) || 0,
    y0 + Math.round(((y1 - y0) * i) / steps) || 0,
  ]);
}

/** The range between two cells, both among it. */
export function rangeBetween(a: Cell, b: Cell): CellRange {
  const [x, y] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return { x, y, width: Math.abs(a[0] - b[0]) + 1, height: Math.abs(a[1] - b[1]) + 1 };
}

/** The far corner moved so that the range has equal sides: the longer one counts. */
export function squareCorner([x0, y0]: Cell, [x1, y1]: Cell): Cell {
  const side = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  return [x1 < x0 ? x0 - side : x0 + side, y1 < y0 ? y0 - side : y0 + side];
}

/** All cells of a range, row by row. */
export function rangeCells({ x, y, width, height }: CellRange): Cell[] {
  return Array.from({ length: width * height }, (_, i): Cell => [x + (i % width), y + Math.floor(i / width)]);
}

/** The cells whose middle lies inside the ellipse that fills a range; every row and column has some. */
export function ellipseCells(range: CellRange): Cell[] {
  const { x, y, width, height } = range;
  const [rx, ry] = [width / 2, height / 2];
  return rangeCells(range).filter(([cx, cy]) => {
    const [dx, dy] = [(cx + 0.5 - x - rx) / rx, (cy + 0.5 - y - ry) / ry];
    // The middle cells of each side belong to it, whatever rounding says.
    const onAxis = Math.abs(cx + 0.5 - x - rx) <= 0.5 || Math.abs(cy + 0.5 - y - ry) <= 0.5;
    return onAxis || dx * dx + dy * dy <= 1;
  });
}

/** A range that holds two others. */
export function rangeAround(a: CellRange, b: CellRange): CellRange {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

export const inRange = ({ x, y, width, height }: CellRange, cx: number, cy: number): boolean =>
  cx >= x && cy >= y && cx < x + width && cy < y + height;
