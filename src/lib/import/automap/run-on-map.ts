/** Automapping on a map of Tiled: its cells as rules see them, and back. */
import type { TiledLayer, TiledMap, TiledObject, TiledTileLayer } from '../../tiled/model.ts';
import { baseName } from '../source-files.ts';
import { CellGrid } from './cell-grid.ts';
import type { PutObject, WorkingMap } from './rule-map.ts';
import { runRules } from './run-rules.ts';
import { cellOf, cellsOf, flat, objectCell } from './tiled-cells.ts';
import { rulesForMap, type RulesFor } from './tiled-rules.ts';
import { chunksOf, TileNumbers } from './tile-numbers.ts';

/** A map as it is after rules have run on it, with the layers and tilesets that they need. */
export function automapped(map: TiledMap, all: readonly RulesFor[]): TiledMap {
  const rules = rulesForMap(all, map.at.file);
  if (rules.length === 0) return map;
  // Of several layers of one name the one at the very back is meant.
  const byName = new Map<string, TiledTileLayer>();
  for (const layer of flat(map.layers))
    if (layer.kind === 'tiles' && !byName.has(layer.name)) byName.set(layer.name, layer);
  const working: WorkingMap = {
    objects: [],
    name: baseName(map.at.file),
    size: map.infinite ? null : { width: map.width, height: map.height },
    layers: new Map(
      [...byName].map(([name, layer]) => [
        name,
        { locked: layer.locked, cells: new CellGrid(cellsOf(map, layer)) },
      ]),
    ),
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
  const written = (layer: TiledLayer): TiledLayer => {
    if (layer.kind === 'group') return { ...layer, layers: layer.layers.map(written) };
    const after = byName.get(layer.name) === layer ? working.layers.get(layer.name) : undefined;
    return after && layer.kind === 'tiles' ? { ...layer, chunks: chunksOf(numbers, after.cells) } : layer;
  };
  const layers = map.layers.map(written);
  const added = [...working.layers].flatMap(([name, { cells }]): TiledTileLayer[] =>
    byName.has(name) || cells[Symbol.iterator]().next().done
      ? []
      : [{ ...blankLayer(map, name), chunks: chunksOf(numbers, cells) }],
  );
  const whole = { ...map, layers: [...layers, ...added] };
  const put = working.objects.length > 0 ? withObjects(whole, working.objects, rules, numbers) : whole;
  return { ...put, tilesets: numbers.uses };
}

/** A map with the objects that rules put down, on the first layers of these names or on new ones. */
function withObjects(
  map: TiledMap,
  put: readonly PutObject[],
  rules: readonly RulesFor[],
  numbers: TileNumbers,
): TiledMap {
  const [across, down] = objectCell(map);
  let id = 0;
  for (const layer of flat(map.layers))
    if (layer.kind === 'objects') for (const object of layer.objects) id = Math.max(id, object.id);
  const more = new Map<string, TiledObject[]>();
  for (const { rules: own, source, index, layer, by } of put) {
    const from = rules.find((each) => each.rules === own)!.map;
    const objects = [...flat(from.layers)].flatMap((each) =>
      each.kind === 'objects' && each.name === source ? [each.objects] : [],
    )[0]!;
    const object = objects[index]!;
    const cell = object.gid === 0 ? '' : cellOf(from, object.gid);
    const moved = { x: object.x + by[0] * across, y: object.y + by[1] * down };
    const made = { ...object, ...moved, id: ++id, gid: cell === '' ? 0 : numbers.of(cell) };
    more.set(layer, [...(more.get(layer) ?? []), made]);
  }
  const grown = (layer: TiledLayer): TiledLayer => {
    if (layer.kind === 'group') return { ...layer, layers: layer.layers.map(grown) };
    const own = layer.kind === 'objects' ? more.get(layer.name) : undefined;
    if (!own || layer.kind !== 'objects') return layer;
    more.delete(layer.name);
    return { ...layer, objects: [...layer.objects, ...own] };
  };
  const layers = map.layers.map(grown);
  const added = [...more].map(([name, objects]): TiledLayer => {
    const {
      width: _,
      height: __,
      chunks: ___,
      encoding: ____,
      compression: _____,
      ...head
    } = blankLayer(map, name);
    return { ...head, kind: 'objects', color: '', drawOrder: 'topdown', objects };
  });
  return { ...map, layers: [...layers, ...added] };
}

const blankLayer = ({ at, width, height }: TiledMap, name: string): TiledTileLayer => ({
  ...{ kind: 'tiles', at, id: 0, name, className: '', opacity: 1, visible: true, locked: false, tint: '' },
  ...{ offset: [0, 0], parallax: [1, 1], mode: '', properties: [], width, height, chunks: [] },
  ...{ encoding: 'csv', compression: '' },
});
