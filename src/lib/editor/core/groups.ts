/**
 * What holds others as a whole until it is entered: groups, which are nothing but a frame around others and carry them
 * along, and instances of prefabs with the parts that they bring. Pure.
 */
import { boundsOf, union, type Rect, type Vec2 } from '../../base/geometry.ts';
import { nestedPaths, templateOf } from '../../schema/prefab-template.ts';
import { splitId } from '../../schema/resolve.ts';
import { boundsOfPlaced, cornersOf, toOwn, type Placed } from './entity-geometry.ts';
import { boxAround } from './gizmo.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Whether an entity is a group: no prefab, no component of its own, others below it. */
export function isGroup(index: SceneIndex, id: string): boolean {
  const item = index.items.get(id);
  if (!item || index.childrenOf(id).length === 0) return false;
  // Stored components may be of a newer version, which the resolved ones leave out.
  const data = index.scene?.entities[id];
  if (data && data.prefab !== '') return false;
  const { components } = data ?? item.entity;
  return Object.keys(components).every((key) => key === 'Transform') && !isInstance(index, id);
}

/** Whether an entity is an instance of a prefab, in the scene or inside of another instance. */
function isInstance({ scene, project }: SceneIndex, id: string): boolean {
  const { owner, path } = splitId(id);
  const prefab = scene?.entities[owner]?.prefab ?? '';
  const template = prefab === '' || !project ? null : templateOf(project.prefabs, prefab);
  return template !== null && (path === '' || nestedPaths(template).has(path));
}

/** What stands above an entity, the outermost first. */
export function ancestorsOf(index: SceneIndex, id: string): string[] {
  const found: string[] = [];
  for (let up = index.items.get(id)?.entity.parent; up && !found.includes(up);)
    up = (found.push(up), index.items.get(up)?.entity.parent);
  return found.reverse();
}

/** Whether `id` is a part that the instance `instance` brings. */
const brings = (index: SceneIndex, instance: string, id: string): boolean =>
  id.startsWith(`${instance}/`) && isInstance(index, instance);

/** The groups and instances that take an entity with them as a whole, the outermost first. */
export function framesAround(index: SceneIndex, id: string): string[] {
  return ancestorsOf(index, id).filter((up) => isGroup(index, up) || brings(index, up, id));
}

/** What is open for clicks: something inside is selected, or it is looked at alone. */
export function enteredFrames(
  index: SceneIndex,
  selected: Iterable<string>,
  isolated: Iterable<string>,
): Set<string> {
  const entered = new Set(isolated);
  for (const id of [...selected, ...isolated]) for (const up of ancestorsOf(index, id)) entered.add(up);
  return entered;
}

/** What a click on an entity means: the outermost group or instance around it that is not entered yet, else itself. */
export function pickOf(index: SceneIndex, id: string, entered: ReadonlySet<string>): string {
  return framesAround(index, id).find((up) => !entered.has(up)) ?? id;
}

/** The entity itself, or the outermost instance around it that is not entered: groups do not matter. */
export function pickInInstances(index: SceneIndex, id: string, entered: ReadonlySet<string>): string {
  return ancestorsOf(index, id).find((up) => !entered.has(up) && brings(index, up, id)) ?? id;
}

/** What a double click goes into: one step from `picked` down to the entity that was hit. */
export function stepInto(index: SceneIndex, picked: string, hit: string): string {
  const above = ancestorsOf(index, hit);
  const at = above.indexOf(picked);
  if (at < 0) return hit;
  return framesAround(index, hit).find((up) => above.indexOf(up) > at) ?? hit;
}

/** The innermost group or instance that all of some entities are inside of; `null` where there is none. */
export function frameOf(index: SceneIndex, ids: readonly string[]): string | null {
  const [first, ...rest] = ids;
  if (first === undefined) return null;
  const others = rest.map((id) => new Set(framesAround(index, id)));
  return framesAround(index, first).findLast((up) => others.every((above) => above.has(up))) ?? null;
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

/** A line around what is entered, groups and instances with all that is in them; `null` while nothing is. */
export function enteredOutline(index: SceneIndex, selected: readonly string[], moved?: Moved): Vec2[] | null {
  const frame = frameOf(index, selected);
  const around = frame === null ? null : index.boundsAround(index.withDescendants([frame]), moved);
  return around && [...cornersOf(boxAround(around))];
}
