/** Which step of an animation shows when. Pure; the running game, the editor's preview and tests all ask it. */
import { inOrder } from '../base/order.ts';
import type { AnimationData, AnimationStep, SheetMeta } from './sheet.ts';

/** An animation laid out in time: one round of steps that is gone through over and over, and where that ends. */
export interface AnimationTime {
  /** One round, in the order of playing; none for an animation without steps. */
  readonly round: readonly AnimationStep[];
  /** When each step of the round begins, in milliseconds, and last when the round is over. */
  readonly starts: readonly number[];
  /** How many steps are played in all; Infinity for one that never ends. */
  readonly count: number;
  /** Milliseconds until it is over. */
  readonly end: number;
}

const known = new WeakMap<AnimationData, AnimationTime>();

/** Remembered for as long as the animation itself lives. */
export function animationTime(animation: AnimationData): AnimationTime {
  const found = known.get(animation);
  if (found) return found;
  const time = layOut(animation);
  known.set(animation, time);
  return time;
}

function layOut({ steps, direction, repeat }: AnimationData): AnimationTime {
  const forward = inOrder(steps).map(([, step]) => step);
  const backward = [...forward].reverse();
  const pingPong = direction === 'ping-pong' || direction === 'ping-pong-reverse';
  const [there, back] =
    direction === 'forward' || direction === 'ping-pong' ? [forward, backward] : [backward, forward];
  // The step at each turning point is shown once.
  const round = pingPong ? [...there, ...back.slice(1, -1)] : there;
  const starts = [0];
  for (const { duration } of round) starts.push(starts.at(-1)! + duration);
  const later = pingPong ? Math.max(1, forward.length - 1) : forward.length;
  const count = repeat === 0 ? Infinity : forward.length + (repeat - 1) * later;
  const end = round.length === 0 ? 0 : count === Infinity ? Infinity : startOf({ round, starts }, count);
  return { round, starts, count, end };
}

/** When the step of a number begins, counted on through all rounds. */
function startOf({ round, starts }: Pick<AnimationTime, 'round' | 'starts'>, index: number): number {
  return Math.floor(index / round.length) * starts.at(-1)! + starts[index % round.length]!;
}

/** Number of the step that shows after so many milliseconds, counted on through all rounds; the last one once it is over. */
function indexAt(time: AnimationTime, ms: number): number {
  if (ms >= time.end) return time.count - 1;
  const length = time.starts.at(-1)!;
  const rounds = Math.floor(ms / length);
  const within = ms - rounds * length;
  let step = 0;
  while (step + 1 < time.round.length && time.starts[step + 1]! <= within) step++;
  return rounds * time.round.length + step;
}

/** The step that shows after so many milliseconds, and whether the animation is over; no step for one without any. */
export function stepAt(animation: AnimationData, ms: number): { step: AnimationStep | null; over: boolean } {
  const time = animationTime(animation);
  if (time.round.length === 0) return { step: null, over: true };
  return { step: time.round[indexAt(time, ms) % time.round.length]!, over: ms >= time.end };
}

/** However fast an animation plays, one tick tells of no more than this. */
const MOST_EVENTS = 32;

/**
 * Events of the steps that begin after `from` and not after `to`, in order, and whether the animation ends there.
 * @param from milliseconds; below 0 for the very beginning
 */
export function eventsBetween(
  animation: AnimationData,
  from: number,
  to: number,
): { events: readonly string[]; ends: boolean } {
  const time = animationTime(animation);
  if (time.round.length === 0) return { events: [], ends: from < 0 };
  const first = from < 0 ? 0 : indexAt(time, from) + 1;
  const last = Math.min(indexAt(time, to), time.count - 1, first + MOST_EVENTS - 1);
  const events: string[] = [];
  for (let index = first; index <= last; index++) {
    const { event } = time.round[index % time.round.length]!;
    if (event) events.push(event);
  }
  return { events, ends: from < time.end && to >= time.end };
}

const byName = new WeakMap<object, ReadonlyMap<string, AnimationData>>();

/** The animations of an image by name; of several of a name the first. */
export function animationsByName({ animations }: SheetMeta): ReadonlyMap<string, AnimationData> {
  if (!animations) return none;
  let found = byName.get(animations);
  if (!found) {
    // The first of a name is entered last, and so stays.
    found = new Map(
      inOrder(animations)
        .reverse()
        .map(([, animation]) => [animation.name, animation]),
    );
    byName.set(animations, found);
  }
  return found;
}
const none: ReadonlyMap<string, AnimationData> = new Map();

/** The frame that a sprite shows before anything plays: the first of its animation, else its own. */
export function firstFrame(
  sprite: { animation: string; frame: number } | undefined,
  sheet: SheetMeta | undefined,
): number {
  const animation =
    sprite && sheet && sprite.animation !== '' ? animationsByName(sheet).get(sprite.animation) : null;
  return (animation && stepAt(animation, 0).step?.frame) ?? sprite?.frame ?? 0;
}
