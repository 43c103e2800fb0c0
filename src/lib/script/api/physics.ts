/** Bodies and what they meet. Queries see the world as it was at the start of the tick. */
import { define, entity, number, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

export const physicsFunctions: readonly ApiFunction[] = [
  define({
    name: 'set_gravity_scale',
    group: 'physics',
    doc: 'How strongly gravity pulls a body. Nothing happens without a body.',
    params: [entity, number('scale', '1 is normal, 0 floats')],
    example: 'ams.set_gravity_scale(e, 0)',
    run: (context, e, scale) => setFields(context, e, 'Body', { gravityScale: scale }),
  }),
  define({
    name: 'is_grounded',
    group: 'physics',
    doc: 'Whether a body stands on something solid.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true while something solid is below and touches it' },
    example: 'if ams.is_grounded(e) then e.vy = -400 end',
    neutral: false,
    run: ({ world }, e) => world.grounded(e),
  }),
  define({
    name: 'raycast',
    group: 'physics',
    doc: 'The first solid thing on the way from one point to another.',
    params: [
      number('x1', 'start', 'px'),
      number('y1', 'start', 'px'),
      number('x2', 'end', 'px'),
      number('y2', 'end', 'px'),
      { name: 'ignore', type: 'entity', doc: 'an entity that does not count', optional: true },
    ],
    returns: {
      type: 'table',
      doc: '{ entity, x, y, normal_x, normal_y, fraction }, fraction from 0 at the start to 1 at the end; nil for no hit',
    },
    example: 'local hit = ams.raycast(e.x, e.y, e.x, e.y + 100, e)\nif hit then ams.log(hit.entity) end',
    run({ world }, x1, y1, x2, y2, ignore) {
      const hit = world.raycast(x1, y1, x2, y2, ignore ?? null);
      if (!hit) return null;
      const { entity: found, point, normal, fraction } = hit;
      return { entity: found, x: point[0], y: point[1], normal_x: normal[0], normal_y: normal[1], fraction };
    },
  }),
];
