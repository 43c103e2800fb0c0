/** Edits of colliders with a box: what a drag makes of their fields. Pure. */
import { add, subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { typeOfKey } from '../../../schema/components.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { tidyVec } from '../entity-geometry.ts';
import { handlePoint, HANDLES, resizeRect, type Handle, type ResizeOptions } from '../resize.ts';
import { formOf } from './collider-shapes.ts';
import { boxOf, colliderBox, type ColliderData } from './outlines.ts';

type Components = ResolvedEntity['components'];

/** The kinds that a drag draws, and those that are drawn point by point. */
export const BOX_COLLIDERS = ['box', 'circle', 'capsule'] as const;
export const POINT_COLLIDERS = ['polygon', 'segment', 'chain'] as const;
export type ColliderKind = (typeof BOX_COLLIDERS)[number] | (typeof POINT_COLLIDERS)[number];

const middle = ({ x, y, width, height }: Rect): Vec2 => [x + width / 2, y + height / 2];

/** The fields that give a collider this box, in the frame of its entity. */
export function boxFields(components: Components, box: Rect): Pick<ColliderData, 'offset' | 'size'> {
  return {
    offset: tidyVec(subtract(middle(box), middle(boxOf(components)))),
    size: tidyVec([box.width, box.height]),
  };
}

/** What a collider is sized by: its box, of a circle the square around it; `null` for one that follows points. */
export function sizingBox(collider: ColliderData, components: Components): Rect | null {
  const box = colliderBox(collider, components);
  switch (formOf(collider, components)) {
    case 'box':
    case 'ellipse':
    case 'capsule':
      return box;
    case 'circle': {
      const side = Math.min(box.width, box.height);
      const [x, y] = middle(box);
      return { x: x - side / 2, y: y - side / 2, width: side, height: side };
    }
    default:
      return null;
  }
}

/** The handles of a collider that fit at a scale, in the frame of its entity. */
export function colliderHandles(
  collider: ColliderData,
  components: Components,
  scale: number,
): { handle: Handle; at: Vec2 }[] {
  const box = sizingBox(collider, components);
  if (!box) return [];
  const round = formOf(collider, components) === 'circle';
  const room = (length: number) => length * scale >= 24;
  return HANDLES.filter(([hx, hy]) => {
    const corner = hx !== 0 && hy !== 0;
    if (round) return !corner;
    return corner || (hx === 0 ? room(box.width) : room(box.height));
  }).map((handle) => ({ handle, at: handlePoint(box, handle) }));
}

/** A collider whose handle was pulled to a point of the entity's frame. A circle grows around its middle. */
export function resizeCollider(
  collider: ColliderData,
  components: Components,
  handle: Handle,
  at: Vec2,
  options: ResizeOptions,
): Pick<ColliderData, 'offset' | 'size'> {
  const box = sizingBox(collider, components)!;
  if (formOf(collider, components) !== 'circle')
    return boxFields(components, resizeRect(box, handle, at, options));
  const [x, y] = middle(box);
  const [dx, dy] = [Math.abs(at[0] - x), Math.abs(at[1] - y)];
  const side = Math.max(options.min ?? 1, 2 * (handle[0] !== 0 ? dx : dy));
  return boxFields(components, { x: x - side / 2, y: y - side / 2, width: side, height: side });
}

/** A collider moved by so much in the entity's frame. */
export const moveCollider = ({ offset }: ColliderData, delta: Vec2): Pick<ColliderData, 'offset'> => ({
  offset: tidyVec(add(offset, delta)),
});

/** The box of a new collider between two points. Shift makes it square, Alt grows it around the first; a circle is always square. */
export function drawnBox(
  kind: (typeof BOX_COLLIDERS)[number],
  from: Vec2,
  to: Vec2,
  { shift, alt }: { shift: boolean; alt: boolean },
): Rect {
  let [dx, dy] = subtract(to, from);
  if (shift || kind === 'circle') {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [dx < 0 ? -side : side, dy < 0 ? -side : side];
  }
  const [x, y, width, height] = alt
    ? [from[0] - Math.abs(dx), from[1] - Math.abs(dy), 2 * Math.abs(dx), 2 * Math.abs(dy)]
    : [Math.min(from[0], from[0] + dx), Math.min(from[1], from[1] + dy), Math.abs(dx), Math.abs(dy)];
  return { x, y, width, height };
}

/** A key for one more component of a type that an entity may carry several of. */
export function freeKey(type: string, components: object): string {
  const taken = new Set(Object.keys(components).filter((key) => typeOfKey(key) === type));
  let key = type;
  for (let n = 2; taken.has(key); n++) key = `${type}:${n}`;
  return key;
}
