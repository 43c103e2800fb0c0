/** What lies at a point or inside of a marquee. Pure. */
import type { Rect, Vec2 } from '../../base/geometry.ts';
import { encloses, hits, touches } from './entity-geometry.ts';
import type { Moved, SceneIndex } from './scene-index.ts';
import type { SceneItem } from './scene-item.ts';

export interface HitOptions {
  /** Scene pixels by which small things are easier to hit. */
  slack: number;
  /** Where things are that are not where the document says. */
  moved?: Moved;
  /** Locked ones are passed unless told. */
  locked?: 'pass' | 'take';
}

/** Entities at a point, the one in front first; parts of instances each by itself. Invisible ones are passed. */
export function stackAt(
  index: SceneIndex,
  point: Vec2,
  { slack, moved, locked = 'pass' }: HitOptions,
): string[] {
  const [x, y] = point;
  const near = index.idsIn({ x: x - slack, y: y - slack, width: 2 * slack, height: 2 * slack });
  const found: SceneItem[] = [];
  for (const id of new Set(moved ? [...near, ...moved.keys()] : near)) {
    const item = index.items.get(id);
    if (!item?.visible || (item.locked && locked === 'pass')) continue;
    if (hits(item.entity, moved?.get(id) ?? item.placed, point, slack)) found.push(item);
  }
  return found.sort((a, b) => b.z - a.z).map(({ id }) => id);
}

/** Entities that a marquee touches, or takes in whole; back to front, parts of instances each by itself. */
export function insideMarquee(
  index: SceneIndex,
  marquee: Rect,
  how: 'touch' | 'enclose',
  moved?: Moved,
): string[] {
  const takes = how === 'touch' ? touches : encloses;
  const candidates = new Set(index.idsIn(marquee));
  if (moved) for (const id of moved.keys()) candidates.add(id);
  const found: SceneItem[] = [];
  for (const id of candidates) {
    const item = index.items.get(id);
    if (!item || !item.visible || item.locked) continue;
    if (takes(marquee, moved?.get(id) ?? item.placed)) found.push(item);
  }
  return found.sort((a, b) => a.z - b.z).map(({ id }) => id);
}
