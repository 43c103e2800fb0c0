import type { Vec2 } from '../../../base/geometry.ts';
import type { ImageSource } from '../../../runtime/paint-types.ts';
import { paintTilemap } from '../../../runtime/paint-tilemap.ts';
import { defaultsOf } from '../../../schema/components.ts';
import type { ProjectData } from '../../../schema/project.ts';
import type { StampData } from '../../../schema/stamps.ts';
import { tilesFrom } from '../../../schema/tiles.ts';
import { tileIn } from '../../core/tilework/numbering.ts';
import { placedCells } from '../../core/tilework/stamp.ts';

/** Width and height of one cell of a stamp: the tile size of what is in it. */
function cellSizeOf({ parts }: StampData, tilesets: ProjectData['tilesets']): Vec2 {
  for (const { cells, tilesets: uses } of parts)
    for (const cell of cells) {
      const found = tileIn(uses, cell);
      const set = found && tilesets[found.tileset];
      if (set) return set.tileSize;
    }
  return [16, 16];
}

/** Paints a stamp as large as it fits into a square of so many CSS pixels. */
export function paintStamp(
  canvas: HTMLCanvasElement,
  side: number,
  stamp: StampData | null,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * density);
  const ctx = canvas.getContext('2d');
  if (!ctx || !stamp) return;
  const tileSize = cellSizeOf(stamp, tilesets);
  const [width, height] = [stamp.width * tileSize[0], stamp.height * tileSize[1]];
  const fit = side / Math.max(width, height);
  // Whole multiples keep pixels square.
  const scale = fit >= 1 ? Math.floor(fit) : fit;
  const [x, y] = [(side - width * scale) / 2, (side - height * scale) / 2];
  ctx.setTransform(scale * density, 0, 0, scale * density, Math.round(x * density), Math.round(y * density));
  ctx.imageSmoothingEnabled = scale < 1;
  for (const part of stamp.parts) {
    const map = {
      ...defaultsOf('Tilemap'),
      tileSize,
      tilesets: part.tilesets,
      tiles: tilesFrom(placedCells(stamp, part, 0, 0)),
    };
    paintTilemap(ctx, map, { x: 0, y: 0, width, height }, images, tilesets, {});
  }
}
