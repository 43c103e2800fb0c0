/**
 * Corners and edges of cells. A place is named by doubled coordinates: the corner at the top left of cell x, y is 2x, 2y, the edge on
 * its top is 2x + 1, 2y. Cells that meet there share it.
 */
import { MAX_TERRAIN, type TerrainType, type WangId } from '../../../schema/terrain.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y } from '../../../schema/tiles.ts';
import type { TileTransforms } from '../../../schema/project.ts';

export type Place = readonly [px: number, py: number];

/** Where the eight parts of a {@link WangId} are, from the place at the cell's top left corner. */
const OFFSETS: readonly Place[] = [
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
  [0, 0],
];

/** The parts of a label that a set of a type uses. */
export function partsOf(type: TerrainType): readonly number[] {
  if (type === 'corner') return [1, 3, 5, 7];
  return type === 'edge' ? [0, 2, 4, 6] : [0, 1, 2, 3, 4, 5, 6, 7];
}

/** The place of one part of a cell. */
export function placeOf(x: number, y: number, part: number): Place {
  const [dx, dy] = OFFSETS[part]!;
  return [2 * x + dx, 2 * y + dy];
}

/** The cells that meet at a place, and which part of them it is. */
export function cellsAt([px, py]: Place): { x: number; y: number; part: number }[] {
  const along = (at: number) => (at % 2 === 0 ? [at / 2 - 1, at / 2] : [(at - 1) / 2]);
  return along(py).flatMap((y) =>
    along(px).map((x) => ({
      x,
      y,
      part: OFFSETS.findIndex(([dx, dy]) => 2 * x + dx === px && 2 * y + dy === py),
    })),
  );
}

/** The places around a cell that a set of a type uses. */
export const placesOf = (x: number, y: number, type: TerrainType): Place[] =>
  partsOf(type).map((part) => placeOf(x, y, part));

/** The place that a point is nearest to. @param x in cells, `y` likewise: 1.5 is the middle of the second one */
export function nearestPlace(x: number, y: number, type: TerrainType): Place {
  if (type === 'corner') return [2 * Math.round(x), 2 * Math.round(y)];
  const [column, row] = [Math.floor(x), Math.floor(y)];
  let best: Place = [0, 0];
  let nearest = Infinity;
  for (const [px, py] of placesOf(column, row, type)) {
    const distance = Math.hypot(px / 2 - x, py / 2 - y);
    if (distance < nearest) [nearest, best] = [distance, [px, py]];
  }
  return best;
}

/** Places of a kind along the straight line from one to another, both ends with it. */
export function placesBetween(from: Place, to: Place, type: TerrainType): Place[] {
  const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1);
  const found = new Map<string, Place>();
  for (let step = 0; step <= steps; step++) {
    const x = (from[0] + ((to[0] - from[0]) * step) / steps) / 2;
    const y = (from[1] + ((to[1] - from[1]) * step) / steps) / 2;
    const place = step === 0 ? from : step === steps ? to : nearestPlace(x, y, type);
    found.set(place.join(), place);
  }
  return [...found.values()];
}

/** Part of a turned or mirrored tile to the part of the plain one that comes to lie there. */
function sources(flags: number): readonly number[] {
  return OFFSETS.map(([dx, dy]) => {
    // Back through the flips in their reverse order: a tile is mirrored along the diagonal first.
    let [x, y] = [dx, dy];
    if (flags & FLIP_Y) y = 2 - y;
    if (flags & FLIP_X) x = 2 - x;
    if (flags & FLIP_DIAGONAL) [x, y] = [y, x];
    return OFFSETS.findIndex(([ox, oy]) => ox === x && oy === y);
  });
}

const turns = new Map<number, readonly number[]>();

/** The label of a tile as it lies in a cell with these flip flags. */
export function turnedWang(wang: WangId, flags: number): WangId {
  if (flags === 0) return wang;
  let from = turns.get(flags);
  if (!from) turns.set(flags, (from = sources(flags)));
  return from.map((part) => wang[part]!);
}

/** Flip flags, none first, that a tileset allows its tiles to be painted with. */
export function allowedFlags({
  flipX = false,
  flipY = false,
  rotate = false,
}: TileTransforms = {}): number[] {
  const mirrored = [FLIP_X, FLIP_Y];
  const turned = [FLIP_DIAGONAL + FLIP_X, FLIP_X + FLIP_Y, FLIP_DIAGONAL + FLIP_Y];
  if (rotate && (flipX || flipY))
    return [0, ...mirrored, ...turned, FLIP_DIAGONAL, FLIP_DIAGONAL + FLIP_X + FLIP_Y];
  if (rotate) return [0, ...turned];
  return [
    0,
    ...(flipX ? [FLIP_X] : []),
    ...(flipY ? [FLIP_Y] : []),
    ...(flipX && flipY ? [FLIP_X + FLIP_Y] : []),
  ];
}

/** A label with its unused parts, and numbers of terrains that the set has not, as none. */
export const cleanWang = (wang: WangId, type: TerrainType, known: (terrain: number) => boolean): WangId => {
  const used = partsOf(type);
  return wang.map((terrain, part) =>
    used.includes(part) && terrain <= MAX_TERRAIN && known(terrain) ? terrain : 0,
  );
};
