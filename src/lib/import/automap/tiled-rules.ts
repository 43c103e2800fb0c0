/** Automapping on maps of Tiled: rule maps from their files, and a map with its cells as rules see them and back. */
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { TiledLayer, TiledMap, TiledProperty, TiledTileLayer } from '../../tiled/model.ts';
import { baseName, SourceFiles } from '../source-files.ts';
import { TiledLibrary } from '../tiled/library.ts';
import { ImportSession } from '../tiled/source.ts';
import { autoCell, type AutoCell, type RuleMap, type WorkingMap } from './rule-map.ts';
import { fitsFilter, listRules } from './rules-file.ts';
import { runRules } from './run-rules.ts';

const FLIPS = 0xf0000000;
const NUMBER = 0x0fffffff;

/** A rule map and the maps that it is for. */
export interface RulesFor {
  rules: RuleMap;
  /** Names of maps, `*` standing for anything. */
  filter: string;
}

const plain = (properties: readonly TiledProperty[]): Record<string, PropertyValue> =>
  Object.fromEntries(
    properties.flatMap(({ name, value }) => (typeof value === 'object' ? [] : [[name, value] as const])),
  );

function* flat(layers: readonly TiledLayer[]): Generator<Exclude<TiledLayer, { kind: 'group' }>> {
  for (const layer of layers) {
    if (layer.kind === 'group') yield* flat(layer.layers);
    else yield layer;
  }
}

/** The cells of a layer by the names of their tilesets. */
function cellsOf(map: TiledMap, layer: TiledTileLayer): Map<string, AutoCell> {
  const cells = new Map<string, AutoCell>();
  for (const { x, y, width, cells: values } of layer.chunks)
    values.forEach((value, at) => {
      const number = value & NUMBER;
      const use = map.tilesets.findLast(({ firstGid }) => number >= firstGid);
      if (number === 0 || !use) return;
      const cell = autoCell(use.tileset.name, number - use.firstGid, (value & FLIPS) >>> 0);
      cells.set(`${x + (at % width)},${y + Math.floor(at / width)}`, cell);
    });
  return cells;
}

function ruleMapOf(name: string, map: TiledMap): RuleMap {
  const layers = [...flat(map.layers)];
  const special = map.tilesets.flatMap(({ tileset }) =>
    tileset.tiles.flatMap(({ id, properties }) => {
      const what = plain(properties).MatchType;
      return typeof what === 'string' ? [[autoCell(tileset.name, id, 0), what] as const] : [];
    }),
  );
  const [width, height] = map.tileSize;
  return {
    name,
    properties: plain(map.properties),
    special: new Map(special),
    layers: layers.flatMap((layer) =>
      layer.kind === 'tiles' && !layer.name.startsWith('//')
        ? [{ name: layer.name, cells: cellsOf(map, layer), properties: plain(layer.properties) }]
        : [],
    ),
    areas: layers.flatMap((layer) =>
      layer.kind === 'objects' && layer.name.toLowerCase() === 'rule_options'
        ? layer.objects.map((object) => ({
            x: object.x / width,
            y: object.y / height,
            width: object.width / width,
            height: object.height / height,
            properties: plain(object.properties),
          }))
        : [],
    ),
  };
}

/**
 * The rule maps that a file names: rules.txt, or a rule map itself.
 * @param path one of the files, by path or name
 */
export function rulesFrom(path: string, given: ReadonlyMap<string, Uint8Array>): Result<RulesFor[]> {
  const files = new SourceFiles(given);
  const find = (wanted: string) => files.find('', wanted);
  const listed = listRules(path, (wanted) => {
    const found = find(wanted);
    return found === null ? null : new TextDecoder().decode(files.bytes(found));
  });
  if (!listed.ok) return listed;
  try {
    const library = new TiledLibrary(new ImportSession(files));
    return ok(
      listed.value.map(({ path: wanted, filter }) => {
        const found = find(wanted);
        if (found === null)
          throw new ProblemError({ file: path, message: `The rule map "${wanted}" is missing.` });
        return { filter, rules: ruleMapOf(baseName(found), library.map(found)) };
      }),
    );
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
}

/** Those of some rules that are for a map of this name. */
export const rulesForMap = (rules: readonly RulesFor[], name: string): RuleMap[] =>
  rules.filter(({ filter }) => fitsFilter(baseName(name), filter)).map((each) => each.rules);

/** A map as it is after rules have run on it; throws a {@link ProblemError} for tiles of a tileset that the map has not. */
export function automapped(map: TiledMap, all: readonly RulesFor[]): TiledMap {
  const rules = rulesForMap(all, map.at.file);
  if (rules.length === 0) return map;
  const layers = [...flat(map.layers)].filter((layer) => layer.kind === 'tiles');
  const working: WorkingMap = {
    name: baseName(map.at.file),
    size: map.infinite ? null : { width: map.width, height: map.height },
    layers: new Map(
      layers.map((layer) => [layer.name, { locked: layer.locked, cells: cellsOf(map, layer) }]),
    ),
  };
  runRules(working, rules, 1);
  const written = (layer: TiledLayer): TiledLayer => {
    if (layer.kind === 'group') return { ...layer, layers: layer.layers.map(written) };
    const after = layer.kind === 'tiles' ? working.layers.get(layer.name) : undefined;
    return after && layer.kind === 'tiles' ? { ...layer, chunks: chunksOf(map, after.cells) } : layer;
  };
  const known = new Set(layers.map(({ name }) => name));
  const added = [...working.layers].flatMap(([name, { cells }]): TiledTileLayer[] =>
    known.has(name) || cells.size === 0 ? [] : [{ ...blankLayer(map, name), chunks: chunksOf(map, cells) }],
  );
  return { ...map, layers: [...map.layers.map(written), ...added] };
}

const blankLayer = ({ at, width, height }: TiledMap, name: string): TiledTileLayer => ({
  ...{ kind: 'tiles', at, id: 0, name, className: '', opacity: 1, visible: true, locked: false, tint: '' },
  ...{ offset: [0, 0], parallax: [1, 1], mode: '', properties: [], width, height, chunks: [] },
  ...{ encoding: 'csv', compression: '' },
});

/** Cells as one chunk around all of them, by the numbers of the map. */
function chunksOf(map: TiledMap, cells: ReadonlyMap<string, AutoCell>): TiledTileLayer['chunks'] {
  const places = [...cells].map(([key, cell]) => {
    const comma = key.indexOf(',');
    return { x: Number(key.slice(0, comma)), y: Number(key.slice(comma + 1)), value: numberIn(map, cell) };
  });
  if (places.length === 0) return [];
  const least = (pick: (place: (typeof places)[number]) => number) =>
    places.reduce((low, each) => Math.min(low, pick(each)), Infinity);
  const [x, y] = [least((each) => each.x), least((each) => each.y)];
  const [width, height] = [1 - x - least((each) => -each.x), 1 - y - least((each) => -each.y)];
  const values = new Uint32Array(width * height);
  for (const place of places) values[(place.y - y) * width + place.x - x] = place.value;
  return [{ x, y, width, height, cells: values }];
}

function numberIn(map: TiledMap, cell: AutoCell): number {
  const [flips = '0', tile = '0', ...name] = cell.split('|');
  const tileset = name.join('|');
  const use = map.tilesets.find((each) => each.tileset.name === tileset);
  if (!use)
    throw new ProblemError({
      file: map.at.file,
      message: `Rules put tiles of the tileset "${tileset}" here, which the map has not; add it to the map in Tiled.`,
    });
  return (use.firstGid + Number(tile) + Number(flips)) >>> 0;
}
