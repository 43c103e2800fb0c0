/** Which terrain or set of rules is in hand, of those that the tilesets of a layer have. Pure. */
import { inOrder } from '../../../base/order.ts';
import type { TilesetUse } from '../../../schema/fields.ts';
import type { ProjectData } from '../../../schema/project.ts';
import { terrainsInOrder, type TerrainSet } from '../../../schema/terrain.ts';
import type { RuleSet } from '../../../schema/tile-rules.ts';

type Tilesets = ProjectData['tilesets'];

/** A terrain that is painted with; 0 takes away. */
export interface TerrainChoice {
  readonly tileset: string;
  readonly set: string;
  readonly terrain: number;
}

export interface RuleChoice {
  readonly tileset: string;
  readonly set: string;
}

/** The terrain sets of some tilesets. */
export const terrainsOf = (
  uses: readonly TilesetUse[],
  tilesets: Tilesets,
): { tileset: string; id: string; set: TerrainSet }[] =>
  uses.flatMap(({ tileset }) =>
    inOrder(tilesets[tileset]?.terrains ?? {}).map(([id, set]) => ({ tileset, id, set })),
  );

/** The rule sets of some tilesets. */
export const ruleSetsOf = (
  uses: readonly TilesetUse[],
  tilesets: Tilesets,
): { tileset: string; id: string; set: RuleSet }[] =>
  uses.flatMap(({ tileset }) =>
    inOrder(tilesets[tileset]?.rules ?? {}).map(([id, set]) => ({ tileset, id, set })),
  );

/** What was chosen, where it still is; else the first terrain that there is. */
export function terrainInHand(
  chosen: TerrainChoice | undefined,
  uses: readonly TilesetUse[],
  tilesets: Tilesets,
): TerrainChoice | null {
  const all = terrainsOf(uses, tilesets);
  const known = all.find(({ tileset, id }) => chosen?.tileset === tileset && chosen.set === id);
  if (chosen && known && (chosen.terrain === 0 || Object.hasOwn(known.set.colors, chosen.terrain)))
    return chosen;
  for (const { tileset, id, set } of known ? [known, ...all] : all) {
    const [first] = terrainsInOrder(set);
    if (first) return { tileset, set: id, terrain: first[0] };
  }
  return null;
}

/** The rules that were chosen, where they still are; else the first ones. */
export function rulesInHand(
  chosen: RuleChoice | undefined,
  uses: readonly TilesetUse[],
  tilesets: Tilesets,
): RuleChoice | null {
  const all = ruleSetsOf(uses, tilesets);
  const known = all.find(({ tileset, id }) => chosen?.tileset === tileset && chosen.set === id) ?? all[0];
  return known ? { tileset: known.tileset, set: known.id } : null;
}
