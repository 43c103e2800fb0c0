import type { Rect } from '../../base/geometry.ts';
import type { EntityData, ResolvedEntity } from '../../schema/project.ts';
import type { Placed } from './entity-geometry.ts';

/** One entity of the scene on screen, ready to paint and to hit. Replaced, never mutated. */
export interface SceneItem {
  readonly id: string;
  /** The entity of the document it belongs to: itself, or the prefab instance that brings it. */
  readonly owner: string;
  readonly entity: ResolvedEntity;
  readonly placed: Placed;
  /** What it paints on, in the scene. */
  readonly bounds: Rect;
  /** Its place from back to front. */
  readonly z: number;
  /** It, its layer and all above it are shown, and it is not left out while others are looked at alone. */
  readonly visible: boolean;
  /** The same without looking at some alone. */
  readonly shown: boolean;
  /** Among what is looked at alone, or nothing is. */
  readonly inside: boolean;
  /** It, its layer or something above it is. */
  readonly locked: boolean;
}

/** What decides about the order on screen. */
export function sameStructure(a: EntityData | undefined, b: EntityData): boolean {
  return a?.parent === b.parent && a.order === b.order && a.layer === b.layer && a.prefab === b.prefab;
}

/** Whether the same entities come of one entity of the document, in the same order. */
export const sameIds = (a: readonly ResolvedEntity[] | undefined, b: readonly ResolvedEntity[]): boolean =>
  a?.length === b.length && b.every(({ id }, i) => a[i]!.id === id);

/** Whether something above an entity is among some. */
export function isBelow(
  items: ReadonlyMap<string, SceneItem>,
  id: string,
  some: ReadonlyMap<string, unknown>,
): boolean {
  const seen = new Set<string>();
  let up = items.get(id)?.entity.parent ?? null;
  for (; up !== null && !seen.has(up); up = items.get(up)?.entity.parent ?? null) {
    if (some.has(up)) return true;
    seen.add(up);
  }
  return false;
}
