/** The body that physics sees of an entity, from its components. Pure. */
import type { Vec2 } from '../base/geometry.ts';
import { cos, sin } from '../base/maths.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { ProjectData, ResolvedEntity } from '../schema/project.ts';
import type { BodySpec, BodyType, ColliderSpec } from './physics.ts';
import { tileShapes } from './tile-colliders.ts';

type Components = ResolvedEntity['components'];
type Surface = Omit<ColliderSpec, 'shape' | 'offset'>;

/** What {@link BodySpec} does not take from components: id, pose and velocity. */
export type BodyShape = Pick<BodySpec, 'type' | 'fixedRotation' | 'gravityScale' | 'damping' | 'colliders'>;

const tileSurface: Surface = { sensor: false, oneWay: false, friction: 0.3, restitution: 0, density: 1 };

const smallestSide = 0.1;

/** Corners given as fractions of a box of this size, around its centre. */
const scaled = (points: readonly Vec2[], [width, height]: Vec2): Vec2[] =>
  points.map(([x, y]): Vec2 => [(x - 0.5) * width, (y - 0.5) * height]);

/** Twice the area of an outline, without sign. */
function hasArea(points: readonly Vec2[]): boolean {
  let sum = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length]!;
    sum += x * nextY - nextX * y;
  });
  return Math.abs(sum) > 2e-3;
}

function ellipse([width, height]: Vec2): ColliderSpec['shape'] {
  if (Math.abs(width - height) < 0.5) return { kind: 'circle', radius: Math.min(width, height) / 2 };
  const corners = 16;
  const points = Array.from({ length: corners }, (_, i): Vec2 => {
    const angle = ((i + 0.5) * 2 * Math.PI) / corners;
    return [(cos(angle) * width) / 2, (sin(angle) * height) / 2];
  });
  return { kind: 'polygon', points };
}

function shapeOf(collider: ComponentData<'Collider'>, components: Components): ColliderSpec['shape'] | null {
  const [ownWidth, ownHeight] = collider.size;
  const [width, height] = components.Transform.size;
  const size: Vec2 = [ownWidth || width, ownHeight || height];
  if (size[0] < smallestSide || size[1] < smallestSide) return null;
  const { Shape } = components;
  const auto = collider.shape === 'auto';
  const kind = auto ? (Shape?.kind ?? 'rectangle') : collider.shape;
  const corners = auto && Shape?.kind === 'polygon' ? Shape.points : collider.points;
  if (kind === 'ellipse') return ellipse(size);
  if (kind === 'circle') return { kind: 'circle', radius: Math.min(size[0], size[1]) / 2 };
  if (kind === 'polygon' && corners.length >= 3) {
    const points = scaled(corners, size);
    return hasArea(points) ? { kind: 'polygon', points } : null;
  }
  return { kind: 'box', width: size[0], height: size[1] };
}

function tileColliders(components: Components, tilesets: ProjectData['tilesets']): ColliderSpec[] {
  const map = components.Tilemap;
  if (!map) return [];
  const [cellWidth, cellHeight] = map.tileSize;
  // Cell 0, 0 lies at the top left corner of the entity's box.
  const [left, top] = [-components.Transform.size[0] / 2, -components.Transform.size[1] / 2];
  const { blocks, outlines } = tileShapes(map, tilesets);
  return [
    ...blocks.map((block): ColliderSpec => {
      const width = block.width * cellWidth;
      const height = block.height * cellHeight;
      const offset: Vec2 = [left + block.x * cellWidth + width / 2, top + block.y * cellHeight + height / 2];
      return { ...tileSurface, shape: { kind: 'box', width, height }, offset };
    }),
    ...outlines.filter(hasArea).map((points): ColliderSpec => ({
      ...tileSurface,
      shape: { kind: 'polygon', points },
      offset: [left, top],
    })),
  ];
}

/**
 * The body of an entity; `null` when physics has nothing to do with it. A Collider or solid tiles without a Body stand
 * still; a Body without a Collider bumps into things with the outline of its shape or box. Colliders without area are left out.
 *
 * @param follows it moves with a parent: what would stand still is moved along instead.
 */
export function bodyShapeOf(
  { components }: Pick<ResolvedEntity, 'components'>,
  tilesets: ProjectData['tilesets'],
  follows: boolean,
): BodyShape | null {
  const { Body, Tilemap } = components;
  const colliders = tileColliders(components, tilesets);
  const own = Object.entries(components)
    .filter(([key]) => typeOfKey(key) === 'Collider')
    .map(([, value]) => value as ComponentData<'Collider'>);
  for (const collider of own) {
    const shape = shapeOf(collider, components);
    const { offset, sensor, oneWay, friction, restitution, density } = collider;
    if (shape) colliders.push({ shape, offset, sensor, oneWay, friction, restitution, density });
  }
  if (Body && own.length === 0 && !Tilemap) {
    const [width, height] = components.Transform.size;
    const shape = shapeOf({ shape: 'auto', size: [width, height], points: [] } as never, components);
    if (shape) colliders.push({ ...tileSurface, shape, offset: [0, 0] });
  }
  if (!Body && colliders.length === 0) return null;
  const still: BodyType = follows ? 'kinematic' : 'static';
  return {
    type: (Body?.type as BodyType | undefined) ?? still,
    fixedRotation: Body?.fixedRotation ?? true,
    gravityScale: Body?.gravityScale ?? 1,
    damping: Body?.damping ?? 0,
    colliders,
  };
}
