/** Changes of a tileset's rules. Pure: each gives the tileset as it is to be. */
import { inOrder, ordersBetween } from '../../../base/order.ts';
import {
  ANY,
  EMPTY,
  FILLED,
  NOT_OF_SET,
  OF_SET,
  type RuleSet,
  type TileRule,
} from '../../../schema/tile-rules.ts';
import type { TilesetData } from '../../../schema/project.ts';
import { lastOrder } from '../terrain/last-order.ts';
import type { Proposal } from './propose-rules.ts';

/** What a click on a cell of a pattern goes through. */
const TURN: readonly number[] = [ANY, OF_SET, NOT_OF_SET, FILLED, EMPTY];
/** What is asked of a cell, in words. */
export const askWords: Readonly<Record<number, string>> = {
  [ANY]: 'anything',
  [OF_SET]: 'a tile of this set',
  [NOT_OF_SET]: 'no tile of this set',
  [FILLED]: 'any tile',
  [EMPTY]: 'no tile',
};

export const nextAsk = (what: number, back = false): number =>
  TURN[(TURN.indexOf(what) + (back ? TURN.length - 1 : 1)) % TURN.length]!;

/** A pattern that looks at a square of another side length: what it asks stays where it is, from the middle. */
export function resizedPattern(pattern: readonly number[], side: number): number[] {
  const old = Math.sqrt(pattern.length);
  const by = (old - side) / 2;
  return Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) + by, Math.floor(at / side) + by];
    return x >= 0 && y >= 0 && x < old && y < old ? pattern[y * old + x]! : ANY;
  });
}

export function changeRules(tileset: TilesetData, id: string, fields: Partial<RuleSet>): TilesetData {
  const set = tileset.rules?.[id];
  return set ? { ...tileset, rules: { ...tileset.rules, [id]: { ...set, ...fields } } } : tileset;
}

export function addRuleSet(tileset: TilesetData, id: string, name: string): TilesetData {
  const set: RuleSet = { name, order: lastOrder(tileset.rules ?? {}), tile: -1, rules: {} };
  return { ...tileset, rules: { ...tileset.rules, [id]: set } };
}

export function removeRuleSet(tileset: TilesetData, id: string): TilesetData {
  const { [id]: _, ...rules } = tileset.rules ?? {};
  return { ...tileset, rules };
}

/** Sets fields of a rule; `null` takes it away. */
export function changeRule(
  tileset: TilesetData,
  id: string,
  rule: string,
  fields: Partial<TileRule> | null,
): TilesetData {
  const set = tileset.rules?.[id];
  const known = set?.rules[rule];
  if (!set || !known) return tileset;
  const { [rule]: _, ...others } = set.rules;
  return changeRules(tileset, id, {
    rules: fields ? { ...others, [rule]: { ...known, ...fields } } : others,
  });
}

/** One rule more, for these tiles, that fits everywhere. */
export function addRule(
  tileset: TilesetData,
  id: string,
  rule: string,
  tiles: readonly number[],
): TilesetData {
  const set = tileset.rules?.[id];
  if (!set) return tileset;
  const made: TileRule = {
    order: lastOrder(set.rules),
    pattern: Array.from({ length: 9 }, () => ANY),
    tiles: tiles.map((tile) => ({ tile, weight: 1 })),
    chance: 1,
  };
  return changeRules(tileset, id, { rules: { ...set.rules, [rule]: made } });
}

/** Moves a rule before the one that it comes after, or behind the one that it comes before. */
export function moveRule(tileset: TilesetData, id: string, rule: string, by: -1 | 1): TilesetData {
  const rules = inOrder(tileset.rules?.[id]?.rules ?? {});
  const at = rules.findIndex(([key]) => key === rule);
  const other = rules[at + by];
  if (at < 0 || !other) return tileset;
  const beyond = rules[at + 2 * by]?.[1].order ?? null;
  const [low, high] = by < 0 ? [beyond, other[1].order] : [other[1].order, beyond];
  return changeRule(tileset, id, rule, { order: ordersBetween(low, high, 1)[0]! });
}

/** Takes proposals over, behind the rules that there are. @param ids one for each */
export function acceptRules(
  tileset: TilesetData,
  id: string,
  proposals: readonly Proposal[],
  ids: readonly string[],
): TilesetData {
  const set = tileset.rules?.[id];
  if (!set) return tileset;
  const last = inOrder(set.rules).at(-1)?.[1].order ?? null;
  const orders = ordersBetween(last, null, proposals.length);
  const added = proposals.map(({ rule }, at) => [ids[at]!, { ...rule, order: orders[at]! }] as const);
  const middle = proposals.reduce<Proposal | null>(
    (most, each) => (!most || each.cells > most.cells ? each : most),
    null,
  );
  const tile = set.tile >= 0 ? set.tile : (middle?.rule.tiles[0]?.tile ?? -1);
  return changeRules(tileset, id, { tile, rules: { ...set.rules, ...Object.fromEntries(added) } });
}
