/** Groups: entities that are nothing but a frame around others and carry them along. Pure. */
import { union, type Rect } from '../../base/geometry.ts';
import { boundsOfPlaced } from './entity-geometry.ts';
import type { Moved, SceneIndex } from './scene-index.ts';

/** Whether an entity of the scene is a group: no prefab, no component of its own, others below it. */
function isGroup(index: SceneIndex, id: string): boolean {
  const data = index.scene?.entities[id];
  return (
    !!data &&
    data.prefab === '' &&
    index.childrenOf(id).length > 0 &&
    Object.keys(data.components).every((key) => key === 'Transform')
  );
}

/** The entities that a group is drawn around; the entity alone when it is none. */
function members(index: SceneIndex, id: string): string[] {
  if (!isGroup(index, id)) return [id];
  return index.childrenOf(id).flatMap((child) => members(index, child));
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
