import type { FileType } from '../base/file-type.ts';
import type { Problem, Result } from '../base/result.ts';
import type { SheetMeta } from '../schema/sheet.ts';
import type { ImageHeader } from './image-header.ts';
import type { TiledMap } from '../tiled/model.ts';
import type { FoundWorld, WorldsAs } from './worlds.ts';

/** Told before each step of an import: what comes now, how many of a kind are done, and of how many. */
export type Progress = (what: string, done: number, total: number) => void;

/** What is told while pictures are looked at, before anything else. */
export const PICTURES = 'pictures';

/** Where an import gets what must differ between runs, and whom it tells how far it is. */
export interface ImportDeps {
  /** A new id, unique in the project. */
  id?: () => string;
  progress?: Progress;
  /** Whether maps of a world become a scene each, as is usual, or all together one scene. */
  worlds?: WorldsAs;
  /** Is told of a file that an import starts from and that cannot be read; the import goes on with the others. */
  failed?: (file: string, problem: Problem) => void;
  /** What is done to each map of Tiled before it is taken over, such as running rules on it. */
  prepared?: (map: TiledMap) => TiledMap;
}

/** Asks a person about worlds with several levels. */
export type AskWorlds = (worlds: readonly FoundWorld[]) => Promise<WorldsAs>;

/** A picture as it goes into a project, and what to tell the user of what it lost. */
export interface CleanImage {
  bytes: Uint8Array;
  note?: string;
  /** Of an animation all frames: for where it stands for itself. A map that names it means its first one. */
  sheet?: CleanSheet;
}

/** A picture of many frames, and what is told of it. */
export interface CleanSheet {
  bytes: Uint8Array;
  meta: SheetMeta;
}

export interface IntakeDeps extends ImportDeps {
  /** Is asked what becomes of worlds among the files, where `worlds` does not say it. */
  askWorlds?: AskWorlds;
  /** Encodes a picture anew, so that nothing comes in with it but its pixels. */
  cleanImage?: (
    bytes: Uint8Array,
    type: FileType,
    header: ImageHeader,
    file: string,
  ) => Promise<Result<CleanImage>>;
}
