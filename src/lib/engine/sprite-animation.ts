/** How sprites of a playing scene go through the animations of their images. */
import { animationsByName, eventsBetween, stepAt } from '../schema/animation-time.ts';
import type { ProjectData } from '../schema/project.ts';
import type { AnimationData } from '../schema/sheet.ts';
import type { EntityRecord } from './entity-record.ts';
import { spriteFrame } from './sprite-frame.ts';

/** What scripts are told of an animation. */
export interface SpriteEvent {
  entity: EntityRecord;
  animation: string;
  /** Name of the event of a step; `null` when the animation is over. */
  event: string | null;
}

/** Ticks are sums of sixtieths: without the slack a step would now and then come a tick late. */
const msOf = (ticks: number): number => (ticks * 1000) / 60 + 1e-6;

/** The animation that a sprite is set to; `null` for none, or one that its image has not. */
export function animationOf(
  assets: ProjectData['assets'],
  { components }: Pick<EntityRecord, 'components'>,
): AnimationData | null {
  const sprite = components.Sprite;
  if (!sprite || sprite.animation === '' || !Object.hasOwn(assets, sprite.asset)) return null;
  return animationsByName(assets[sprite.asset]!.meta).get(sprite.animation) ?? null;
}

/** Whether what an entity plays is what its sprite is set to. */
const isCurrent = ({
  playing,
  components: { Sprite },
}: Pick<EntityRecord, 'playing' | 'components'>): boolean =>
  playing !== null && playing.animation === Sprite?.animation && playing.asset === Sprite.asset;

/** One tick of all animations: those that were set anew begin, the others go on. What happened on the way comes back. */
export function advanceAnimations(
  assets: ProjectData['assets'],
  entities: readonly EntityRecord[],
): SpriteEvent[] {
  const happened: SpriteEvent[] = [];
  for (const entity of entities) {
    const sprite = entity.components.Sprite;
    if (sprite === undefined || sprite.animation === '') {
      if (entity.playing) entity.playing = null;
      continue;
    }
    const animation = animationOf(assets, entity);
    if (!animation) {
      entity.playing = null;
      continue;
    }
    const before = isCurrent(entity) ? entity.playing : null;
    if (before?.over) continue;
    const ticks = before ? before.ticks + sprite.animationSpeed : 0;
    if (before && ticks === before.ticks) continue;
    const { events, ends } = eventsBetween(animation, before ? msOf(before.ticks) : -1, msOf(ticks));
    entity.playing = { asset: sprite.asset, animation: sprite.animation, ticks, over: ends };
    for (const event of events) happened.push({ entity, animation: animation.name, event });
    if (ends) happened.push({ entity, animation: animation.name, event: null });
  }
  return happened;
}

/** The frame that an entity shows now. @param seconds since the start of the game, for frames that play in a row */
export function shownFrame(assets: ProjectData['assets'], entity: EntityRecord, seconds: number): number {
  const sprite = entity.components.Sprite;
  if (!sprite) return 0;
  if (sprite.animation === '') return spriteFrame(sprite, seconds);
  const animation = animationOf(assets, entity);
  if (!animation) return sprite.frame;
  return stepAt(animation, isCurrent(entity) ? msOf(entity.playing!.ticks) : 0).step?.frame ?? sprite.frame;
}
