/** Entities of LDtk as entities that stand where LDtk shows them. */
import type { Vec2 } from '../../base/geometry.ts';
import type { EntityData, StoredComponent } from '../../schema/project.ts';
import type { ImageShelf } from '../image-shelf.ts';
import { pointsOf, propertiesOf, type FieldContext } from './fields.ts';
import type { LdtkEntity, LdtkEntityDef, LdtkLayer } from './model.ts';
import { placePicture, setBorder, spriteOf } from './pictures.ts';
import type { LdtkTilesets } from './tilesets.ts';

/** An entity before it has a place among its siblings. */
export type BuiltEntity = Omit<EntityData, 'order' | 'layer'> & { id: string };

export interface EntityContext extends FieldContext {
  tilesets: LdtkTilesets;
  shelf: ImageShelf;
  defs: ReadonlyMap<number, LdtkEntityDef>;
  /** The id that was set aside for an entity. */
  idOf(entity: LdtkEntity): string;
  /** A new id. */
  id(): string;
  /** Something of an entity that came in otherwise. */
  changed(entity: string, detail: string): void;
}

export const plainEntity = (id: string, name: string, components: EntityData['components']): BuiltEntity => ({
  id,
  name,
  parent: null,
  tags: [],
  visible: true,
  locked: false,
  prefab: '',
  components,
});

const hexByte = (part: number): string =>
  Math.round(Math.min(1, Math.max(0, part)) * 255)
    .toString(16)
    .padStart(2, '0');
const withOpacity = (color: string, opacity: number): string =>
  opacity === 1 ? color : color + hexByte(opacity);
const alphaField = (alpha: number): { alpha?: number } => (alpha === 1 ? {} : { alpha });

/** One entity of a layer: itself, and its picture as a child where that does not fill its box. */
export function buildEntity(entity: LdtkEntity, layer: LdtkLayer, context: EntityContext): BuiltEntity[] {
  const def = context.defs.get(entity.def);
  const id = context.idOf(entity);
  const [width, height] = entity.size;
  const place = {
    position: [entity.position[0] + layer.offset[0], entity.position[1] + layer.offset[1]] as Vec2,
    size: entity.size,
    anchor: entity.pivot,
  };
  const values = propertiesOf(entity.fields, context);
  const built: BuiltEntity = {
    ...plainEntity(id, entity.name, {
      Transform: place,
      ...(Object.keys(values).length > 0 ? { Properties: { values } } : {}),
      ...(entity.iid === '' ? {} : { Imported: { facts: { iid: entity.iid } } }),
      ...pathOf(entity, layer, place.position, def),
    }),
    tags: [...new Set(entity.tags)].filter((tag) => tag !== ''),
  };
  const picture = pictureOf(entity, def, layer, context);
  if (!picture) return [{ ...built, components: { ...built.components, Shape: shapeOf(def, layer) } }];
  const { corner, size } = picture.placed;
  if (corner[0] === 0 && corner[1] === 0 && size[0] === width && size[1] === height)
    return [{ ...built, components: { ...built.components, Sprite: picture.sprite } }];
  const centre: Vec2 = [
    corner[0] + size[0] / 2 - width * entity.pivot[0],
    corner[1] + size[1] / 2 - height * entity.pivot[1],
  ];
  return [
    built,
    {
      ...plainEntity(context.id(), 'Picture', {
        Transform: { position: centre, size },
        Sprite: picture.sprite,
      }),
      parent: id,
    },
  ];
}

function pictureOf(
  { name, tile, size, pivot }: LdtkEntity,
  def: LdtkEntityDef | undefined,
  { opacity }: LdtkLayer,
  context: EntityContext,
) {
  const tileset = tile && context.tilesets.get(tile.tileset);
  if (!tile || !tileset || tile.width < 1 || tile.height < 1) {
    if (tile) context.changed(name, 'Its picture is not among the tilesets; it is shown as a shape.');
    return null;
  }
  const placed = placePicture(def?.tileMode ?? 'Stretch', size, [tile.width, tile.height], pivot);
  const { x, y, width, height } = placed.part;
  const sprite = spriteOf(tileset, { x: tile.x + x, y: tile.y + y, width, height }, context.shelf);
  if (!sprite) {
    context.changed(
      name,
      `Its picture at ${tile.x}, ${tile.y} is not within the image of ${tileset.def.name}; it is shown as a shape.`,
    );
    return null;
  }
  if (placed.fill === 'nine-slice' && !setBorder(tileset, def, context.shelf))
    context.changed(name, `The image of ${tileset.def.name} has other borders for its nine slices already.`);
  return {
    placed,
    sprite: {
      ...sprite,
      ...(placed.fill === 'stretch' ? {} : { fill: placed.fill }),
      ...alphaField(opacity * (def?.tileOpacity ?? 1)),
    },
  };
}

/** The coloured shape that LDtk shows for an entity without a picture. */
function shapeOf(def: LdtkEntityDef | undefined, { opacity }: LdtkLayer): StoredComponent {
  const color = def?.color ?? '#94d9b3';
  const lines = { stroke: withOpacity(color, def?.lineOpacity ?? 1), strokeWidth: 1, ...alphaField(opacity) };
  if (def?.look === 'Cross')
    return {
      kind: 'line',
      points: [
        [0, 0],
        [1, 1],
        [0.5, 0.5],
        [1, 0],
        [0, 1],
      ],
      ...lines,
      fill: '',
    };
  return {
    ...(def?.look === 'Ellipse' ? { kind: 'ellipse' } : {}),
    fill: def?.hollow ? '' : withOpacity(color, def?.fillOpacity ?? 1),
    ...lines,
  };
}

/** A field that LDtk shows as a path leads from the entity through its points. */
function pathOf(
  { fields, size: [width, height], pivot }: LdtkEntity,
  layer: LdtkLayer,
  [x, y]: Vec2,
  def: LdtkEntityDef | undefined,
): { Path?: StoredComponent } {
  if (width <= 0 || height <= 0) return {};
  for (const field of fields) {
    const mode = def?.fieldModes.get(field.name);
    const cells = mode === 'PointPath' || mode === 'PointPathLoop' ? pointsOf(field) : null;
    if (!cells || cells.length === 0) continue;
    const points = cells.map(([cx, cy]): Vec2 => [
      ((cx + 0.5) * layer.gridSize + layer.offset[0] - x) / width + pivot[0],
      ((cy + 0.5) * layer.gridSize + layer.offset[1] - y) / height + pivot[1],
    ]);
    return { Path: { points: [pivot, ...points], ...(mode === 'PointPathLoop' ? { closed: true } : {}) } };
  }
  return {};
}
