/** What entities of a game look like at a tick, as it travels: whole numbers by a number that each entity keeps for life. */

/** Places are told to a quarter of a pixel: what is between two snapshots is shown between them anyway. */
export const PARTS_OF_PIXEL = 4;
/** A turn has so many parts. */
export const PARTS_OF_TURN = 512;
/** Sizes are told to a quarter of a pixel. */
const PARTS_OF_SIZE = 4;
/** Nothing is told from farther away than this, in pixels. */
const FARTHEST = 2 ** 24;

/** How an entity looks, in the units of the game. */
export interface Look {
  x: number;
  y: number;
  /** Degrees. */
  rotation: number;
  width: number;
  height: number;
  /** Which part of its sprite shows. */
  frame: number;
  visible: boolean;
}

/** The fields of a row, in this order. */
export const FIELDS = ['x', 'y', 'rotation', 'width', 'height', 'frame', 'visible'] as const;
/** A {@link Look} in whole numbers, in the order of {@link FIELDS}. */
export type Row = readonly number[];

/** All entities at a tick, by number, in ascending order. */
export interface Snapshot {
  readonly tick: number;
  readonly rows: ReadonlyMap<number, Row>;
}

const near = (value: number, parts: number): number =>
  Math.round(Math.min(FARTHEST, Math.max(-FARTHEST, value)) * parts) + 0;

/** A turn, from 0 to below a whole one. */
const turn = (degrees: number): number =>
  (((Math.round((degrees / 360) * PARTS_OF_TURN) % PARTS_OF_TURN) + PARTS_OF_TURN) % PARTS_OF_TURN) + 0;

export const rowOf = ({ x, y, rotation, width, height, frame, visible }: Look): Row => [
  near(x, PARTS_OF_PIXEL),
  near(y, PARTS_OF_PIXEL),
  turn(rotation),
  near(width, PARTS_OF_SIZE),
  near(height, PARTS_OF_SIZE),
  Math.round(frame),
  visible ? 1 : 0,
];

export const lookOf = (row: Row): Look => ({
  x: row[0]! / PARTS_OF_PIXEL,
  y: row[1]! / PARTS_OF_PIXEL,
  rotation: (row[2]! / PARTS_OF_TURN) * 360,
  width: row[3]! / PARTS_OF_SIZE,
  height: row[4]! / PARTS_OF_SIZE,
  frame: row[5]!,
  visible: row[6]! === 1,
});

/** The shorter way from one turn to another, in parts of a turn. */
export function turnBetween(from: number, to: number): number {
  const way = (((to - from) % PARTS_OF_TURN) + PARTS_OF_TURN) % PARTS_OF_TURN;
  return way > PARTS_OF_TURN / 2 ? way - PARTS_OF_TURN : way;
}
