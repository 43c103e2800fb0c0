import type { Restorable } from '../base/restorable.ts';
import type { ProjectData, ResolvedEntity } from '../schema/project.ts';
import type { Bodies } from './bodies.ts';
import type { EntityChanges } from './entity-changes.ts';
import type { Entity } from './entity.ts';
import { withDescendants, type EntityStore, type SavedEntities } from './entity-store.ts';
import { HOT_STRIDE, type SpawnOptions } from './game-world.ts';
import type { SceneJoints } from './scene-joints.ts';
import { instantiate } from './spawn.ts';

export interface SavedPopulation {
  readonly entities: SavedEntities;
  readonly spawned: number;
}

/** Where entities live. */
interface PopulatedScene {
  readonly data: ProjectData;
  readonly scene: string;
  readonly store: EntityStore;
  readonly bodies: Bodies;
  readonly joints: SceneJoints;
  readonly changes: EntityChanges;
}

/** How entities of a playing scene come and go: both take effect at the end of a tick. Bodies and joints come and go with them. */
export class Population implements Restorable<SavedPopulation> {
  #spawned = 0;

  constructor(private readonly scene: PopulatedScene) {}

  save(): SavedPopulation {
    return { entities: this.scene.store.save(), spawned: this.#spawned };
  }

  restore({ entities, spawned }: SavedPopulation): void {
    this.scene.store.restore(entities);
    this.#spawned = spawned;
  }

  /** An instance of a prefab, which lives from the next {@link admit} on; `null` for an unknown one. */
  spawn(type: string, options: SpawnOptions): Entity | null {
    const { data, scene, store } = this.scene;
    const sources = instantiate(data, scene, type, `spawned-${this.#spawned + 1}`, options);
    if (!sources) return null;
    this.#spawned++;
    const root = this.add(sources)[0]!;
    const at = root.slot * HOT_STRIDE;
    const { hot } = store.table;
    if (options.vx) hot[at + 2] = options.vx;
    if (options.vy) hot[at + 3] = options.vy;
    return root;
  }

  /** Makes entities and places them; parents may come after their children. They live from the next {@link admit} on. */
  add(sources: readonly ResolvedEntity[]): Entity[] {
    const { store, bodies } = this.scene;
    const added = store.make(sources);
    for (const entity of added) if (!entity.parent || !added.includes(entity.parent)) bodies.place(entity);
    // Its own body frees it from its parent; where it begins still depends on it.
    for (const entity of added) if (entity.components.Body) entity.local = null;
    return added;
  }

  /** What was added comes to life; returned in that order. */
  admit(): readonly Entity[] {
    const { store, changes, joints } = this.scene;
    const admitted = store.admit();
    for (const entity of admitted) changes.rebuild(entity);
    for (const entity of admitted) joints.adopt(entity);
    return admitted;
  }

  /** Makes entities that live at once. */
  appear(sources: readonly ResolvedEntity[]): readonly Entity[] {
    this.add(sources);
    return this.admit();
  }

  /** An entity is to die at the end of the tick; one that does not live yet goes at once. */
  destroy(entity: Entity): void {
    if (!entity.alive) return;
    if (entity.pending) this.bury(withDescendants(entity));
    else this.scene.store.doom(entity);
  }

  /** What is to die at the end of this tick, children after their parents. Still alive until {@link bury}. */
  dying(): Entity[] {
    return this.scene.store.takeDoomed();
  }

  bury(entities: readonly Entity[]): void {
    const { store, bodies, joints, changes } = this.scene;
    for (const entity of entities) {
      joints.forget(entity);
      bodies.remove(entity);
      changes.forget(entity);
    }
    store.remove(entities);
  }

  /** Nobody is left. */
  clear(): void {
    const { store, bodies, joints, changes } = this.scene;
    joints.clear();
    for (const entity of store.all) bodies.remove(entity);
    changes.clear();
    store.clear();
    bodies.takeContacts();
  }
}
