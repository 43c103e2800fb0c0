/** What was done to a project, by whom and where: a line for each step, as people hear of it. */
import { firstFinding, id, must, numberIn, shape, list, type Check } from './checks.ts';
import { personColor } from './comments.ts';

/** Where a step was done. */
export interface DeedPlace {
  /** Id of the scene; '' for none. */
  scene: string;
  /** What was in hand then, as far as it is told. */
  selection: readonly string[];
  /** Path of the script; '' for none. */
  script: string;
}

/** A step, as whoever did it tells of it. */
export interface Deed extends DeedPlace {
  /** Made by who did it: what is told twice is one. */
  id: string;
  /** What it did, as an order: `Move 3 entities`. */
  name: string;
}

/** A step as it is kept with the project. */
export interface ActivityLine extends Deed {
  /** Goes up by one with each line of a project. */
  number: number;
  /** When it was done, in milliseconds since 1970. */
  at: number;
  /** The name that its author went by, and their colour, `#rrggbb`. */
  by: string;
  color: string;
}

/** A line is told with so many of the entities that were in hand. */
export const MOST_IN_HAND = 8;
/** So many steps are told at once. */
export const MOST_DEEDS = 100;
/** A name of a step has at most so many characters. */
export const LONGEST_DEED = 100;

const upTo = (most: number): Check =>
  must((value) => typeof value === 'string' && value.length <= most, `a text of at most ${most} characters`);
const few =
  (check: Check): Check =>
  (value, path, report) =>
    Array.isArray(value) && value.length > MOST_IN_HAND
      ? report(path, 'has too many')
      : check(value, path, report);

const deed: Record<string, Check> = {
  id,
  name: upTo(LONGEST_DEED),
  scene: upTo(128),
  selection: few(list(upTo(256))),
  script: upTo(256),
};
const by: Record<string, Check> = {
  by: must((value) => typeof value === 'string' && /^[^\p{C}]{1,80}$/u.test(value), 'a name of one line'),
  color: personColor,
};
const told = shape({
  ...by,
  deeds: must((value) => Array.isArray(value) && value.length <= MOST_DEEDS, `up to ${MOST_DEEDS} steps`),
});
const toldDeed = shape({ ...deed, age: numberIn(0) });
const line = shape({ ...deed, ...by, number: numberIn(1, Number.MAX_SAFE_INTEGER, true), at: numberIn(0) });

/** Steps on their way to the server, each with how many milliseconds ago it was done. */
export interface ToldDeeds {
  by: string;
  color: string;
  deeds: readonly (Deed & { age: number })[];
}

export const isToldDeeds = (value: unknown): value is ToldDeeds =>
  firstFinding(told, value) === null &&
  (value as ToldDeeds).deeds.every((each) => firstFinding(toldDeed, each) === null);

export const isActivityLine = (value: unknown): value is ActivityLine => firstFinding(line, value) === null;
