/** Rule maps of Tiled from their files. */
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type {
  TiledImage,
  TiledMap,
  TiledObjectLayer,
  TiledProperty,
  TiledTileLayer,
  TiledTileset,
} from '../../tiled/model.ts';
import { baseName, SourceFiles } from '../source-files.ts';
import { TiledLibrary } from '../tiled/library.ts';
import { ImportSession } from '../tiled/source.ts';
import { autoCell, type AutoCell } from './auto-cell.ts';
import type { RuleLayer, RuleMap } from './rule-map.ts';
import { fitsFilter, listRules } from './rules-file.ts';
import { cellsOf, flat, objectCells } from './tiled-cells.ts';

/** A rule map and the maps that it is for. */
export interface RulesFor {
  rules: RuleMap;
  /** Names of maps, `*` standing for anything. */
  filter: string;
  /** Its tilesets, with their images in them. */
  tilesets: readonly TiledTileset[];
  /** The map that it was read from, and its layers by those of the rules. */
  map: TiledMap;
  sources: ReadonlyMap<RuleLayer, TiledTileLayer | TiledObjectLayer>;
}

const OUTPUT = /^output[^_]*_/i;

const plain = (properties: readonly TiledProperty[]): Record<string, PropertyValue> =>
  Object.fromEntries(
    properties.flatMap(({ name, value }) => (typeof value === 'object' ? [] : [[name, value] as const])),
  );

/** The cells of a layer of a rule map. */
const ruleCells = (map: TiledMap, layer: TiledTileLayer): Map<string, AutoCell> =>
  new Map(Array.from(cellsOf(map, layer), ([x, y, cell]) => [`${x},${y}`, cell]));

/** A map as rules, and the layers of the map by those of the rules. */
function ruleMapOf(name: string, map: TiledMap): Pick<RulesFor, 'rules' | 'sources'> {
  const layers = [...flat(map.layers)];
  const sources = new Map<RuleLayer, TiledTileLayer | TiledObjectLayer>();
  const taken = (layer: TiledTileLayer | TiledObjectLayer, made: RuleLayer): RuleLayer[] => {
    sources.set(made, layer);
    return [made];
  };
  const special = map.tilesets.flatMap(({ tileset }) =>
    tileset.tiles.flatMap(({ id, properties }) => {
      const what = plain(properties).MatchType;
      return typeof what === 'string' ? [[autoCell(tileset.name, id, 0), what] as const] : [];
    }),
  );
  const [width, height] = map.tileSize;
  const rules: RuleMap = {
    name,
    properties: plain(map.properties),
    special: new Map(special),
    layers: layers.flatMap((layer): RuleLayer[] => {
      const { name } = layer;
      if (name.startsWith('//') || layer.kind === 'image') return [];
      const own = { name, properties: plain(layer.properties) };
      if (layer.kind === 'tiles') return taken(layer, { ...own, cells: ruleCells(map, layer) });
      const objects = layer.objects.map((object, index) => ({ index, cells: objectCells(object, map) }));
      return OUTPUT.test(name) ? taken(layer, { ...own, cells: new Map(), objects }) : [];
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
  return { rules, sources };
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
          ...ruleMapOf(baseName(found), map),
          tilesets: map.tilesets.map(({ tileset }) => withImages(tileset, files)),
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

/** Those of some rules that are for a map of this name. */
export const rulesForMap = (rules: readonly RulesFor[], name: string): RulesFor[] =>
  rules.filter(({ filter }) => fitsFilter(baseName(name), filter));
