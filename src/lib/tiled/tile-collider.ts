import type { Vec2 } from '../base/geometry.ts';
import type { StoredComponent, TileData } from '../schema/project.ts';

/** The colliders of an object that shows a tile: what bodies bump into where the tile is solid. */
export function tileColliders(
  data: TileData | undefined,
  [width, height]: Vec2,
  flipX: boolean,
  flipY: boolean,
): Record<string, StoredComponent> {
  if (!data?.solid) return {};
  const way = data.oneWay ? { oneWay: true } : {};
  if (!data.collision) return { Collider: { shape: 'box', ...way } };
  return Object.fromEntries(
    data.collision.map((outline, at) => {
      const points = outline.map(([x, y]): Vec2 => [
        flipX ? 1 - x / width : x / width,
        flipY ? 1 - y / height : y / height,
      ]);
      return [at === 0 ? 'Collider' : `Collider:${at + 1}`, { shape: 'polygon', points, ...way }];
    }),
  );
}
