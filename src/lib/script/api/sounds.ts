/** Sounds that go on: what the Sound of an entity lets be heard. */
import { define, entity, number, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

const clamped = (volume: number): number => Math.min(1, Math.max(0, volume));

export const soundFunctions: readonly ApiFunction[] = [
  define({
    name: 'start_sound',
    group: 'game',
    doc: 'Starts the sound of an entity. Nothing happens without a Sound, or while it sounds already.',
    params: [entity],
    example: 'ams.start_sound(e)',
    run: (context, e) => setFields(context, e, 'Sound', { playing: true }),
  }),
  define({
    name: 'stop_sound',
    group: 'game',
    doc: 'Ends the sound of an entity. Started again, it begins anew.',
    params: [entity],
    example: 'ams.stop_sound(e)\nassert(not ams.is_sounding(e))',
    run: (context, e) => setFields(context, e, 'Sound', { playing: false }),
  }),
  define({
    name: 'is_sounding',
    group: 'game',
    doc: 'Whether the sound of an entity is started.',
    params: [entity],
    returns: { type: 'boolean', doc: 'false without a Sound' },
    example: 'if not ams.is_sounding(e) then ams.start_sound(e) end',
    run: (_, e) => e.components.Sound?.playing ?? false,
  }),
  define({
    name: 'set_sound_volume',
    group: 'game',
    doc: 'Makes the sound of an entity louder or quieter.',
    params: [entity, number('volume', '0 silent to 1 full')],
    example: 'ams.set_sound_volume(e, 0.5)',
    run: (context, e, volume) => setFields(context, e, 'Sound', { volume: clamped(volume) }),
  }),
];
