import type { PropertyValue } from '../schema/fields.ts';
import type { World } from '../engine/world.ts';

/** A played session as a small file: all that is needed to play it again, and how it ended. */
export interface Recording {
  /** Version of this format. */
  format: 1;
  /** Hash of what of the project the game depends on, so that a change of it can be told. */
  project: string;
  /** Id of the scene that was played first. */
  scene: string;
  seed: number;
  /** What earlier runs had stored. */
  stored: Readonly<Record<string, PropertyValue>>;
  /** How many ticks were played. */
  ticks: number;
  /** Lines of changes of the input. */
  inputs: readonly string[];
  /** How it ended: the hash of the state, and what a reader understands of it. */
  end: { hash: string; state: World['state']; score: number };
}
