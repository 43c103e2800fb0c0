import type { Rect } from '../base/geometry.ts';
import type { AssetMeta } from '../schema/asset-meta.ts';
import type { ComponentData } from '../schema/components.ts';
import type { FrameData } from '../schema/sheet.ts';
import type { ImageSource, PaintContext } from './paint-types.ts';
import { pictureSize } from './picture-size.ts';
import { framePlace, frameRect, sheetFrame } from './sheet-frame.ts';
import { slices } from './slices.ts';
import { bothTints } from './tint-color.ts';
import { tinted } from './tint.ts';

const noBorder = [0, 0, 0, 0] as const;

/**
 * Draws one frame of a sprite into its box. Draws nothing while the picture is loading.
 * @param tint what it is multiplied with beside its own tint, '' for nothing
 * @param sheet what is told of the image: its frames and borders
 */
export function paintSprite(
  ctx: PaintContext,
  sprite: ComponentData<'Sprite'>,
  box: Rect,
  frame: number,
  images: ImageSource,
  tint = '',
  sheet?: AssetMeta,
): void {
  const plain = sprite.asset === '' ? null : images.get(sprite.asset);
  if (!plain) return;
  const image = tinted(plain, bothTints(sprite.tint, tint));
  const cut = sheetFrame(sprite, sheet, frame);
  const part = cut ? rectOf(cut) : frameRect(sprite, pictureSize(image), frame);
  if (part.width <= 0 || part.height <= 0) return;
  const paint = (at: Rect) => {
    if (sprite.fill !== 'stretch') {
      const border = sprite.fill === 'repeat' ? noBorder : (sheet?.border ?? noBorder);
      for (const { from, to } of slices(part, at, border, sprite.fill !== 'nine-slice'))
        draw(ctx, image, from, to);
    } else if (cut)
      paintCut(ctx, image, cut, framePlace(at, cut, sheetFrame(sprite, sheet, sprite.frame) ?? cut));
    else draw(ctx, image, part, at);
  };
  if (!sprite.flipX && !sprite.flipY) return paint(box);
  ctx.save();
  // Mirror about the middle of the box, so that a flip never moves the entity.
  ctx.translate(box.x + box.width / 2, box.y + box.height / 2);
  ctx.scale(sprite.flipX ? -1 : 1, sprite.flipY ? -1 : 1);
  paint({ ...box, x: -box.width / 2, y: -box.height / 2 });
  ctx.restore();
}

const rectOf = ({ rect: [x, y, width, height] }: FrameData): Rect => ({ x, y, width, height });

function draw(ctx: PaintContext, image: CanvasImageSource, from: Rect, to: Rect): void {
  ctx.drawImage(image, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
}

/** Draws the cut part of a frame, turned back upright where it lies on its side. */
function paintCut(ctx: PaintContext, image: CanvasImageSource, cut: FrameData, at: Rect): void {
  if (!cut.rotated) return draw(ctx, image, rectOf(cut), at);
  ctx.save();
  ctx.translate(at.x, at.y + at.height);
  ctx.rotate(-Math.PI / 2);
  draw(ctx, image, rectOf(cut), { x: 0, y: 0, width: at.height, height: at.width });
  ctx.restore();
}
