/** One map as layers and entities. */
import type { PropertyValue } from '../../schema/fields.ts';
import { factsOf } from '../../tiled/facts.ts';
import type { TiledLayer, TiledMap, TiledObject } from '../../tiled/model.ts';
import { spaceOf } from '../../tiled/space.ts';
import { problemAtPlace } from '../../tiled/place.ts';
import { matchTiles } from '../automap/match-tiles.ts';
import { takeLayers } from './layers.ts';
import { carrier, type FlatLayer, type MapContext } from './map-context.ts';
import type { CustomTypes } from './read/custom-types.ts';
import type { ImportSession } from './source.ts';
import type { MapTileset, TilesetTaker } from './tilesets.ts';

/** A map before it is a scene, or a part of one. */
export interface TakenMap {
  layers: readonly FlatLayer[];
  background: string;
  facts: Record<string, PropertyValue>;
}

export function takeMap(
  map: TiledMap,
  session: ImportSession,
  taker: TilesetTaker,
  types: CustomTypes,
): TakenMap {
  if (map.tilesets.some(({ tileset }) => tileset === matchTiles))
    throw problemAtPlace(
      map.at,
      'This map holds rules of automapping, rather than a level; run it by "Run automapping rules" in the editor or by --rules.',
    );
  const ids = new Map<number, string>();
  for (const { id } of objectsOf(map.layers)) if (id !== 0) ids.set(id, session.id());
  const tilesets = map.tilesets.map((use) => taker.take(use));
  const context: MapContext = {
    map,
    space: spaceOf(map),
    tilesets,
    session,
    types,
    objectId: (number) => ids.get(number) ?? '',
  };
  if (map.orientation === 'oblique')
    session.note({
      file: map.at.file,
      what: 'Map',
      how: 'changed',
      detail: 'It is oblique in Tiled; here its rows stand straight below each other.',
    });
  const layers = takeLayers(map.layers, context);
  const properties = carrier('map', 'Map', map.properties, context);
  const first = layers[0] ?? {
    // A scene needs a layer; a map does not.
    layer: { name: 'Objects', visible: true, locked: false, parallax: 1, imported: { kind: 'added' } },
    entities: [],
  };
  const withMap = properties
    ? [{ ...first, entities: [properties, ...first.entities] }, ...layers.slice(1)]
    : [first, ...layers.slice(1)];
  tellWhatCame(map, session);
  return { layers: withMap, background: map.background, facts: mapFacts(map, tilesets) };
}

function mapFacts(map: TiledMap, tilesets: readonly MapTileset[]): Record<string, PropertyValue> {
  return factsOf(
    {
      format: 'tiled',
      className: map.className,
      orientation: map.orientation,
      renderOrder: map.renderOrder,
      width: map.width,
      height: map.height,
      tileWidth: map.tileSize[0],
      tileHeight: map.tileSize[1],
      infinite: map.infinite,
      hexSide: map.hexSide,
      staggerAxis: map.staggerAxis,
      staggerIndex: map.staggerIndex,
      skewX: map.skew[0],
      skewY: map.skew[1],
      parallaxOriginX: map.parallaxOrigin[0],
      parallaxOriginY: map.parallaxOrigin[1],
      tilesets: tilesets.map(({ firstTile, id }) => ({ firstTile, tileset: id })),
    },
    {
      className: '',
      infinite: false,
      hexSide: 0,
      staggerAxis: '',
      staggerIndex: '',
      renderOrder: 'right-down',
      skewX: 0,
      skewY: 0,
      parallaxOriginX: 0,
      parallaxOriginY: 0,
    },
  );
}

function* allLayers(layers: readonly TiledLayer[]): Generator<TiledLayer> {
  for (const layer of layers) {
    yield layer;
    if (layer.kind === 'group') yield* allLayers(layer.layers);
  }
}

function* objectsOf(layers: readonly TiledLayer[]): Generator<TiledObject> {
  for (const layer of allLayers(layers)) if (layer.kind === 'objects') yield* layer.objects;
}

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function tellWhatCame({ at, layers, tilesets }: TiledMap, session: ImportSession): void {
  const counts = { tiles: 0, objects: 0, image: 0, group: 0 };
  for (const { kind } of allLayers(layers)) counts[kind]++;
  const objects = [...objectsOf(layers)].length;
  const parts = [
    [counts.tiles, 'tile layer'],
    [counts.objects, 'object layer'],
    [counts.image, 'image layer'],
    [counts.group, 'group'],
    [objects, 'object'],
    [tilesets.length, 'tileset'],
  ] as const;
  const what = parts.flatMap(([count, name]) => (count > 0 ? [many(count, name)] : []));
  session.note({ file: at.file, what: what.join(', ') || 'An empty map', how: 'as it was', detail: '' });
}
