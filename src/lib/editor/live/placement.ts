/** Where entities stand in the scene when parents are counted in. */
import { add, rotate, subtract, type Vec2 } from '../../base/geometry.ts';
import type { ProjectData, SceneData } from '../../schema/project.ts';
import { resolveEntity } from '../../schema/resolve.ts';

export interface Placement {
  /** The anchor, in scene pixels. */
  position: Vec2;
  /** Degrees, clockwise. */
  rotation: number;
}

/** An entity's place in the scene; the scene's own origin for `null` or an unknown id. */
export function placementOf(prefabs: ProjectData['prefabs'], scene: SceneData, id: string | null): Placement {
  const seen = new Set<string>();
  const visit = (at: string | null): Placement => {
    const entity = at === null || seen.has(at) ? undefined : scene.entities[at];
    if (!entity || at === null) return { position: [0, 0], rotation: 0 };
    seen.add(at);
    const own = resolveEntity(prefabs, at, entity).components.Transform;
    const parent = visit(entity.parent);
    return {
      position: add(parent.position, rotate(own.position, parent.rotation)),
      rotation: parent.rotation + own.rotation,
    };
  };
  return visit(id);
}

/** What a Transform says to stand at `place` below a parent that stands at `parent`. */
export function placedIn(parent: Placement, place: Placement): { position: Vec2; rotation: number } {
  const [x, y] = rotate(subtract(place.position, parent.position), -parent.rotation);
  // Turning back and forth leaves dust in the last digits.
  const clean = (value: number) => Math.round(value * 1e6) / 1e6 || 0;
  return { position: [clean(x), clean(y)], rotation: clean(place.rotation - parent.rotation) };
}
