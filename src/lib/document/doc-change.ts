import type { Origin } from './origin.ts';

/** What one transaction changed. */
export interface DocChange {
  /** Scene id to the entities in it that appeared, went or look different. */
  entities: ReadonlyMap<string, ReadonlySet<string>>;
  /** A scene appeared, went, or has another name, order or settings. */
  scenes: boolean;
  /** Scenes whose layers changed. */
  layers: ReadonlySet<string>;
  /** Paths of scripts that appeared, went or have another text. */
  scripts: ReadonlySet<string>;
  assets: boolean;
  tilesets: boolean;
  prefabs: boolean;
  comments: boolean;
  /** Name, format or settings of the project. */
  settings: boolean;
  origin: Origin;
}

/** What a transaction has changed so far, before anything of it is read. */
export class Pending {
  readonly entities = new Map<string, Set<string>>();
  /** Scenes that have been read as a whole. */
  readonly read = new Set<string>();
  scenes = false;
  readonly layers = new Set<string>();
  readonly scripts = new Set<string>();
  readonly changedPrefabs = new Set<string>();
  assets = false;
  tilesets = false;
  prefabs = false;
  comments = false;
  settings = false;
  any = false;

  entity(scene: string, ids: Iterable<string>): void {
    const set = this.entities.get(scene) ?? new Set();
    this.entities.set(scene, set);
    for (const id of ids) set.add(id);
  }
}
