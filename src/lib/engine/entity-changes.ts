import type { Restorable } from '../base/restorable.ts';
import { typeOfKey } from '../schema/components.ts';
import type { Bodies } from './bodies.ts';
import { effectsOf, withFields, without } from './component-changes.ts';
import type { Entity } from './entity.ts';
import type { EntityRecord } from './entity-record.ts';
import { leaveParent, type EntityStore } from './entity-store.ts';
import { HOT_STRIDE } from './game-world.ts';
import type { SceneJoints } from './scene-joints.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What follows changes of entities. */
interface ChangingScene {
  readonly store: EntityStore;
  readonly bodies: Bodies;
  readonly joints: SceneJoints;
  warn(text: string): void;
}

/** Changes of entities in a playing scene, by scripts and by the document; bodies, joints and looks follow. Saves whose bodies are stale. */
export class EntityChanges implements Restorable<readonly Entity[]> {
  /** Whose bodies are made anew before the next step: queries of this tick still see the old ones. */
  readonly #stale = new Set<Entity>();

  constructor(private readonly scene: ChangingScene) {}

  save(): readonly Entity[] {
    return [...this.#stale];
  }

  restore(stale: readonly Entity[]): void {
    this.#stale.clear();
    for (const entity of stale) this.#stale.add(entity);
  }

  setParent(entity: Entity, parent: Entity | null, dx: number, dy: number): void {
    for (let up = parent; up; up = up.parent) if (up === entity) return;
    const { hot } = this.scene.store.table;
    leaveParent(entity);
    entity.parent = parent;
    if (parent) parent.children = [...parent.children, entity];
    const at = entity.slot * HOT_STRIDE;
    const turn = parent ? hot[parent.slot * HOT_STRIDE + 4]! : 0;
    entity.local = parent && { x: dx, y: dy, rotation: hot[at + 4]! - turn };
    if (parent) {
      hot.fill(0, at + 2, at + 4);
      this.scene.bodies.place(entity);
    }
    this.makeStale(entity);
  }

  /**
   * Sets fields of a component; one that is not there is added, with the other fields at their defaults. Throws a RangeError for an
   * unknown field or a bad value.
   */
  setComponent(record: EntityRecord, key: string, fields: Fields): void {
    const entity = record as Entity;
    const { components, changed } = withFields(entity.components, key, fields);
    entity.components = components;
    this.componentsChanged(entity, key, changed);
  }

  /** Takes a component away. */
  removeComponent(record: EntityRecord, key: string): void {
    const entity = record as Entity;
    const { components, changed } = without(entity.components, key);
    entity.components = components;
    if (changed.length > 0) this.componentsChanged(entity, key, changed);
  }

  /** After fields of a component were replaced, or it was taken away: whatever depends on them follows. */
  componentsChanged(entity: Entity, key: string, fields: readonly string[]): void {
    const { store, joints } = this.scene;
    const effects = effectsOf(typeOfKey(key), fields);
    const { Body, Properties } = entity.components;
    if (effects.place) this.placeAsDocument(entity);
    if (effects.velocity) store.table.hot.set(Body?.velocity ?? [0, 0], entity.slot * HOT_STRIDE + 2);
    if (effects.properties)
      for (const [name, value] of Object.entries(Properties?.values ?? {})) entity.props.set(name, value);
    if (effects.body) this.makeStale(entity);
    if (effects.joint && !entity.pending) joints.refresh(entity, key, fields);
    if (effects.look) store.touchLook(entity);
  }

  /** Puts an entity where its Transform says, relative to its parent; velocities stay. */
  placeAsDocument(entity: Entity): void {
    const { store, bodies, joints } = this.scene;
    const { position, rotation } = entity.components.Transform;
    const at = entity.slot * HOT_STRIDE;
    const pose = { x: position[0], y: position[1], rotation };
    if (entity.local) Object.assign(entity.local, pose);
    else {
      if (entity.parent) {
        // Placed once through its parent, then on its own again.
        entity.local = pose;
        bodies.place(entity);
        entity.local = null;
      } else {
        const { hot } = store.table;
        hot[at] = pose.x;
        hot[at + 1] = pose.y;
        hot[at + 4] = pose.rotation;
      }
      bodies.teleport(entity);
    }
    bodies.place(entity);
    joints.restart(entity);
  }

  makeStale(entity: Entity): void {
    if (!entity.pending) this.#stale.add(entity);
  }

  /** Makes stale bodies anew. */
  settle(): void {
    for (const entity of this.#stale) this.rebuild(entity);
    this.#stale.clear();
  }

  /** Makes the body of an entity anew, now. */
  rebuild(entity: Entity): void {
    const { bodies, joints } = this.scene;
    const { body } = entity;
    const refused = bodies.rebuild(entity);
    if (refused) this.scene.warn(`${entity.name} takes no part in physics: ${refused}.`);
    if (body !== entity.body) joints.restart(entity);
  }

  /** An entity is no more. */
  forget(entity: Entity): void {
    this.#stale.delete(entity);
  }

  clear(): void {
    this.#stale.clear();
  }
}
