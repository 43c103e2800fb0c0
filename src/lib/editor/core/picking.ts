/** What a click means: which of the things under a point, or of the groups around them, is taken. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import type { EditorHost } from './editor-host.ts';
import { ancestorsOf, enteredFrames, isGroup, pickInInstances, pickOf } from './groups.ts';
import { stackAt, type HitOptions } from './hit-tests.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Scene pixels around a point at 100 % that still hit small things. */
export const HIT_SLACK = 4;

interface Pointing {
  readonly host: Pick<EditorHost, 'selection' | 'isolated' | 'view'>;
  readonly index: SceneIndex;
  played(): Moved;
}

/** How easily things are hit on this screen. @param coarse with a finger */
export const hitOptions = (
  { host, played }: Pick<Pointing, 'host' | 'played'>,
  coarse = false,
): HitOptions => ({
  slack: ((coarse ? 3 : 1) * HIT_SLACK) / host.view.value.scale,
  moved: played(),
});

/** What is open for clicks at this moment. */
export const enteredNow = ({ host, index }: Pick<Pointing, 'host' | 'index'>): Set<string> =>
  enteredFrames(index, host.selection.ids, host.isolated.ids);

/**
 * The entity in front at a point that a tool can work on; an instance as a whole until it is entered. `null` for
 * empty ground.
 */
export function entityAt(pointing: Pointing, point: Vec2): string | null {
  const [hit] = stackAt(pointing.index, point, hitOptions(pointing));
  return hit === undefined ? null : pickInInstances(pointing.index, hit, enteredNow(pointing));
}

/**
 * Everything at a point, locked or not, the one in front first; groups follow what is in them. Instances are listed
 * as a whole until they are entered.
 */
export function wholeStackAt(
  index: SceneIndex,
  point: Vec2,
  options: HitOptions,
  entered: ReadonlySet<string> = new Set(),
): string[] {
  const found = new Set<string>();
  for (const hit of stackAt(index, point, { ...options, locked: 'take' })) {
    const id = pickInInstances(index, hit, entered);
    for (const each of [id, ...ancestorsOf(index, id).reverse()])
      if (each === id || isGroup(index, each)) found.add(each);
  }
  return [...found];
}

/**
 * What clicks would take of some entities: themselves, or the groups and instances around them.
 * @param options.entered groups and instances whose members are taken themselves; with `deep` those of all are
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
