import type { Vec2 } from '../base/geometry.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { EntityRecord } from './game-world.ts';

/** Where a follower is, seen from its parent's anchor and rotation. */
export interface LocalPose {
  x: number;
  y: number;
  rotation: number;
}

/** An entity of a {@link World}; scripts see the {@link EntityRecord} part of it. */
export class Entity implements EntityRecord {
  alive = true;
  name: string;
  readonly type: string;
  tags: readonly string[];
  parent: Entity | null = null;
  children: Entity[] = [];
  components: ResolvedEntity['components'];
  readonly props = new Map<string, PropertyValue>();
  health = 100;
  visible: boolean;
  z = 0;
  readonly startSize: Vec2;
  layer: string;
  /** Id of its body in physics; `null` without one. A new body gets a new id. */
  body: number | null = null;
  /** Moves with its parent at this pose; `null` for one that moves by itself. */
  local: LocalPose | null = null;
  /** Spawned in this tick, lives from its end on. */
  pending = false;

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
}
