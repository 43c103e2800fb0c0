/** The tiles of a terrain set, ready to be chosen from. */
import type { TilesetData } from '../../../schema/project.ts';
import type { TerrainSet, WangId } from '../../../schema/terrain.ts';
import { TILE_MASK } from '../../../schema/tiles.ts';
import { allowedFlags, cleanWang, partsOf, turnedWang } from './places.ts';

/** A tile, mirrored or turned where that is allowed, that may be painted. */
export interface TerrainTile {
  /** What goes into a cell: number in the layer and flip flags. */
  readonly value: number;
  readonly wang: WangId;
  /** How often it is chosen against others that fit as well. */
  readonly weight: number;
  readonly turned: boolean;
}

/** Steps between terrains that no row of tiles joins. */
const APART = 50;

/** What a cell without a tile is labelled. */
export const NO_WANG: WangId = [0, 0, 0, 0, 0, 0, 0, 0];

export class TerrainTiles {
  readonly tiles: readonly TerrainTile[];
  readonly parts: readonly number[];
  /** Some tiles end at nothing: what is painted can have a border. */
  readonly ends: boolean;
  readonly #labels = new Map<number, WangId>();
  readonly #steps = new Map<number, Map<number, number>>();

  /** @param firstTile the number that tile 0 of the tileset has in the layer */
  constructor(
    readonly set: TerrainSet,
    private readonly tileset: TilesetData,
    private readonly firstTile: number,
  ) {
    this.parts = partsOf(set.type);
    const known = (terrain: number) => Object.hasOwn(set.colors, terrain);
    const flags = allowedFlags(tileset.transforms);
    const tiles: TerrainTile[] = [];
    for (const [number, given] of Object.entries(set.tiles)) {
      const tile = Number(number);
      const plain = cleanWang(given, set.type, known);
      this.#labels.set(tile, plain);
      const weight = (tileset.tiles[number]?.probability ?? 1) * this.#likelihood(plain);
      const seen = new Set<string>();
      for (const each of flags) {
        const wang = turnedWang(plain, each);
        // A tile that looks the same to its neighbours either way would be chosen too often.
        if (each !== 0 && tileset.transforms?.preferUntransformed && seen.has(wang.join())) continue;
        seen.add(wang.join());
        tiles.push({ value: (firstTile + tile + each) >>> 0, wang, weight, turned: each !== 0 });
      }
    }
    this.tiles = tiles;
    this.ends = tiles.some(({ wang }) => this.parts.some((part) => wang[part] === 0));
  }

  /** How likely the terrains of a label are, in the mean. */
  #likelihood(wang: WangId): number {
    const used = wang.filter((terrain) => terrain > 0);
    const sum = used.reduce((all, terrain) => all + (this.set.colors[terrain]?.probability ?? 1), 0);
    return used.length > 0 ? sum / used.length : 1;
  }

  get preferUntransformed(): boolean {
    return this.tileset.transforms?.preferUntransformed ?? false;
  }

  /** The label of a cell's tile as it lies there; `null` for no tile, and for those that the set does not know. */
  wangOf(value: number): WangId | null {
    const label = this.#labels.get((value & TILE_MASK) - this.firstTile);
    return label ? turnedWang(label, (value & ~TILE_MASK) >>> 0) : null;
  }

  /** How many tiles it takes at least to get from one terrain to another; 0 stands for none. */
  steps(from: number, to: number): number {
    if (from === to) return 0;
    let reached = this.#steps.get(from);
    if (!reached) this.#steps.set(from, (reached = this.#walk(from)));
    return reached.get(to) ?? APART;
  }

  #walk(from: number): Map<number, number> {
    const reached = new Map([[from, 0]]);
    for (const terrain of reached.keys())
      for (const { wang } of this.tiles) {
        if (!this.parts.some((part) => wang[part] === terrain)) continue;
        for (const part of this.parts)
          if (!reached.has(wang[part]!)) reached.set(wang[part]!, reached.get(terrain)! + 1);
      }
    return reached;
  }
}
