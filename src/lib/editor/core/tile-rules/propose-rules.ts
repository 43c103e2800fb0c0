/**
 * Rules from an example: what stands around each tile that somebody drew tells where it belongs. The proposed rules give the example
 * back, and ask for no more than it takes to tell its tiles apart.
 */
import { ordersBetween } from '../../../base/order.ts';
import { ANY, NOT_OF_SET, OF_SET, type TileRule } from '../../../schema/tile-rules.ts';
import { TILE_MASK } from '../../../schema/tiles.ts';

/** A rule that the helper offers. */
export interface Proposal {
  readonly rule: TileRule;
  /** How many cells of the example it stands for. */
  readonly cells: number;
}

/** The eight cells around one, row by row. */
const AROUND = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const;
/** Those that are tried to be left out. Sides are asked as long as they tell something: a tile is of the middle because it is surrounded. */
const CORNERS = [0, 2, 5, 7] as const;

/** Which neighbours are of the set, one bit each. */
type Neighbours = number;

/** Some neighbourhoods that the same tiles stand in. */
interface Group {
  readonly seen: Map<Neighbours, number>;
  readonly tiles: Map<number, number>;
}

/** What a rule asks of the neighbours: those that `mask` names are to be as in `value`. */
interface Asked {
  readonly mask: number;
  readonly value: number;
}

/**
 * Rules that tell where the tiles of an example belong.
 * @param cells what was drawn: number in the tileset, with or without flips; everything else is taken for not of the set
 */
export function proposeRules(cells: Iterable<readonly [x: number, y: number, tile: number]>): Proposal[] {
  const drawn = new Map<string, readonly [x: number, y: number, tile: number]>();
  for (const [x, y, tile] of cells) drawn.set(`${x},${y}`, [x, y, tile & TILE_MASK]);
  const groups = groupsOf(drawn);
  const proposals = groups.flatMap((group) => {
    const others = groups.filter((each) => each !== group).flatMap(({ seen }) => [...seen.keys()]);
    return askedOf(group, others).map(({ asked, cells: count }) => ({ asked, count, group }));
  });
  // What asks for more goes first, so that it is not hidden by what asks for less.
  proposals.sort((a, b) => bits(b.asked.mask) - bits(a.asked.mask) || b.count - a.count);
  const orders = ordersBetween(null, null, proposals.length);
  return proposals.map(({ asked, count, group }, at) => ({
    rule: {
      order: orders[at]!,
      pattern: patternOf(asked),
      tiles: [...group.tiles].sort(([a], [b]) => a - b).map(([tile, weight]) => ({ tile, weight })),
      chance: 1,
    },
    cells: count,
  }));
}

/** Neighbourhoods put together by the tiles that were seen in them. */
function groupsOf(drawn: ReadonlyMap<string, readonly [number, number, number]>): Group[] {
  const byNeighbours = new Map<Neighbours, Map<number, number>>();
  for (const [x, y, tile] of drawn.values()) {
    const around = AROUND.reduce(
      (sum, [dx, dy], bit) => sum | (drawn.has(`${x + dx},${y + dy}`) ? 1 << bit : 0),
      0,
    );
    const tiles = byNeighbours.get(around) ?? new Map<number, number>();
    byNeighbours.set(around, tiles.set(tile, (tiles.get(tile) ?? 0) + 1));
  }
  const groups = new Map<string, Group>();
  for (const [around, tiles] of byNeighbours) {
    const key = [...tiles.keys()].sort((a, b) => a - b).join();
    const group = groups.get(key) ?? {
      seen: new Map<Neighbours, number>(),
      tiles: new Map<number, number>(),
    };
    groups.set(key, group);
    let count = 0;
    for (const [tile, times] of tiles) {
      group.tiles.set(tile, (group.tiles.get(tile) ?? 0) + times);
      count += times;
    }
    group.seen.set(around, count);
  }
  return [...groups.values()];
}

/** One question that all neighbourhoods of a group answer and no other does, or else several, each for some of them. */
function askedOf({ seen }: Group, others: readonly Neighbours[]): { asked: Asked; cells: number }[] {
  const all = [...seen.keys()];
  const first = all[0]!;
  const same = all.reduce((mask, each) => mask & ~(each ^ first), 0xff);
  const free = (asked: Asked) => !others.some((each) => (each & asked.mask) === asked.value);
  const together: Asked = { mask: same, value: first & same };
  if (free(together))
    return [
      { asked: looser(together, free), cells: [...seen.values()].reduce((sum, each) => sum + each, 0) },
    ];
  // One for each, as loose as may be; what it then covers needs none of its own.
  const found: { asked: Asked; cells: number }[] = [];
  const left = new Map(seen);
  for (const around of all) {
    if (!left.has(around)) continue;
    const asked = looser({ mask: 0xff, value: around }, free);
    let cells = 0;
    for (const [each, count] of left)
      if ((each & asked.mask) === asked.value) {
        cells += count;
        left.delete(each);
      }
    found.push({ asked, cells });
  }
  return found;
}

/** Leaves out what need not be asked to keep clear of other groups. */
function looser(asked: Asked, free: (asked: Asked) => boolean): Asked {
  let { mask } = asked;
  for (const bit of CORNERS) {
    const less = mask & ~(1 << bit);
    if (free({ mask: less, value: asked.value & less })) mask = less;
  }
  return { mask, value: asked.value & mask };
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

function patternOf({ mask, value }: Asked): number[] {
  const around = AROUND.map((_, bit) =>
    mask & (1 << bit) ? (value & (1 << bit) ? OF_SET : NOT_OF_SET) : ANY,
  );
  return [...around.slice(0, 4), ANY, ...around.slice(4)];
}
