/** The outlines of an entity whose points can be edited, in its own frame (anchor at 0, 0), in pixels. Pure. */
import { cornerNode, type CurveNode } from '../../../base/curves.ts';
import type { Rect, Vec2 } from '../../../base/geometry.ts';
import { typeOfKey, type ComponentData } from '../../../schema/components.ts';
import { curveNodes } from '../../../schema/curves.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { ownBox } from '../entity-geometry.ts';
import type { OutlineRules } from './outline-rules.ts';

export type OutlineKind = 'polygon' | 'line' | 'segment' | 'chain' | 'path';

export interface Outline {
  /** Key of the component that has it. */
  readonly component: string;
  readonly kind: OutlineKind;
  readonly nodes: readonly CurveNode[];
  readonly closed: boolean;
}

type Components = ResolvedEntity['components'];
export type ColliderData = ComponentData<'Collider'>;

const RULES: Readonly<Record<Exclude<OutlineKind, 'path'>, OutlineRules>> = {
  polygon: { closed: true, min: 3, max: 1000, simple: true },
  line: { closed: false, min: 2, max: 1000, simple: false },
  segment: { closed: false, min: 2, max: 2, simple: false },
  chain: { closed: false, min: 2, max: 1000, simple: false },
};

/** What holds for the points of an outline. */
export const rulesOf = ({ kind, closed }: Pick<Outline, 'kind' | 'closed'>): OutlineRules =>
  kind === 'path' ? { closed, min: 2, max: 1000, simple: false } : RULES[kind];

/** The box of an entity in its own frame. */
export const boxOf = ({ Transform }: Pick<Components, 'Transform'>): Rect => ownBox(Transform);

const middle = ({ x, y, width, height }: Rect): Vec2 => [x + width / 2, y + height / 2];

/** The box that the points of a collider are fractions of: its own size where it has one, else the entity's. */
export function colliderBox(
  { offset, size }: Pick<ColliderData, 'offset' | 'size'>,
  components: Pick<Components, 'Transform'>,
): Rect {
  const box = boxOf(components);
  const [cx, cy] = middle(box);
  const [width, height] = [size[0] || box.width, size[1] || box.height];
  return { x: cx + offset[0] - width / 2, y: cy + offset[1] - height / 2, width, height };
}

const corners = (points: readonly Vec2[], { x, y, width, height }: Rect): CurveNode[] =>
  points.map(([px, py]) => cornerNode([x + px * width, y + py * height]));

/** One collider of an entity; `undefined` where there is none of this key. */
export const colliderOf = (components: Components, key: string): ColliderData | undefined =>
  (components as unknown as Readonly<Record<string, ColliderData | undefined>>)[key];

/** The colliders of an entity by key, in the order in which they were added. */
export function collidersOf(components: Components): [key: string, collider: ColliderData][] {
  return Object.keys(components)
    .filter((key) => typeOfKey(key) === 'Collider')
    .map((key) => [key, colliderOf(components, key)!]);
}

/** Every outline of an entity that has points of its own: its shape, its path, then its colliders. */
export function outlinesOf({ components }: Pick<ResolvedEntity, 'components'>): Outline[] {
  const { Shape, Path } = components;
  const box = boxOf(components);
  const found: Outline[] = [];
  if (Shape?.kind === 'polygon' || Shape?.kind === 'line') {
    const closed = Shape.kind === 'polygon';
    found.push({ component: 'Shape', kind: Shape.kind, nodes: corners(Shape.points, box), closed });
  }
  if (Path) {
    const nodes = curveNodes(Path.points, box);
    found.push({ component: 'Path', kind: 'path', nodes, closed: Path.closed });
  }
  for (const [component, collider] of collidersOf(components)) {
    const { shape: kind, points } = collider;
    if (kind !== 'polygon' && kind !== 'segment' && kind !== 'chain') continue;
    const nodes = corners(
      kind === 'segment' ? points.slice(0, 2) : points,
      colliderBox(collider, components),
    );
    found.push({ component, kind, nodes, closed: kind === 'polygon' });
  }
  return found.filter(({ nodes }) => nodes.length > 0);
}
