/** Painting terrain: some corners and edges take another one, and the tiles around are chosen anew until they fit each other. */
import { hashOf } from './chance.ts';
import { cellsAt, placeOf, type Place } from './places.ts';
import { NO_WANG, type TerrainTile, type TerrainTiles } from './terrain-tiles.ts';

/** A cell that gets another value. */
export type ChangedCell = readonly [x: number, y: number, value: number];

/** How much it counts against a tile when a place would become other than it is to be, for each step between the terrains. */
const PAINTED = 1e9;
const DECIDED = 1e5;
const KNOWN = 10;
/** The same where nothing is known: what is painted goes on there, if it cannot end. */
const OPEN_SAME = 0.001;
const OPEN_OTHER = 0.002;
/** A cell is chosen anew at most so often, and so many cells at most: sets with gaps would go on for ever. */
const MOST_TIMES = 4;
const MOST_CELLS = 20_000;

interface Wanted {
  readonly terrain: number;
  readonly weight: number;
}

/**
 * Paints a terrain at some places. Cells that meet at them get a tile where there is none; others are changed only where tiles of the
 * set have to fit.
 * @param at what is in a cell now
 * @param terrain the terrain's number, 0 to take away
 * @param seed of the choice among tiles that fit alike
 */
export function paintTerrain(
  tiles: TerrainTiles,
  at: (x: number, y: number) => number,
  places: Iterable<Place>,
  terrain: number,
  seed: number,
): ChangedCell[] {
  return new Painting(tiles, at, terrain, seed).paint(places);
}

class Painting {
  readonly #cells = new Map<string, ChangedCell>();
  readonly #painted = new Set<string>();
  readonly #decided = new Map<string, number>();
  readonly #times = new Map<string, number>();
  readonly #queue: (readonly [x: number, y: number])[] = [];

  constructor(
    private readonly tiles: TerrainTiles,
    private readonly at: (x: number, y: number) => number,
    private readonly terrain: number,
    private readonly seed: number,
  ) {}

  paint(places: Iterable<Place>): ChangedCell[] {
    const touched = new Map<string, readonly [number, number]>();
    for (const place of places) {
      this.#painted.add(place.join());
      for (const { x, y } of cellsAt(place)) touched.set(`${x},${y}`, [x, y]);
    }
    if (this.terrain === 0 && !this.tiles.ends) return this.#emptied([...touched.values()]);
    this.#queue.push(...touched.values());
    for (let next = 0; next < this.#queue.length && next < MOST_CELLS; next++)
      this.#settle(...this.#queue[next]!);
    return [...this.#cells.values()].filter(([x, y, value]) => value !== this.at(x, y));
  }

  /** Where no tile ends at nothing: cells that are taken away as a whole go; where there is none, those that are touched. */
  #emptied(touched: (readonly [x: number, y: number])[]): ChangedCell[] {
    const own = touched.filter(([x, y]) => this.tiles.wangOf(this.at(x, y)) !== null);
    const whole = own.filter(([x, y]) =>
      this.tiles.parts.every((part) => this.#painted.has(placeOf(x, y, part).join())),
    );
    return (whole.length > 0 ? whole : own).map(([x, y]) => [x, y, 0]);
  }

  #value(x: number, y: number): number {
    return this.#cells.get(`${x},${y}`)?.[2] ?? this.at(x, y);
  }

  /** Chooses what goes into a cell, and calls up the neighbours that no longer fit. */
  #settle(x: number, y: number): void {
    const key = `${x},${y}`;
    const times = (this.#times.get(key) ?? 0) + 1;
    if (times > MOST_TIMES) return;
    this.#times.set(key, times);
    const chosen = this.#choose(x, y);
    if (!chosen) return;
    this.#cells.set(key, [x, y, chosen.value]);
    for (const part of this.tiles.parts) {
      const place = placeOf(x, y, part);
      const name = place.join();
      if (!this.#painted.has(name)) this.#decided.set(name, chosen.wang[part]!);
      for (const other of cellsAt(place)) {
        if (other.x === x && other.y === y) continue;
        const wang = this.tiles.wangOf(this.#value(other.x, other.y));
        if (wang && wang[other.part] !== chosen.wang[part]) this.#queue.push([other.x, other.y]);
      }
    }
  }

  /** The tile that fits best; what is there already stays when none fits better. */
  #choose(x: number, y: number): Pick<TerrainTile, 'value' | 'wang'> | null {
    const wanted = this.tiles.parts.map((part) => this.#wanted(x, y, part));
    const cost = (wang: readonly number[]) =>
      this.tiles.parts.reduce((sum, part, i) => sum + this.#cost(wanted[i]!, wang[part]!), 0);
    const prefers = this.tiles.preferUntransformed;
    let least = Infinity;
    let best: TerrainTile[] = [];
    for (const tile of this.tiles.tiles) {
      if (!(tile.weight > 0)) continue;
      const own = cost(tile.wang) + (prefers && tile.turned ? 1e-6 : 0);
      if (own < least) [least, best] = [own, [tile]];
      else if (own === least) best.push(tile);
    }
    const present = this.#value(x, y);
    const there = this.tiles.wangOf(present);
    if (this.terrain === 0 && cost(NO_WANG) <= least) return { value: 0, wang: NO_WANG };
    if (there && cost(there) <= least) return { value: present, wang: there };
    return best.length > 0 ? this.#byChance(best, x, y) : null;
  }

  #byChance(tiles: readonly TerrainTile[], x: number, y: number): TerrainTile {
    let left = hashOf(this.seed, x, y) * tiles.reduce((sum, { weight }) => sum + weight, 0);
    for (const tile of tiles) if ((left -= tile.weight) < 0) return tile;
    return tiles.at(-1)!;
  }

  #cost({ terrain, weight }: Wanted, given: number): number {
    if (weight > 0) return weight * this.tiles.steps(terrain, given);
    return given === 0 ? 0 : given === this.terrain ? OPEN_SAME : OPEN_OTHER;
  }

  /** What a part of a cell should be: as painted, as decided for a neighbour, as neighbours are, as it is. */
  #wanted(x: number, y: number, part: number): Wanted {
    const place = placeOf(x, y, part);
    const name = place.join();
    if (this.#painted.has(name)) return { terrain: this.terrain, weight: PAINTED };
    const decided = this.#decided.get(name);
    if (decided !== undefined) return { terrain: decided, weight: DECIDED };
    let own: Wanted = { terrain: 0, weight: 0 };
    for (const other of cellsAt(place)) {
      const wang = this.tiles.wangOf(this.#value(other.x, other.y));
      if (!wang) continue;
      const known = { terrain: wang[other.part]!, weight: KNOWN };
      if (other.x !== x || other.y !== y) return known;
      own = known;
    }
    return own;
  }
}
