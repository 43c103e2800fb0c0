/** Which frames of a sprite an outline is drawn around, and how much room they take. Pure. */
import type { Rect, Vec2 } from '../../base/geometry.ts';
import type { AssetMeta } from '../../schema/asset-meta.ts';
import { firstFrame } from '../../schema/animation-time.ts';
import type { ComponentData } from '../../schema/components.ts';
import { wholeSize } from '../../schema/sheet.ts';
import { framePlace, frameRect, sheetFrame } from '../../runtime/sheet-frame.ts';

/** So many frames at most are looked at. */
const MOST_FRAMES = 64;

export interface OutlineFrames {
  numbers: readonly number[];
  /** The box of the sprite in pixels of its picture. */
  box: Vec2;
  /** What all frames cover, from the corner of the box: one may reach beyond it. */
  bounds: Rect;
}

/**
 * @param image size of the picture in pixels
 * @param size of the entity, which a picture that is not stretched fills
 * @param all the frames that it plays, instead of the first one
 */
export function outlineFrames(
  sprite: ComponentData<'Sprite'>,
  meta: AssetMeta | undefined,
  image: Vec2,
  size: Vec2,
  all: boolean,
): OutlineFrames {
  const numbers = all ? played(sprite, meta) : [firstFrame(sprite, meta)];
  const still = sheetFrame(sprite, meta, sprite.frame);
  const cell = frameRect(sprite, image, sprite.frame);
  const natural: Vec2 = still ? wholeSize(still) : [cell.width, cell.height];
  const box = sprite.fill === 'stretch' ? natural : size;
  const whole: Rect = { x: 0, y: 0, width: box[0], height: box[1] };
  const parts = numbers.flatMap((number) => {
    const frame = sprite.fill === 'stretch' ? sheetFrame(sprite, meta, number) : null;
    return frame ? [framePlace(whole, frame, still ?? frame)] : [];
  });
  return { numbers, box, bounds: around([whole, ...parts.map((part) => flipped(part, sprite, box))]) };
}

function played(sprite: ComponentData<'Sprite'>, meta: AssetMeta | undefined): number[] {
  const animation = Object.values(meta?.animations ?? {}).find(({ name }) => name === sprite.animation);
  const frames = animation
    ? Object.values(animation.steps).map(({ frame }) => frame)
    : Array.from({ length: Math.min(MOST_FRAMES, sprite.frames) }, (_, at) => sprite.frame + at);
  return [...new Set(frames)].slice(0, MOST_FRAMES);
}

const flipped = (part: Rect, { flipX, flipY }: ComponentData<'Sprite'>, [width, height]: Vec2): Rect => ({
  ...part,
  x: flipX ? width - part.x - part.width : part.x,
  y: flipY ? height - part.y - part.height : part.y,
});

/** In whole pixels. */
function around(rects: readonly Rect[]): Rect {
  const x = Math.floor(Math.min(...rects.map((rect) => rect.x)));
  const y = Math.floor(Math.min(...rects.map((rect) => rect.y)));
  const right = Math.ceil(Math.max(...rects.map((rect) => rect.x + rect.width)));
  const bottom = Math.ceil(Math.max(...rects.map((rect) => rect.y + rect.height)));
  return { x, y, width: right - x, height: bottom - y };
}
