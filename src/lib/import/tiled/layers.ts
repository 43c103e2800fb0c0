/** Layers of a map: each becomes a layer of the scene, in the same order, with its tiles or objects on it. */
import type { Vec2 } from '../../base/geometry.ts';
import type { TilesetUse } from '../../schema/fields.ts';
import type { LayerData, StoredComponent } from '../../schema/project.ts';
import { cellBounds, gridOf } from '../../schema/tile-grid.ts';
import { TILE_MASK, tilesFrom } from '../../schema/tiles.ts';
import { factsOf } from '../../tiled/facts.ts';
import type {
  TiledGroup,
  TiledImageLayer,
  TiledLayer,
  TiledLayerHead,
  TiledMap,
  TiledObjectLayer,
  TiledTileLayer,
} from '../../tiled/model.ts';
import { problemAtPlace } from '../../tiled/place.ts';
import { tiledGrid } from '../../tiled/grid-fields.ts';
import {
  carrier,
  findTile,
  kept,
  propertiesOf,
  type FlatLayer,
  type LooseEntity,
  type MapContext,
} from './map-context.ts';
import { takeObject } from './objects.ts';

/** What groups hand down to the layers in them. */
interface Inherited {
  names: readonly string[];
  opacity: number;
  offset: Vec2;
  visible: boolean;
  locked: boolean;
  parallax: Vec2;
  /** Red, green, blue and alpha, 0 to 1. */
  tint: readonly number[];
  /** The groups around, from outside, as they were. */
  groups: readonly GroupFacts[];
}

/** A group as layers in it remember it; `key` tells groups of one map apart. */
type GroupFacts = Readonly<Record<string, unknown>> & { key: number };

const kindNames = { tiles: 'Tiles', objects: 'Objects', image: 'Image', group: 'Group' } as const;

/** The layers of a map, groups flattened: what a group sets applies to every layer in it. */
export function takeLayers(layers: readonly TiledLayer[], context: MapContext): FlatLayer[] {
  let key = 0;
  const take = (each: readonly TiledLayer[], outer: Inherited): FlatLayer[] =>
    each.flatMap((layer): FlatLayer[] => {
      const own = combine(layer, outer);
      if (layer.kind !== 'group') return [oneLayer(layer, own, context)];
      const group: GroupFacts = { key: ++key, ...headFacts(layer) };
      const inside = { ...own, groups: [...outer.groups, group] };
      const flat = take(layer.layers, inside);
      const properties = carrier('group', own.names.at(-1)!, layer.properties, context);
      // Without layers in it, and without properties, only an empty layer can stand for it.
      return properties || flat.length === 0
        ? [{ layer: layerOf(layer, inside, {}), entities: properties ? [properties] : [] }, ...flat]
        : flat;
    });
  return take(layers, {
    names: [],
    opacity: 1,
    offset: [0, 0],
    visible: true,
    locked: false,
    parallax: [1, 1],
    tint: [1, 1, 1, 1],
    groups: [],
  });
}

function oneLayer(layer: Exclude<TiledLayer, TiledGroup>, own: Inherited, context: MapContext): FlatLayer {
  tellOf(layer, own, context);
  switch (layer.kind) {
    case 'tiles': {
      const { width, height, encoding, compression } = layer;
      return {
        layer: layerOf(layer, own, { width, height, encoding, compression }),
        entities: [tileLayer(layer, own, context)],
      };
    }
    case 'objects': {
      const { color, drawOrder } = layer;
      return {
        layer: layerOf(layer, own, { color, drawOrder }),
        entities: objectLayer(layer, own, context),
      };
    }
    case 'image': {
      const [repeatX, repeatY] = layer.repeat;
      return {
        layer: layerOf(layer, own, { repeatX, repeatY }),
        entities: imageLayer(layer, own, context),
      };
    }
  }
}

/** Says what is not shown as in Tiled. */
function tellOf(layer: TiledLayer, own: Inherited, { session }: MapContext): void {
  const note = (detail: string): void =>
    session.note({ file: layer.at.file, what: `Layer "${own.names.join('/')}"`, how: 'kept', detail });
  if (own.parallax[0] !== own.parallax[1])
    note('It scrolls at two speeds in Tiled; here it has that of the x axis.');
  if (layer.mode !== '') note(`It is blended by "${layer.mode}" in Tiled; here it covers what is behind.`);
  if (layer.kind === 'image' && layer.repeat.includes(true))
    note('Its image repeats without end in Tiled; here it stands once.');
}

function combine(layer: TiledLayer, outer: Inherited): Inherited {
  const tint = [1, 3, 5, 7].map((at, channel) => {
    const part = layer.tint.slice(at, at + 2);
    return (part === '' ? 1 : parseInt(part, 16) / 255) * outer.tint[channel]!;
  });
  return {
    names: [...outer.names, layer.name || kindNames[layer.kind]],
    opacity: outer.opacity * layer.opacity,
    offset: [outer.offset[0] + layer.offset[0], outer.offset[1] + layer.offset[1]],
    visible: outer.visible && layer.visible,
    locked: outer.locked || layer.locked,
    parallax: [outer.parallax[0] * layer.parallax[0], outer.parallax[1] * layer.parallax[1]],
    tint,
    groups: outer.groups,
  };
}

/** What of a layer or group its place among flat layers does not say. */
function headFacts(layer: TiledLayerHead): Record<string, unknown> {
  return factsOf(
    {
      id: layer.id,
      name: layer.name,
      className: layer.className,
      opacity: layer.opacity,
      visible: layer.visible,
      locked: layer.locked,
      tint: layer.tint,
      offsetX: layer.offset[0],
      offsetY: layer.offset[1],
      parallaxX: layer.parallax[0],
      parallaxY: layer.parallax[1],
      mode: layer.mode,
    },
    {
      id: 0,
      className: '',
      opacity: 1,
      visible: true,
      locked: false,
      tint: '',
      offsetX: 0,
      offsetY: 0,
      parallaxX: 1,
      parallaxY: 1,
      mode: '',
    },
  );
}

function layerOf(
  layer: TiledLayer,
  { names, visible, locked, parallax: [parallax], groups, ...own }: Inherited,
  more: Readonly<Record<string, unknown>>,
): Omit<LayerData, 'order'> {
  const tint = tintColor(own);
  const rest = factsOf(
    { ...more, groups: groups.length > 0 ? groups : undefined },
    { color: '', drawOrder: 'topdown', encoding: 'csv', compression: '', repeatX: false, repeatY: false },
  );
  // An empty class of a tile layer would be taken for that of its entity.
  const imported = { kind: layer.kind, ...factsOf(headFacts(layer)), ...rest };
  return { name: names.join('/'), visible, locked, parallax, ...(tint ? { tint } : {}), imported };
}

/** The tint as a colour without its alpha; '' for white. */
function tintColor({ tint }: Pick<Inherited, 'tint'>): string {
  const hex = tint.slice(0, 3).map((part) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  const color = `#${hex.join('')}`;
  return color === '#ffffff' ? '' : color;
}

const alphaOf = ({ opacity, tint }: Inherited): { alpha?: number } => {
  const alpha = opacity * tint[3]!;
  return alpha === 1 ? {} : { alpha };
};

const tagsOf = ({ className }: TiledLayerHead): string[] => (className ? [className] : []);

/** What a component of the layer carries beside itself. */
const keptOf = (layer: TiledLayerHead, context: MapContext): Record<string, StoredComponent> =>
  kept(propertiesOf(layer.properties, context), {});

function tileLayer(layer: TiledTileLayer, own: Inherited, context: MapContext): LooseEntity {
  const { map, space } = context;
  const known = new Set<number>([0]);
  for (const chunk of layer.chunks)
    chunk.cells.forEach((cell, at) => {
      const number = cell & TILE_MASK;
      if (known.has(number)) return;
      if (!findTile(context.tilesets, number)) throw strayTile(layer, chunk, number, at);
      known.add(number);
    });
  const uses: readonly TilesetUse[] = context.tilesets.map(({ firstTile, id }) => ({
    firstTile,
    tileset: id,
  }));
  const grid = tiledGrid(map);
  const box = cellBounds(
    gridOf({
      grid: 'orthogonal',
      staggerAxis: 'y',
      staggerIndex: 'odd',
      hexSide: 0,
      ...grid,
      tileSize: map.tileSize,
    }),
    rangeOf(layer),
  );
  return {
    name: own.names.at(-1)!,
    tags: tagsOf(layer),
    visible: true,
    components: {
      Transform: {
        position: [own.offset[0] + space.origin[0], own.offset[1] + space.origin[1]],
        size: [Math.max(1, box.width), Math.max(1, box.height)],
        anchor: [0, 0],
      },
      Tilemap: {
        tileSize: map.tileSize,
        ...grid,
        tilesets: uses,
        tiles: tilesFrom(cellsOf(layer, map)),
        ...alphaOf(own),
      },
      ...keptOf(layer, context),
    },
  };
}

const strayTile = (
  layer: TiledTileLayer,
  { x, y, width }: TiledTileLayer['chunks'][number],
  number: number,
  at: number,
): Error =>
  problemAtPlace(
    layer.at,
    `Tile ${number} at column ${x + (at % width) + 1}, row ${y + Math.floor(at / width) + 1} belongs to no tileset of the map.`,
  );

/** The cells that a layer covers. */
function rangeOf({ width, height, chunks }: TiledTileLayer): [number, number, number, number] {
  let [x1, y1] = [width, height];
  for (const chunk of chunks) {
    x1 = Math.max(x1, chunk.x + chunk.width);
    y1 = Math.max(y1, chunk.y + chunk.height);
  }
  return [0, 0, x1, y1];
}

function* cellsOf(
  { chunks }: TiledTileLayer,
  { orientation }: TiledMap,
): Generator<[number, number, number]> {
  // Only hexagonal maps know the turn by 120 degrees; elsewhere its bit means nothing.
  const mask = orientation === 'hexagonal' ? 0xffffffff : 0xefffffff;
  for (const { x, y, width, cells } of chunks)
    for (let at = 0; at < cells.length; at++) {
      const cell = (cells[at]! & mask) >>> 0;
      if ((cell & TILE_MASK) !== 0) yield [x + (at % width), y + Math.floor(at / width), cell];
    }
}

function objectLayer(layer: TiledObjectLayer, own: Inherited, context: MapContext): LooseEntity[] {
  const place = {
    offset: own.offset,
    opacity: alphaOf(own).alpha ?? 1,
    color: (layer.color || '#a0a0a4').slice(0, 7),
  };
  // Tiled draws objects from top to bottom unless the layer says "index".
  const sorted = layer.drawOrder === 'index' ? layer.objects : [...layer.objects].sort((a, b) => a.y - b.y);
  const at = new Map(layer.objects.map((object, index) => [object, index]));
  const entities = sorted.map((object): LooseEntity => {
    const id = context.objectId(object.id);
    const entity = takeObject(object, place, context);
    return { ...entity, ...(id ? { id } : {}), components: withIndex(entity.components, at.get(object)!) };
  });
  const properties = carrier('layer', own.names.at(-1)!, layer.properties, context);
  return properties ? [properties, ...entities] : entities;
}

/** Remembers which object of its layer an entity was: they are drawn in another order. */
function withIndex(components: LooseEntity['components'], index: number): LooseEntity['components'] {
  const facts = { ...(components.Imported?.facts as object | undefined), index };
  return { ...components, Imported: { facts } };
}

function imageLayer(layer: TiledImageLayer, own: Inherited, context: MapContext): LooseEntity[] {
  const properties = carrier('layer', own.names.at(-1)!, layer.properties, context);
  if (!layer.image) return properties ? [properties] : [];
  const image = context.session.image(layer.image);
  const facts = factsOf({ transparent: layer.image.transparent }, { transparent: '' });
  return [
    {
      name: own.names.at(-1)!,
      tags: tagsOf(layer),
      visible: true,
      components: {
        Transform: { position: own.offset, size: [image.width, image.height], anchor: [0, 0] },
        Sprite: { asset: image.asset, ...alphaOf(own) },
        ...kept(propertiesOf(layer.properties, context), facts),
      },
    },
  ];
}
