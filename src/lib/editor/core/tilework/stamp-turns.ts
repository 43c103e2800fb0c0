/**
 * Stamps mirrored and turned, on any grid. Pure. On isometric and staggered grids the arrangement follows what is seen: left to right on
 * the screen, and a quarter turn of the ground; as their pictures cannot be turned, each is mirrored by a turn. Hexagons turn by a sixth.
 */
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TURN_120 } from '../../../schema/tiles.ts';
import type { StampData } from '../../../schema/stamps.ts';
import type { TileGrid } from '../../../schema/tile-grid.ts';
import { isStaggered, type Halves } from './grid-cells.ts';

/** The cell as it looks mirrored left to right; an empty one stays empty. */
const mirroredX = (cell: number): number => (cell === 0 ? 0 : (cell ^ FLIP_X) >>> 0);
/** The cell as it looks mirrored top to bottom. */
const mirroredY = (cell: number): number => (cell === 0 ? 0 : (cell ^ FLIP_Y) >>> 0);

/**
 * The cell after a quarter turn clockwise. With the diagonal mirrored first and the flips after it, a turn swaps the flips
 * and mirrors one of them.
 */
function turnedCell(cell: number): number {
  if (cell === 0) return 0;
  const [x, y] = [(cell & FLIP_X) !== 0, (cell & FLIP_Y) !== 0];
  const rest = (cell & ~(FLIP_X | FLIP_Y)) ^ FLIP_DIAGONAL;
  return (rest | (y ? 0 : FLIP_X) | (x ? FLIP_Y : 0)) >>> 0;
}

const turnedBack = (cell: number): number => turnedCell(turnedCell(turnedCell(cell)));

/** How often a hexagon is turned by 60 degrees, after it was mirrored. */
const sixths = (cell: number): number => (cell & FLIP_DIAGONAL ? 1 : 0) + (cell & TURN_120 ? 2 : 0);

/** A hexagon turned so often. Half a turn is both mirrors, so three turns are enough to write. */
function withSixths(cell: number, turns: number): number {
  const half = Math.floor(turns / 3) & 1;
  const rest = turns - Math.floor(turns / 3) * 3;
  const plain = cell & ~(FLIP_DIAGONAL | TURN_120);
  const flags = (rest === 1 ? FLIP_DIAGONAL : 0) | (rest === 2 ? TURN_120 : 0);
  return ((plain ^ (half ? FLIP_X | FLIP_Y : 0)) | flags) >>> 0;
}

const hexTurned =
  (by: 1 | -1) =>
  (cell: number): number =>
    cell === 0 ? 0 : withSixths(cell, sixths(cell) + by);

/** Mirrored, a turn goes the other way round. */
const hexMirrored =
  (flag: number) =>
  (cell: number): number =>
    cell === 0 ? 0 : withSixths((cell ^ flag) >>> 0, -sixths(cell));

/** A stamp whose cell x, y shows what `from` says. */
function rearranged(
  stamp: StampData,
  width: number,
  height: number,
  from: (x: number, y: number) => number,
  change: (cell: number) => number,
): StampData {
  const parts = stamp.parts.map((part) => ({
    ...part,
    cells: Array.from({ length: width * height }, (_, at) =>
      change(part.cells[from(at % width, Math.floor(at / width))] ?? 0),
    ),
  }));
  return { ...stamp, width, height, parts };
}

/** A place by halves of cells, as it is on the screen. */
type Turning = (x: number, y: number) => readonly [x: number, y: number];

/** A stamp of a staggered grid whose cells go where they are turned to; what is empty around them is cut off. */
function moved(
  stamp: StampData,
  { staggerAxis }: TileGrid,
  turning: Turning,
  change: (cell: number) => number,
): StampData {
  const byRows = staggerAxis === 'y';
  const flipped = ([a, b]: readonly [number, number]): [number, number] => (byRows ? [a, b] : [b, a]);
  const placed = new Map<number, Halves>();
  for (let at = 0; at < stamp.width * stamp.height; at++) {
    if (stamp.parts.every(({ cells }) => cells[at] === 0)) continue;
    const [along, across] = flipped([at % stamp.width, Math.floor(at / stamp.width)]);
    const odd = across % 2;
    const halves: Halves = [2 * along + (stamp.shifted ? -odd : odd), across];
    placed.set(at, flipped(turning(...flipped(halves))));
  }
  if (placed.size === 0) return stamp;
  const all = [...placed.values()];
  const first = Math.min(...all.map(([, across]) => across));
  const least = Math.min(...all.map(([along]) => along));
  // The row of the cell that is furthest out starts a cell, the others half a one later.
  const shifted = all.some(([along, across]) => along === least && (across - first) % 2 !== 0);
  const cells = new Map(
    [...placed].map(([at, [along, across]]) => [
      at,
      [Math.floor((along - least) / 2), across - first] as const,
    ]),
  );
  const size = (axis: 0 | 1) => 1 + Math.max(...[...cells.values()].map((cell) => cell[axis]));
  const [width, height] = flipped([size(0), size(1)]);
  const from = new Map([...cells].map(([at, cell]) => [flipped([...cell]).join(), at]));
  const turned = rearranged(stamp, width, height, (x, y) => from.get(`${x},${y}`) ?? -1, change);
  const { shifted: _, ...rest } = turned;
  return shifted ? { ...rest, shifted } : rest;
}

/** The whole stamp mirrored along an axis of the screen. @param grid what it is painted on; squares without one */
export function flippedStamp(stamp: StampData, axis: 'x' | 'y', grid?: TileGrid): StampData {
  const { width, height } = stamp;
  const change = axis === 'x' ? mirroredX : mirroredY;
  if (grid && isStaggered(grid)) {
    const flag = axis === 'x' ? FLIP_X : FLIP_Y;
    const look = grid.kind === 'hexagonal' ? hexMirrored(flag) : change;
    return moved(stamp, grid, axis === 'x' ? (x, y) => [-x, y] : (x, y) => [x, -y], look);
  }
  if (grid?.kind === 'isometric')
    return axis === 'x'
      ? rearranged(stamp, height, width, (x, y) => x * width + y, change)
      : rearranged(stamp, height, width, (x, y) => (height - 1 - x) * width + (width - 1 - y), change);
  return axis === 'x'
    ? rearranged(stamp, width, height, (x, y) => y * width + (width - 1 - x), change)
    : rearranged(stamp, width, height, (x, y) => (height - 1 - y) * width + x, change);
}

/** The whole stamp after a quarter turn, or a sixth of hexagons. @param grid what it is painted on; squares without one */
export function turnedStamp(stamp: StampData, way: 'clockwise' | 'back', grid?: TileGrid): StampData {
  const { width, height } = stamp;
  const on = way === 'clockwise';
  if (grid?.kind === 'hexagonal') return moved(stamp, grid, sixthTurn(grid, on), hexTurned(on ? 1 : -1));
  if (grid?.kind === 'staggered')
    return moved(stamp, grid, on ? (x, y) => [-y, x] : (x, y) => [y, -x], mirroredX);
  const look = grid?.kind === 'isometric' ? mirroredX : on ? turnedCell : turnedBack;
  return on
    ? rearranged(stamp, height, width, (x, y) => (height - 1 - x) * width + y, look)
    : rearranged(stamp, height, width, (x, y) => x * width + (width - 1 - y), look);
}

/** A sixth of a turn, of hexagons by halves of their steps. */
function sixthTurn({ staggerAxis }: TileGrid, clockwise: boolean): Turning {
  const byRows = staggerAxis === 'y';
  // With columns moved instead of rows the plane is seen in a mirror.
  const on = clockwise === byRows;
  const turned: Turning = (along, across) =>
    on ? [(along - 3 * across) / 2, (along + across) / 2] : [(along + 3 * across) / 2, (across - along) / 2];
  return byRows
    ? turned
    : (x, y) => {
        const [along, across] = turned(y, x);
        return [across, along];
      };
}
