/** What tiles are, drawn over them: where bodies stand, one-way edges, classes, properties and animations. */
import type { TilesetData } from '../../schema/project.ts';

const SOLID = '#f2b45a';
const ONE_WAY = '#5fd38d';
const NOTE = '#c792ea';

/**
 * Marks one tile in its own frame, its top left corner at 0, 0.
 * @param pixel how many units of the context a thin line is wide
 */
export function paintTileMarks(
  ctx: CanvasRenderingContext2D,
  tileset: TilesetData,
  tile: number,
  pixel: number,
): void {
  const data = tileset.tiles[tile];
  if (!data) return;
  const [width, height] = tileset.tileSize;
  ctx.lineWidth = 1.25 * pixel;
  ctx.strokeStyle = ctx.fillStyle = data.oneWay ? ONE_WAY : SOLID;
  if (data.oneWay) paintOneWay(ctx, width, height, pixel);
  else if (data.collision?.length) {
    for (const points of data.collision) {
      ctx.beginPath();
      points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
      ctx.closePath();
      lightly(ctx);
      ctx.stroke();
    }
  } else if (data.solid) {
    const inset = pixel;
    ctx.beginPath();
    ctx.rect(inset, inset, width - 2 * inset, height - 2 * inset);
    lightly(ctx);
    ctx.stroke();
  }
  // Below this a dot would be all that is seen of a tile.
  if (Math.min(width, height) < 10 * pixel) return;
  const noted = data.className || Object.keys(data.properties ?? {}).length > 0;
  if (noted) dot(ctx, width - 4 * pixel, 4 * pixel, pixel, NOTE);
  if (data.animation?.length) dot(ctx, 4 * pixel, 4 * pixel, pixel, '#4cc9f0');
}

/** A line on top, and an arrow that goes through it from below. */
function paintOneWay(ctx: CanvasRenderingContext2D, width: number, height: number, pixel: number): void {
  const [x, y] = [width / 2, Math.max(2 * pixel, height * 0.12)];
  const wing = Math.min(3.5 * pixel, width / 4);
  ctx.beginPath();
  ctx.moveTo(0, pixel);
  ctx.lineTo(width, pixel);
  ctx.moveTo(x, height * 0.7);
  ctx.lineTo(x, y + 2 * pixel);
  ctx.moveTo(x - wing, y + 2 * pixel + wing);
  ctx.lineTo(x, y + 2 * pixel);
  ctx.lineTo(x + wing, y + 2 * pixel + wing);
  ctx.stroke();
}

function lightly(ctx: CanvasRenderingContext2D): void {
  const { globalAlpha } = ctx;
  ctx.globalAlpha = globalAlpha * 0.14;
  ctx.fill();
  ctx.globalAlpha = globalAlpha;
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, pixel: number, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, 2.5 * pixel, 0, Math.PI * 2);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = pixel;
  ctx.strokeStyle = '#0b0e14';
  ctx.stroke();
}
