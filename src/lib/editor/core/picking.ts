/** What a click means: which of the things under a point, or of the groups around them, is taken. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import { ancestorsOf, pickOf } from './groups.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Scene pixels around a point at 100 % that still hit small things. */
export const HIT_SLACK = 4;

export interface PickOptions {
  /** Scene pixels by which small things are easier to hit. */
  slack: number;
  /** Groups whose members are taken themselves. */
  entered: ReadonlySet<string>;
  /** Takes members of every group. */
  deep: boolean;
  moved?: Moved;
}

/** What can be taken at a point, the one in front first; groups stand for what is in them. */
export function picksAt(index: SceneIndex, point: Vec2, options: PickOptions): string[] {
  const { slack, moved } = options;
  return pickedOf(index, index.stack(point, slack, moved), options);
}

/** What a click in the right places would take of some entities: themselves, or the groups around them. */
export function pickedOf(
  index: SceneIndex,
  ids: readonly string[],
  { entered, deep }: Pick<PickOptions, 'entered' | 'deep'>,
): string[] {
  return deep ? [...ids] : [...new Set(ids.map((id) => pickOf(index, id, entered)))];
}

/** The next one further back, beginning again in front; the front one when none of them is selected. */
export function nextInStack(picks: readonly string[], selected: readonly string[]): string | null {
  const at = picks.findLastIndex((id) => selected.includes(id));
  return picks[(at + 1) % picks.length] ?? null;
}

/** Which selected entity lies in the stack, or carries one that does: what a press there can drag. */
export function selectedIn(
  index: SceneIndex,
  stack: readonly string[],
  selected: readonly string[],
): string | null {
  const chosen = new Set(selected);
  for (const id of stack)
    for (const each of [id, ...ancestorsOf(index, id)]) if (chosen.has(each)) return each;
  return null;
}
