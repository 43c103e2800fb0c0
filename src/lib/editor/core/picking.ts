/** What a click means: which of the things under a point, or of the groups around them, is taken. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import { ancestorsOf, isGroup, pickOf } from './groups.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Scene pixels around a point at 100 % that still hit small things. */
export const HIT_SLACK = 4;

/** Everything at a point, locked or not, the one in front first; groups follow what is in them. */
export function wholeStackAt(index: SceneIndex, point: Vec2, slack: number, moved?: Moved): string[] {
  const found = new Set<string>();
  for (const id of index.stack(point, slack, moved, 'take'))
    for (const each of [id, ...ancestorsOf(index, id).reverse()])
      if (each === id || isGroup(index, each)) found.add(each);
  return [...found];
}

/**
 * What clicks would take of some entities: themselves, or the groups around them.
 * @param options.entered groups whose members are taken themselves; with `deep` those of every group are
 */
export function pickedOf(
  index: SceneIndex,
  ids: readonly string[],
  { entered, deep }: { entered: ReadonlySet<string>; deep: boolean },
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
