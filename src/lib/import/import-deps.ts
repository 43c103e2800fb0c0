import type { Problem } from '../base/result.ts';
import type { TiledMap } from '../tiled/model.ts';

/** Told before each step of an import: what comes now, how many of a kind are done, and of how many. */
export type Progress = (what: string, done: number, total: number) => void;

/** What is told while pictures are looked at, before anything else. */
export const PICTURES = 'pictures';

/** Where an import gets what must differ between runs, and whom it tells how far it is. */
export interface ImportDeps {
  /** A new id, unique in the project. */
  id?: () => string;
  progress?: Progress;
  /** Is told of a file that an import starts from and that cannot be read; the import goes on with the others. */
  failed?: (file: string, problem: Problem) => void;
  /** What is done to each map of Tiled before it is taken over, such as running rules on it. */
  prepared?: (map: TiledMap) => TiledMap;
}
