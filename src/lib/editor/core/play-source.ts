/** A running game, as the canvas shows it. */
import type { ResolvedEntity } from '../../schema/project.ts';

/** One moment of a running game: draw rows as the protocol between page and worker lays them out. */
export interface PlayFrame {
  readonly draws: ArrayBuffer;
  /** Rows used in `draws`. */
  readonly count: number;
}

/** A running game as the canvas shows it. */
export interface PlaySource {
  /** Something runs, or is paused. */
  readonly active: boolean;
  /** The newest frame; its rows are read at once and never kept. */
  readonly frame: PlayFrame | null;
  /** How each drawn slot looks. */
  readonly looks: ReadonlyMap<number, { readonly entity: ResolvedEntity }>;
  /** Paths to draw beside the game, `null` for none. */
  readonly paths: PlayPaths | null;
  onFrame(fn: () => void): () => void;
  /** Calls back when `paths` may have changed. */
  onPaths(fn: () => void): () => void;
  /** Calls back when `active` may have changed. */
  onStatus(fn: () => void): () => void;
}

/** Where an entity of a running game was, moment by moment. */
export interface PlayPath {
  /** The first moment. */
  readonly from: number;
  /** x and y of each, in scene pixels; NaN while it was not there. */
  readonly points: Float32Array;
}

/** The path of an entity as it is, beside the one before the last edit was replayed. */
export interface PlayPaths {
  readonly entity: string;
  /** The moment that is shown. */
  readonly at: number;
  /** From which moment on the paths are of interest. */
  readonly from: number;
  readonly now: PlayPath;
  readonly before: PlayPath | null;
}
