import type { ResolvedEntity } from '../../../schema/project.ts';
import { toOwn, type Placed } from '../entity-geometry.ts';
import type { Handle } from '../resize.ts';
import { colliderHandles } from '../shapes/collider-edit.ts';
import { collidersShown, hitsCollider } from '../shapes/collider-shapes.ts';
import type { HeldCollider } from './collider-gestures.ts';
import { reachOf, type ToolPointer } from './tool.ts';

/** CSS pixels around a handle that count as it. */
const HANDLE_REACH = 8;

/** The handle of a collider under the pointer; corners win over the sides they end. @param scale CSS pixels of one scene pixel */
export function colliderHandleAt(
  { item, collider, shown }: HeldCollider,
  at: ToolPointer,
  scale: number,
): Handle | null {
  const own = toOwn(shown, at.scene);
  const found = colliderHandles(collider, item.entity.components, scale).filter(
    (each) => Math.hypot(each.at[0] - own[0], each.at[1] - own[1]) * scale <= reachOf(at, HANDLE_REACH),
  );
  return (found.find(({ handle: [x, y] }) => x !== 0 && y !== 0) ?? found[0])?.handle ?? null;
}

/**
 * Key of the collider of an entity under the pointer; the one in hand first, so that it can be dragged from below others.
 * @param shown where the entity is
 * @param scale CSS pixels of one scene pixel
 */
export function colliderAt(
  entity: ResolvedEntity,
  shown: Placed,
  active: string | null,
  at: ToolPointer,
  scale: number,
): string | null {
  const own = toOwn(shown, at.scene);
  const slack = reachOf(at, HANDLE_REACH) / scale;
  const hit = collidersShown(entity)
    .filter(({ key }) => key !== '')
    .filter((each) => hitsCollider(each, own, slack));
  return (hit.find(({ key }) => key === active) ?? hit.at(-1))?.key ?? null;
}
