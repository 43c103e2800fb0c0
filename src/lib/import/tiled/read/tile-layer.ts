import type { TiledChunk, TiledTileLayer } from '../../../tiled/model.ts';
import type { Fields } from './fields.ts';
import { unpackCells, type PackedCells } from './tile-data.ts';

/** More cells than any map that a browser shows. */
const mostCells = 1 << 24;
/** Cells further away than this are no work of a person. */
const furthest = 1e8;

/** Data as it stands in a file: whole, or in chunks with places of their own. */
export type PackedLayer = PackedCells | readonly { fields: Fields; packed: PackedCells }[];

/** The cells of a layer of either format. */
export function readCells(
  fields: Fields,
  packed: PackedLayer | null,
): Pick<TiledTileLayer, 'width' | 'height' | 'chunks'> {
  const infinite = Array.isArray(packed);
  const width = fields.whole('width', infinite || packed === null ? 0 : 1, 1 << 20, 0);
  const height = fields.whole('height', infinite || packed === null ? 0 : 1, 1 << 20, 0);
  let left = mostCells;
  const take = (cells: number): number => {
    if ((left -= cells) < 0)
      throw fields.problem(`The layer has more than ${mostCells} cells; make it smaller.`);
    return cells;
  };
  if (packed === null) {
    take(width * height);
    return { width, height, chunks: [] };
  }
  if (!isWhole(packed)) {
    const chunks = packed.map(({ fields: chunk, packed: data }): TiledChunk => {
      const [w, h] = [chunk.whole('width', 1, 1 << 16), chunk.whole('height', 1, 1 << 16)];
      const [x, y] = [chunk.whole('x', -furthest, furthest), chunk.whole('y', -furthest, furthest)];
      return { x, y, width: w, height: h, cells: unpackCells(data, take(w * h)) };
    });
    return { width, height, chunks };
  }
  const cells = unpackCells(packed, take(width * height));
  return { width, height, chunks: [{ x: 0, y: 0, width, height, cells }] };
}

const isWhole = (packed: PackedLayer): packed is PackedCells => !Array.isArray(packed);
