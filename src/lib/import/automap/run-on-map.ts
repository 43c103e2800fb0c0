/** Automapping on a map of Tiled: its cells and objects as rules see them, and back. */
import type {
  TiledLayer,
  TiledMap,
  TiledObjectLayer,
  TiledProperty,
  TiledTileLayer,
} from '../../tiled/model.ts';
import { baseName } from '../source-files.ts';
import { CellGrid } from './cell-grid.ts';
import { placedObject } from './placed-object.ts';
import type { WorkingMap, WorkingObject } from './rule-map.ts';
import { isLayerOption } from './rule-options.ts';
import { runRules } from './run-rules.ts';
import { cellsOf, flat, objectCells } from './tiled-cells.ts';
import { rulesForMap, type RulesFor } from './tiled-rules.ts';
import { chunksOf, TileNumbers } from './tile-numbers.ts';

type Layers<T> = ReadonlyMap<string, T>;

/** Of several layers of one kind and name the one at the very back is meant. */
function byName<K extends TiledLayer['kind']>(
  { layers }: TiledMap,
  kind: K,
): Layers<Extract<TiledLayer, { kind: K }>> {
  const found = new Map<string, Extract<TiledLayer, { kind: K }>>();
  for (const layer of flat(layers))
    if (layer.kind === kind && !found.has(layer.name))
      found.set(layer.name, layer as Extract<TiledLayer, { kind: K }>);
  return found;
}

/** A map as it is after rules have run on it, with the layers and tilesets that they need. */
export function automapped(map: TiledMap, all: readonly RulesFor[]): TiledMap {
  const rules = rulesForMap(all, map.at.file);
  if (rules.length === 0) return map;
  const tileLayers = byName(map, 'tiles');
  const objectLayers = byName(map, 'objects');
  const working: WorkingMap = {
    name: baseName(map.at.file),
    size: map.infinite ? null : { width: map.width, height: map.height },
    layers: new Map(
      [...tileLayers].map(([name, layer]) => [
        name,
        { locked: layer.locked, cells: new CellGrid(cellsOf(map, layer)) },
      ]),
    ),
    objects: [...objectLayers].flatMap(([layer, { objects }]) =>
      objects.map((object, at) => ({ layer, cells: objectCells(object, map), what: String(at) })),
    ),
    wrote: new Map(),
  };
  runRules(
    working,
    rules.map((each) => each.rules),
    1,
  );
  const numbers = new TileNumbers(
    map.tilesets,
    rules.flatMap(({ tilesets }) => tilesets),
  );
  const put = objectsAfter(map, working.objects, rules, numbers);
  const tiles = (name: string, blank: TiledTileLayer): TiledTileLayer => ({
    ...blank,
    chunks: chunksOf(numbers, working.layers.get(name)!.cells),
    properties: propertiesAfter(blank, working, rules),
  });
  const objects = (name: string, blank: TiledObjectLayer): TiledObjectLayer => ({
    ...blank,
    objects: put(name, blank),
    properties: propertiesAfter(blank, working, rules),
  });
  const written = (layer: TiledLayer): TiledLayer => {
    if (layer.kind === 'group') return { ...layer, layers: layer.layers.map(written) };
    if (layer === tileLayers.get(layer.name)) return tiles(layer.name, layer as TiledTileLayer);
    if (layer === objectLayers.get(layer.name)) return objects(layer.name, layer as TiledObjectLayer);
    return layer;
  };
  const layers = map.layers.map(written);
  const isNew = (known: Layers<TiledLayer>) => (name: string) => !known.has(name);
  const addedTiles = [...working.layers.keys()]
    .filter(isNew(tileLayers))
    .map((name) => tiles(name, blankTiles(map, name)))
    .filter(({ chunks }) => chunks.length > 0);
  const addedObjects = [...new Set(working.objects.map(({ layer }) => layer))]
    .filter(isNew(objectLayers))
    .map((name) => objects(name, blankObjects(map, name)));
  return { ...map, layers: [...layers, ...addedTiles, ...addedObjects], tilesets: numbers.uses };
}

/** The objects of layers after rules have run: those of their own that are left, then those that were put down. */
function objectsAfter(
  map: TiledMap,
  objects: readonly WorkingObject[],
  rules: readonly RulesFor[],
  numbers: TileNumbers,
) {
  let id = 0;
  for (const layer of flat(map.layers))
    if (layer.kind === 'objects') for (const object of layer.objects) id = Math.max(id, object.id);
  return (name: string, before: TiledObjectLayer): TiledObjectLayer['objects'] =>
    objects
      .filter(({ layer }) => layer === name)
      .map(({ what }) =>
        typeof what === 'string'
          ? before.objects[Number(what)]!
          : { ...placedObject(what, rules, map, (cell) => numbers.of(cell)), id: ++id },
      );
}

/** The properties of a layer, and those of the layers of rules that put something on it. */
function propertiesAfter(
  { kind, name, properties }: TiledTileLayer | TiledObjectLayer,
  { wrote }: WorkingMap,
  rules: readonly RulesFor[],
): readonly TiledProperty[] {
  const all = new Map(properties.map((property) => [property.name, property]));
  for (const source of wrote.get(name) ?? []) {
    const layer = rules.find(({ sources }) => sources.has(source))!.sources.get(source)!;
    if (layer.kind !== kind) continue;
    for (const property of layer.properties)
      if (!isLayerOption(property.name)) all.set(property.name, property);
  }
  return [...all.values()];
}

const blankHead = ({ at }: TiledMap, name: string) => ({
  ...{ at, id: 0, name, className: '', opacity: 1, visible: true, locked: false, tint: '' },
  ...{ offset: [0, 0] as const, parallax: [1, 1] as const, mode: '', properties: [] },
});

const blankTiles = (map: TiledMap, name: string): TiledTileLayer => ({
  ...blankHead(map, name),
  ...{ kind: 'tiles', width: map.width, height: map.height, chunks: [], encoding: 'csv', compression: '' },
});

const blankObjects = (map: TiledMap, name: string): TiledObjectLayer => ({
  ...blankHead(map, name),
  ...{ kind: 'objects', color: '', drawOrder: 'topdown', objects: [] },
});
