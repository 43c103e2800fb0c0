/** Which part of a scene a person sees first. Pure. */
import { union, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { SceneIndex } from './scene-index.ts';
import type { SceneItem } from './scene-item.ts';
import { framed, initialView, type View } from './view.ts';

const MARGIN = 24;
/** Prefabs are small: they are shown larger than life. */
const CLOSE = 4;

/** What the scene's camera shows before anything moves; `null` in a scene without one. */
function cameraRect(items: Iterable<SceneItem>, [width, height]: Vec2): Rect | null {
  for (const { entity, placed } of items) {
    const camera = entity.components.Camera;
    if (!camera) continue;
    const size: Vec2 = [width / camera.zoom, height / camera.zoom];
    const bounded = camera.boundsMax.some((value) => value !== 0);
    const corner = ([0, 1] as const).map((axis) => {
      const wanted = placed.position[axis] - size[axis] / 2;
      if (!bounded) return wanted;
      return Math.max(camera.boundsMin[axis], Math.min(camera.boundsMax[axis] - size[axis], wanted));
    }) as [number, number];
    return { x: corner[0], y: corner[1], width: size[0], height: size[1] };
  }
  return null;
}

/**
 * The view on a scene that is opened for the first time: what its camera shows, else everything in it, at most at
 * 100 %, a prefab at 400 %. An empty scene shows at 100 % from its top left corner.
 * @param viewport width and height of the canvas in CSS pixels
 */
export function openingView({ items: byId, project, definition }: SceneIndex, viewport: Vec2): View {
  const items = [...byId.values()];
  let rect = project && cameraRect(items, project.settings.size);
  if (!rect) for (const item of items) if (item.visible) rect = union(rect, item.bounds);
  return rect ? framed(rect, viewport, MARGIN, definition ? CLOSE : 1) : initialView;
}
