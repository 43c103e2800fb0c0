/** Groups: entities that are nothing but a frame around others and carry them along. Pure. */
import { boundsOf, union, type Rect, type Vec2 } from '../../base/geometry.ts';
import { boundsOfPlaced, cornersOf, toOwn, type Placed } from './entity-geometry.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Whether an entity of the scene is a group: no prefab, no component of its own, others below it. */
export function isGroup(index: SceneIndex, id: string): boolean {
  const data = index.scene?.entities[id];
  return (
    !!data &&
    data.prefab === '' &&
    index.childrenOf(id).length > 0 &&
    Object.keys(data.components).every((key) => key === 'Transform')
  );
}

/** What stands above an entity, the outermost first. */
export function ancestorsOf(index: SceneIndex, id: string): string[] {
  const found: string[] = [];
  for (let up = index.items.get(id)?.entity.parent; up && !found.includes(up);)
    up = (found.push(up), index.items.get(up)?.entity.parent);
  return found.reverse();
}

/** Groups that are open for clicks: something inside them is selected, or they are looked at alone. */
export function enteredGroups(
  index: SceneIndex,
  selected: Iterable<string>,
  isolated: Iterable<string>,
): Set<string> {
  const entered = new Set(isolated);
  for (const id of [...selected, ...isolated]) for (const up of ancestorsOf(index, id)) entered.add(up);
  return entered;
}

/** What a click on an entity means: the outermost group around it that is not entered yet, else itself. */
export function pickOf(index: SceneIndex, id: string, entered: ReadonlySet<string>): string {
  return ancestorsOf(index, id).find((up) => !entered.has(up) && isGroup(index, up)) ?? id;
}

/** What a double click goes into: one step from `picked` down to the entity that was hit. */
export function stepInto(index: SceneIndex, picked: string, hit: string): string {
  const above = ancestorsOf(index, hit);
  const at = above.indexOf(picked);
  if (at < 0) return hit;
  return above.slice(at + 1).find((up) => isGroup(index, up)) ?? hit;
}

/** The entities that a group is drawn around; the entity alone when it is none. */
function members(index: SceneIndex, id: string): string[] {
  if (!isGroup(index, id)) return [id];
  return index.childrenOf(id).flatMap((child) => members(index, child));
}

/** The box of an entity; of a group the one around all in it, in the group's own frame. */
export function outlineOf(index: SceneIndex, id: string, moved?: Moved): Placed | null {
  const place = (each: string) => moved?.get(each) ?? index.items.get(each)?.placed;
  const placed = place(id);
  if (!placed || !isGroup(index, id)) return placed ?? null;
  const corners: Vec2[] = [];
  for (const member of members(index, id)) {
    const box = place(member);
    if (box) for (const corner of cornersOf(box)) corners.push(toOwn(placed, corner));
  }
  const own = boundsOf(corners);
  if (!own) return placed;
  // A box of no width has no fraction that would name the anchor.
  const fraction = (from: number, length: number) => (length > 0 ? -from / length : 0.5);
  return {
    ...placed,
    size: [own.width, own.height],
    anchor: [fraction(own.x, own.width), fraction(own.y, own.height)],
  };
}

/** The upright rectangle that some entities cover, groups by what is in them; `null` for none. */
export function coverOf(index: SceneIndex, ids: Iterable<string>, moved?: Moved): Rect | null {
  let cover: Rect | null = null;
  for (const id of ids)
    for (const member of members(index, id)) {
      const placed = moved?.get(member) ?? index.items.get(member)?.placed;
      if (placed) cover = union(cover, boundsOfPlaced(placed));
    }
  return cover;
}
