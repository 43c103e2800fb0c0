import type { Rect } from '../../../base/geometry.ts';
import { tileImage, tileRect } from '../../../runtime/paint-tilemap.ts';
import type { ImageSource } from '../../../runtime/paint-types.ts';
import type { TilesetData } from '../../../schema/project.ts';
import { paletteTile, type Palette } from '../../core/tilework/palette.ts';
import { paintTileMarks } from '../../canvas/paint-tile-marks.ts';
import type { ThemeColors } from '../../canvas/theme-colors.ts';

/** A palette as it is shown. */
export interface PaletteView {
  readonly tileset: TilesetData;
  readonly palette: Palette;
  /** CSS pixels of a pixel of the picture. */
  readonly zoom: number;
  /** How far it is scrolled. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Columns and rows being dragged over, or under the pointer. */
  readonly range: Rect | null;
  /** Tiles that the stamp in hand holds. */
  readonly chosen: ReadonlySet<number>;
  readonly marks: boolean;
}

/** Paints the part of a palette that is in sight. */
export function paintPalette(
  canvas: HTMLCanvasElement,
  view: PaletteView,
  images: ImageSource,
  colors: ThemeColors,
): void {
  const density = window.devicePixelRatio || 1;
  const { tileset, palette, zoom, left, top, width, height } = view;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(density, density);
  ctx.imageSmoothingEnabled = zoom < 1;
  const [w, h] = [tileset.tileSize[0] * zoom, tileset.tileSize[1] * zoom];
  const [firstRow, lastRow] = [
    Math.floor(top / h),
    Math.min(palette.rows - 1, Math.floor((top + height) / h)),
  ];
  const [first, last] = [Math.floor(left / w), Math.min(palette.columns - 1, Math.floor((left + width) / w))];
  const place = (column: number, row: number): Rect => ({
    x: Math.round(column * w - left),
    y: Math.round(row * h - top),
    width: Math.round((column + 1) * w - left) - Math.round(column * w - left),
    height: Math.round((row + 1) * h - top) - Math.round(row * h - top),
  });
  for (let row = firstRow; row <= lastRow; row++)
    for (let column = first; column <= last; column++) {
      const tile = paletteTile(palette, tileset.count, column, row);
      if (tile === null) continue;
      const to = place(column, row);
      const from = tileRect(tileset, tile);
      const image = images.get(tileImage(tileset, tile));
      // A tile that is smaller than the largest one stands on the ground of its place.
      const across = (from.width * to.width) / tileset.tileSize[0];
      const down = (from.height * to.height) / tileset.tileSize[1];
      const y = to.y + to.height - down;
      if (image) ctx.drawImage(image, from.x, from.y, from.width, from.height, to.x, y, across, down);
      if (view.marks && tileset.tiles[tile]) {
        ctx.save();
        ctx.translate(to.x, to.y);
        ctx.scale(zoom, zoom);
        paintTileMarks(ctx, tileset, tile, 1 / zoom);
        ctx.restore();
      }
    }
  paintLines(ctx, view, [first, firstRow, last, lastRow], place, colors.dim);
  ctx.fillStyle = ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 2;
  for (let row = firstRow; row <= lastRow; row++)
    for (let column = first; column <= last; column++) {
      const tile = paletteTile(palette, tileset.count, column, row);
      if (tile === null || !view.chosen.has(tile)) continue;
      const to = place(column, row);
      ctx.globalAlpha = 0.14;
      ctx.fillRect(to.x, to.y, to.width, to.height);
      ctx.globalAlpha = 1;
      ctx.strokeRect(to.x + 1, to.y + 1, to.width - 2, to.height - 2);
    }
  if (!view.range) return;
  const from = place(view.range.x, view.range.y);
  const to = place(view.range.x + view.range.width - 1, view.range.y + view.range.height - 1);
  ctx.strokeStyle = '#0b0e14';
  ctx.strokeRect(from.x, from.y, to.x + to.width - from.x, to.y + to.height - from.y);
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = 1;
  ctx.strokeRect(from.x + 0.5, from.y + 0.5, to.x + to.width - from.x - 1, to.y + to.height - from.y - 1);
}

function paintLines(
  ctx: CanvasRenderingContext2D,
  { tileset, zoom, palette }: PaletteView,
  [left, top, right, bottom]: readonly [number, number, number, number],
  place: (column: number, row: number) => Rect,
  color: string,
): void {
  if (Math.min(...tileset.tileSize) * zoom < 8 || palette.rows === 0) return;
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.35;
  const end = place(right, bottom);
  const start = place(left, top);
  for (let column = left; column <= right + 1; column++)
    ctx.fillRect(place(column, top).x, start.y, 1, end.y + end.height - start.y);
  for (let row = top; row <= bottom + 1; row++)
    ctx.fillRect(start.x, place(left, row).y, end.x + end.width - start.x, 1);
  ctx.globalAlpha = 1;
}
