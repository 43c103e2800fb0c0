/** What people say about a project to each other: pinned to an entity, a place of a scene or a line of a script. The game knows nothing of it. */
import type { Vec2 } from '../base/geometry.ts';
import {
  colorPattern,
  id,
  isRecord,
  must,
  numberIn,
  pair,
  recordOf,
  shape,
  text,
  type Check,
} from './checks.ts';

/** A text that is said has at most so many characters. */
export const MOST_SAID = 4000;

/** Something that somebody said. */
export interface RemarkData {
  /** The name that they went by. */
  by: string;
  /** Their colour then, `#rrggbb`. */
  color: string;
  /** Milliseconds since 1970. */
  time: number;
  /** `@Name` calls somebody. */
  text: string;
}

/** On the canvas: `entity` is '' for a place; `at` is in scene pixels, for an entity where it was then. */
export interface ScenePin {
  scene: string;
  entity: string;
  at: Vec2;
}
/** In the code; lines are counted from 1. */
export interface LinePin {
  script: string;
  line: number;
}
export type CommentPin = ScenePin | LinePin;

/** A thread: what was said first, where, and what others said to it. */
export interface CommentData extends RemarkData {
  pin: CommentPin;
  /** By id. */
  replies?: Readonly<Record<string, RemarkData>>;
  /** Who settled it, and when. */
  resolved?: { by: string; time: number };
}

export const isLinePin = (pin: CommentPin): pin is LinePin => 'script' in pin;

const time = numberIn(0, Number.MAX_SAFE_INTEGER, true);
const said = must(
  (value) => typeof value === 'string' && value.length <= MOST_SAID,
  `a text of at most ${MOST_SAID} characters`,
);
/** A person's colour. */
export const personColor = must(
  (value) => typeof value === 'string' && value.length === 7 && colorPattern.test(value),
  'a colour such as "#7c9cff"',
);
const remarkFields = {
  by: text,
  color: personColor,
  time,
  text: said,
};
const scenePin = shape({ scene: id, entity: text, at: pair(numberIn()) });
const linePin = shape({ script: text, line: numberIn(1, Number.MAX_SAFE_INTEGER, true) });
const pin: Check = (value, path, report) =>
  (isRecord(value) && value.script !== undefined ? linePin : scenePin)(value, path, report);

/** Checks of the parts that the shared document keeps by themselves. */
export const remarkShape = shape(remarkFields);
export const threadShape = shape({ ...remarkFields, pin });
export const resolvedShape = shape({ by: text, time });

/** Comments by id. */
export const commentsCheck = recordOf(
  () =>
    shape({ ...remarkFields, pin }, { replies: recordOf(() => remarkShape, id), resolved: resolvedShape }),
  id,
);

/** What was said in a thread, in the order of time; by id where that is the same. */
export const repliesOf = ({ replies = {} }: CommentData): [string, RemarkData][] =>
  Object.entries(replies).sort(([a, one], [b, other]) => one.time - other.time || (a < b ? -1 : 1));

/** When something was last said in a thread. */
export const lastSaid = (comment: CommentData): number =>
  Math.max(comment.time, ...Object.values(comment.replies ?? {}).map(({ time: at }) => at));
