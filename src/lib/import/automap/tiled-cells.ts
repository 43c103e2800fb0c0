/** Layers and cells of maps of Tiled as rules see them. */
import type { TiledLayer, TiledMap, TiledTileLayer } from '../../tiled/model.ts';
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

/** Width and height of a cell as coordinates of objects count it. */
export const objectCell = ({
  orientation,
  tileSize: [width, height],
}: TiledMap): readonly [number, number] => (orientation === 'isometric' ? [height, height] : [width, height]);
