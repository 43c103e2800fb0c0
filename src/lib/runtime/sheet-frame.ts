/** Where the frames of a sheet lie in its image, and where they go in the box of a sprite. Pure. */
import type { Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { AssetMeta } from '../schema/asset-meta.ts';
import { wholeSize, type FrameData } from '../schema/sheet.ts';

type Grid = Pick<ComponentData<'Sprite'>, 'frameSize' | 'frameMargin' | 'frameSpacing'>;

/** The cell of a grid of frames, counted row by row; the whole picture when there is no grid. */
export function frameRect(
  sprite: Grid,
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

/** The frame that a sprite takes from the sheet of its image; `null` where its own grid, or the whole image, counts. */
export function sheetFrame(sprite: Grid, meta: AssetMeta | undefined, frame: number): FrameData | null {
  if (!meta?.frames || (sprite.frameSize[0] > 0 && sprite.frameSize[1] > 0)) return null;
  return meta.frames[frame] ?? null;
}

/**
 * Where the cut part of a frame goes in the box of a sprite. The still frame fills the box; another one is drawn at the same scale and
 * is held at the same point.
 */
export function framePlace(box: Rect, frame: FrameData, still: FrameData): Rect {
  const [stillWidth, stillHeight] = wholeSize(still);
  const [scaleX, scaleY] = [box.width / (stillWidth || 1), box.height / (stillHeight || 1)];
  const [width, height] = wholeSize(frame);
  const [stillX, stillY] = still.pivot ?? [0.5, 0.5];
  const [pivotX, pivotY] = frame.pivot ?? [0.5, 0.5];
  const left = box.x + stillX * box.width - pivotX * width * scaleX;
  const top = box.y + stillY * box.height - pivotY * height * scaleY;
  const [partWidth, partHeight] = frame.rotated
    ? [frame.rect[3], frame.rect[2]]
    : [frame.rect[2], frame.rect[3]];
  const [x, y] = frame.source ?? [0, 0];
  return {
    x: left + x * scaleX,
    y: top + y * scaleY,
    width: partWidth * scaleX,
    height: partHeight * scaleY,
  };
}
