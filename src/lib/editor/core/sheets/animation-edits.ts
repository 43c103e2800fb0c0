/** Changes of animations, each a new one. Pure. */
import { inOrder, ordersBetween } from '../../../base/order.ts';
import type { AnimationData, AnimationStep, SheetMeta } from '../../../schema/sheet.ts';

type Animations = NonNullable<SheetMeta['animations']>;
type NewId = () => string;

const USUAL_DURATION = 100;

/** The steps of an animation in their order. */
export const stepsOf = (animation: AnimationData): [id: string, step: AnimationStep][] =>
  inOrder(animation.steps);

/** A name that no animation has yet. */
export function freeAnimationName(animations: Animations, wanted = 'animation'): string {
  const taken = new Set(Object.values(animations).map(({ name }) => name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} ${n}`;
  return name;
}

/** Adds an animation of these frames behind the others. */
export function withAnimation(
  animations: Animations,
  frames: readonly number[],
  newId: NewId,
  id: string = newId(),
  name?: string,
): Animations {
  const last = inOrder(animations).at(-1)?.[1].order ?? null;
  const empty: AnimationData = {
    name: freeAnimationName(animations, name),
    order: ordersBetween(last, null, 1)[0]!,
    direction: 'forward',
    repeat: 0,
    steps: {},
  };
  return { ...animations, [id]: withSteps(empty, frames, null, newId) };
}

/** Adds frames as steps behind one, or at the end; they take as long as the one before them. */
export function withSteps(
  animation: AnimationData,
  frames: readonly number[],
  after: string | null,
  newId: NewId,
): AnimationData {
  const steps = stepsOf(animation);
  const at = after === null ? steps.length : steps.findIndex(([id]) => id === after) + 1;
  const duration = steps[at - 1]?.[1].duration ?? USUAL_DURATION;
  return inserted(
    animation,
    at,
    frames.map((frame) => ({ frame, duration })),
    newId,
  );
}

/** Puts steps before the step of a number. */
function inserted(
  animation: AnimationData,
  at: number,
  added: readonly Omit<AnimationStep, 'order'>[],
  newId: NewId,
): AnimationData {
  const steps = stepsOf(animation);
  const orders = ordersBetween(steps[at - 1]?.[1].order ?? null, steps[at]?.[1].order ?? null, added.length);
  const entries = added.map((step, i) => [newId(), { ...step, order: orders[i]! }] as const);
  return { ...animation, steps: { ...animation.steps, ...Object.fromEntries(entries) } };
}

/** Copies of steps behind the last of them, in their order, events and all. */
export function withCopies(animation: AnimationData, ids: ReadonlySet<string>, newId: NewId): AnimationData {
  const steps = stepsOf(animation);
  const chosen = steps.filter(([id]) => ids.has(id));
  const last = steps.findLastIndex(([id]) => ids.has(id));
  return last < 0
    ? animation
    : inserted(
        animation,
        last + 1,
        chosen.map(([, { order: _, ...step }]) => step),
        newId,
      );
}

/** Without some steps. */
export function withoutSteps(animation: AnimationData, ids: ReadonlySet<string>): AnimationData {
  const steps = Object.entries(animation.steps).filter(([id]) => !ids.has(id));
  return { ...animation, steps: Object.fromEntries(steps) };
}

/** Some steps, kept together in their order, before the step that is at a place now; at the end beyond the last. */
export function withMoved(animation: AnimationData, ids: ReadonlySet<string>, place: number): AnimationData {
  const steps = stepsOf(animation);
  const moved = steps.filter(([id]) => ids.has(id));
  const before = steps.slice(0, place).filter(([id]) => !ids.has(id));
  const after = steps.slice(place).filter(([id]) => !ids.has(id));
  const orders = ordersBetween(before.at(-1)?.[1].order ?? null, after[0]?.[1].order ?? null, moved.length);
  const entries = moved.map(([id, step], i) => [id, { ...step, order: orders[i]! }] as const);
  return { ...animation, steps: { ...animation.steps, ...Object.fromEntries(entries) } };
}

/** Sets fields of some steps; an event of '' is none. */
export function withStepFields(
  animation: AnimationData,
  ids: ReadonlySet<string>,
  fields: Partial<Pick<AnimationStep, 'duration' | 'event' | 'frame'>>,
): AnimationData {
  const steps = Object.entries(animation.steps).map(([id, step]): [string, AnimationStep] => {
    if (!ids.has(id)) return [id, step];
    const { event, ...rest } = { ...step, ...fields };
    return [id, event ? { ...rest, event } : rest];
  });
  return { ...animation, steps: Object.fromEntries(steps) };
}
