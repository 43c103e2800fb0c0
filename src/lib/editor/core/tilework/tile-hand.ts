import type { StampData } from '../../../schema/stamps.ts';
import type { RuleChoice, TerrainChoice } from '../terrain/terrain-hand.ts';
import type { CellSet } from './cell-set.ts';

/** What a person has in hand for painting tiles: their own, and not part of the project. */
export interface TileHand {
  /** `null` before anything was chosen or picked up. */
  readonly stamp: StampData | null;
  /** Each cell gets one of the stamp's tiles by chance. */
  readonly random: boolean;
  /** What the shape tool fills. */
  readonly shape: 'rectangle' | 'ellipse';
  /** Selected cells; `null` for none, which keeps nothing from being painted. */
  readonly region: TileRegion | null;
  /** The terrain that was chosen; the first one where none was. */
  readonly terrain?: TerrainChoice;
  /** The rules that were chosen; likewise. */
  readonly rules?: RuleChoice;
}

/** Cells of a tile layer; the other layers have them at the same place of the scene. */
export interface TileRegion {
  /** Id of the layer whose grid the cells are of. */
  readonly layer: string;
  readonly cells: CellSet;
}

export const emptyTileHand: TileHand = { stamp: null, random: false, shape: 'rectangle', region: null };
