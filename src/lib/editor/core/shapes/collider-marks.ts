/** How colliders that are edited are marked on the canvas. Pure. */
import type { ResolvedEntity } from '../../../schema/project.ts';
import { fromOwn, type Placed } from '../entity-geometry.ts';
import type { Mark } from '../marks.ts';
import { colliderHandles } from './collider-edit.ts';
import { collidersShown } from './collider-shapes.ts';
import { colliderOf } from './outlines.ts';

/** The outlines of all colliders of an entity, those that are not in hand dashed. */
export function colliderMarks(placed: Placed, entity: ResolvedEntity, active: string | null): Mark[] {
  return collidersShown(entity).map(({ key, points, closed, sensor }): Mark => {
    const held = key === active && key !== '';
    return {
      kind: 'line',
      points: points.map((point) => fromOwn(placed, point)),
      closed,
      tone: sensor ? 'sensor' : 'collider',
      filled: held && closed,
      dashed: !held,
      width: held ? 2 : 1.25,
    };
  });
}

/** The handles of the collider in hand. */
export function colliderHandleMarks(
  placed: Placed,
  { components }: ResolvedEntity,
  active: string | null,
  scale: number,
): Mark[] {
  const collider = active === null ? undefined : colliderOf(components, active);
  if (!collider) return [];
  return colliderHandles(collider, components, scale).map(({ at }) => ({
    kind: 'handle',
    at: fromOwn(placed, at),
    form: 'square',
    tone: collider.sensor ? 'sensor' : 'collider',
  }));
}
