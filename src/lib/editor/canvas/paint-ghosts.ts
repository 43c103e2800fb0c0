import { degToRad } from '../../base/geometry.ts';
import { paintEntity } from '../../runtime/painter.ts';
import type { ImageSource } from '../../runtime/paint-types.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { TileGhost } from '../core/tools/tool.ts';
import { toScreen, visibleRect, type View } from '../core/view.ts';
import type { Vec2 } from '../../base/geometry.ts';

/** How much of a tile is seen that is not painted yet. */
const GHOST = 0.72;

/** Paints tiles that hover over their layers, in CSS pixels. */
export function paintGhosts(
  ctx: CanvasRenderingContext2D,
  view: View,
  size: Vec2,
  ghosts: readonly TileGhost[],
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
): void {
  const seen = visibleRect(view, size);
  for (const { entity, placed } of ghosts) {
    const [x, y] = placed.position;
    ctx.save();
    ctx.translate(...toScreen(view, placed.position));
    ctx.scale(view.scale, view.scale);
    if (placed.rotation !== 0) ctx.rotate(degToRad(placed.rotation));
    ctx.imageSmoothingEnabled = view.scale < 1;
    ctx.globalAlpha = 1;
    const state = { width: placed.size[0], height: placed.size[1], alpha: GHOST, frame: 0 };
    const clip = placed.rotation === 0 ? { ...seen, x: seen.x - x, y: seen.y - y } : undefined;
    const { Transform, Tilemap } = entity.components;
    paintEntity(ctx, { ...entity, components: { Transform, Tilemap } }, state, images, tilesets, { clip });
    ctx.restore();
  }
}
