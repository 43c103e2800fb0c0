/** How an image stands in a scene when it is placed. Pure. */
import type { Vec2 } from '../../../base/geometry.ts';
import { inOrder } from '../../../base/order.ts';
import type { AssetMeta } from '../../../schema/asset-meta.ts';
import type { EntityData } from '../../../schema/project.ts';
import { wholeSize } from '../../../schema/sheet.ts';

/** A sheet shows its first frame, held where that is held, and plays its first animation. */
export function placedSprite(
  asset: string,
  { width = 64, height = 64, frames, animations = {} }: AssetMeta,
): { size: Vec2; anchor: Vec2; components: EntityData['components'] } {
  const first = inOrder(animations)[0]?.[1];
  const number = inOrder(first?.steps ?? {})[0]?.[1].frame ?? 0;
  const frame = frames?.[number] ?? frames?.[0];
  const shown = frames?.[number] && number > 0 ? { frame: number } : {};
  return {
    size: frame ? wholeSize(frame) : [width, height],
    anchor: frame?.pivot ?? [0.5, 0.5],
    components: { Sprite: { asset, ...shown, ...(first && { animation: first.name }) } },
  };
}
