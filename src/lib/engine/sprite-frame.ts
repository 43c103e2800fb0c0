import type { ComponentData } from '../schema/components.ts';

/** The frame of a sprite's sheet shown after so many seconds; the sequence starts over at its end. */
export function spriteFrame(
  sprite: Pick<ComponentData<'Sprite'>, 'frame' | 'frames' | 'framesPerSecond'>,
  seconds: number,
): number {
  if (sprite.frames <= 1 || sprite.framesPerSecond <= 0) return sprite.frame;
  // Ticks are sums of sixtieths: without the slack a frame would now and then come a tick late.
  return sprite.frame + (Math.floor(seconds * sprite.framesPerSecond + 1e-6) % sprite.frames);
}
