/** Painting with rule tiles: cells become part of a set or leave it, and rules say which tiles stand there and around. */
import { inOrder } from '../../../base/order.ts';
import {
  ANY,
  EMPTY,
  FILLED,
  NOT_OF_SET,
  OF_SET,
  type RuleSet,
  type TileRule,
} from '../../../schema/tile-rules.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK } from '../../../schema/tiles.ts';
import type { ChangedCell } from '../terrain/paint-terrain.ts';
import { hashOf } from '../terrain/chance.ts';

/** A rule as it is, or mirrored or turned. */
interface Variant {
  /** Cells that are asked something, from the cell itself. */
  readonly asks: readonly { dx: number; dy: number; what: number }[];
  /** What the tile is mirrored and turned with. */
  readonly flags: number;
}

/** Turns a distance as a tile with these flags is turned. */
function turned(dx: number, dy: number, flags: number): [number, number] {
  let [x, y] = flags & FLIP_DIAGONAL ? [dy, dx] : [dx, dy];
  if (flags & FLIP_X) x = -x;
  if (flags & FLIP_Y) y = -y;
  return [x, y];
}

/** The flips that a rule may also be tried with, none first. */
function flagsOf({ flipX = false, flipY = false, rotate = false }: TileRule): number[] {
  const mirrors = [
    0,
    ...(flipX ? [FLIP_X] : []),
    ...(flipY ? [FLIP_Y] : []),
    ...(flipX && flipY ? [FLIP_X + FLIP_Y] : []),
  ];
  if (!rotate) return mirrors;
  const turns = [0, FLIP_DIAGONAL + FLIP_X, FLIP_X + FLIP_Y, FLIP_DIAGONAL + FLIP_Y];
  if (!flipX && !flipY) return turns;
  return [...turns, FLIP_X, FLIP_Y, FLIP_DIAGONAL, FLIP_DIAGONAL + FLIP_X + FLIP_Y];
}

function variantsOf(rule: TileRule): Variant[] {
  const side = Math.sqrt(rule.pattern.length);
  const middle = (side - 1) / 2;
  const seen = new Set<string>();
  return flagsOf(rule).flatMap((flags) => {
    const asks = rule.pattern.flatMap((what, at) => {
      if (what === ANY) return [];
      const [dx, dy] = turned((at % side) - middle, Math.floor(at / side) - middle, flags);
      return [{ dx, dy, what }];
    });
    // A pattern that looks the same either way would hide that the tile was turned.
    const key = asks
      .map(({ dx, dy, what }) => `${dx},${dy},${what}`)
      .sort()
      .join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ asks, flags }];
  });
}

interface Ready {
  readonly rule: TileRule;
  readonly variants: readonly Variant[];
  readonly seed: number;
}

/** A set of rules, ready to be painted with. */
export class RuleTiles {
  readonly #rules: readonly Ready[];
  readonly #members: ReadonlySet<number>;
  /** How far the patterns see, in cells. */
  readonly reach: number;

  /** @param firstTile the number that tile 0 of the tileset has in the layer */
  constructor(
    readonly set: RuleSet,
    private readonly firstTile: number,
  ) {
    const rules = inOrder(set.rules).filter(([, rule]) => !rule.off);
    this.#rules = rules.map(([, rule], seed) => ({ rule, variants: variantsOf(rule), seed }));
    const tiles = Object.values(set.rules).flatMap((rule) => rule.tiles.map(({ tile }) => tile));
    this.#members = new Set(set.tile < 0 ? tiles : [...tiles, set.tile]);
    this.reach = Math.max(0, ...rules.map(([, { pattern }]) => (Math.sqrt(pattern.length) - 1) / 2));
  }

  /** Whether the tile in a cell is one of the set. */
  owns(value: number): boolean {
    return value !== 0 && this.#members.has((value & TILE_MASK) - this.firstTile);
  }

  /**
   * What changes when cells become part of the set, or leave it.
   * @param at what is in a cell now
   */
  paint(
    at: (x: number, y: number) => number,
    cells: Iterable<readonly [x: number, y: number]>,
    erase: boolean,
    seed: number,
  ): ChangedCell[] {
    const given = new Map<string, boolean>();
    const around = new Map<string, readonly [number, number]>();
    for (const [x, y] of cells) {
      given.set(`${x},${y}`, !erase);
      for (let dy = -this.reach; dy <= this.reach; dy++)
        for (let dx = -this.reach; dx <= this.reach; dx++)
          around.set(`${x + dx},${y + dy}`, [x + dx, y + dy]);
    }
    const isOwn = (x: number, y: number) => given.get(`${x},${y}`) ?? this.owns(at(x, y));
    const isFilled = (x: number, y: number) => given.get(`${x},${y}`) ?? at(x, y) !== 0;
    return [...around.values()].flatMap(([x, y]): ChangedCell[] => {
      const before = at(x, y);
      const erased = erase && given.has(`${x},${y}`);
      if (!isOwn(x, y) && !(erased && this.owns(before))) return [];
      const value = erased ? 0 : this.#tileFor(x, y, isOwn, isFilled, seed);
      return value === null || value === before ? [] : [[x, y, value]];
    });
  }

  #tileFor(
    x: number,
    y: number,
    isOwn: (x: number, y: number) => boolean,
    isFilled: (x: number, y: number) => boolean,
    seed: number,
  ): number | null {
    for (const { rule, variants, seed: own } of this.#rules) {
      if (rule.tiles.length === 0) continue;
      const fits = variants.find(({ asks }) =>
        asks.every(({ dx, dy, what }) => answers(what, isOwn(x + dx, y + dy), isFilled(x + dx, y + dy))),
      );
      if (!fits || (rule.chance < 1 && hashOf(seed + own * 7919, x, y) >= rule.chance)) continue;
      const tile = byWeight(rule.tiles, hashOf(seed + own * 104729 + 1, x, y));
      return (this.firstTile + tile + fits.flags) >>> 0;
    }
    return this.set.tile < 0 ? null : this.firstTile + this.set.tile;
  }
}

function answers(what: number, own: boolean, filled: boolean): boolean {
  switch (what) {
    case OF_SET:
      return own;
    case NOT_OF_SET:
      return !own;
    case FILLED:
      return filled;
    case EMPTY:
      return !filled;
    default:
      return true;
  }
}

function byWeight(tiles: TileRule['tiles'], chance: number): number {
  const sum = tiles.reduce((all, { weight }) => all + weight, 0);
  let left = chance * sum;
  for (const { tile, weight } of tiles) if ((left -= weight) < 0) return tile;
  return tiles.at(-1)!.tile;
}
