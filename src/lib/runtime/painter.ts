/** Draws one entity on a 2D context: the editor, the running game and exported games all paint with it. */
import type { Rect } from '../base/geometry.ts';
import type { ProjectData, ResolvedEntity } from '../schema/project.ts';
import type { ImageSource, PaintContext, PaintOptions, PaintState } from './paint-types.ts';
import { paintShape } from './paint-shape.ts';
import { paintSprite } from './paint-sprite.ts';
import { paintText } from './paint-text.ts';
import { paintTilemap } from './paint-tilemap.ts';

/** The state of an entity that does not play: as its components say. */
export function stillState({ components }: ResolvedEntity): PaintState {
  const [width, height] = components.Transform.size;
  return { width, height, alpha: 1, frame: components.Sprite?.frame ?? 0 };
}

/**
 * Paints an entity in its own frame: the caller has moved the origin to its anchor and turned it.
 * Order within an entity: tiles, shape, sprite, text. Leaves the context as it found it.
 */
export function paintEntity(
  ctx: PaintContext,
  entity: ResolvedEntity,
  state: PaintState,
  images: ImageSource,
  tilesets: ProjectData['tilesets'],
  options: PaintOptions = {},
): void {
  const { Transform, Tilemap, Shape, Sprite, Text } = entity.components;
  const { width, height } = state;
  const box: Rect = { x: -Transform.anchor[0] * width, y: -Transform.anchor[1] * height, width, height };
  const { tint = '', assets } = options;
  const alphaBefore = ctx.globalAlpha;
  const withAlpha = (alpha: number, paint: () => void) => {
    const opacity = alphaBefore * state.alpha * alpha;
    if (!(opacity > 0)) return;
    ctx.globalAlpha = opacity;
    paint();
  };
  if (Tilemap) withAlpha(Tilemap.alpha, () => paintTilemap(ctx, Tilemap, box, images, tilesets, options));
  if (Shape) withAlpha(Shape.alpha, () => paintShape(ctx, Shape, box, tint));
  if (Sprite) {
    const sheet = assets?.[Sprite.asset]?.meta;
    withAlpha(Sprite.alpha, () => paintSprite(ctx, Sprite, box, state.frame, images, tint, sheet));
  }
  if (Text) withAlpha(Text.alpha, () => paintText(ctx, Text, box, images, tint));
  ctx.globalAlpha = alphaBefore;
}
