import type { Restorable } from '../base/restorable.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import { Entity, type SavedEntity } from './entity.ts';
import { HOT_STRIDE } from './game-world.ts';
import { HotTable, type SavedHotTable } from './hot-table.ts';

export interface SavedEntities {
  readonly table: SavedHotTable;
  readonly living: readonly Entity[];
  readonly pending: readonly Entity[];
  readonly dying: readonly Entity[];
  /** Of the living, then of the pending ones. */
  readonly states: readonly SavedEntity[];
  readonly sequence: number;
}

/** The entities of a playing scene: living ones, those that will live at the end of the tick, and the tree they form. */
export class EntityStore implements Restorable<SavedEntities> {
  readonly table = new HotTable();
  readonly #byId = new Map<string, Entity>();
  /** These two are replaced, never mutated. */
  #living: readonly Entity[] = [];
  #pending: readonly Entity[] = [];
  readonly #dying = new Set<Entity>();
  readonly #looks = new Set<Entity>();
  #sequence = 0;
  /** Changes whenever the set of living entities does. */
  version = 0;

  /** In stable order: that of the scene, then that of spawning. */
  get living(): readonly Entity[] {
    return this.#living;
  }

  /** Living and pending ones. */
  get all(): Entity[] {
    return [...this.#living, ...this.#pending];
  }

  find(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  /** Makes entities that live from the next {@link admit} on; parents may come after their children. */
  make(sources: readonly ResolvedEntity[]): Entity[] {
    const made = sources.map((source) => {
      const entity = new Entity(source.id, this.table.take(), ++this.#sequence, source);
      entity.pending = true;
      this.#byId.set(entity.id, entity);
      const { position, rotation } = source.components.Transform;
      const at = entity.slot * HOT_STRIDE;
      this.table.hot.set([...position, ...(source.components.Body?.velocity ?? [0, 0]), rotation], at);
      return entity;
    });
    sources.forEach(({ parent, components }, i) => {
      const entity = made[i]!;
      entity.parent = (parent !== null && this.#byId.get(parent)) || null;
      if (!entity.parent) return;
      entity.parent.children = [...entity.parent.children, entity];
      const { position, rotation } = components.Transform;
      entity.local = { x: position[0], y: position[1], rotation };
    });
    this.#pending = [...this.#pending, ...made];
    return made;
  }

  /** What was made comes to life; returned in that order. */
  admit(): readonly Entity[] {
    const admitted = this.#pending;
    if (admitted.length === 0) return admitted;
    this.#pending = [];
    for (const entity of admitted) {
      entity.pending = false;
      this.#looks.add(entity);
    }
    this.#living = [...this.#living, ...admitted];
    this.version++;
    return admitted;
  }

  /** Marks a living entity to die at the end of the tick. */
  doom(entity: Entity): void {
    this.#dying.add(entity);
  }

  /** What was marked, with everything below it, children after their parents; the marks are gone then. */
  takeDoomed(): Entity[] {
    const list = new Set<Entity>();
    for (const entity of this.#dying) for (const each of withDescendants(entity)) list.add(each);
    this.#dying.clear();
    return [...list];
  }

  /** Takes entities out; their slots are used again. */
  remove(entities: Iterable<Entity>): void {
    const dead = new Set(entities);
    if (dead.size === 0) return;
    for (const entity of dead) {
      entity.alive = false;
      if (this.#byId.get(entity.id) === entity) this.#byId.delete(entity.id);
      leaveParent(entity);
      this.#looks.delete(entity);
      this.table.release(entity.slot);
    }
    this.#living = this.#living.filter((entity) => !dead.has(entity));
    this.#pending = this.#pending.filter((entity) => !dead.has(entity));
    this.version++;
  }

  /** Takes everything out. */
  clear(): void {
    for (const entity of this.all) {
      entity.alive = false;
      leaveParent(entity);
    }
    this.#living = [];
    this.#pending = [];
    this.#dying.clear();
    this.#looks.clear();
    this.#byId.clear();
    this.table.clear();
  }

  save(): SavedEntities {
    return {
      table: this.table.save(),
      living: this.#living,
      pending: this.#pending,
      dying: [...this.#dying],
      states: this.all.map((entity) => entity.save()),
      sequence: this.#sequence,
    };
  }

  /** Puts the very same entities back; those that came since are dead. What looks different now is not told by {@link takeLooks}. */
  restore({ table, living, pending, dying, states, sequence }: SavedEntities): void {
    for (const entity of this.all) entity.alive = false;
    this.table.restore(table);
    this.#living = living;
    this.#pending = pending;
    this.#byId.clear();
    this.all.forEach((entity, i) => {
      entity.restore(states[i]!);
      this.#byId.set(entity.id, entity);
    });
    this.#dying.clear();
    for (const entity of dying) this.#dying.add(entity);
    this.#looks.clear();
    this.#sequence = sequence;
    // It counts on, so that nobody takes this set of entities for another of the same number.
    this.version++;
  }

  /** An entity looks different from now on. */
  touchLook(entity: Entity): void {
    this.#looks.add(entity);
  }

  /** Entities whose look has changed since the last call. */
  takeLooks(): Entity[] {
    const looks = [...this.#looks].filter((entity) => entity.alive);
    this.#looks.clear();
    return looks;
  }
}

export function leaveParent(entity: Entity): void {
  if (entity.parent) entity.parent.children = entity.parent.children.filter((child) => child !== entity);
}

/** An entity and everything below it, parents first. */
export function withDescendants(entity: Entity): Entity[] {
  return [entity, ...entity.children.flatMap(withDescendants)];
}
