import type { Vec2 } from '../base/geometry.ts';
import type { TiledMap } from './model.ts';

/** Where Tiled draws the points that objects of a map name, and back. Isometric maps count along their axes, in tile heights. */
export interface MapSpace {
  toScreen(point: Vec2): Vec2;
  toMap(point: Vec2): Vec2;
  /** Whether the axes are those of the screen. */
  straight: boolean;
  /** Where the corner of the box around cell 0, 0 lies. */
  origin: Vec2;
}

export function spaceOf({
  orientation,
  tileSize: [width, height],
  height: rows,
}: Pick<TiledMap, 'orientation' | 'tileSize' | 'height'>): MapSpace {
  if (orientation !== 'isometric')
    return { toScreen: (point) => point, toMap: (point) => point, straight: true, origin: [0, 0] };
  const left = (rows * width) / 2;
  const [dx, dy] = [width / 2, height / 2];
  return {
    toScreen: ([x, y]) => [((x - y) / height) * dx + left, ((x + y) / height) * dy],
    toMap: ([x, y]) => {
      const [across, down] = [(x - left) / dx, y / dy];
      return [((across + down) / 2) * height, ((down - across) / 2) * height];
    },
    straight: false,
    origin: [left - dx, 0],
  };
}
