import type { Vec2 } from '../base/geometry.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ResolvedEntity } from '../schema/project.ts';

/** One entity as it runs. */
export interface RunningValues {
  /** Placed relative to its parent; grids of tiles are left out. */
  entity: ResolvedEntity;
  /** Pixels per second. */
  velocity: Vec2;
  /** What scripts keep with it. */
  values: Readonly<Record<string, PropertyValue>>;
}
