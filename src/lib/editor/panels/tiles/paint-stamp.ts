import type { Vec2 } from '../../../base/geometry.ts';
import type { ImageSource } from '../../../runtime/paint-types.ts';
import { paintTilemap } from '../../../runtime/paint-tilemap.ts';
import { defaultsOf, type ComponentData } from '../../../schema/components.ts';
import type { ProjectData } from '../../../schema/project.ts';
import type { StampData } from '../../../schema/stamps.ts';
import { cellCorner, gridOf } from '../../../schema/tile-grid.ts';
import { tilesFrom } from '../../../schema/tiles.ts';
import type { Cell } from '../../core/tilework/cell-shapes.ts';
import { tileIn } from '../../core/tilework/numbering.ts';
import { isShiftedAt, placedCells, stampCell } from '../../core/tilework/stamp.ts';

/** Width and height of the largest tile of a stamp. */
function largestTile({ parts }: StampData, tilesets: ProjectData['tilesets']): Vec2 {
  let most: Vec2 = [0, 0];
  for (const { cells, tilesets: uses } of parts)
    for (const cell of cells) {
      const found = tileIn(uses, cell);
      const size = found && tilesets[found.tileset]?.tileSize;
      if (size) most = [Math.max(most[0], size[0]), Math.max(most[1], size[1])];
    }
  return most[0] > 0 ? most : [16, 16];
}

/**
 * Paints a stamp as large as it fits into a square of so many CSS pixels.
 * @param on the layer on whose grid it is shown; squares without one
 */
export function paintStamp(
  canvas: HTMLCanvasElement,
  side: number,
  stamp: StampData | null,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
  on?: ComponentData<'Tilemap'>,
): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * density);
  const ctx = canvas.getContext('2d');
  if (!ctx || !stamp) return;
  const tileSize = largestTile(stamp, tilesets);
  const layer = on && on.grid !== 'orthogonal' ? on : { ...defaultsOf('Tilemap'), tileSize };
  const grid = gridOf(layer);
  // Laid down where the same rows are moved as in the stamp.
  const first: Cell = isShiftedAt(grid, [0, 0]) === (stamp.shifted ?? false) ? [0, 0] : [1, 1];
  const corners = Array.from({ length: stamp.width * stamp.height }, (_, at) =>
    cellCorner(grid, ...stampCell(stamp, grid, first, [at % stamp.width, Math.floor(at / stamp.width)])),
  );
  const left = Math.min(...corners.map(([x]) => x));
  const right = Math.max(...corners.map(([x]) => x)) + Math.max(tileSize[0], grid.cell[0]);
  const top = Math.min(...corners.map(([, y]) => y)) + Math.min(0, grid.cell[1] - tileSize[1]);
  const bottom = Math.max(...corners.map(([, y]) => y)) + grid.cell[1];
  const [width, height] = [right - left, bottom - top];
  const fit = side / Math.max(width, height);
  // Whole multiples keep pixels square.
  const scale = fit >= 1 ? Math.floor(fit) : fit;
  const [x, y] = [(side - width * scale) / 2 - left * scale, (side - height * scale) / 2 - top * scale];
  ctx.setTransform(scale * density, 0, 0, scale * density, Math.round(x * density), Math.round(y * density));
  ctx.imageSmoothingEnabled = scale < 1;
  for (const part of stamp.parts) {
    const tiles = tilesFrom(placedCells(stamp, part, ...first, grid));
    const map = { ...layer, tint: '', tilesets: part.tilesets, tiles };
    paintTilemap(ctx, map, { x: 0, y: 0, width, height }, images, tilesets, {});
  }
}
