/** Rules of automapping on the tile layers of scenes. Pure: what is to be painted comes back, and what has to be added for it. */
import { ProblemError } from '../../base/result.ts';
import { counted, named } from '../../base/words.ts';
import type { ProjectAddition, ReportLine } from '../../schema/addition.ts';
import type { PropertyValue, TilesetUse } from '../../schema/fields.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { CellRange } from '../../schema/tile-grid.ts';
import { TILE_MASK, tilesOf, type TileChunks } from '../../schema/tiles.ts';
import { flatten } from '../../tiled/typed-properties.ts';
import { SourceFiles } from '../source-files.ts';
import type { LooseEntity } from '../tiled/map-context.ts';
import { ImportSession } from '../tiled/source.ts';
import { TilesetTaker } from '../tiled/tilesets.ts';
import { CellGrid } from './cell-grid.ts';
import { autoCell, partsOf, type AutoCell } from './auto-cell.ts';
import type { WorkingMap } from './rule-map.ts';
import { RuleEntities } from './rule-entities.ts';
import { isLayerOption } from './rule-options.ts';
import { runRules } from './run-rules.ts';
import { rulesForMap, type RulesFor } from './tiled-rules.ts';

/** A tile layer of a scene. */
export interface RuledLayer {
  id: string;
  name: string;
  locked: boolean;
  tilesets: readonly TilesetUse[];
  tiles: TileChunks;
}

/** Tile layers that rules see as the layers of one map. */
export interface RuleTarget {
  /** The file name that filters of rules go by, such as `town.tmx`. */
  name: string;
  /** In cells; `null` for a map without borders. */
  size: { width: number; height: number } | null;
  /** Back to front: of two of one name the first is meant. */
  layers: readonly RuledLayer[];
  /** What else stands on it, which rules may take away. */
  objects: readonly RuledObject[];
}

/** An entity that is no tile layer. */
export interface RuledObject {
  id: string;
  /** Name of its layer. */
  layer: string;
  /** The cells that it reaches into. */
  cells: CellRange;
}

/** New cells of one layer. */
export interface RulePaint {
  /** Which of the targets. */
  target: number;
  /** Id of the layer; `null` for one that has to be made. */
  id: string | null;
  name: string;
  /** By the numbers of {@link RulesOutcome.tilesets}; 0 empties. */
  cells: readonly (readonly [x: number, y: number, value: number])[];
  /** Properties that its rules give to the layer. */
  properties: Readonly<Record<string, PropertyValue>>;
}

/** An entity that rules put down. */
export interface RulePut {
  /** Which of the targets. */
  target: number;
  /** Name of its layer. */
  layer: string;
  /** At its place from the corner of the box around cell 0, 0 of the target. */
  entity: LooseEntity;
}

export interface RulesOutcome {
  paints: readonly RulePaint[];
  puts: readonly RulePut[];
  /** Ids of entities that are taken away. */
  removed: readonly string[];
  /** How the cells are numbered. */
  tilesets: readonly TilesetUse[];
  /** Tilesets that the project lacks, with their images. */
  addition: ProjectAddition;
  /** What each rule map did. */
  report: readonly ReportLine[];
}

/**
 * Runs rules on tile layers. Tilesets are known by their names; those that a target uses itself come first.
 * Throws a {@link ProblemError} when an image of a tileset that the project lacks cannot be taken.
 * @param known the tilesets of the project by id
 * @param seed of what is left to chance
 */
export function runOnLayers(
  targets: readonly RuleTarget[],
  known: ProjectData['tilesets'],
  rules: readonly RulesFor[],
  seed: number,
  id?: () => string,
): RulesOutcome {
  const names = new TilesetNames(targets, known);
  const session = new ImportSession(new SourceFiles(new Map()), id);
  const taker = new TilesetTaker(session);
  const numbers = new CellNumbers(names, rules, session, taker);
  const entities = new RuleEntities(rules, session, taker, (name) => {
    const own = names.id(name);
    return own !== undefined && known[own] ? [own, known[own]] : null;
  });
  const report: ReportLine[] = [];
  const paints: RulePaint[] = [];
  const puts: RulePut[] = [];
  const removed: string[] = [];
  targets.forEach((target, at) => {
    const own = rulesForMap(rules, target.name);
    const working = workingOf(target, names);
    const matches = runRules(
      working,
      own.map((each) => each.rules),
      seed,
    );
    own.forEach((each, index) => report.push(lineOf(each, matches[index]!, target.name)));
    if (own.length === 0)
      report.push({
        ...{ file: target.name, what: 'Rules', how: 'left out' },
        detail: 'None of the rules are for a map of this name.',
      });
    for (const [name, { cells }] of working.layers) {
      const painted = Array.from(
        cells.changes(),
        ([x, y, cell]) => [x, y, cell === '' ? 0 : numbers.of(cell)] as const,
      );
      const layer = target.layers.find((each) => each.name === name);
      const properties = painted.length > 0 ? propertiesFor(name, working, own) : {};
      if (painted.length > 0)
        paints.push({ target: at, id: layer?.id ?? null, name, cells: painted, properties });
    }
    const left = new Set<string>();
    for (const { layer, what } of working.objects)
      if (typeof what === 'string') left.add(what);
      else puts.push({ target: at, layer, entity: entities.make(what) });
    for (const object of target.objects) if (!left.has(object.id)) removed.push(object.id);
  });
  return { paints, puts, removed, tilesets: numbers.uses, addition: numbers.addition, report };
}

/** Properties that rules give to a layer of tiles. */
function propertiesFor(
  name: string,
  { wrote }: WorkingMap,
  rules: readonly RulesFor[],
): Readonly<Record<string, PropertyValue>> {
  const given = [...(wrote.get(name) ?? [])].flatMap((source) => {
    const layer = rules.find(({ sources }) => sources.has(source))!.sources.get(source)!;
    return layer.kind === 'tiles' ? layer.properties.filter((each) => !isLayerOption(each.name)) : [];
  });
  return given.length === 0 ? {} : flatten(given, () => '').values;
}

function lineOf({ rules }: RulesFor, matches: number, target: string): ReportLine {
  const detail = matches === 0 ? 'Nothing matches.' : `${counted(matches, 'match', 'matches')}.`;
  return { file: rules.name, what: `On ${target}`, how: matches === 0 ? 'as it was' : 'changed', detail };
}

/** What rules did, as one sentence. */
export function toldOf({ paints, puts, removed, addition }: RulesOutcome): string {
  const count = paints.reduce((sum, { cells }) => sum + cells.length, 0);
  if (count + puts.length + removed.length === 0) return 'The rules changed nothing.';
  const layers = named([...new Set(paints.map(({ name }) => name))], 'layer', 'layers');
  const done = [
    ...(count > 0 ? [`changed ${counted(count, 'tile')} of ${layers}`] : []),
    ...(removed.length > 0 ? [`took ${counted(removed.length, 'object')} away`] : []),
    ...(puts.length > 0 ? [`put ${counted(puts.length, 'object')} down`] : []),
  ];
  const added = Object.values(addition.tilesets ?? {}).map(({ name }) => name);
  const more = added.length > 0 ? ` ${named(added, 'tileset', 'tilesets')} added.` : '';
  return `The rules ${done.join(', ')}.${more}`;
}

function workingOf({ name, size, layers, objects }: RuleTarget, names: TilesetNames): WorkingMap {
  const working: WorkingMap = {
    ...{ name, size, layers: new Map(), wrote: new Map() },
    objects: objects.map(({ id, ...object }) => ({ ...object, what: id })),
  };
  for (const layer of layers) {
    if (working.layers.has(layer.name)) continue;
    working.layers.set(layer.name, { locked: layer.locked, cells: new CellGrid(cellsOf(layer, names)) });
  }
  return working;
}

function* cellsOf(
  { tilesets, tiles }: RuledLayer,
  names: TilesetNames,
): Generator<[number, number, AutoCell]> {
  const known = new Map<number, AutoCell>();
  for (const [x, y, value] of tilesOf(tiles)) {
    let cell = known.get(value);
    if (cell === undefined) known.set(value, (cell = names.cell(tilesets, value)));
    if (cell !== '') yield [x, y, cell];
  }
}

/** Names of tilesets as rules know them, each for one tileset of the project. */
class TilesetNames {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor(targets: readonly RuleTarget[], known: ProjectData['tilesets']) {
    const used = targets.flatMap(({ layers }) =>
      layers.flatMap(({ tilesets }) => tilesets.map(({ tileset }) => tileset)),
    );
    for (const id of [...used, ...Object.keys(known)]) {
      const tileset = known[id];
      if (!tileset || this.#names.has(id)) continue;
      // Of several of one name only the first goes by it: no rule can mean the others.
      const name = this.#ids.has(tileset.name) ? `\0${id}` : tileset.name;
      this.#ids.set(name, id);
      this.#names.set(id, name);
    }
  }

  id(name: string): string | undefined {
    return this.#ids.get(name);
  }

  add(name: string, id: string): void {
    this.#ids.set(name, id);
  }

  /** A cell of a layer as rules see it; '' where its tileset is not there. */
  cell(uses: readonly TilesetUse[], value: number): AutoCell {
    const number = (value & TILE_MASK) >>> 0;
    let owner: TilesetUse | null = null;
    for (const use of uses)
      if (use.firstTile <= number && (!owner || use.firstTile > owner.firstTile)) owner = use;
    const name = owner && this.#names.get(owner.tileset);
    return owner && name !== undefined && name !== null
      ? autoCell(name, number - owner.firstTile, (value & ~TILE_MASK) >>> 0)
      : '';
  }
}

/** Numbers all tiles that rules put down in one way, whatever layer they go to. */
class CellNumbers {
  readonly uses: TilesetUse[] = [];
  readonly #first = new Map<string, number>();
  #next = 1;

  constructor(
    private readonly names: TilesetNames,
    private readonly rules: readonly RulesFor[],
    private readonly session: ImportSession,
    private readonly taker: TilesetTaker,
  ) {}

  get addition(): ProjectAddition {
    return { assets: this.session.assets, tilesets: this.taker.tilesets, files: this.session.bytes };
  }

  of(cell: AutoCell): number {
    const { flips, tile, tileset } = partsOf(cell);
    let first = this.#first.get(tileset);
    if (first === undefined) {
      first = this.#next;
      this.#first.set(tileset, first);
      this.uses.push({ firstTile: first, tileset: this.#idOf(tileset) });
      // More than any tileset has.
      this.#next += 1 << 20;
    }
    return (first + tile + flips) >>> 0;
  }

  #idOf(name: string): string {
    const known = this.names.id(name);
    if (known !== undefined) return known;
    const tileset = this.rules.flatMap(({ tilesets }) => tilesets).find((each) => each.name === name);
    if (!tileset) throw new ProblemError({ message: `The tileset "${name}" is missing.` });
    const { id } = this.taker.take({ tileset, firstGid: 1, source: '' });
    this.names.add(name, id);
    return id;
  }
}
