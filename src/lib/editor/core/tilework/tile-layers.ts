/** The tile layers that are worked on, and where their cells are in the scene. */
import { add, boundsOf, type Rect, type Vec2 } from '../../../base/geometry.ts';
import type { ComponentData } from '../../../schema/components.ts';
import type { ProjectData } from '../../../schema/project.ts';
import {
  cellAt,
  cellBounds,
  cellCorner,
  cellMiddle,
  cellOutline,
  cellsTouching,
  gridOf,
  type TileGrid,
} from '../../../schema/tile-grid.ts';
import { tileAt } from '../../../schema/tiles.ts';
import { boundsOfPlaced, fromOwn, ownBox, toOwn, type Placed } from '../entity-geometry.ts';
import type { SceneIndex } from '../scene-index.ts';
import type { SceneItem } from '../scene-item.ts';
import { cellsIn as cellsOf, edgesOf, sizeOfSet, type CellSet } from './cell-set.ts';
import type { Cell, CellRange } from './cell-shapes.ts';
import type { PickedLayer } from './stamp.ts';

/** An entity with a Tilemap, ready to be painted on. */
export interface TileLayer {
  readonly id: string;
  readonly name: string;
  readonly map: ComponentData<'Tilemap'>;
  readonly grid: TileGrid;
  readonly placed: Placed;
  readonly item: SceneItem;
}

/** An entity of the scene as a tile layer; `null` for any other. */
export function layerOf(item: SceneItem | undefined): TileLayer | null {
  const map = item?.entity.components.Tilemap;
  return item && map
    ? { id: item.id, name: item.entity.name, map, grid: gridOf(map), placed: item.placed, item }
    : null;
}

/** Those of some entities that are tile layers, may be edited and can be seen; in the order of the ids. */
export function tileLayersAmong(index: SceneIndex, ids: readonly string[]): TileLayer[] {
  return ids.flatMap((id) => {
    const item = index.items.get(id);
    const layer = item?.visible && !item.locked ? layerOf(item) : null;
    return layer ? [layer] : [];
  });
}

/** All tile layers of the scene, the one in front first, locked and hidden ones among them. */
export function allTileLayers(index: SceneIndex): TileLayer[] {
  return [...index.items.values()].flatMap((item) => layerOf(item) ?? []).sort((a, b) => b.item.z - a.item.z);
}

/** A point of the layer's pixels, as its grid has them, in the scene. */
function inScene({ placed }: TileLayer, [x, y]: Vec2): Vec2 {
  const box = ownBox(placed);
  return fromOwn(placed, [box.x + x, box.y + y]);
}

/** The cell that a point of the scene is in. */
export function cellUnder({ placed, grid }: TileLayer, point: Vec2): Cell {
  const [x, y] = toOwn(placed, point);
  const box = ownBox(placed);
  return cellAt(grid, [x - box.x, y - box.y]);
}

/** The middle of a cell in the scene. */
export const middleOf = (layer: TileLayer, [x, y]: Cell): Vec2 =>
  inScene(layer, cellMiddle(layer.grid, x, y));

/** A crossing of the lines between cells, named by the cell behind it; only where these lines are straight. */
function crossing({ grid }: TileLayer, [x, y]: Cell): Vec2 {
  const [left, top] = cellCorner(grid, x, y);
  return grid.kind === 'isometric' ? [left + grid.cell[0] / 2, top] : [left, top];
}

/** A straight line in the scene. */
export type SceneLine = readonly [from: Vec2, to: Vec2];

/** Of more cells in rows that are staggered, no outline is worked out. */
const MOST_OUTLINED = 5000;

/** What some cells of a layer end at. */
export function linesAround(layer: TileLayer, cells: CellSet): SceneLine[] {
  const { grid } = layer;
  if (grid.kind === 'orthogonal' || grid.kind === 'isometric')
    return edgesOf(cells).map(([from, to]): SceneLine => [
      inScene(layer, crossing(layer, from)),
      inScene(layer, crossing(layer, to)),
    ]);
  if (sizeOfSet(cells) > MOST_OUTLINED) return [];
  // A side that two of the cells share is inside.
  const sides = new Map<string, SceneLine | null>();
  const outline = cellOutline(grid);
  for (const [x, y] of cellsOf(cells)) {
    const corners = outline.map((corner) => add(corner, cellCorner(grid, x, y)));
    corners.forEach((to, i) => {
      const from = corners.at(i - 1)!;
      const name = [from, to]
        .map(([px, py]) => `${px.toFixed(2)} ${py.toFixed(2)}`)
        .sort()
        .join(' ');
      sides.set(name, sides.has(name) ? null : [inScene(layer, from), inScene(layer, to)]);
    });
  }
  return [...sides.values()].filter((side) => side !== null);
}

/** How far tiles may reach out of their cell, in pixels. */
export function reachOfTiles({ map }: TileLayer, tilesets: ProjectData['tilesets']): number {
  return map.tilesets.reduce((most, { tileset }) => {
    const set = tilesets[tileset];
    return set
      ? Math.max(most, ...set.tileSize, ...set.offset.map((by) => Math.abs(by) + Math.max(...set.tileSize)))
      : most;
  }, 0);
}

/** The upright rectangle of the scene around a range of cells, grown by a distance. */
export function areaOfCells({ grid, placed }: TileLayer, range: CellRange, by = 0): Rect {
  const box = ownBox(placed);
  const { x, y, width, height } = cellBounds(grid, [
    range.x,
    range.y,
    range.x + range.width,
    range.y + range.height,
  ]);
  return boundsOfPlaced(placed, {
    x: box.x + x - by,
    y: box.y + y - by,
    width: width + 2 * by,
    height: height + 2 * by,
  });
}

/** A range of cells of a layer that covers a part of the scene. */
export function cellsOver({ grid, placed }: TileLayer, { x, y, width, height }: Rect): CellRange {
  const corners: Vec2[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  const own = boundsOf(corners.map((corner) => toOwn(placed, corner)))!;
  const box = ownBox(placed);
  const [x0, y0, x1, y1] = cellsTouching(grid, { ...own, x: own.x - box.x, y: own.y - box.y });
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** The cell of one layer that lies at a cell of another. */
export const cellAcross = (from: TileLayer, cell: Cell, to: TileLayer): Cell =>
  from.id === to.id ? cell : cellUnder(to, middleOf(from, cell));

/** A layer as stamps are picked from it. @param from its cell at the first one of the stamp */
export const pickable = ({ id, name, map, grid }: TileLayer, from: Cell): PickedLayer => ({
  id,
  name,
  tilesets: map.tilesets,
  from,
  grid,
  at: (x, y) => tileAt(map.tiles, x, y),
});
