/** Mirroring as data: what each field of the mirrored entities becomes. Pure. */
import type { Vec2 } from '../../base/geometry.ts';
import type { CurvePoint } from '../../schema/fields.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import { FLIP_X, FLIP_Y, tilesFrom, tilesOf, type TileChunks } from '../../schema/tiles.ts';
import type { Axis } from './align.ts';
import { relativeTo, tidy, tidyVec } from './entity-geometry.ts';
import { coverOf } from './groups.ts';
import type { SceneIndex } from './scene-index.ts';

/** Component key to the fields that become others. */
export type FieldChanges = Map<string, Readonly<Record<string, unknown>>>;

const other = (value: number): number => -value || 0;
/** A vector on the other side. */
const turned = ([x, y]: Vec2, axis: Axis): Vec2 => (axis === 'x' ? [other(x), y] : [x, other(y)]);
/** A fraction of the box counted from the other side. */
const across = ([x, y]: Vec2, axis: Axis): Vec2 => (axis === 'x' ? [tidy(1 - x), y] : [x, tidy(1 - y)]);

/** A point of a path, with its handles, counted from the other side of the box. */
function curveAcross([px, py, inX = 0, inY = 0, outX = 0, outY = 0]: CurvePoint, axis: Axis): CurvePoint {
  const at = across([px, py], axis);
  const handles = [...turned([inX, inY], axis), ...turned([outX, outY], axis)] as const;
  return handles.every((part) => part === 0) ? at : [...at, ...handles];
}

/**
 * What mirroring makes of entities (none of them below another) and all below them: left to right (`x`) or top to bottom (`y`) about the middle of
 * them all. What a prefab brings with an instance is mirrored in this instance; text is never mirrored.
 * @returns changed fields by entity, without those that stay
 */
export function flipPlan(index: SceneIndex, ids: readonly string[], axis: Axis): Map<string, FieldChanges> {
  const plan = new Map<string, FieldChanges>();
  const cover = coverOf(index, ids);
  if (!cover) return plan;
  const [cx, cy] = [cover.x + cover.width / 2, cover.y + cover.height / 2];
  const flipped = index.withDescendants(ids);
  const roots = new Set(ids);
  for (const id of flipped) {
    const item = index.items.get(id);
    if (!item) continue;
    const { Transform } = item.entity.components;
    const { placed } = item;
    let place = { position: turned(Transform.position, axis), rotation: other(Transform.rotation) };
    if (roots.has(id)) {
      const [x, y] = placed.position;
      const position: Vec2 = axis === 'x' ? [2 * cx - x, y] : [x, 2 * cy - y];
      place = relativeTo(index.parentFrame(id), { position, rotation: -placed.rotation });
    }
    const changes = contentChanges(item.entity, axis, flipped);
    changes.set('Transform', {
      position: tidyVec(place.position),
      rotation: tidy(place.rotation),
      anchor: across(Transform.anchor, axis),
    });
    plan.set(id, changed(item.entity, changes));
  }
  return plan;
}

/** Only what differs from what is there. */
function changed({ components }: ResolvedEntity, changes: FieldChanges): FieldChanges {
  const kept: FieldChanges = new Map();
  for (const [key, fields] of changes) {
    const before = components[key as keyof typeof components] as unknown as Readonly<Record<string, unknown>>;
    const differing = Object.entries(fields).filter(
      ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
    );
    if (differing.length > 0) kept.set(key, Object.fromEntries(differing));
  }
  return kept;
}

function contentChanges(
  { components }: ResolvedEntity,
  axis: Axis,
  flipped: ReadonlySet<string>,
): FieldChanges {
  const changes: FieldChanges = new Map();
  const { Transform, Sprite, Shape, Tilemap, Body, Path } = components;
  const mirror = (points: readonly Vec2[]) => points.map((point) => across(point, axis));
  if (Sprite) changes.set('Sprite', axis === 'x' ? { flipX: !Sprite.flipX } : { flipY: !Sprite.flipY });
  if (Shape && Shape.points.length > 0) changes.set('Shape', { points: mirror(Shape.points) });
  if (Path) changes.set('Path', { points: Path.points.map((point) => curveAcross(point, axis)) });
  if (Body) changes.set('Body', { velocity: turned(Body.velocity, axis) });
  if (Tilemap)
    changes.set('Tilemap', {
      tiles: mirroredTiles(Tilemap.tiles, cellsAcross(Transform.size, Tilemap.tileSize), axis),
    });
  for (const [key, data] of Object.entries(components)) {
    if (isKeyOf(key, 'Collider')) {
      const collider = data as NonNullable<typeof components.Collider>;
      changes.set(key, { offset: turned(collider.offset, axis), points: mirror(collider.points) });
    } else if (isKeyOf(key, 'Joint')) {
      const joint = data as NonNullable<typeof components.Joint>;
      changes.set(key, {
        anchor: turned(joint.anchor, axis),
        // The other end is measured from the other body, which may stay as it is.
        ...(joint.to === '' || flipped.has(joint.to) ? { otherAnchor: turned(joint.otherAnchor, axis) } : {}),
        motorSpeed: other(joint.motorSpeed),
        lowerAngle: other(joint.upperAngle),
        upperAngle: other(joint.lowerAngle),
      });
    }
  }
  return changes;
}

const isKeyOf = (key: string, type: string): boolean => key === type || key.startsWith(`${type}:`);

function cellsAcross(size: Vec2, tileSize: Vec2): Vec2 {
  return [Math.round(size[0] / tileSize[0]), Math.round(size[1] / tileSize[1])];
}

/** Tiles on the other side of a box that is so many cells large, each mirrored itself. */
function mirroredTiles(tiles: TileChunks, [columns, rows]: Vec2, axis: Axis): TileChunks {
  const flag = axis === 'x' ? FLIP_X : FLIP_Y;
  return tilesFrom(
    [...tilesOf(tiles)].map(([x, y, value]) => [
      axis === 'x' ? columns - 1 - x : x,
      axis === 'y' ? rows - 1 - y : y,
      // The flags use all 32 bits: back from a signed number.
      (value ^ flag) >>> 0,
    ]),
  );
}
