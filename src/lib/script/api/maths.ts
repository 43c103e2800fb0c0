/** Numbers: functions of other engines' scripts, and the random numbers of the run. */
import { atan2, cos, sin } from '../../base/maths.ts';
import { ScriptFault } from '../vm.ts';
import { define, number, type ApiFunction } from './define.ts';

export const mathsFunctions: readonly ApiFunction[] = [
  define({
    name: 'sin',
    group: 'maths',
    doc: 'Sine of an angle in radians.',
    params: [number('angle', 'in radians')],
    returns: { type: 'number', doc: '-1 to 1' },
    example: 'assert(ams.sin(0) == 0)',
    run: (_, angle) => sin(angle),
  }),
  define({
    name: 'cos',
    group: 'maths',
    doc: 'Cosine of an angle in radians.',
    params: [number('angle', 'in radians')],
    returns: { type: 'number', doc: '-1 to 1' },
    example: 'assert(ams.cos(0) == 1)',
    run: (_, angle) => cos(angle),
  }),
  define({
    name: 'sqrt',
    group: 'maths',
    doc: 'Square root.',
    params: [number('value', '0 or more')],
    returns: { type: 'number', doc: 'the root' },
    example: 'assert(ams.sqrt(9) == 3)',
    run(_, value) {
      if (value < 0) throw new ScriptFault(`bad argument #1 to 'sqrt' (${value} is negative)`);
      return Math.sqrt(value);
    },
  }),
  define({
    name: 'atan2',
    group: 'maths',
    doc: 'Angle of the direction (x, y) in radians, clockwise as y points down.',
    params: [number('y', 'downwards'), number('x', 'to the right')],
    returns: { type: 'number', doc: 'in radians, above -pi up to pi' },
    example: 'local angle = ams.atan2(0 - e.y, 100 - e.x)\nassert(ams.atan2(0, 1) == 0)',
    run: (_, y, x) => atan2(y, x),
  }),
  define({
    name: 'random',
    group: 'maths',
    doc: 'A random number. The same seed, project and input give the same numbers.',
    params: [],
    returns: { type: 'number', doc: 'from 0 up to, not including, 1' },
    example: 'local chance = ams.random()\nassert(chance >= 0 and chance < 1)',
    run: ({ random }) => random(),
  }),
  define({
    name: 'random_range',
    group: 'maths',
    doc: 'A random number between two others.',
    params: [number('low', 'the least'), number('high', 'more than the greatest')],
    returns: { type: 'number', doc: 'from `low` up to, not including, `high`' },
    example: 'local speed = ams.random_range(80, 120)\nassert(speed >= 80 and speed <= 120)',
    run: ({ random }, low, high) => low + random() * (high - low),
  }),
  define({
    name: 'clamp',
    group: 'maths',
    doc: 'A number cut to a range.',
    params: [number('value', 'the number'), number('low', 'the least'), number('high', 'the greatest')],
    returns: { type: 'number', doc: '`value`, at least `low`, at most `high`' },
    example: 'assert(ams.clamp(12, 0, 10) == 10)',
    run: (_, value, low, high) => Math.min(high, Math.max(low, value)),
  }),
];
