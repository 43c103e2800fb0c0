/** The colliders that physics sees of an entity, from its components. Pure. */
import type { Vec2 } from '../base/geometry.ts';
import { cos, sin } from '../base/maths.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import { materialOf } from '../schema/materials.ts';
import type { ProjectData, ProjectSettings, ResolvedEntity } from '../schema/project.ts';
import type { ColliderShape, ColliderSpec } from './physics.ts';
import { tileShapes } from './tile-colliders.ts';

type Components = ResolvedEntity['components'];
type Surface = Omit<ColliderSpec, 'shape' | 'offset'>;

/** What of the project colliders depend on. */
export interface ColliderContext {
  settings: Pick<ProjectSettings, 'collisionLayers' | 'materials'>;
  tilesets: ProjectData['tilesets'];
}

const smallestSide = 0.1;
const everyLayer = 0xffffffff;

/** The bit of a collision layer; a name that the project has not stands for the first. */
function layerBit(layers: readonly string[], name: string): number {
  return 1 << Math.max(0, layers.indexOf(name));
}

/** The bits of several collision layers; none named means all. Names that the project has not are passed over. */
export function layerBits(layers: readonly string[], names: readonly string[]): number {
  if (names.length === 0) return everyLayer;
  return names.reduce((bits, name) => (layers.includes(name) ? bits | layerBit(layers, name) : bits), 0);
}

/** How solid tiles are, and bodies that have no collider of their own. */
function plainSurface({ settings }: ColliderContext, material = '', layer = ''): Surface {
  const { friction, restitution, density } = materialOf(settings.materials, material) ?? {
    friction: 0.3,
    restitution: 0,
    density: 1,
  };
  return {
    sensor: false,
    oneWay: false,
    friction,
    restitution,
    density,
    layer: layerBit(settings.collisionLayers, layer),
    meets: everyLayer,
  };
}

function surfaceOf(collider: ComponentData<'Collider'>, { settings }: ColliderContext): Surface {
  const { friction, restitution, density } = materialOf(settings.materials, collider.material) ?? collider;
  return {
    sensor: collider.sensor,
    oneWay: collider.oneWay,
    friction,
    restitution,
    density,
    layer: layerBit(settings.collisionLayers, collider.collisionLayer),
    meets: layerBits(settings.collisionLayers, collider.collidesWith),
  };
}

/** Corners given as fractions of a box of this size, around its centre. */
const scaled = (points: readonly Vec2[], [width, height]: Vec2): Vec2[] =>
  points.map(([x, y]): Vec2 => [(x - 0.5) * width, (y - 0.5) * height]);

/** False for an outline that is only a line. */
function hasArea(points: readonly Vec2[]): boolean {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length]!;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) > 2e-3;
}

/** False for a line whose points are all one. */
const hasLength = (points: readonly Vec2[]): boolean =>
  points.some(([x, y]) => Math.abs(x - points[0]![0]) + Math.abs(y - points[0]![1]) > 1e-3);

function ellipse([width, height]: Vec2): ColliderShape {
  if (Math.abs(width - height) < 0.5) return { kind: 'circle', radius: Math.min(width, height) / 2 };
  const corners = 16;
  const points = Array.from({ length: corners }, (_, i): Vec2 => {
    const angle = ((i + 0.5) * 2 * Math.PI) / corners;
    return [(cos(angle) * width) / 2, (sin(angle) * height) / 2];
  });
  return { kind: 'polygon', points };
}

/** The outline of a collider in pixels; `null` for one without area. */
function shapeOf(
  collider: Pick<ComponentData<'Collider'>, 'shape' | 'size' | 'points'>,
  components: Components,
): ColliderShape | null {
  const [ownWidth, ownHeight] = collider.size;
  const [width, height] = components.Transform.size;
  const size: Vec2 = [ownWidth || width, ownHeight || height];
  const { Shape } = components;
  const auto = collider.shape === 'auto';
  const kind = auto ? (Shape?.kind ?? 'rectangle') : collider.shape;
  const follows = auto && (Shape?.kind === 'polygon' || Shape?.kind === 'line');
  const corners = follows ? Shape.points : collider.points;
  if (kind === 'segment' || kind === 'chain' || kind === 'line') {
    const points = scaled(corners, size).slice(0, kind === 'segment' ? 2 : Infinity);
    return points.length >= 2 && hasLength(points) ? { kind: 'chain', points } : null;
  }
  if (size[0] < smallestSide || size[1] < smallestSide) return null;
  if (kind === 'ellipse') return ellipse(size);
  if (kind === 'circle') return { kind: 'circle', radius: Math.min(size[0], size[1]) / 2 };
  if (kind === 'capsule') return { kind: 'capsule', width: size[0], height: size[1] };
  if (kind === 'polygon' && corners.length >= 3) {
    const points = scaled(corners, size);
    return hasArea(points) ? { kind: 'polygon', points } : null;
  }
  return { kind: 'box', width: size[0], height: size[1] };
}

function tileColliders(components: Components, context: ColliderContext): ColliderSpec[] {
  const map = components.Tilemap;
  if (!map) return [];
  const [cellWidth, cellHeight] = map.tileSize;
  // Cell 0, 0 lies at the top left corner of the entity's box.
  const [left, top] = [-components.Transform.size[0] / 2, -components.Transform.size[1] / 2];
  const surface = plainSurface(context, map.material, map.collisionLayer);
  const shapes = tileShapes(map, context.tilesets);
  return [
    { ...shapes, oneWay: false },
    { ...shapes.oneWay, oneWay: true },
  ].flatMap(({ blocks, outlines, oneWay }) => [
    ...blocks.map((block): ColliderSpec => {
      const width = block.width * cellWidth;
      const height = block.height * cellHeight;
      const offset: Vec2 = [left + block.x * cellWidth + width / 2, top + block.y * cellHeight + height / 2];
      return { ...surface, oneWay, shape: { kind: 'box', width, height }, offset };
    }),
    ...outlines.filter(hasArea).map((points): ColliderSpec => ({
      ...surface,
      oneWay,
      shape: { kind: 'polygon', points },
      offset: [left, top],
    })),
  ]);
}

/**
 * The colliders of an entity: those of its solid tiles, its Collider components, or, for a Body without any, the outline of its
 * shape or box. Those without area are left out.
 */
export function collidersOf(components: Components, context: ColliderContext): ColliderSpec[] {
  const found = tileColliders(components, context);
  const own = Object.entries(components)
    .filter(([key]) => typeOfKey(key) === 'Collider')
    .map(([, value]) => value as ComponentData<'Collider'>);
  for (const collider of own) {
    const shape = shapeOf(collider, components);
    if (shape) found.push({ shape, offset: collider.offset, ...surfaceOf(collider, context) });
  }
  if (components.Body && own.length === 0 && !components.Tilemap) {
    const shape = shapeOf({ shape: 'auto', size: [0, 0], points: [] }, components);
    if (shape) found.push({ shape, offset: [0, 0], ...plainSurface(context) });
  }
  return found;
}
