/** Entities as the tools make them. Pure. */
import { boundsOf, type Rect, type Vec2 } from '../../base/geometry.ts';
import { inOrder, orderBetween } from '../../base/order.ts';
import { blankEntity } from '../../schema/blank.ts';
import { fractionBetween } from '../../schema/curves.ts';
import type { EntityData, ProjectData, SceneData } from '../../schema/project.ts';
import { tidyVec } from './entity-geometry.ts';
import { placedSprite } from './sheets/placed-sprite.ts';

/** `base`, or `base 2`, `base 3`… when the scene has it already. */
export function uniqueName(scene: SceneData, base: string): string {
  const taken = new Set(Object.values(scene.entities).map((entity) => entity.name));
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(`${base} ${n}`)) n++;
  return `${base} ${n}`;
}

/** An order key in front of all that stand below `parent`. */
export function orderInFront(scene: SceneData, parent: string | null): string {
  let last: string | null = null;
  for (const entity of Object.values(scene.entities))
    if (entity.parent === parent && (last === null || entity.order > last)) last = entity.order;
  return orderBetween(last, null);
}

/** The layer that new entities go to: the wanted one, else the one in front that is not locked; '' without layers. */
export function layerFor(scene: SceneData, wanted: string): string {
  if (Object.hasOwn(scene.layers, wanted)) return wanted;
  const layers = inOrder(scene.layers);
  return (layers.findLast(([, layer]) => !layer.locked && layer.visible) ?? layers.at(-1))?.[0] ?? '';
}

/** An entity in front of all others at the top of the scene, whose box is `rect`. */
export function entityIn(
  scene: SceneData,
  layer: string,
  name: string,
  { x, y, width, height }: Rect,
  components: EntityData['components'],
): EntityData {
  return blankEntity({
    name: uniqueName(scene, name),
    order: orderInFront(scene, null),
    layer: layerFor(scene, layer),
    components: {
      Transform: { position: tidyVec([x + width / 2, y + height / 2]), size: tidyVec([width, height]) },
      ...components,
    },
  });
}

/** Corners of a polygon as the box around them and fractions of that box; `null` where they enclose nothing. */
export function polygonIn(points: readonly Vec2[]): { rect: Rect; points: Vec2[] } | null {
  const found = lineIn(points);
  return found && points.length > 2 && found.rect.width > 0 && found.rect.height > 0 ? found : null;
}

/** Points of a line as the box around them and fractions of that box; `null` for less than two places. */
export function lineIn(points: readonly Vec2[]): { rect: Rect; points: Vec2[] } | null {
  const rect = boundsOf(points);
  if (!rect || rect.width + rect.height === 0) return null;
  return {
    rect,
    points: points.map(([x, y]) => [
      fractionBetween(rect.x, rect.width, x),
      fractionBetween(rect.y, rect.height, y),
    ]),
  };
}

/** The image that the sprite tool places: the picked one, else the first by name; `null` without images. */
export function spriteImage(
  assets: ProjectData['assets'],
  picked: string,
): ({ name: string } & ReturnType<typeof placedSprite>) | null {
  const images = Object.entries(assets)
    .filter(([, asset]) => asset.kind === 'image')
    .sort(([, a], [, b]) => (a.name < b.name ? -1 : 1));
  const [id, asset] = images.find(([each]) => each === picked) ?? images[0] ?? [];
  if (id === undefined || !asset) return null;
  return {
    name: asset.name.replace(/\.[^.]*$/, ''),
    ...placedSprite(id, asset.meta),
  };
}
