/** Layers and cells of maps of Tiled as rules see them. */
import type { Vec2 } from '../../base/geometry.ts';
import { cellAt, cellCorner, type CellRange } from '../../schema/tile-grid.ts';
import { gridOfMap } from '../../tiled/grid-fields.ts';
import type { TiledLayer, TiledMap, TiledObject, TiledTileLayer } from '../../tiled/model.ts';
import { autoCell, type AutoCell } from './auto-cell.ts';

const FLIPS = 0xf0000000;
const NUMBER = 0x0fffffff;

/** Layers that are no groups, from the back to the front. */
export function* flat(layers: readonly TiledLayer[]): Generator<Exclude<TiledLayer, { kind: 'group' }>> {
  for (const layer of layers) {
    if (layer.kind === 'group') yield* flat(layer.layers);
    else yield layer;
  }
}

/** A number of a map by the name of its tileset; '' for nothing. */
export function cellOf(map: TiledMap, value: number): AutoCell {
  const number = value & NUMBER;
  const use = map.tilesets.findLast(({ firstGid }) => number >= firstGid);
  return number === 0 || !use ? '' : autoCell(use.tileset.name, number - use.firstGid, (value & FLIPS) >>> 0);
}

/** The cells of a layer by the names of their tilesets. */
export function* cellsOf(
  map: TiledMap,
  layer: TiledTileLayer,
): Generator<[x: number, y: number, cell: AutoCell]> {
  const known = new Map<number, AutoCell>();
  for (const { x, y, width, cells: values } of layer.chunks)
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      let cell = known.get(value);
      if (cell === undefined) known.set(value, (cell = cellOf(map, value)));
      if (cell !== '') yield [x + (at % width), y + Math.floor(at / width), cell];
    }
}

/** Width and height of a cell as coordinates of objects count it, on maps whose rows are not staggered. */
const objectCell = ({ orientation, tileSize: [width, height] }: TiledMap): Vec2 =>
  orientation === 'isometric' ? [height, height] : [width, height];

const isStaggered = ({ orientation }: TiledMap): boolean =>
  orientation === 'staggered' || orientation === 'hexagonal';

/** The cells that an object reaches into; lines count by where they begin. */
export function objectCells({ shape, x, y, width, height }: TiledObject, map: TiledMap): CellRange {
  const line = shape === 'polygon' || shape === 'polyline' || shape === 'point';
  const [w, h] = line ? [0, 0] : [width, height];
  // Tiles are held at their lower edge.
  const top = shape === 'tile' ? y - h : y;
  if (isStaggered(map)) {
    const [column, row] = cellAt(gridOfMap(map), [x + w / 2, top + h / 2]);
    return [column, row, column + 1, row + 1];
  }
  const [across, down] = objectCell(map);
  const [x0, y0] = [Math.floor(x / across), Math.floor(top / down)];
  const [x1, y1] = [Math.ceil((x + w) / across), Math.ceil((top + h) / down)];
  return [x0, y0, Math.max(x0 + 1, x1), Math.max(y0 + 1, y1)];
}

type Cell = readonly [x: number, y: number];

/** How far an object goes that goes from one cell to another. */
export function objectShift(map: TiledMap, from: Cell, to: Cell): Vec2 {
  if (!isStaggered(map)) {
    const [across, down] = objectCell(map);
    return [(to[0] - from[0]) * across, (to[1] - from[1]) * down];
  }
  const grid = gridOfMap(map);
  const [before, after] = [cellCorner(grid, ...from), cellCorner(grid, ...to)];
  return [after[0] - before[0], after[1] - before[1]];
}
