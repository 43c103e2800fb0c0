import type { Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { ImageSource, PaintContext } from './paint-types.ts';
import { pictureSize } from './picture-size.ts';
import { bothTints } from './tint-color.ts';
import { tinted } from './tint.ts';

/** The part of a sheet that one frame takes, frames counted row by row; the whole picture when it has no frames. */
export function frameRect(
  sprite: Pick<ComponentData<'Sprite'>, 'frameSize' | 'frameMargin' | 'frameSpacing'>,
  [imageWidth, imageHeight]: readonly [number, number],
  frame: number,
): Rect {
  const [width, height] = sprite.frameSize;
  if (width <= 0 || height <= 0) return { x: 0, y: 0, width: imageWidth, height: imageHeight };
  const { frameMargin: margin, frameSpacing: spacing } = sprite;
  const columns = Math.max(1, Math.floor((imageWidth - margin + spacing) / (width + spacing)));
  const column = frame % columns;
  const row = Math.floor(frame / columns);
  return { x: margin + column * (width + spacing), y: margin + row * (height + spacing), width, height };
}

/**
 * Draws one frame of a sprite into its box. Draws nothing while the picture is loading.
 * @param tint what it is multiplied with beside its own tint, '' for nothing
 */
export function paintSprite(
  ctx: PaintContext,
  sprite: ComponentData<'Sprite'>,
  box: Rect,
  frame: number,
  images: ImageSource,
  tint = '',
): void {
  const plain = sprite.asset === '' ? null : images.get(sprite.asset);
  if (!plain) return;
  const image = tinted(plain, bothTints(sprite.tint, tint));
  const part = frameRect(sprite, pictureSize(image), frame);
  if (part.width <= 0 || part.height <= 0) return;
  const flipped = sprite.flipX || sprite.flipY;
  if (!flipped) {
    ctx.drawImage(image, part.x, part.y, part.width, part.height, box.x, box.y, box.width, box.height);
    return;
  }
  ctx.save();
  // Mirror about the middle of the box, so that a flip never moves the entity.
  ctx.translate(box.x + box.width / 2, box.y + box.height / 2);
  ctx.scale(sprite.flipX ? -1 : 1, sprite.flipY ? -1 : 1);
  const [x, y] = [-box.width / 2, -box.height / 2];
  ctx.drawImage(image, part.x, part.y, part.width, part.height, x, y, box.width, box.height);
  ctx.restore();
}
