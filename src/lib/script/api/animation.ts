/** Animations of sprites: what the sheet of an image has under a name. */
import { animationsByName } from '../../schema/animation-time.ts';
import { define, entity, text, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

export const animationFunctions: readonly ApiFunction[] = [
  define({
    name: 'play_animation',
    group: 'visual',
    doc: 'Plays an animation of the image that an entity shows. One that plays already goes on; one that is over begins again. Behaviours may have on_animation_event and on_animation_end.',
    params: [entity, text('name', 'of the animation, as in the animation editor')],
    returns: { type: 'boolean', doc: 'false when the image has no animation of that name' },
    example: 'if not ams.play_animation(e, "walk") then ams.set_frame(e, 0) end',
    neutral: false,
    run(context, e, name) {
      const sprite = e.components.Sprite;
      const { world, undo } = context;
      const sheet = sprite && Object.hasOwn(world.assets, sprite.asset) ? world.assets[sprite.asset] : null;
      if (!sprite || !sheet || !animationsByName(sheet.meta).has(name)) return false;
      if (sprite.animation !== name) setFields(context, e, 'Sprite', { animation: name });
      else if (e.playing?.over) {
        const before = e.playing;
        undo(() => (e.playing = before));
        e.playing = null;
      }
      return true;
    },
  }),
  define({
    name: 'stop_animation',
    group: 'visual',
    doc: 'Ends the animation of an entity and shows its still frame. Nothing happens without a sprite.',
    params: [entity],
    example: 'ams.stop_animation(e)',
    run(context, e) {
      if (e.components.Sprite && e.components.Sprite.animation !== '')
        setFields(context, e, 'Sprite', { animation: '' });
    },
  }),
  define({
    name: 'get_animation',
    group: 'visual',
    doc: 'The animation that an entity plays, or has played to its end.',
    params: [entity],
    returns: { type: 'string', doc: '"" for none; nil without a sprite' },
    example: 'local name = ams.get_animation(e)',
    run: (_, e) => e.components.Sprite?.animation ?? null,
  }),
  define({
    name: 'is_animation_over',
    group: 'visual',
    doc: 'Whether an animation has played as often as it should. One that plays for ever is never over.',
    params: [entity],
    returns: { type: 'boolean', doc: 'false while it plays, and without one' },
    example: 'assert(not ams.is_animation_over(e))',
    neutral: false,
    run: (_, e) => e.playing?.over ?? false,
  }),
  define({
    name: 'set_animation_speed',
    group: 'visual',
    doc: 'Changes how fast the animation of an entity plays. Nothing happens without a sprite.',
    params: [
      entity,
      {
        name: 'factor',
        type: 'number',
        doc: '1 as drawn, 2 twice as fast, 0 stands still',
        min: 0,
        max: 100,
      },
    ],
    example: 'ams.set_animation_speed(e, 0.5)',
    run(context, e, factor) {
      if (e.components.Sprite && e.components.Sprite.animationSpeed !== factor)
        setFields(context, e, 'Sprite', { animationSpeed: factor });
    },
  }),
];
