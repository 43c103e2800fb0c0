/** Objects of Tiled as entities that stand where Tiled draws them. */
import { boundsOf, rotate, type Vec2 } from '../../base/geometry.ts';
import type { StoredComponent } from '../../schema/project.ts';
import { FLIP_X, FLIP_Y } from '../../schema/tiles.ts';
import { factsOf } from '../../tiled/facts.ts';
import type { TiledObject, TiledText } from '../../tiled/model.ts';
import { anchorOfAlignment } from '../../tiled/alignment.ts';
import { boxCorners, capsuleCorners } from '../../tiled/outlines.ts';
import { problemAtPlace } from '../../tiled/place.ts';
import { tileColliders } from '../../tiled/tile-collider.ts';
import { merged } from './read/custom-types.ts';
import { Fields } from './read/fields.ts';
import { takeComponents } from './component-properties.ts';
import { findTile, kept, propertiesOf, type LooseEntity, type MapContext } from './map-context.ts';
import type { TileImage } from './tilesets.ts';

/** What an object needs to know of its layer. */
export interface ObjectLayer {
  /** Where the layer stands, in pixels. */
  offset: Vec2;
  /** 0 to 1. */
  opacity: number;
  /** Colour of the layer's outlines, `#rrggbb`. */
  color: string;
}

/** Width of the mark that stands for a point, in pixels. */
const pointSize = 8;
/** Tiled fills outlines with a fifth of their colour. */
const fillAlpha = '32';
const curveCorners = 32;

/** The fields of a component that differ from the given defaults. */
function unless(fields: Record<string, unknown>, defaults: Record<string, unknown>): StoredComponent {
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== defaults[key]));
}

type Components = Record<string, StoredComponent>;

/** Components of an object, and what they do not say. */
interface Made {
  components: Components;
  facts: Record<string, unknown>;
}

interface Place {
  /** Where Tiled holds the object, on the screen. */
  position: Vec2;
  rotation: number;
  alpha: number;
}

/** One object as an entity, by Tiled's rules for its kind. */
export function takeObject(object: TiledObject, layer: ObjectLayer, context: MapContext): LooseEntity {
  const [x, y] = context.space.toScreen([object.x, object.y]);
  const place: Place = {
    position: [x + layer.offset[0], y + layer.offset[1]],
    rotation: object.rotation,
    alpha: layer.opacity * object.opacity,
  };
  const tile = object.shape === 'tile' ? tileOf(object, context) : null;
  const { components, facts } = tile
    ? tileObject(object, tile, place, context)
    : object.text
      ? textObject(object, object.text, place, context)
      : plainObject(object, place, layer, context);

  const className = object.className || (tile?.image.className ?? '');
  const name = object.name || className || `Object ${object.id || ''}`.trim();
  const defaults =
    className === ''
      ? []
      : context.types.defaults(className, new Fields(object.at, 'the class', () => undefined));
  const inherited = merged(defaults, tile?.image.properties ?? []);
  const given = factsOf(
    {
      id: object.id || undefined,
      opacity: object.opacity,
      template: object.template,
      unnamed: object.name === '' ? name : undefined,
      inheritedClass: object.className === '' && className !== '' ? className : undefined,
      ...facts,
    },
    { opacity: 1, template: '', shiftX: 0, shiftY: 0 },
  );
  if (object.template !== '')
    context.session.note({
      file: object.at.file,
      what: `Template ${object.template}`,
      how: 'changed',
      detail: 'Its objects are taken with all that the template says; they no longer follow it.',
    });
  const { rest, tags, components: own } = takeComponents(object.properties);
  return {
    name,
    tags: [...(className ? [className] : []), ...tags],
    visible: object.visible,
    components: { ...components, ...own, ...kept(propertiesOf(rest, context, inherited), given) },
  };
}

function transform({ position, rotation }: Place, size: Vec2, anchor: Vec2): StoredComponent {
  return { position, ...unless({ rotation }, { rotation: 0 }), size, anchor };
}

/** A place moved in the directions of the object, and by how much on the screen. */
function shifted(place: Place, by: Vec2): { place: Place; facts: { shiftX: number; shiftY: number } } {
  const [x, y] = rotate(by, place.rotation);
  return {
    place: { ...place, position: [place.position[0] + x, place.position[1] + y] },
    facts: { shiftX: x, shiftY: y },
  };
}

interface PlacedTile {
  image: TileImage;
  flipX: boolean;
  flipY: boolean;
}

function tileOf({ gid, at }: TiledObject, { tilesets }: MapContext): PlacedTile {
  // Objects are turned by their rotation; the other flags mean nothing here.
  const number = gid & 0x0fffffff;
  const image = findTile(tilesets, number);
  if (!image) throw problemAtPlace(at, `The object shows tile ${number}, which no tileset of the map has.`);
  return { image, flipX: (gid & FLIP_X) !== 0, flipY: (gid & FLIP_Y) !== 0 };
}

function tileObject(object: TiledObject, tile: PlacedTile, given: Place, context: MapContext): Made {
  const { image, flipX, flipY } = tile;
  const size: Vec2 = object.sized ? [object.width, object.height] : image.size;
  // An object of another size than its tile is drawn beside its place by as much more or less.
  const { place, facts } = shifted(given, [
    (image.offset[0] * size[0]) / image.size[0],
    (image.offset[1] * size[1]) / image.size[1],
  ]);
  const sheet = image.frameSize[0] > 0;
  if (!image.whole)
    context.session.note({
      file: object.at.file,
      what: `Object "${object.name || object.id}"`,
      how: 'changed',
      detail: 'Its tile is a part of an image that a sprite cannot cut out; it shows the whole image.',
    });
  const sprite = unless(
    {
      asset: image.asset,
      ...(sheet ? { frameSize: image.frameSize } : {}),
      frameMargin: image.margin,
      frameSpacing: image.spacing,
      frame: image.frame,
      ...(sheet ? animationOf(object, image, context) : {}),
      flipX,
      flipY,
      alpha: place.alpha,
    },
    { frameMargin: 0, frameSpacing: 0, frame: 0, frames: 1, flipX: false, flipY: false, alpha: 1 },
  );
  return {
    components: {
      Transform: transform(place, size, anchorOfAlignment(image.alignment, context.space.straight)),
      Sprite: sprite,
      ...tileColliders(image.data, image.size, flipX, flipY),
    },
    facts: {
      shape: 'tile',
      tileset: image.tileset,
      tile: image.number,
      turns: object.gid & 0x30000000 || undefined,
      ...facts,
    },
  };
}

/** A sprite plays frames that follow one another at one speed; other animations show their first frame. */
function animationOf(object: TiledObject, image: TileImage, { session }: MapContext): StoredComponent {
  const frames = image.data?.animation;
  const first = frames?.[0];
  if (!frames || !first) return {};
  const steady = frames.every(
    ({ tile, duration }, at) => tile === first.tile + at && duration === first.duration,
  );
  if (!steady || first.duration < 1000 / 60) {
    session.note({
      file: object.at.file,
      what: 'Objects with animated tiles',
      how: 'changed',
      detail: 'Those whose animation jumps or changes speed show its first frame.',
    });
    return { frame: first.tile };
  }
  return { frame: first.tile, frames: frames.length, framesPerSecond: 1000 / first.duration };
}

function plainObject(object: TiledObject, place: Place, layer: ObjectLayer, { space }: MapContext): Made {
  const { shape, width, height } = object;
  const look = {
    fill: layer.color + fillAlpha,
    stroke: layer.color,
    strokeWidth: 1,
    ...unless({ alpha: place.alpha }, { alpha: 1 }),
  };
  const [left, top] = space.toScreen([0, 0]);
  const onScreen = (points: readonly Vec2[]): Vec2[] =>
    points.map((point) => {
      const [x, y] = space.toScreen(point);
      return [x - left, y - top];
    });
  if (shape === 'polygon' || shape === 'polyline')
    return linesObject(onScreen(object.points), shape === 'polygon', place, look);
  if (shape === 'point' || (width <= 0 && height <= 0))
    return {
      components: {
        Transform: transform(place, [pointSize, pointSize], [0.5, 0.5]),
        Shape: { kind: 'ellipse', ...look },
      },
      // A shape without a size is seen as a point.
      facts: { shape, width: width || undefined, height: height || undefined },
    };
  if (!space.straight) {
    const corners =
      shape === 'capsule'
        ? capsuleCorners(width, height)
        : boxCorners(shape === 'ellipse' ? 'ellipse' : 'rectangle', width, height, curveCorners);
    const { components, facts } = linesObject(onScreen(corners), true, place, look);
    return { components, facts: { ...facts, shape, width, height } };
  }
  const kind =
    shape === 'ellipse'
      ? { kind: 'ellipse' }
      : shape === 'capsule'
        ? { cornerRadius: Math.min(1000, Math.min(width, height) / 2) }
        : {};
  return {
    components: { Transform: transform(place, [width, height], [0, 0]), Shape: { ...kind, ...look } },
    facts: shape === 'capsule' ? { shape } : {},
  };
}

/** Polygons and polylines: the anchor stays at the object's origin, which may lie outside of the box. */
function linesObject(
  points: readonly Vec2[],
  closed: boolean,
  given: Place,
  look: Readonly<Record<string, unknown>>,
): Made {
  const box = boundsOf(points) ?? { x: 0, y: 0, width: 0, height: 0 };
  const fraction = (offset: number, length: number) => (length > 0 ? offset / length : 0);
  const anchor: Vec2 = [0 - fraction(box.x, box.width), 0 - fraction(box.y, box.height)];
  // A box without width has no fractions: there the position carries what the anchor cannot.
  const { place, facts } = shifted(given, [box.width > 0 ? 0 : box.x, box.height > 0 ? 0 : box.y]);
  const fractions = points.map(([x, y]): Vec2 => [
    fraction(x - box.x, box.width),
    fraction(y - box.y, box.height),
  ]);
  return {
    components: {
      Transform: transform(place, [box.width, box.height], anchor),
      Shape: {
        kind: closed ? 'polygon' : 'line',
        points: fractions,
        ...look,
        ...(closed ? {} : { fill: '' }),
      },
    },
    facts,
  };
}

/** What texts of Tiled can be and those of Perigee cannot. */
const textLooks = {
  italic: 'italic',
  underline: 'underlined',
  strikeout: 'struck out',
  wrap: 'broken at the border of its box',
} as const;

function textObject(
  { at, name, id, width, height }: TiledObject,
  text: TiledText,
  given: Place,
  { session }: MapContext,
): Made {
  const looks: string[] = Object.entries(textLooks).flatMap(([key, look]) =>
    text[key as keyof typeof textLooks] ? [look] : [],
  );
  if (text.halign === 'justify') looks.push('justified');
  if (looks.length > 0)
    session.note({
      file: at.file,
      what: `Text "${name || id}"`,
      how: 'kept',
      detail: `It is ${looks.join(', ')} in Tiled; here it is not.`,
    });
  const family = text.fontFamily.toLowerCase();
  const font = /mono|courier|consol/.test(family)
    ? 'mono'
    : /serif|times|georgia/.test(family.replace('sans-serif', ''))
      ? 'serif'
      : 'sans';
  const fontSize = Math.min(1000, Math.max(1, text.pixelSize));
  const free = height - fontSize * text.text.split('\n').length;
  const down = text.valign === 'bottom' ? free : text.valign === 'center' ? free / 2 : 0;
  const { place, facts } = shifted(given, [0, Math.max(0, down)]);
  const { text: _, color: __, bold: ___, halign, ...rest } = text;
  return {
    components: {
      Transform: transform(place, [width, height], [0, 0]),
      Text: unless(
        {
          text: text.text,
          fontSize,
          font,
          bold: text.bold,
          color: text.color,
          align: halign === 'center' || halign === 'right' ? halign : 'left',
          alpha: place.alpha,
        },
        { font: 'sans', bold: false, align: 'left', alpha: 1 },
      ),
    },
    facts: {
      ...facts,
      ...factsOf(
        { ...rest, halign: halign === 'justify' ? halign : undefined },
        {
          fontFamily: 'sans-serif',
          pixelSize: fontSize,
          wrap: false,
          italic: false,
          underline: false,
          strikeout: false,
          kerning: true,
          valign: 'top',
        },
      ),
      shape: 'text',
    },
  };
}
