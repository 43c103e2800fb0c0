/** Objects of Tiled as entities that stand where Tiled draws them. */
import { boundsOf, rotate, type Vec2 } from '../../base/geometry.ts';
import type { EntityData, StoredComponent } from '../../schema/project.ts';
import { FLIP_X, FLIP_Y } from '../../schema/tiles.ts';
import { childOf, numberOf, problemAt, textOf, wholeOf, type XmlElement } from '../xml.ts';
import { outlineOf, type Outline } from './outlines.ts';
import { readColor, readProperties } from './properties.ts';
import type { TileImage } from './tilesets.ts';

/** What an object needs to know of the layer and the map that it is in. */
export interface ObjectContext {
  /** Where the layer stands, in pixels. */
  offset: Vec2;
  /** 0 to 1. */
  opacity: number;
  /** Colour of the layer's outlines, `#rrggbb`. */
  color: string;
  /** The tile of a global number without flags; `null` when no tileset has it. */
  tile(number: number): TileImage | null;
  /** The id of the entity that the object of this number becomes, or ''. */
  objectId(number: number): string;
  note(detail: string): void;
}

/** An entity before it has a place in the tree. */
export type LooseEntity = Pick<EntityData, 'name' | 'tags' | 'visible' | 'components'>;

/** Width of the mark that stands for a point, in pixels. */
const pointSize = 8;
/** Tiled fills outlines with a fifth of their colour. */
const fillAlpha = '32';

/** The fields of a component that differ from the given defaults. */
function unless(fields: Record<string, unknown>, defaults: Record<string, unknown>): StoredComponent {
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== defaults[key]));
}

/** One `<object>` as an entity, by Tiled's rules for its kind. */
export function readObject(object: XmlElement, context: ObjectContext): LooseEntity {
  if (object.attributes.has('template'))
    throw problemAt(
      object,
      `The object uses the template "${textOf(object, 'template')}", which is not supported; switch on "Detach templates" in Tiled's export options and export the map as TMX.`,
    );
  const opacity = context.opacity * Math.min(1, Math.max(0, numberOf(object, 'opacity', 1)));
  const position: Vec2 = [
    numberOf(object, 'x', 0) + context.offset[0],
    numberOf(object, 'y', 0) + context.offset[1],
  ];
  const place: Place = { position, rotation: numberOf(object, 'rotation', 0), alpha: opacity };
  const tile = object.attributes.has('gid') ? tileOf(object, context) : null;
  const components = tile ? tileObject(object, tile, place, context) : plainObject(object, place, context);

  const properties = readProperties(object, context.objectId);
  if (Object.keys(properties).length) components.Properties = { values: properties };
  const className = textOf(object, 'class') || textOf(object, 'type') || (tile?.image.className ?? '');
  return {
    name: textOf(object, 'name') || className || `Object ${textOf(object, 'id')}`.trim(),
    tags: className ? [className] : [],
    visible: textOf(object, 'visible') !== '0',
    components,
  };
}

interface Place {
  /** Where Tiled holds the object. */
  position: Vec2;
  rotation: number;
  alpha: number;
}

type Components = Record<string, StoredComponent>;

function transform({ position, rotation }: Place, size: Vec2, anchor: Vec2): StoredComponent {
  return { position, ...unless({ rotation }, { rotation: 0 }), size, anchor };
}

interface PlacedTile {
  image: TileImage;
  flipX: boolean;
  flipY: boolean;
}

function tileOf(object: XmlElement, context: ObjectContext): PlacedTile {
  const gid = wholeOf(object, 'gid', 1, 0xffffffff);
  // Objects are turned by their rotation; the other flags mean nothing here.
  const number = gid & 0x0fffffff;
  const image = context.tile(number);
  if (!image) throw problemAt(object, `The object shows tile ${number}, which no tileset of the map has.`);
  return { image, flipX: (gid & FLIP_X) !== 0, flipY: (gid & FLIP_Y) !== 0 };
}

function tileObject(object: XmlElement, tile: PlacedTile, place: Place, context: ObjectContext): Components {
  const { image, flipX, flipY } = tile;
  const size: Vec2 = [numberOf(object, 'width', image.size[0]), numberOf(object, 'height', image.size[1])];
  const shift = rotate(image.offset, place.rotation);
  const position: Vec2 = [place.position[0] + shift[0], place.position[1] + shift[1]];
  const sheet = image.frameSize[0] > 0;
  const sprite = unless(
    {
      asset: image.asset,
      ...(sheet ? { frameSize: image.frameSize } : {}),
      frameMargin: image.margin,
      frameSpacing: image.spacing,
      frame: image.frame,
      ...animationOf(image, context),
      flipX,
      flipY,
      alpha: place.alpha,
    },
    { frameMargin: 0, frameSpacing: 0, frame: 0, frames: 1, flipX: false, flipY: false, alpha: 1 },
  );
  return {
    Transform: transform({ ...place, position }, size, image.anchor),
    Sprite: sprite,
    ...colliders(tile),
  };
}

/** A sprite plays frames that follow one another at one speed; other animations show their first frame. */
function animationOf(image: TileImage, context: ObjectContext): StoredComponent {
  const frames = image.data?.animation;
  const first = frames?.[0];
  if (!frames || !first) return {};
  const steady = frames.every(
    ({ tile, duration }, at) => tile === first.tile + at && duration === first.duration,
  );
  if (!steady || first.duration < 1000 / 60) {
    context.note('Those whose tile animation jumps or changes speed show its first frame.');
    return { frame: first.tile };
  }
  return { frame: first.tile, frames: frames.length, framesPerSecond: 1000 / first.duration };
}

/** What bodies bump into at a tile that is solid. */
function colliders({ image, flipX, flipY }: PlacedTile): Components {
  if (!image.data?.solid) return {};
  const outlines = image.data.collision;
  if (!outlines) return { Collider: { shape: 'box' } };
  const [width, height] = image.size;
  return Object.fromEntries(
    outlines.map((outline, at) => {
      const points = outline.map(([x, y]): Vec2 => [
        flipX ? 1 - x / width : x / width,
        flipY ? 1 - y / height : y / height,
      ]);
      return [at === 0 ? 'Collider' : `Collider:${at + 1}`, { shape: 'polygon', points }];
    }),
  );
}

function plainObject(object: XmlElement, place: Place, context: ObjectContext): Components {
  const text = childOf(object, 'text');
  if (text) return textObject(object, text, place);
  const look = {
    fill: context.color + fillAlpha,
    stroke: context.color,
    strokeWidth: 1,
    ...unless({ alpha: place.alpha }, { alpha: 1 }),
  };
  const outline = outlineOf(object);
  if (!outline)
    return {
      Transform: transform(place, [pointSize, pointSize], [0.5, 0.5]),
      Shape: { kind: 'ellipse', ...look },
    };
  if (outline.kind === 'rectangle' || outline.kind === 'ellipse') {
    const size: Vec2 = [numberOf(object, 'width', 0), numberOf(object, 'height', 0)];
    const kind = outline.kind === 'ellipse' ? { kind: 'ellipse' } : {};
    return { Transform: transform(place, size, [0, 0]), Shape: { ...kind, ...look } };
  }
  return linesObject(outline, place, look);
}

/** Polygons and polylines: the anchor stays at the object's origin, which may lie outside of the box. */
function linesObject({ kind, points }: Outline, place: Place, look: StoredComponent): Components {
  const box = boundsOf(points) ?? { x: 0, y: 0, width: 0, height: 0 };
  const size: Vec2 = [box.width, box.height];
  const fraction = (offset: number, length: number) => (length > 0 ? offset / length : 0);
  const anchor: Vec2 = [0 - fraction(box.x, box.width), 0 - fraction(box.y, box.height)];
  // A box without width has no fractions: there the position carries what the anchor cannot.
  const rest = rotate([box.width > 0 ? 0 : box.x, box.height > 0 ? 0 : box.y], place.rotation);
  const position: Vec2 = [place.position[0] + rest[0], place.position[1] + rest[1]];
  const fractions = points.map(([x, y]): Vec2 => [
    fraction(x - box.x, box.width),
    fraction(y - box.y, box.height),
  ]);
  // An open line is an outline that goes there and back again.
  const closed = kind === 'polygon' ? fractions : [...fractions, ...fractions.slice(1, -1).reverse()];
  return {
    Transform: transform({ ...place, position }, size, anchor),
    Shape: { kind: 'polygon', points: closed, ...look, ...(kind === 'polyline' ? { fill: '' } : {}) },
  };
}

function textObject(object: XmlElement, text: XmlElement, place: Place): Components {
  const size: Vec2 = [numberOf(object, 'width', 0), numberOf(object, 'height', 0)];
  const family = textOf(text, 'fontfamily').toLowerCase();
  const font = /mono|courier|consol/.test(family)
    ? 'mono'
    : /serif|times|georgia/.test(family.replace('sans-serif', ''))
      ? 'serif'
      : 'sans';
  const fontSize = Math.min(1000, Math.max(1, numberOf(text, 'pixelsize', 16)));
  const align = textOf(text, 'halign');
  const free = size[1] - fontSize * text.text.split('\n').length;
  const valign = textOf(text, 'valign');
  const down = valign === 'bottom' ? free : valign === 'center' ? free / 2 : 0;
  const shift = rotate([0, Math.max(0, down)], place.rotation);
  return {
    Transform: transform(
      { ...place, position: [place.position[0] + shift[0], place.position[1] + shift[1]] },
      size,
      [0, 0],
    ),
    Text: unless(
      {
        text: text.text,
        fontSize,
        font,
        bold: textOf(text, 'bold') === '1',
        color: readColor(text, textOf(text, 'color')) || '#000000',
        align: align === 'center' || align === 'right' ? align : 'left',
        alpha: place.alpha,
      },
      { font: 'sans', bold: false, align: 'left', alpha: 1 },
    ),
  };
}
