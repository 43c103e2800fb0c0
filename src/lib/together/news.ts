/** What happens in a game that several play together, beside where everything is: told once, to everybody in the same order. */
import type { Drawing } from '../engine/drawing.ts';
import type { CameraNews } from '../net/play/messages.ts';
import type { GameState, GoingSound } from '../runtime/protocol.ts';
import type { ProjectData, ResolvedEntity, SceneData } from '../schema/project.ts';
import type { TileChanges } from '../schema/tile-changes.ts';

/** What of an entity is otherwise than it was told last; components that are gone are `null`. */
export interface EntityNews extends Partial<Omit<ResolvedEntity, 'id' | 'components'>> {
  readonly components?: Readonly<Record<string, unknown>>;
}

/** Entities go by their number in snapshots. */
export type News =
  /** All that was told is void: another scene, another moment, or the first word to somebody. */
  | { kind: 'scene'; scene: string }
  | { kind: 'entity'; entity: number; owner: number; is: ResolvedEntity }
  | { kind: 'changed'; entity: number; now: EntityNews }
  | { kind: 'tiles'; entity: number; changes: TileChanges }
  | { kind: 'owner'; entity: number; owner: number }
  | { kind: 'gone'; entity: number }
  /** What is drawn, back to front. */
  | { kind: 'order'; entities: readonly number[] }
  | {
      kind: 'project';
      tilesets?: ProjectData['tilesets'];
      assets?: ProjectData['assets'];
      settings?: ProjectData['settings'];
      scene?: SceneData['settings'];
      layers?: SceneData['layers'];
    }
  /** A script that players run themselves, to foresee what their own entity does. */
  | { kind: 'script'; path: string; source: string | null }
  | { kind: 'camera'; camera: CameraNews }
  | { kind: 'drawings'; drawings: readonly Drawing[] }
  | { kind: 'sound'; asset: string; volume: number }
  | { kind: 'sounds'; sounds: readonly GoingSound[] }
  | { kind: 'state'; state: GameState; score: number; message: string };

/** What came with a snapshot, in JSON: news for all, then those for one. */
export interface NewsOfTick {
  readonly tick: number;
  readonly news: readonly News[];
}
