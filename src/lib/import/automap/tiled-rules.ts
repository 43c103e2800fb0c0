/** Automapping on maps of Tiled: rule maps from their files, and a map with its cells as rules see them and back. */
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type {
  TiledImage,
  TiledLayer,
  TiledMap,
  TiledObject,
  TiledProperty,
  TiledTileLayer,
  TiledTileset,
  TiledTilesetUse,
} from '../../tiled/model.ts';
import { baseName, SourceFiles } from '../source-files.ts';
import { TiledLibrary } from '../tiled/library.ts';
import { ImportSession } from '../tiled/source.ts';
import { CellGrid } from './cell-grid.ts';
import { autoCell, partsOf, type AutoCell } from './auto-cell.ts';
import type { PutObject, RuleLayer, RuleMap, WorkingMap } from './rule-map.ts';
import { fitsFilter, listRules } from './rules-file.ts';
import { runRules } from './run-rules.ts';

const FLIPS = 0xf0000000;
const NUMBER = 0x0fffffff;

/** A rule map and the maps that it is for. */
export interface RulesFor {
  rules: RuleMap;
  /** Names of maps, `*` standing for anything. */
  filter: string;
  /** Its tilesets, with their images in them. */
  tilesets: readonly TiledTileset[];
  /** What of it is not run on scenes, as sentences. */
  told: readonly string[];
  /** The map that it was read from. */
  map: TiledMap;
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

/** A number of a map by the name of its tileset; '' for nothing. */
function cellOf(map: TiledMap, value: number): AutoCell {
  const number = value & NUMBER;
  const use = map.tilesets.findLast(({ firstGid }) => number >= firstGid);
  return number === 0 || !use ? '' : autoCell(use.tileset.name, number - use.firstGid, (value & FLIPS) >>> 0);
}

/** The cells of a layer by the names of their tilesets. */
function* cellsOf(map: TiledMap, layer: TiledTileLayer): Generator<[x: number, y: number, cell: AutoCell]> {
  const known = new Map<number, AutoCell>();
  for (const { x, y, width, cells: values } of layer.chunks)
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      let cell = known.get(value);
      if (cell === undefined) known.set(value, (cell = cellOf(map, value)));
      if (cell !== '') yield [x + (at % width), y + Math.floor(at / width), cell];
    }
}

/** The cells of a layer of a rule map. */
const ruleCells = (map: TiledMap, layer: TiledTileLayer): Map<string, AutoCell> =>
  new Map(Array.from(cellsOf(map, layer), ([x, y, cell]) => [`${x},${y}`, cell]));

/** Width and height of a cell as coordinates of objects count it. */
const objectCell = ({ orientation, tileSize: [width, height] }: TiledMap): readonly [number, number] =>
  orientation === 'isometric' ? [height, height] : [width, height];

/** The cells that an object reaches into; lines count by where they begin. */
function keysOf({ shape, x, y, width, height }: TiledObject, map: TiledMap): string[] {
  const [across, down] = objectCell(map);
  const line = shape === 'polygon' || shape === 'polyline' || shape === 'point';
  const [w, h] = line ? [0, 0] : [width, height];
  // Tiles are held at their lower edge.
  const top = shape === 'tile' ? y - h : y;
  const [x0, y0] = [Math.floor(x / across), Math.floor(top / down)];
  const [x1, y1] = [
    Math.max(x0 + 1, Math.ceil((x + w) / across)),
    Math.max(y0 + 1, Math.ceil((top + h) / down)),
  ];
  const keys: string[] = [];
  for (let cy = y0; cy < y1; cy++) for (let cx = x0; cx < x1; cx++) keys.push(`${cx},${cy}`);
  return keys;
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
    layers: layers.flatMap((layer): RuleLayer[] => {
      const { name } = layer;
      if (name.startsWith('//') || layer.kind === 'image') return [];
      const own = { name, properties: plain(layer.properties) };
      if (layer.kind === 'tiles') return [{ ...own, cells: ruleCells(map, layer) }];
      const objects = layer.objects.map((object, index) => ({ index, keys: keysOf(object, map) }));
      return /^output[^_]*_/i.test(name) ? [{ ...own, cells: new Map(), objects }] : [];
    }),
    areas: layers.flatMap((layer) =>
      layer.kind === 'objects' && layer.name.toLowerCase() === 'rule_options'
        ? layer.objects.map((object) => ({
            ...cellsAround([object.x, object.width], width, 'x', 'width'),
            ...cellsAround([object.y, object.height], height, 'y', 'height'),
            properties: plain(object.properties),
          }))
        : [],
    ),
  };
}

/** From the first to behind the last cell that an area reaches into, along one axis. */
const cellsAround = <A extends string, B extends string>(
  [start, length]: readonly [number, number],
  cell: number,
  from: A,
  size: B,
): Record<A | B, number> => {
  const first = Math.floor(start / cell);
  return { [from]: first, [size]: Math.ceil((start + length) / cell) - first } as Record<A | B, number>;
};

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
        const map = library.map(found);
        return {
          filter,
          rules: ruleMapOf(baseName(found), map),
          tilesets: map.tilesets.map(({ tileset }) => withImages(tileset, files)),
          told: leftOutOf(map),
          map,
        };
      }),
    );
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
}

/** One tileset is one also when several rule maps use it. */
const carried = new WeakMap<TiledTileset, TiledTileset>();

/** A tileset that brings the bytes of its images along, so that it can go into maps that are read from other files. */
function withImages(tileset: TiledTileset, files: SourceFiles): TiledTileset {
  let made = carried.get(tileset);
  if (made) return made;
  const image = (own: TiledImage | null): TiledImage | null => {
    const path = own && !own.embedded ? files.find(own.at.file, own.source) : null;
    if (!own || path === null) return own;
    const format = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? 'png';
    return { ...own, embedded: { bytes: files.bytes(path), format } };
  };
  made = {
    ...tileset,
    image: image(tileset.image),
    tiles: tileset.tiles.map((tile) => ({ ...tile, image: image(tile.image) })),
  };
  carried.set(tileset, made);
  return made;
}

/** What a rule map has that is not run, in words. */
function leftOutOf(map: TiledMap): string[] {
  return [...flat(map.layers)].flatMap((layer) =>
    layer.kind === 'objects' && /^output[^_]*_/i.test(layer.name) && layer.objects.length > 0
      ? [`Layer "${layer.name}": objects are not put down by rules here.`]
      : [],
  );
}

/** Those of some rules that are for a map of this name. */
export const rulesForMap = (rules: readonly RulesFor[], name: string): RulesFor[] =>
  rules.filter(({ filter }) => fitsFilter(baseName(name), filter));

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
  const numbers = new Numbers(map.tilesets, rules);
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
  numbers: Numbers,
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

/** Cells as one chunk around all of them, by the numbers of the map. */
function chunksOf(numbers: Numbers, cells: CellGrid): TiledTileLayer['chunks'] {
  const places = Array.from(cells, ([x, y, cell]) => ({ x, y, value: numbers.of(cell) }));
  if (places.length === 0) return [];
  const least = (pick: (place: (typeof places)[number]) => number) =>
    places.reduce((low, each) => Math.min(low, pick(each)), Infinity);
  const [x, y] = [least((each) => each.x), least((each) => each.y)];
  const [width, height] = [1 - x - least((each) => -each.x), 1 - y - least((each) => -each.y)];
  const values = new Uint32Array(width * height);
  for (const place of places) values[(place.y - y) * width + place.x - x] = place.value;
  return [{ x, y, width, height, cells: values }];
}

/** How many numbers a tileset takes. */
const numbersOf = ({ count, columns, image, tiles, tileSize }: TiledTileset): number =>
  Math.max(
    count,
    tiles.reduce((most, { id }) => Math.max(most, id + 1), 1),
    // Older files do not say how many there are.
    count === 0 && image && tileSize[1] > 0 ? columns * Math.ceil(image.height / tileSize[1]) : 0,
  );

/** The numbers of tiles in a map; tilesets that it lacks are added from rules when they are first asked for. */
class Numbers {
  uses: TiledTilesetUse[];
  readonly #known = new Map<AutoCell, number>();
  readonly #rules: readonly RulesFor[];

  constructor(uses: readonly TiledTilesetUse[], rules: readonly RulesFor[]) {
    this.uses = [...uses];
    this.#rules = rules;
  }

  of(cell: AutoCell): number {
    let number = this.#known.get(cell);
    if (number === undefined) this.#known.set(cell, (number = this.#numberOf(cell)));
    return number;
  }

  #numberOf(cell: AutoCell): number {
    const { flips, tile, tileset: name } = partsOf(cell);
    let use = this.uses.find((each) => each.tileset.name === name);
    if (!use) {
      // Cells come from the map or from its rules, so one of them has it.
      const tileset = this.#rules.flatMap(({ tilesets }) => tilesets).find((each) => each.name === name)!;
      const firstGid = this.uses.reduce(
        (next, each) => Math.max(next, each.firstGid + numbersOf(each.tileset)),
        1,
      );
      this.uses.push((use = { firstGid, source: '', tileset }));
    }
    return (use.firstGid + tile + flips) >>> 0;
  }
}
