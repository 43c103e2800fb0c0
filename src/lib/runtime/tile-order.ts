/** Walking over the cells of a tile layer in the order in which they cover each other. */
import type { Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import { cellsTouching, type CellRange, type TileGrid } from '../schema/tile-grid.ts';
import { CHUNK, chunkOrigin } from '../schema/tiles.ts';

type Tilemap = ComponentData<'Tilemap'>;

/** The range of chunks that a layer has; `null` for none. */
const spans = new WeakMap<Tilemap['tiles'], CellRange | null>();

function spanOf(tiles: Tilemap['tiles']): CellRange | null {
  const known = spans.get(tiles);
  if (known !== undefined) return known;
  let span: [number, number, number, number] | null = null;
  for (const key in tiles) {
    const [x, y] = chunkOrigin(key);
    span ??= [x, y, x + 1, y + 1];
    if (x < span[0]) span[0] = x;
    if (y < span[1]) span[1] = y;
    if (x >= span[2]) span[2] = x + 1;
    if (y >= span[3]) span[3] = y + 1;
  }
  spans.set(tiles, span);
  return span;
}

/**
 * The cells of a layer that may be seen within a rectangle, in pixels from the layer's corner; all of them without one.
 * @param reach pixels by which tiles may stick out of their cells
 */
export function cellsSeen(map: Tilemap, grid: TileGrid, clip: Rect | undefined, reach: number): CellRange {
  const span = spanOf(map.tiles);
  if (!span) return [0, 0, 0, 0];
  const [x0, y0, x1, y1] = span.map((chunk) => chunk * CHUNK) as unknown as CellRange;
  if (!clip) return [x0, y0, x1, y1];
  const grown = {
    x: clip.x - reach,
    y: clip.y - reach,
    width: clip.width + 2 * reach,
    height: clip.height + 2 * reach,
  };
  const [u0, v0, u1, v1] = cellsTouching(grid, grown);
  return [Math.max(x0, u0), Math.max(y0, v0), Math.min(x1, u1), Math.min(y1, v1)];
}

/** Calls back for each cell of a range that holds a tile, those behind first. */
export function forEachTile(
  map: Tilemap,
  [x0, y0, x1, y1]: CellRange,
  fn: (value: number, x: number, y: number) => void,
): void {
  if (x1 <= x0 || y1 <= y0) return;
  if (map.grid === 'isometric') return forEachSlanted(map, [x0, y0, x1, y1], fn);
  // Staggered rows have but one order in which tiles stand in front of each other.
  const leftwards = map.grid === 'orthogonal' && map.drawOrder.startsWith('left');
  const upwards = map.grid === 'orthogonal' && map.drawOrder.endsWith('up');
  // In columns that are moved down by half, the higher ones come first.
  const byColumns = map.staggerAxis === 'x' && (map.grid === 'staggered' || map.grid === 'hexagonal');
  const passes = byColumns ? (map.staggerIndex === 'odd' ? [0, 1] : [1, 0]) : [-1];
  const [c0, c1] = [Math.floor(x0 / CHUNK), Math.floor((x1 - 1) / CHUNK)];
  const row: (Uint32Array | undefined)[] = [];
  let known = Number.NaN;
  for (let j = y0; j < y1; j++) {
    const y = upwards ? y1 - 1 - (j - y0) : j;
    const cy = Math.floor(y / CHUNK);
    if (cy !== known) for (let cx = c0; cx <= c1; cx++) row[cx - c0] = map.tiles[`${cx},${cy}`];
    known = cy;
    const line = (y - cy * CHUNK) * CHUNK;
    for (const pass of passes)
      for (let i = c0; i <= c1; i++) {
        const cx = leftwards ? c1 - (i - c0) : i;
        const cells = row[cx - c0];
        if (!cells) continue;
        const from = Math.max(x0, cx * CHUNK);
        const to = Math.min(x1, (cx + 1) * CHUNK);
        const start = line - cx * CHUNK;
        for (let k = from; k < to; k++) {
          const x = leftwards ? to - 1 - (k - from) : k;
          const value = cells[start + x]!;
          if (value !== 0 && (pass < 0 || (x & 1) === pass)) fn(value, x, y);
        }
      }
  }
}

/** The same where rows run down to the right: cells that lie beside each other on the screen follow each other from the left. */
function forEachSlanted(
  map: Tilemap,
  [x0, y0, x1, y1]: CellRange,
  fn: (value: number, x: number, y: number) => void,
): void {
  const [c0, r0] = [Math.floor(x0 / CHUNK), Math.floor(y0 / CHUNK)];
  const [c1, r1] = [Math.floor((x1 - 1) / CHUNK), Math.floor((y1 - 1) / CHUNK)];
  const columns = c1 - c0 + 1;
  const chunks: (Uint32Array | undefined)[] = [];
  for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) chunks.push(map.tiles[`${c},${r}`]);
  for (let sum = x0 + y0; sum <= x1 + y1 - 2; sum++) {
    const last = Math.min(x1 - 1, sum - y0);
    for (let x = Math.max(x0, sum - y1 + 1); x <= last; x++) {
      const y = sum - x;
      const [c, r] = [Math.floor(x / CHUNK), Math.floor(y / CHUNK)];
      const value = chunks[(r - r0) * columns + c - c0]?.[(y - r * CHUNK) * CHUNK + x - c * CHUNK];
      if (value) fn(value, x, y);
    }
  }
}
