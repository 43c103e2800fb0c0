/**
 * Where the cells of a tile layer lie. Pure: cells in, pixels out and back. Pixels count from the top left corner of the bounding
 * box of cell 0, 0, which lies at the top left corner of the layer's entity.
 * The shapes are those of Tiled: https://doc.mapeditor.org/en/stable/manual/introduction/#map-orientations and the notes on
 * `staggeraxis`, `staggerindex` and `hexsidelength` in https://doc.mapeditor.org/en/stable/reference/tmx-map-format/#map.
 */
import type { Rect, Vec2 } from '../base/geometry.ts';

export type GridKind = 'orthogonal' | 'isometric' | 'staggered' | 'hexagonal';

/** The shape of a layer's grid. */
export interface TileGrid {
  readonly kind: GridKind;
  /** Width and height of the box around one cell, in pixels. */
  readonly cell: Vec2;
  /** Where staggered or hexagonal rows are: from one to the next the cells move by `step`. */
  readonly step: Vec2;
  /** Every other column (`x`) or row (`y`) is moved along by `shift`. */
  readonly staggerAxis: 'x' | 'y';
  /** Which of them: those of odd numbers, or those of even ones. */
  readonly staggerIndex: 'odd' | 'even';
  /** Pixels, along the other axis. */
  readonly shift: number;
  /** Length of the straight edge of a hexagon along the stagger axis, in pixels; 0 makes a diamond. */
  readonly side: number;
}

/** Cells `[x0, y0, x1, y1)`. */
export type CellRange = readonly [x0: number, y0: number, x1: number, y1: number];

/** What a layer says of its grid. */
interface GridFields {
  tileSize: Vec2;
  grid: GridKind;
  staggerAxis: 'x' | 'y';
  staggerIndex: 'odd' | 'even';
  hexSide: number;
}

/** The grid that the fields of a tile layer describe. */
export function gridOf({ tileSize, grid: kind, staggerAxis, staggerIndex, hexSide }: GridFields): TileGrid {
  const whole = { kind, cell: tileSize, staggerAxis, staggerIndex, side: 0 } as const;
  if (kind === 'orthogonal') return { ...whole, step: tileSize, shift: 0 };
  if (kind === 'isometric') return { ...whole, step: [tileSize[0] / 2, tileSize[1] / 2], shift: 0 };
  // Half a cell is in whole pixels, as in Tiled: odd sizes count as even ones, and rows lie on pixels.
  const [width, height] = tileSize.map((length) => Math.max(1, 2 * Math.floor(length / 2))) as [
    number,
    number,
  ];
  const side = kind === 'hexagonal' ? Math.min(hexSide, staggerAxis === 'x' ? width : height) : 0;
  const along = { ...whole, cell: [width, height], side } as const;
  return staggerAxis === 'x'
    ? { ...along, step: [(width + side) / 2, height], shift: height / 2 }
    : { ...along, step: [width, Math.floor((height - side) / 2) + side], shift: width / 2 };
}

/** Whether a row (a column where the grid staggers along x) is one of those that are moved by half a cell. */
export const isShifted = (index: number, { staggerIndex }: Pick<TileGrid, 'staggerIndex'>): boolean =>
  // Also for negative numbers, whose remainder is negative.
  (index % 2 !== 0) === (staggerIndex === 'odd');

/** The top left corner of the box around a cell. */
export function cellCorner(grid: TileGrid, x: number, y: number): Vec2 {
  const [dx, dy] = grid.step;
  if (grid.kind === 'orthogonal') return [x * dx, y * dy];
  if (grid.kind === 'isometric') return [(x - y) * dx, (x + y) * dy];
  return grid.staggerAxis === 'x'
    ? // Of an odd side, columns take turns in being half a pixel wider.
      [Math.ceil(x * dx), y * dy + (isShifted(x, grid) ? grid.shift : 0)]
    : [x * dx + (isShifted(y, grid) ? grid.shift : 0), y * dy];
}

/** The middle of a cell. */
export function cellMiddle(grid: TileGrid, x: number, y: number): Vec2 {
  const [left, top] = cellCorner(grid, x, y);
  return [left + grid.cell[0] / 2, top + grid.cell[1] / 2];
}

/** Corners of a cell, clockwise, from the corner of the box around it. Cells with these outlines cover the plane. */
export function cellOutline({ kind, cell: [width, height], staggerAxis, side }: TileGrid): Vec2[] {
  if (kind === 'orthogonal')
    return [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ];
  const [flatX, flatY] = staggerAxis === 'x' ? [side, 0] : [0, side];
  const [x0, y0] = [(width - flatX) / 2, (height - flatY) / 2];
  const corners: Vec2[] = [
    [x0, 0],
    [x0 + flatX, 0],
    [width, y0],
    [width, y0 + flatY],
    [x0 + flatX, height],
    [x0, height],
    [0, y0 + flatY],
    [0, y0],
  ];
  return corners.filter((corner, at) => {
    const before = corners.at(at - 1)!;
    return corner[0] !== before[0] || corner[1] !== before[1];
  });
}

/** The cell at a point. */
export function cellAt(grid: TileGrid, [px, py]: Vec2): [x: number, y: number] {
  const [dx, dy] = grid.step;
  if (grid.kind === 'orthogonal') return [Math.floor(px / dx), Math.floor(py / dy)];
  if (grid.kind === 'isometric') {
    const [across, down] = [px / dx - 1, py / dy];
    return [Math.floor((across + down) / 2), Math.floor((down - across) / 2)];
  }
  // Boxes overlap: of the cells around, the one in whose outline the point lies.
  const [column, row] = [Math.floor(px / dx), Math.floor(py / dy)];
  let best: [number, number] = [column, row];
  let nearest = Infinity;
  for (let y = row - 1; y <= row + 1; y++)
    for (let x = column - 1; x <= column + 1; x++) {
      const away = outside(grid, px, py, x, y);
      if (away < nearest) [nearest, best] = [away, [x, y]];
    }
  return best;
}

/**
 * How far out of a staggered cell a point lies: below 1 inside, growing with the distance. The outline is where the coordinates from
 * the middle, as parts of the cell, add up to one; of a hexagon the straight edge is taken out first.
 */
function outside(grid: TileGrid, px: number, py: number, x: number, y: number): number {
  const [mx, my] = cellMiddle(grid, x, y);
  const [width, height] = grid.cell;
  const alongX = grid.staggerAxis === 'x';
  const [ax, ay] = [Math.abs(px - mx), Math.abs(py - my)];
  const slope = (away: number, whole: number, flat: number) =>
    Math.max(0, away - flat / 2) / ((whole - flat) / 2 || 1);
  const sloped = slope(ax, width, alongX ? grid.side : 0) + slope(ay, height, alongX ? 0 : grid.side);
  return Math.max(sloped, ax / (width / 2), ay / (height / 2));
}

/** The box around a range of cells; a little too large where rows are staggered. */
export function cellBounds(grid: TileGrid, [x0, y0, x1, y1]: CellRange): Rect {
  const [width, height] = grid.cell;
  const [dx, dy] = grid.step;
  const box = (left: number, top: number, right: number, bottom: number): Rect => ({
    x: left,
    y: top,
    width: right + width - left,
    height: bottom + height - top,
  });
  if (x1 <= x0 || y1 <= y0) return { x: x0 * dx, y: y0 * dy, width: 0, height: 0 };
  if (grid.kind === 'isometric')
    return box((x0 - y1 + 1) * dx, (x0 + y0) * dy, (x1 - 1 - y0) * dx, (x1 + y1 - 2) * dy);
  const alongX = grid.staggerAxis === 'x';
  return box(
    x0 * dx,
    y0 * dy,
    Math.ceil((x1 - 1) * dx) + (alongX ? 0 : grid.shift),
    (y1 - 1) * dy + (alongX ? grid.shift : 0),
  );
}

/** A range that holds every cell whose box touches a rectangle, and some more. */
export function cellsTouching(grid: TileGrid, { x, y, width, height }: Rect): CellRange {
  const [dx, dy] = grid.step;
  if (grid.kind !== 'isometric') {
    const [alongX, alongY] = grid.staggerAxis === 'x' ? [0, grid.shift] : [grid.shift, 0];
    // Corners lie on whole pixels, wherever columns would be.
    const rounded = Number.isInteger(dx) ? 0 : 0.5;
    return [
      Math.floor((x - alongX - grid.cell[0] - rounded) / dx) + 1,
      Math.floor((y - alongY - grid.cell[1]) / dy) + 1,
      Math.floor((x + width) / dx) + 1,
      Math.floor((y + height) / dy) + 1,
    ];
  }
  // The corners of the rectangle lie along both diagonals.
  const [left, right] = [x / dx - 2, (x + width) / dx];
  const [top, bottom] = [y / dy - 2, (y + height) / dy];
  return [
    Math.floor((left + top) / 2),
    Math.floor((top - right) / 2),
    Math.ceil((right + bottom) / 2) + 1,
    Math.ceil((bottom - left) / 2) + 1,
  ];
}
