/** Layers of a map: each becomes a layer of the scene, in the same order, with its tiles or objects on it. */
import type { TilesetUse } from '../../schema/fields.ts';
import type { LayerData, StoredComponent } from '../../schema/project.ts';
import { cellBounds } from '../../schema/tile-grid.ts';
import { TILE_MASK, tilesFrom } from '../../schema/tiles.ts';
import { factsOf } from '../../tiled/facts.ts';
import {
  alphaOf,
  headFacts,
  inherit,
  outermost,
  tintColor,
  type Inherited as Handed,
} from '../../tiled/inherit.ts';
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
import { gridOfMap, tiledGrid } from '../../tiled/grid-fields.ts';
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

/** With the groups around, from outside, as they were. */
interface Inherited extends Handed {
  groups: readonly GroupFacts[];
}

/** A group as layers in it remember it; `key` tells groups of one map apart. */
type GroupFacts = Readonly<Record<string, unknown>> & { key: number };

/** The layers of a map, groups flattened: what a group sets applies to every layer in it. */
export function takeLayers(layers: readonly TiledLayer[], context: MapContext): FlatLayer[] {
  let key = 0;
  const take = (each: readonly TiledLayer[], outer: Inherited): FlatLayer[] =>
    each.flatMap((layer): FlatLayer[] => {
      const own = { ...inherit(layer, layer.kind, outer), groups: outer.groups };
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
  return take(layers, { ...outermost, groups: [] });
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
  const imported = { kind: layer.kind, ...headFacts(layer), ...rest };
  return { name: names.join('/'), visible, locked, parallax, ...(tint ? { tint } : {}), imported };
}

const opacityOf = (own: Inherited): { alpha?: number } => {
  const alpha = alphaOf(own);
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
  const box = cellBounds(gridOfMap(map), rangeOf(layer));
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
        ...opacityOf(own),
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
    opacity: alphaOf(own),
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
        Sprite: { asset: image.asset, ...opacityOf(own) },
        ...kept(propertiesOf(layer.properties, context), facts),
      },
    },
  ];
}
