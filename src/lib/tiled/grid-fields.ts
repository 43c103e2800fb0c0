import type { ComponentData } from '../schema/components.ts';
import { gridOf, type TileGrid } from '../schema/tile-grid.ts';
import type { TiledMap } from './model.ts';

type GridFields = Partial<
  Pick<ComponentData<'Tilemap'>, 'grid' | 'staggerAxis' | 'staggerIndex' | 'hexSide' | 'drawOrder'>
>;

type GridOfMap = Pick<
  TiledMap,
  'orientation' | 'staggerAxis' | 'staggerIndex' | 'hexSide' | 'renderOrder' | 'tileSize'
>;

const drawOrders = ['right-up', 'left-down', 'left-up'] as const;

/** The fields of a Tilemap that make its grid that of a map; none for an orthogonal one. */
export function tiledGrid({
  orientation,
  staggerAxis,
  staggerIndex,
  hexSide,
  renderOrder,
}: Omit<GridOfMap, 'tileSize'>): GridFields {
  const drawOrder = drawOrders.find((order) => order === renderOrder);
  const drawn: GridFields = drawOrder ? { drawOrder } : {};
  if (orientation === 'orthogonal' || orientation === 'oblique') return drawn;
  if (orientation === 'isometric') return { ...drawn, grid: orientation };
  return {
    ...drawn,
    grid: orientation,
    ...(staggerAxis === 'x' ? { staggerAxis } : {}),
    ...(staggerIndex === 'even' ? { staggerIndex } : {}),
    ...(orientation === 'hexagonal' && hexSide > 0 ? { hexSide } : {}),
  };
}

/** Where the cells of a map lie. */
export const gridOfMap = (map: GridOfMap): TileGrid =>
  gridOf({
    ...{ grid: 'orthogonal', staggerAxis: 'y', staggerIndex: 'odd', hexSide: 0 },
    ...tiledGrid(map),
    tileSize: map.tileSize,
  });
