/** Changes over time that go on by themselves, counted in ticks. */
import { EASINGS, TWEEN_FIELDS } from '../tweens.ts';
import { define, entity, number, text, type ApiFunction } from './define.ts';

export const tweenFunctions: readonly ApiFunction[] = [
  define({
    name: 'tween',
    group: 'tweens',
    doc: 'Moves a field of an entity to a value over some time. A newer tween of the same field takes its place.',
    params: [
      entity,
      { ...text('field', 'what changes'), options: TWEEN_FIELDS },
      number('to', 'the value at the end, in the unit of the field'),
      { ...number('duration', 'how long', 's'), min: 0 },
      { ...text('easing', 'how it gets there; "linear" when left out'), options: EASINGS, optional: true },
      {
        ...text('callback', 'name of a function of this script that is called at the end: `callback(e)`'),
        optional: true,
      },
    ],
    returns: { type: 'number', doc: 'its number, for stop_tween' },
    example: 'ams.tween(e, "x", e.x + 100, 0.5, "ease_out")\nams.tween(e, "alpha", 0, 1)',
    moves: true,
    run: ({ tween }, e, field, to, duration, easing, callback) =>
      tween({ entity: e, field, to, duration, easing: easing ?? 'linear' }, callback ?? null),
  }),
  define({
    name: 'stop_tween',
    group: 'tweens',
    doc: 'Ends one tween where it is; its callback is not called.',
    params: [{ name: 'tween', type: 'integer', doc: 'the number that ams.tween gave' }],
    example: 'local move = ams.tween(e, "x", 300, 2)\nams.stop_tween(move)',
    run: ({ stopTweens }, which) => stopTweens(which),
  }),
  define({
    name: 'stop_tweens',
    group: 'tweens',
    doc: 'Ends all tweens of an entity where they are.',
    params: [entity],
    example: 'ams.stop_tweens(e)',
    run: ({ stopTweens }, e) => stopTweens(e),
  }),
];
