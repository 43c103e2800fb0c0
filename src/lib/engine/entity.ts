import type { Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { EntityRecord, Playing } from './entity-record.ts';

/** Shared by all without children or values. */
const nobody: readonly never[] = [];
const nothing: readonly never[] = [];

/** Where a follower is, seen from its parent's anchor and rotation. */
export interface LocalPose {
  x: number;
  y: number;
  rotation: number;
}

/** What of an entity can change; its body belongs to the world's bodies, its place to the rows of hot fields. */
export interface SavedEntity extends Pick<
  Entity,
  | 'alive'
  | 'name'
  | 'tags'
  | 'parent'
  | 'children'
  | 'components'
  | 'health'
  | 'owner'
  | 'playing'
  | 'visible'
  | 'z'
  | 'layer'
  | 'pending'
> {
  /** Names and values by turns: a map of each would take several times the memory. */
  readonly props: readonly PropertyValue[];
  readonly local: Readonly<LocalPose> | null;
}

/** An entity of a {@link World}; scripts see the {@link EntityRecord} part of it. */
export class Entity implements EntityRecord, Restorable<SavedEntity> {
  alive = true;
  name: string;
  readonly type: string;
  tags: readonly string[];
  parent: Entity | null = null;
  children: readonly Entity[] = nobody;
  components: ResolvedEntity['components'];
  readonly props = new Map<string, PropertyValue>();
  health = 100;
  owner = 0;
  visible: boolean;
  playing: Playing | null = null;
  z = 0;
  readonly startSize: Vec2;
  layer: string;
  /** Id of its body in physics; `null` without one. A new body gets a new id. */
  body: number | null = null;
  /** Moves with its parent at this pose; `null` for one that moves by itself. */
  local: LocalPose | null = null;
  /** Spawned in this tick, lives from its end on. */
  pending = false;
  #saved: SavedEntity | null = null;

  /** @param sequence place in the stable order of its world */
  constructor(
    readonly id: string,
    readonly slot: number,
    readonly sequence: number,
    source: ResolvedEntity,
  ) {
    this.name = source.name;
    this.type = source.type;
    this.tags = source.tags;
    this.components = source.components;
    this.visible = source.visible;
    this.startSize = source.components.Transform.size;
    this.layer = source.layer;
    for (const [key, value] of Object.entries(source.components.Properties?.values ?? {}))
      this.props.set(key, value);
    const health = this.props.get('health');
    if (typeof health === 'number') this.health = health;
  }

  /** The same value as the last time while nothing has changed: most entities stay as they are for long. */
  save(): SavedEntity {
    const before = this.#saved;
    if (before && this.#is(before)) return before;
    const {
      alive,
      name,
      tags,
      parent,
      children,
      components,
      health,
      owner,
      playing,
      visible,
      z,
      layer,
      pending,
    } = this;
    const props = this.props.size > 0 ? [...this.props].flat() : nothing;
    const local = this.local && { ...this.local };
    return (this.#saved = {
      alive,
      name,
      tags,
      parent,
      children,
      components,
      health,
      owner,
      playing,
      visible,
      z,
      layer,
      pending,
      props,
      local,
    });
  }

  restore(saved: SavedEntity): void {
    const { props, local, ...rest } = saved;
    Object.assign(this, rest);
    this.local = local && { ...local };
    this.props.clear();
    for (let i = 0; i < props.length; i += 2) this.props.set(props[i] as string, props[i + 1]!);
    this.#saved = saved;
  }

  /** As the painter wants it, with the components in force now. */
  resolved(): ResolvedEntity {
    return {
      id: this.id,
      name: this.name,
      type: this.type,
      parent: this.parent?.id ?? null,
      layer: this.layer,
      tags: this.tags,
      visible: this.visible,
      components: this.components,
    };
  }

  #is(saved: SavedEntity): boolean {
    return (
      this.alive === saved.alive &&
      this.name === saved.name &&
      this.tags === saved.tags &&
      this.parent === saved.parent &&
      this.children === saved.children &&
      this.components === saved.components &&
      this.health === saved.health &&
      this.owner === saved.owner &&
      this.playing === saved.playing &&
      this.visible === saved.visible &&
      this.z === saved.z &&
      this.layer === saved.layer &&
      this.pending === saved.pending &&
      sameProps(this.props, saved.props) &&
      sameLocal(this.local, saved.local)
    );
  }
}

/** In the same order too. */
function sameProps(now: ReadonlyMap<string, PropertyValue>, saved: SavedEntity['props']): boolean {
  if (now.size * 2 !== saved.length) return false;
  let at = 0;
  for (const [key, value] of now) if (key !== saved[at++] || !Object.is(value, saved[at++])) return false;
  return true;
}

function sameLocal(now: LocalPose | null, saved: Readonly<LocalPose> | null): boolean {
  if (!now || !saved) return now === saved;
  return now.x === saved.x && now.y === saved.y && now.rotation === saved.rotation;
}
