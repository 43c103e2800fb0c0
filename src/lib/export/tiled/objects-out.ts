/** Entities as objects of Tiled. */
import { boundsOf, rotate, type Vec2 } from '../../base/geometry.ts';
import { defaultsOf, isComponentType, typeOfKey } from '../../schema/components.ts';
import type { ResolvedEntity, TilesetData } from '../../schema/project.ts';
import { FLIP_X, FLIP_Y } from '../../schema/tiles.ts';
import { anchorOfAlignment } from '../../tiled/alignment.ts';
import { Facts } from '../../tiled/facts.ts';
import type { TiledObject, TiledProperty, TiledShape, TiledText } from '../../tiled/model.ts';
import { boxCorners, capsuleCorners } from '../../tiled/outlines.ts';
import { COMPONENT } from '../../tiled/component-properties.ts';
import { tileColliders } from '../../tiled/tile-collider.ts';
import { propertiesOut, tidy, tidyPair, type OutContext, type PlacedEntity } from './out-context.ts';
import { plainObject } from './plain-parts.ts';

const pointSize = 8;
const curveCorners = 32;

/** The layer that objects go onto. */
export interface OutLayer {
  offset: Vec2;
  /** How opaque it makes what is on it. */
  alpha: number;
}

type Looks = Partial<TiledObject> & {
  /** The point of the box that Tiled names, as a fraction. */
  anchor: Vec2;
  alpha: number;
  /** Components that the object says by itself. */
  said: readonly string[];
};

export function objectOut(placed: PlacedEntity, layer: OutLayer, context: OutContext): TiledObject {
  const { entity, facts, rotation } = placed;
  const { size, anchor: held } = entity.components.Transform;
  const { anchor, alpha, said, ...looks } = looksOf(placed, context);
  const [dx, dy] = rotate([(anchor[0] - held[0]) * size[0], (anchor[1] - held[1]) * size[1]], rotation);
  const onScreen: Vec2 = [
    placed.position[0] + dx - facts.number('shiftX') - layer.offset[0],
    placed.position[1] + dy - facts.number('shiftY') - layer.offset[1],
  ];
  const [x, y] = tidyPair(context.space.toMap(onScreen));
  const [className = '', ...tags] = entity.tags;
  const told = facts.number('opacity', 1);
  const own = layer.alpha > 0 ? tidy(alpha / layer.alpha) : told;
  return {
    ...plainObject,
    width: size[0],
    height: size[1],
    ...looks,
    id: context.objectNumber(entity.id),
    name: facts.text('unnamed') === entity.name ? '' : entity.name,
    className: facts.has('inheritedClass') && facts.text('inheritedClass') === className ? '' : className,
    x,
    y,
    sized: true,
    rotation: tidy(rotation),
    opacity: Math.abs(told * layer.alpha - alpha) < 1e-9 ? told : Math.min(1, own),
    visible: entity.visible,
    properties: [...propertiesOut(placed, context), ...extras(entity, tags, said, context)],
  };
}

const textProperty = (name: string, value: string): TiledProperty => ({
  name,
  type: 'string',
  propertyType: '',
  value,
});

/** What objects have no place for, as properties that an import takes back. */
function extras(
  { components, name }: ResolvedEntity,
  tags: readonly string[],
  said: readonly string[],
  { note }: OutContext,
): TiledProperty[] {
  const list = tags.length > 0 ? [textProperty(`${COMPONENT}tags`, JSON.stringify(tags))] : [];
  const known = new Set(['Transform', 'Properties', 'Imported', ...said]);
  for (const [key, component] of Object.entries(components)) {
    const type = typeOfKey(key);
    if (known.has(key) || !isComponentType(type) || !component) continue;
    const usual = defaultsOf(type) as Readonly<Record<string, unknown>>;
    const fields = Object.entries(component as object).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(usual[field]),
    );
    list.push(textProperty(COMPONENT + key, JSON.stringify(Object.fromEntries(fields))));
    note({
      what: `${type} of "${name}"`,
      how: 'kept',
      detail:
        'Tiled has no place for it; it stands in a custom property, from where an import takes it back.',
    });
  }
  return list;
}

function looksOf(placed: PlacedEntity, context: OutContext): Looks {
  const { Sprite, Text, Shape } = placed.entity.components;
  if (Sprite && Sprite.asset !== '') {
    const tile = tileLooks(placed, Sprite, context);
    if (tile) return tile;
  }
  if (Text) return textLooks(placed, Text);
  if (Shape) return shapeLooks(placed, Shape, context);
  const { size, anchor } = placed.entity.components.Transform;
  return size[0] > 0 && size[1] > 0 && placed.entity.components.Collider
    ? { shape: 'rectangle', anchor: [0, 0], alpha: 1, said: [] }
    : { shape: 'point', width: 0, height: 0, anchor, alpha: 1, said: [] };
}

type Components = ResolvedEntity['components'];
type Sprite = NonNullable<Components['Sprite']>;

/** Where a tile of a tileset is seen, as a sprite would show it. */
interface Shown {
  asset: string;
  frame: number;
  frameSize: Vec2;
  size: Vec2;
}

function shownTile(tileset: TilesetData, tile: number, context: OutContext): Shown | null {
  const data = tileset.tiles[tile];
  if (tileset.image !== '' && data?.image === undefined)
    return tile < tileset.count
      ? { asset: tileset.image, frame: tile, frameSize: tileset.tileSize, size: tileset.tileSize }
      : null;
  if (data?.image === undefined) return null;
  const { width = 0, height = 0 } = context.project.assets[data.image]?.meta ?? {};
  const rect = data.rect ?? { x: 0, y: 0, width, height };
  const whole = rect.width === width && rect.height === height;
  const framed = rect.x % rect.width === 0 && rect.y % rect.height === 0;
  return {
    asset: data.image,
    frame:
      whole || !framed ? 0 : (rect.y / rect.height) * Math.floor(width / rect.width) + rect.x / rect.width,
    frameSize: whole || !framed ? [0, 0] : [rect.width, rect.height],
    size: [rect.width, rect.height],
  };
}

/** Whether a sprite still shows what a tile does; an animation of the tile begins at another frame. */
function shows(sprite: Sprite, tileset: TilesetData, tile: number, context: OutContext): Shown | null {
  const shown = shownTile(tileset, tile, context);
  if (!shown || shown.asset !== sprite.asset) return null;
  if (sprite.frameSize[0] !== shown.frameSize[0] || sprite.frameSize[1] !== shown.frameSize[1]) return null;
  const first = tileset.tiles[tile]?.animation?.[0]?.tile ?? shown.frame;
  return sprite.frame === shown.frame || sprite.frame === first ? shown : null;
}

function tileLooks(placed: PlacedEntity, sprite: Sprite, context: OutContext): Looks | null {
  const { facts } = placed;
  const { project, numbers } = context;
  const known = facts.text('tileset');
  const candidates: [id: string, tile: number][] = [
    ...(Object.hasOwn(project.tilesets, known) ? [[known, facts.number('tile')] as [string, number]] : []),
    ...Object.keys(project.tilesets).map((id): [string, number] => [id, sprite.frame]),
  ];
  const flags = (sprite.flipX ? FLIP_X : 0) + (sprite.flipY ? FLIP_Y : 0) + facts.number('turns');
  for (const [id, tile] of candidates) {
    const tileset = project.tilesets[id]!;
    const shown = shows(sprite, tileset, tile, context);
    if (!shown) continue;
    const alignment = new Facts(tileset.imported).text('objectAlignment', 'unspecified');
    const colliders = tileColliders(tileset.tiles[tile], shown.size, sprite.flipX, sprite.flipY);
    return {
      shape: 'tile',
      gid: numbers.numberOf(id, tile) + flags,
      anchor: anchorOfAlignment(alignment, context.space.straight),
      alpha: sprite.alpha,
      said: ['Sprite', ...sameColliders(placed.entity, colliders)],
    };
  }
  return looseLooks(placed, sprite, flags, context);
}

/** The colliders of an entity that are those its tile brings. */
function sameColliders({ components }: ResolvedEntity, given: Readonly<Record<string, object>>): string[] {
  const usual = defaultsOf('Collider');
  return Object.entries(given).flatMap(([key, fields]) =>
    JSON.stringify(components[key as 'Collider']) === JSON.stringify({ ...usual, ...fields }) ? [key] : [],
  );
}

/** A sprite that shows no tile of the project: its frame becomes a tile of a collection. */
function looseLooks(
  { entity }: PlacedEntity,
  sprite: Sprite,
  flags: number,
  { project, numbers, note, space }: OutContext,
): Looks | null {
  const meta = project.assets[sprite.asset]?.meta;
  const [imageWidth, imageHeight] = [meta?.width ?? 0, meta?.height ?? 0];
  if (imageWidth < 1 || imageHeight < 1) {
    note({
      what: `Sprite of "${entity.name}"`,
      how: 'left out',
      detail: 'The size of its image is not known.',
    });
    return null;
  }
  const [frameWidth, frameHeight] = sprite.frameSize;
  const sheet = frameWidth > 0 && frameHeight > 0;
  const across = sheet
    ? Math.max(
        1,
        Math.floor(
          (imageWidth - 2 * sprite.frameMargin + sprite.frameSpacing) / (frameWidth + sprite.frameSpacing),
        ),
      )
    : 1;
  const rect = sheet
    ? ([
        sprite.frameMargin + (sprite.frame % across) * (frameWidth + sprite.frameSpacing),
        sprite.frameMargin + Math.floor(sprite.frame / across) * (frameHeight + sprite.frameSpacing),
        frameWidth,
        frameHeight,
      ] as const)
    : ([0, 0, imageWidth, imageHeight] as const);
  if (sprite.frames > 1)
    note({ what: `Sprite of "${entity.name}"`, how: 'changed', detail: 'It shows its first frame.' });
  return {
    shape: 'tile',
    gid: numbers.looseTile({ asset: sprite.asset, rect }) + flags,
    anchor: anchorOfAlignment('unspecified', space.straight),
    alpha: sprite.alpha,
    said: ['Sprite'],
  };
}

function textLooks({ facts }: PlacedEntity, text: NonNullable<Components['Text']>): Looks {
  const families = { sans: 'sans-serif', serif: 'serif', mono: 'monospace' } as const;
  const given = facts.text('fontFamily', 'sans-serif');
  const kind = /mono|courier|consol/i.test(given)
    ? 'mono'
    : /serif|times|georgia/i.test(given.replace(/sans-serif/gi, ''))
      ? 'serif'
      : 'sans';
  const font = text.font as keyof typeof families;
  const pixelSize = facts.number('pixelSize', text.fontSize);
  const model: TiledText = {
    text: text.text,
    fontFamily: font === kind ? given : (families[font] ?? 'sans-serif'),
    pixelSize: Math.min(1000, Math.max(1, pixelSize)) === text.fontSize ? pixelSize : text.fontSize,
    wrap: facts.flag('wrap'),
    color: text.color,
    bold: text.bold,
    italic: facts.flag('italic'),
    underline: facts.flag('underline'),
    strikeout: facts.flag('strikeout'),
    kerning: facts.flag('kerning', true),
    halign: text.align === 'left' ? facts.text('halign', 'left') : text.align,
    valign: facts.text('valign', 'top'),
  };
  return { shape: 'text', text: model, anchor: [0, 0], alpha: text.alpha, said: ['Text'] };
}

function shapeLooks(
  { entity, facts }: PlacedEntity,
  shape: NonNullable<Components['Shape']>,
  { space }: OutContext,
): Looks {
  const { size, anchor } = entity.components.Transform;
  const said = ['Shape'];
  const alpha = shape.alpha;
  const told = facts.text('shape') as TiledShape | '';
  const isMark = size[0] === pointSize && size[1] === pointSize && shape.kind === 'ellipse';
  if (told !== '' && told !== 'tile' && told !== 'text' && isMark && anchor[0] === 0.5)
    return { shape: told, width: facts.number('width'), height: facts.number('height'), anchor, alpha, said };
  const fromMap = (points: readonly Vec2[]): Vec2[] => {
    const [left, top] = space.toMap([0, 0]);
    return points.map((point) => {
      const [x, y] = space.toMap(point);
      return tidyPair([x - left, y - top]);
    });
  };
  if (shape.kind === 'polygon' || shape.kind === 'line') {
    const corners = shape.points.map(([x, y]): Vec2 => [
      (x - anchor[0]) * size[0],
      (y - anchor[1]) * size[1],
    ]);
    const whole = space.straight ? null : boxLooks(facts, corners, fromMap);
    return {
      shape: shape.kind === 'line' ? 'polyline' : 'polygon',
      width: 0,
      height: 0,
      points: fromMap(moved(corners, facts)),
      ...whole,
      anchor,
      alpha,
      said,
    };
  }
  const kind = shape.kind === 'ellipse' ? 'ellipse' : 'rectangle';
  if (space.straight) {
    const round = kind === 'rectangle' && shape.cornerRadius > 0;
    return { shape: round && told === 'capsule' ? 'capsule' : kind, anchor: [0, 0], alpha, said };
  }
  const corners = boxCorners(kind, size[0], size[1], curveCorners);
  return { shape: 'polygon', width: 0, height: 0, points: fromMap(corners), anchor: [0, 0], alpha, said };
}

/** Points that lie in a box without width or height are measured from it: the shift of the object carries the rest. */
function moved(points: readonly Vec2[], facts: Facts): Vec2[] {
  const box = boundsOf(points);
  const [x, y] = [
    box && box.width === 0 ? facts.number('shiftX') : 0,
    box && box.height === 0 ? facts.number('shiftY') : 0,
  ];
  return points.map(([px, py]): Vec2 => [px + x, py + y]);
}

/** A rectangle, ellipse or capsule of an isometric map, when a polygon is still what its box looks like. */
function boxLooks(
  facts: Facts,
  corners: readonly Vec2[],
  fromMap: (points: readonly Vec2[]) => Vec2[],
): Partial<TiledObject> | null {
  const kind = facts.text('shape');
  const [width, height] = [facts.number('width'), facts.number('height')];
  if (!['rectangle', 'ellipse', 'capsule'].includes(kind)) return null;
  const wanted =
    kind === 'capsule'
      ? capsuleCorners(width, height)
      : boxCorners(kind === 'ellipse' ? 'ellipse' : 'rectangle', width, height, curveCorners);
  const now = fromMap(corners);
  const alike =
    now.length === wanted.length &&
    now.every(([x, y], at) => Math.hypot(x - wanted[at]![0], y - wanted[at]![1]) < 1e-6);
  return alike ? { shape: kind as TiledShape, width, height, points: [] } : null;
}
