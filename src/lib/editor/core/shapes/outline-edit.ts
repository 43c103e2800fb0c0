/** An edit of an outline on its way from the pointer to the document. */
import type { CurveNode } from '../../../base/curves.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { placedIn, type Placed } from '../entity-geometry.ts';
import type { SceneIndex } from '../scene-index.ts';
import type { SceneItem } from '../scene-item.ts';
import type { Outline } from './outlines.ts';
import { jointsOf, outlineWrites, type FieldWrite, type OutlineScene } from './put-outline.ts';

/** The scene around an entity, as edits of its outlines need it. */
export function outlineScene(index: SceneIndex, item: SceneItem): OutlineScene {
  const children: OutlineScene['children'][number][] = [];
  const joints: OutlineScene['joints'][number][] = [];
  for (const [id, other] of index.items) {
    if (id === item.id) continue;
    if (other.entity.parent === item.id) children.push({ id, placed: other.placed });
    for (const [key, joint] of jointsOf(other.entity.components))
      if (joint.to === item.id) joints.push({ id, key, otherAnchor: joint.otherAnchor });
  }
  return { entity: item.entity, placed: item.placed, parent: index.parentFrame(item.id), children, joints };
}

/** The writes that let an outline run through other nodes. */
export function planOutline(
  index: SceneIndex,
  item: SceneItem,
  outline: Outline,
  nodes: readonly CurveNode[],
): FieldWrite[] {
  return outlineWrites(outlineScene(index, item), outline, nodes);
}

/** An entity as it will be once these are written. */
function withWrites(entity: ResolvedEntity, writes: readonly FieldWrite[]): ResolvedEntity {
  const components: Record<string, object> = { ...(entity.components as unknown as Record<string, object>) };
  for (const { id, component, fields } of writes)
    if (id === entity.id) components[component] = { ...components[component], ...fields };
  return { ...entity, components: components as unknown as ResolvedEntity['components'] };
}

/** How the scene looks once these are written: entities with other components, and where they and others are. */
export function previewWrites(
  index: SceneIndex,
  writes: readonly FieldWrite[],
): { looks: Map<string, ResolvedEntity>; moved: Map<string, Placed> } {
  const looks = new Map<string, ResolvedEntity>();
  const moved = new Map<string, Placed>();
  for (const { id } of writes) {
    const item = index.items.get(id);
    if (!item || looks.has(id)) continue;
    const entity = withWrites(item.entity, writes);
    looks.set(id, entity);
    moved.set(id, placedIn(index.parentFrame(id, moved), entity.components));
  }
  return { looks, moved };
}
