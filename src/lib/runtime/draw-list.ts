import type { Entity } from '../engine/entity.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import { shownFrame } from '../engine/sprite-animation.ts';
import type { World } from '../engine/world.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import { tilesOnly } from './tile-edits.ts';
import { DRAW_STRIDE, type GameEvent } from './protocol.ts';

export const isDrawn = ({ components }: Entity): boolean =>
  Boolean(components.Sprite ?? components.Shape ?? components.Text ?? components.Tilemap);

/** Whether the view was told of an entity as it is now; what rows carry may differ. */
const looksLike = (entity: Entity, told: ResolvedEntity): boolean =>
  entity.components === told.components &&
  entity.layer === told.layer &&
  entity.name === told.name &&
  entity.tags === told.tags &&
  entity.visible === told.visible &&
  (entity.parent?.id ?? null) === told.parent;

/** What a world shows: drawable entities back to front, as rows for the game view and as events when looks change. */
export class DrawList {
  #list: Entity[] = [];
  /** Versions of the world and of its order that the list was made of; empty when it must be made anew. */
  #version = '';
  /** Those that the last events told of. */
  #told = '';
  /** Slots that the view knows, who is in them, and what it was told of that one. */
  readonly #shown = new Map<number, { readonly entity: Entity; readonly look: ResolvedEntity }>();
  /** The scene that the view shows; `null` when it is to be told. */
  #scene: string | null = null;
  #unsure = false;

  constructor(private readonly world: World) {}

  /** The view has forgotten everything. */
  reset(): void {
    this.#shown.clear();
    this.#version = '';
    this.#told = '';
    this.#scene = null;
  }

  /** The world is at another moment: the next events tell whatever is not as the view was told. */
  recheck(): void {
    if (this.world.scene !== this.#scene) this.reset();
    this.#unsure = true;
  }

  /** `scene`, `gone`, `look` and `tiles` events since the last call. */
  events(): GameEvent[] {
    const events: GameEvent[] = [];
    if (this.#scene === null) {
      this.#scene = this.world.scene;
      events.push({ kind: 'scene', scene: this.#scene });
    }
    const changed = new Set(this.world.store.takeLooks());
    if (this.#unsure)
      for (const { entity, look } of this.#shown.values()) if (!looksLike(entity, look)) changed.add(entity);
    this.#unsure = false;
    if (changed.size > 0) this.#version = '';
    const version = this.#current;
    if (changed.size === 0 && this.#told === version) return events;
    this.#told = version;
    this.#refresh();
    const now = new Set(this.#list);
    for (const [slot, { entity }] of [...this.#shown]) {
      if (now.has(entity)) continue;
      this.#shown.delete(slot);
      events.push({ kind: 'gone', slot });
    }
    for (const entity of this.#list) {
      const { slot } = entity;
      const told = this.#shown.get(slot);
      const known = told?.entity === entity ? told.look : undefined;
      if (known && !changed.has(entity)) continue;
      const look = entity.resolved();
      this.#shown.set(slot, { entity, look });
      const changes = tilesOnly(known, look);
      events.push(changes ? { kind: 'tiles', slot, changes } : { kind: 'look', slot, entity: look });
    }
    return events;
  }

  /** Entities that may be drawn: the most rows that {@link write} makes. */
  get length(): number {
    this.#refresh();
    return this.#list.length;
  }

  /** Fills rows, back to front, as protocol.ts lays them out; returns how many. Hidden entities and layers are left out. */
  write(rows: Float32Array): number {
    this.#refresh();
    const { hot, time, assets } = this.world;
    let count = 0;
    for (const entity of this.#list) {
      if (!isShown(this.world, entity)) continue;
      const at = count++ * DRAW_STRIDE;
      const from = entity.slot * HOT_STRIDE;
      const { Transform, Sprite } = entity.components;
      rows[at] = entity.slot;
      rows[at + 1] = hot[from]!;
      rows[at + 2] = hot[from + 1]!;
      rows[at + 3] = hot[from + 4]!;
      rows[at + 4] = Transform.size[0];
      rows[at + 5] = Transform.size[1];
      // The painter applies the opacity of each component; this one is for effects on the whole entity.
      rows[at + 6] = 1;
      rows[at + 7] = Sprite ? shownFrame(assets, entity, time) : 0;
    }
    return count;
  }

  get #current(): string {
    return `${this.world.version} ${this.world.view.order.version}`;
  }

  #refresh(): void {
    const version = this.#current;
    if (this.#version === version) return;
    this.#version = version;
    this.#list = this.world.entities().filter(isDrawn).sort(this.world.view.order.compare);
  }
}

/** Whether an entity is to be seen: neither it nor its layer, nor one above it, is hidden. */
export function isShown({ view }: World, entity: Entity): boolean {
  if (view.layers[entity.layer]?.visible === false) return false;
  for (let up: Entity | null = entity; up; up = up.parent) if (!up.visible) return false;
  return true;
}
