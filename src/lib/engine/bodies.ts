/** Keeps entities and their bodies together: poses and velocities travel between hot fields and physics. */
import { rotate, type Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';
import { defaultSettings } from '../schema/project.ts';
import { bodyShapeOf } from './body-spec.ts';
import type { ColliderContext } from './collider-spec.ts';
import type { Entity } from './entity.ts';
import { HOT_STRIDE } from './game-world.ts';
import type { HotTable } from './hot-table.ts';
import type { BodyState, ContactEvent, PhysicsWorld } from './physics.ts';

/** A contact of two living entities. */
export interface EntityContact extends Omit<ContactEvent, 'a' | 'b'> {
  a: Entity;
  b: Entity;
}

/** Which entity has which body. */
export interface SavedBodies {
  readonly owners: readonly (readonly [body: number, entity: Entity])[];
  readonly lastBody: number;
  readonly context: ColliderContext;
}

export class Bodies implements Restorable<SavedBodies> {
  readonly #byBody = new Map<number, Entity>();
  readonly #state: BodyState = { x: 0, y: 0, rotation: 0, vx: 0, vy: 0, angularVelocity: 0 };
  #lastBody = 0;
  /** Copy of #byBody for saved states, until it changes. */
  #owners: SavedBodies['owners'] | null = null;
  context: ColliderContext = { settings: defaultSettings, tilesets: {} };

  constructor(
    readonly physics: PhysicsWorld,
    private readonly table: HotTable,
  ) {}

  /**
   * Gives an entity the body that its components ask for, at its hot pose and velocity; one that it has is changed, so
   * that its joints and contacts hold. A body that physics refuses is left out; the message says why.
   */
  rebuild(entity: Entity): string | null {
    const shape = bodyShapeOf(entity, this.context, entity.local !== null);
    if (!shape) {
      this.remove(entity);
      return null;
    }
    const { hot } = this.table;
    const at = entity.slot * HOT_STRIDE;
    const [x, y] = this.#centre(entity);
    const id = entity.body ?? ++this.#lastBody;
    try {
      this.physics.replace({
        ...shape,
        // What follows is moved by its parent and pushes others, whatever it would be alone.
        type: entity.local ? 'kinematic' : shape.type,
        id,
        x,
        y,
        rotation: hot[at + 4]!,
        vx: hot[at + 2]!,
        vy: hot[at + 3]!,
        angularVelocity: hot[at + 5]!,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.remove(entity);
      return error.message;
    }
    if (entity.body === null) this.#owners = null;
    this.#byBody.set(id, entity);
    entity.body = id;
    this.table.accept(entity.slot);
    return null;
  }

  remove(entity: Entity): void {
    if (entity.body === null) return;
    this.physics.remove(entity.body);
    this.#byBody.delete(entity.body);
    this.#owners = null;
    entity.body = null;
  }

  /** Without the world of physics, which is saved apart, and the hot fields. */
  save(): SavedBodies {
    this.#owners ??= [...this.#byBody];
    return { owners: this.#owners, lastBody: this.#lastBody, context: this.context };
  }

  /** Gives entities the bodies that they had. */
  restore({ owners, lastBody, context }: SavedBodies): void {
    if (owners !== this.#owners) {
      for (const entity of this.#byBody.values()) entity.body = null;
      this.#byBody.clear();
      for (const [body, entity] of owners) {
        this.#byBody.set(body, entity);
        entity.body = body;
      }
      this.#owners = owners;
    }
    this.#lastBody = lastBody;
    this.context = context;
  }

  entityOf(body: number): Entity | undefined {
    return this.#byBody.get(body);
  }

  /** Step 5 of a tick: what scripts wrote goes to physics; what has no body moves by its own velocity. */
  writeBack(entities: readonly Entity[], dt: number): void {
    for (const entity of entities) {
      if (entity.local) this.#moveFollower(entity, dt);
      else if (entity.body === null) this.#drift(entity, dt);
      else this.#writeChanges(entity, entity.body);
    }
  }

  /** After the physics step: poses and velocities go to the hot fields, followers to their parents. */
  readBack(entities: readonly Entity[]): void {
    for (const entity of entities) if (!entity.local && entity.body !== null) this.#read(entity, entity.body);
    let placed: Set<Entity> | null = null;
    for (const entity of entities) if (entity.local) this.#place(entity, (placed ??= new Set()));
  }

  /** Contacts since the last call, those of the dead left out. */
  takeContacts(): EntityContact[] {
    return this.#ofEntities(this.physics.takeContacts());
  }

  /** Contacts that hold since an earlier step, those of the dead left out. */
  holdingContacts(): EntityContact[] {
    return this.#ofEntities(this.physics.contacts().filter(({ kind }) => kind === 'stay'));
  }

  /** Puts an entity at its pose, and what follows it; a body that moves by itself keeps its velocity. */
  teleport(entity: Entity): void {
    if (entity.body !== null) {
      const [x, y] = this.#centre(entity);
      this.physics.write(entity.body, { x, y, rotation: this.table.hot[entity.slot * HOT_STRIDE + 4]! });
    }
    this.table.accept(entity.slot);
    for (const child of entity.children) this.#place(child, new Set([entity]));
  }

  /** Recomputes the pose of a follower relative to its parent from where both are. */
  relate(entity: Entity): void {
    const { parent, local } = entity;
    if (!parent || !local) return;
    const { hot } = this.table;
    const own = entity.slot * HOT_STRIDE;
    const other = parent.slot * HOT_STRIDE;
    const turn = hot[other + 4]!;
    [local.x, local.y] = rotate([hot[own]! - hot[other]!, hot[own + 1]! - hot[other + 1]!], -turn);
    local.rotation = hot[own + 4]! - turn;
  }

  /** Moves a follower to its place at its parent, and those that follow it. */
  place(entity: Entity): void {
    this.#place(entity, new Set());
    for (const child of entity.children) this.place(child);
  }

  #ofEntities(events: readonly ContactEvent[]): EntityContact[] {
    const contacts: EntityContact[] = [];
    for (const contact of events) {
      const a = this.#byBody.get(contact.a);
      const b = this.#byBody.get(contact.b);
      if (a && b && a !== b) contacts.push({ ...contact, a, b });
    }
    return contacts;
  }

  /** From the anchor to the centre of the box, in scene pixels. */
  #toCentre(entity: Entity): Vec2 {
    const { anchor, size } = entity.components.Transform;
    if (anchor[0] === 0.5 && anchor[1] === 0.5) return [0, 0];
    const offset: Vec2 = [(0.5 - anchor[0]) * size[0], (0.5 - anchor[1]) * size[1]];
    return rotate(offset, this.table.hot[entity.slot * HOT_STRIDE + 4]!);
  }

  #centre(entity: Entity): Vec2 {
    const { hot } = this.table;
    const [dx, dy] = this.#toCentre(entity);
    return [hot[entity.slot * HOT_STRIDE]! + dx, hot[entity.slot * HOT_STRIDE + 1]! + dy];
  }

  #writeChanges(entity: Entity, body: number): void {
    const { hot, seen } = this.table;
    const at = entity.slot * HOT_STRIDE;
    const moved = hot[at] !== seen[at] || hot[at + 1] !== seen[at + 1] || hot[at + 4] !== seen[at + 4];
    const vx = hot[at + 2] !== seen[at + 2];
    const vy = hot[at + 3] !== seen[at + 3];
    const spin = hot[at + 5] !== seen[at + 5];
    // Most bodies are left alone in most ticks; those that rest must not be woken.
    if (!moved && !vx && !vy && !spin) return;
    const change: Partial<BodyState> = {};
    if (moved) {
      [change.x, change.y] = this.#centre(entity);
      change.rotation = hot[at + 4]!;
    }
    if (vx) change.vx = hot[at + 2]!;
    if (vy) change.vy = hot[at + 3]!;
    if (spin) change.angularVelocity = hot[at + 5]!;
    this.physics.write(body, change);
  }

  #drift(entity: Entity, dt: number): void {
    const { hot } = this.table;
    const at = entity.slot * HOT_STRIDE;
    hot[at] = hot[at]! + hot[at + 2]! * dt;
    hot[at + 1] = hot[at + 1]! + hot[at + 3]! * dt;
    hot[at + 4] = hot[at + 4]! + hot[at + 5]! * dt;
  }

  /** A follower's velocity moves it in the frame of its parent. */
  #moveFollower(entity: Entity, dt: number): void {
    const { hot, seen } = this.table;
    const at = entity.slot * HOT_STRIDE;
    if (hot[at] !== seen[at] || hot[at + 1] !== seen[at + 1] || hot[at + 4] !== seen[at + 4])
      this.relate(entity);
    const local = entity.local!;
    local.x += hot[at + 2]! * dt;
    local.y += hot[at + 3]! * dt;
    local.rotation += hot[at + 5]! * dt;
    if (entity.body === null) return;
    // Its body moves as its parent does, so that it carries what stands on it.
    const other = entity.parent!.slot * HOT_STRIDE;
    this.physics.write(entity.body, {
      vx: hot[other + 2]! + hot[at + 2]!,
      vy: hot[other + 3]! + hot[at + 3]!,
    });
  }

  #read(entity: Entity, body: number): void {
    const { hot } = this.table;
    const state = this.#state;
    const at = entity.slot * HOT_STRIDE;
    this.physics.read(body, state);
    hot[at + 4] = state.rotation;
    const [dx, dy] = this.#toCentre(entity);
    hot[at] = state.x - dx;
    hot[at + 1] = state.y - dy;
    hot[at + 2] = state.vx;
    hot[at + 3] = state.vy;
    hot[at + 5] = state.angularVelocity;
    this.table.accept(entity.slot);
  }

  /** Parents first, however the list is ordered. */
  #place(entity: Entity, placed: Set<Entity>): void {
    if (placed.has(entity)) return;
    placed.add(entity);
    const { parent, local } = entity;
    if (!parent || !local) return;
    this.#place(parent, placed);
    const { hot } = this.table;
    const own = entity.slot * HOT_STRIDE;
    const other = parent.slot * HOT_STRIDE;
    const turn = hot[other + 4]!;
    const [dx, dy] = rotate([local.x, local.y], turn);
    hot[own] = hot[other]! + dx;
    hot[own + 1] = hot[other + 1]! + dy;
    hot[own + 4] = local.rotation + turn;
    this.table.accept(entity.slot);
    if (entity.body === null) return;
    const [x, y] = this.#centre(entity);
    this.physics.write(entity.body, { x, y, rotation: hot[own + 4]! });
  }
}
