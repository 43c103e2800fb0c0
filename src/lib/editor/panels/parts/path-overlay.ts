/** Paths of an entity over the running game, as its player sees it. */
import type { Vec2 } from '../../../base/geometry.ts';
import { letterbox, type GameView } from '../../../runtime/game-view.ts';
import { paintPaths } from '../../canvas/paint-paths.ts';
import type { PlayPaths } from '../../core/play-source.ts';

/**
 * Draws paths onto a canvas that lies over the game's own.
 * @param size of the game's screen, in its pixels
 */
export function drawPaths(
  canvas: HTMLCanvasElement,
  view: GameView,
  size: Vec2,
  paths: PlayPaths | null,
): void {
  const ctx = canvas.getContext('2d');
  const { width, height } = view.canvas;
  if (!ctx) return;
  // Setting the size clears it, too.
  canvas.width = width;
  canvas.height = height;
  if (!paths) return;
  const { scale, left, top } = letterbox(size, width, height);
  const density = globalThis.devicePixelRatio || 1;
  const { camera } = view.scene;
  const toScreen = ([x, y]: Vec2): Vec2 => [
    (left + (size[0] / 2 + (x - camera.x) * camera.zoom) * scale) / density,
    (top + (size[1] / 2 + (y - camera.y) * camera.zoom) * scale) / density,
  ];
  ctx.scale(density, density);
  ctx.beginPath();
  ctx.rect(left / density, top / density, (size[0] * scale) / density, (size[1] * scale) / density);
  ctx.clip();
  paintPaths(ctx, paths, toScreen);
}
