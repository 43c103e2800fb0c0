/** Animations of frames that are told apart by their names. */
import { ordersBetween } from '../../base/order.ts';
import type { AnimationData } from '../../schema/sheet.ts';

/** `hero/walk_03.png` as `walk` and 3; `null` for a name without a number at its end. */
function numbered(name: string): { stem: string; number: number } | null {
  const found = /^(.*?)[\s_\-.(]*(\d+)\)?$/.exec(
    name.replace(/^.*\//, '').replace(/\.(png|webp|gif|jpe?g|ase|aseprite)$/i, ''),
  );
  return found && found[1] !== '' ? { stem: found[1]!, number: Number(found[2]) } : null;
}

/**
 * An animation for each list of names; without any list, one for each set of frames that are named alike but for a number.
 * They go forward, for ever.
 */
export function namedAnimations(
  frames: readonly { name: string }[],
  durations: readonly number[],
  lists: readonly (readonly [name: string, frames: readonly string[]])[],
  id: () => string,
): Record<string, AnimationData> {
  const numbers = new Map(frames.map(({ name }, at) => [name, at]));
  const runs =
    lists.length > 0
      ? lists.map(([name, list]) => [name, list.flatMap((each) => numbers.get(each) ?? [])] as const)
      : [...alike(frames)];
  const filled = runs.filter(([name, list]) => list.length > 0 && name !== '');
  const orders = ordersBetween(null, null, filled.length);
  return Object.fromEntries(
    filled.map(([name, list], at): [string, AnimationData] => {
      const places = ordersBetween(null, null, list.length);
      const steps = list.map(
        (frame, step) => [id(), { order: places[step]!, frame, duration: durations[frame]! }] as const,
      );
      return [
        id(),
        {
          ...{ name: name.slice(0, 100), order: orders[at]!, direction: 'forward', repeat: 0 },
          steps: Object.fromEntries(steps),
        },
      ];
    }),
  );
}

/** Runs of at least two frames of one name, in the order of their numbers. */
function alike(frames: readonly { name: string }[]): Map<string, number[]> {
  const runs = new Map<string, { frame: number; number: number }[]>();
  frames.forEach(({ name }, frame) => {
    const found = numbered(name);
    if (!found) return;
    const run = runs.get(found.stem) ?? [];
    runs.set(found.stem, run);
    run.push({ frame, number: found.number });
  });
  return new Map(
    [...runs]
      .filter(([, run]) => run.length > 1)
      .map(([stem, run]) => [stem, run.sort((a, b) => a.number - b.number).map(({ frame }) => frame)]),
  );
}
