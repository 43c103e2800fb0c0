/** Animations of runs of frames, as drawing programs mark them with tags. */
import { ordersBetween } from '../../base/order.ts';
import type { AnimationData, Direction } from '../../schema/sheet.ts';

export interface Tag {
  name: string;
  /** First and last frame. */
  from: number;
  to: number;
  direction: Direction;
  /** How often it plays; 0 for ever. */
  repeat: number;
}

/** One animation for each tag, in their order; of frames without any tag one of all of them. Frames that are not there are left out. */
export function taggedAnimations(
  durations: readonly number[],
  tags: readonly Tag[],
  id: () => string,
): Record<string, AnimationData> {
  const all: Tag = { name: 'all', from: 0, to: durations.length - 1, direction: 'forward', repeat: 0 };
  const marked = tags.length > 0 ? tags : durations.length > 1 ? [all] : [];
  const orders = ordersBetween(null, null, marked.length);
  return Object.fromEntries(
    marked.map(({ name, from, to, direction, repeat }, at): [string, AnimationData] => {
      const frames = durations.map((_, frame) => frame).filter((frame) => frame >= from && frame <= to);
      const places = ordersBetween(null, null, frames.length);
      const steps = frames.map(
        (frame, step) =>
          [id(), { order: places[step]!, frame, duration: Math.max(1, durations[frame]!) }] as const,
      );
      const known = name.slice(0, 100) || `animation ${at + 1}`;
      return [id(), { name: known, order: orders[at]!, direction, repeat, steps: Object.fromEntries(steps) }];
    }),
  );
}
