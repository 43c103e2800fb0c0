/** What colliders cover, as outlines in the frame of their entity (anchor at 0, 0), in pixels. Pure. */
import { insidePolygon, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { defaultsOf } from '../../../schema/components.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { distanceToLine } from '../entity-geometry.ts';
import { colliderBox, collidersOf, type ColliderData } from './outlines.ts';

type Components = ResolvedEntity['components'];

/** How a collider really is formed: `auto` is worked out. */
export type ColliderForm = 'box' | 'ellipse' | 'circle' | 'capsule' | 'polygon' | 'chain';

export interface ColliderShown {
  /** Key of its component; '' for what a Body without colliders bumps with. */
  readonly key: string;
  readonly form: ColliderForm;
  readonly points: readonly Vec2[];
  readonly closed: boolean;
  readonly sensor: boolean;
}

/** Corners that stand for a full circle. */
const ROUND = 32;

function arc([cx, cy]: Vec2, [rx, ry]: Vec2, from: number, turn: number, steps: number): Vec2[] {
  return Array.from({ length: steps + 1 }, (_, i): Vec2 => {
    const angle = from + (turn * i) / steps;
    return [cx + Math.cos(angle) * rx, cy + Math.sin(angle) * ry];
  });
}

function capsule({ x, y, width, height }: Rect): Vec2[] {
  const r = Math.min(width, height) / 2;
  const half = ROUND / 2;
  if (width >= height)
    return [
      ...arc([x + width - r, y + r], [r, r], -Math.PI / 2, Math.PI, half),
      ...arc([x + r, y + r], [r, r], Math.PI / 2, Math.PI, half),
    ];
  return [
    ...arc([x + r, y + r], [r, r], Math.PI, Math.PI, half),
    ...arc([x + r, y + height - r], [r, r], 0, Math.PI, half),
  ];
}

/** The form of a collider on this entity. */
export function formOf(collider: ColliderData, { Shape }: Components): ColliderForm {
  const { shape } = collider;
  if (shape === 'segment') return 'chain';
  if (shape !== 'auto') return shape === 'polygon' && collider.points.length < 3 ? 'box' : shape;
  if (Shape?.kind === 'ellipse') return 'ellipse';
  if (Shape?.kind === 'line') return 'chain';
  return Shape?.kind === 'polygon' && Shape.points.length > 2 ? 'polygon' : 'box';
}

/** The outline of one collider. */
export function colliderShown(key: string, collider: ColliderData, components: Components): ColliderShown {
  const box = colliderBox(collider, components);
  const form = formOf(collider, components);
  const { x, y, width, height } = box;
  const middle: Vec2 = [x + width / 2, y + height / 2];
  const points = (): readonly Vec2[] => {
    const own = collider.shape === 'auto' ? (components.Shape?.points ?? []) : collider.points;
    const places = own.map(([px, py]): Vec2 => [x + px * width, y + py * height]);
    return collider.shape === 'segment' ? places.slice(0, 2) : places;
  };
  const outline = (): readonly Vec2[] => {
    switch (form) {
      case 'box':
        return [
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
        ];
      case 'ellipse':
        return arc(middle, [width / 2, height / 2], 0, Math.PI * 2, ROUND).slice(1);
      case 'circle': {
        const r = Math.min(width, height) / 2;
        return arc(middle, [r, r], 0, Math.PI * 2, ROUND).slice(1);
      }
      case 'capsule':
        return capsule(box);
      case 'polygon':
      case 'chain':
        return points();
    }
  };
  return { key, form, points: outline(), closed: form !== 'chain', sensor: collider.sensor };
}

/** Everything that others bump into of an entity, tiles left out. */
export function collidersShown({ components }: Pick<ResolvedEntity, 'components'>): ColliderShown[] {
  const own = collidersOf(components);
  if (own.length > 0) return own.map(([key, collider]) => colliderShown(key, collider, components));
  return components.Body && !components.Tilemap
    ? [colliderShown('', defaultsOf('Collider'), components)]
    : [];
}

/** Whether a point of the entity's frame is in a collider, or within `slack` of a line. */
export function hitsCollider({ points, closed }: ColliderShown, point: Vec2, slack: number): boolean {
  if (closed && insidePolygon(point, points)) return true;
  return points.some((from, i) => {
    const to = points[i + 1] ?? (closed ? points[0] : undefined);
    return to !== undefined && distanceToLine(point, from, to) <= slack;
  });
}
