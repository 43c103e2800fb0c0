/** Bodies: what pushes them and how they take it. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { components, type ComponentData } from '../../schema/components.ts';
import { define, entity, number, text, type ApiContext, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

const { Body } = components;

/** Sets fields of the Body of an entity. */
function setBody(context: ApiContext, e: EntityRecord, fields: Partial<ComponentData<'Body'>>): void {
  if (e.components.Body) setFields(context, e, 'Body', fields);
}

/** Beyond this a push says no more than this. Masses count in wooden boxes of 32 by 32 px. */
const MOST = 1e12;
const push = (name: string, doc: string, unit: string) => ({
  ...number(name, doc, unit),
  min: -MOST,
  max: MOST,
});
const point = (name: 'x' | 'y') =>
  ({
    ...number(name, 'where it pushes, in the scene; the middle of its mass when left out', 'px'),
    optional: true,
  }) as const;
const at = (x: number | undefined, y: number | undefined): [number, number] | undefined =>
  x === undefined || y === undefined ? undefined : [x, y];

export const physicsFunctions: readonly ApiFunction[] = [
  define({
    name: 'set_gravity_scale',
    group: 'physics',
    doc: 'How strongly gravity pulls a body. Nothing happens without a body.',
    params: [
      entity,
      {
        ...number('scale', '1 is normal, 0 floats'),
        min: Body.fields.gravityScale.min,
        max: Body.fields.gravityScale.max,
      },
    ],
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
    name: 'apply_force',
    group: 'physics',
    doc: 'Pushes a dynamic body during this tick; a force of its mass times 100 adds 100 px/s in a second.',
    params: [
      entity,
      push('fx', 'to the right', 'mass · px/s²'),
      push('fy', 'downwards', 'mass · px/s²'),
      point('x'),
      point('y'),
    ],
    example: 'ams.apply_force(e, 300 * ams.get_mass(e), 0)',
    run: ({ world, later }, e, fx, fy, x, y) => later(() => world.physics.applyForce(e, fx, fy, at(x, y))),
  }),
  define({
    name: 'apply_impulse',
    group: 'physics',
    doc: 'Pushes a dynamic body at once; an impulse of its mass times 100 adds 100 px/s.',
    params: [
      entity,
      push('ix', 'to the right', 'mass · px/s'),
      push('iy', 'downwards', 'mass · px/s'),
      point('x'),
      point('y'),
    ],
    example: 'ams.apply_impulse(e, 0, -200 * ams.get_mass(e))',
    run: ({ world, later }, e, ix, iy, x, y) => later(() => world.physics.applyImpulse(e, ix, iy, at(x, y))),
  }),
  define({
    name: 'apply_torque',
    group: 'physics',
    doc: 'Turns a dynamic body during this tick.',
    params: [entity, push('torque', 'clockwise', 'mass · px²/s²')],
    example: 'ams.apply_torque(e, 50000)',
    run: ({ world, later }, e, torque) => later(() => world.physics.applyTorque(e, torque)),
  }),
  define({
    name: 'get_mass',
    group: 'physics',
    doc: 'The mass of a dynamic body; a wooden box of 32 by 32 px has 1.',
    params: [entity],
    returns: { type: 'number', doc: '0 without a dynamic body' },
    example: 'assert(ams.get_mass(e) > 0)',
    neutral: 0,
    run: ({ world }, e) => world.physics.massOf(e),
  }),
  ...(['x', 'y'] as const).map((axis, index) =>
    define({
      name: `get_gravity_${axis}`,
      group: 'physics',
      doc: `The ${axis === 'x' ? 'sideways' : 'downward'} gravity of the scene.`,
      params: [],
      returns: { type: 'number', unit: 'px/s²', doc: 'how much speed it adds in a second' },
      example: `local pull = ams.get_gravity_${axis}()`,
      run: ({ world }) => world.physics.gravity[index]!,
    }),
  ),
  define({
    name: 'set_gravity',
    group: 'physics',
    doc: 'Changes the gravity of the scene until it ends.',
    params: [
      { ...number('x', 'to the right', 'px/s²'), min: -1e6, max: 1e6 },
      { ...number('y', 'downwards', 'px/s²'), min: -1e6, max: 1e6 },
    ],
    example: 'ams.set_gravity(0, 300)\nassert(ams.get_gravity_y() == 300)',
    run({ world: { physics }, undo }, x, y) {
      const before = physics.gravity;
      undo(() => (physics.gravity = before));
      physics.gravity = [x, y];
    },
  }),
  define({
    name: 'get_body_type',
    group: 'physics',
    doc: 'How a body moves.',
    params: [entity],
    returns: { type: 'string', doc: '"static", "dynamic" or "kinematic"; nil without a body' },
    example: 'assert(ams.get_body_type(e) == "dynamic")',
    run: (_, e) => e.components.Body?.type ?? null,
  }),
  define({
    name: 'set_body_type',
    group: 'physics',
    doc: 'Changes how a body moves. Nothing happens without a body.',
    params: [
      entity,
      {
        ...text(
          'type',
          'static stays, dynamic falls and is pushed, kinematic moves only by its own velocity',
        ),
        options: Body.fields.type.options,
      },
    ],
    example: 'ams.set_body_type(e, "kinematic")\nassert(ams.get_body_type(e) == "kinematic")',
    run: (context, e, type) => setBody(context, e, { type }),
  }),
  define({
    name: 'set_fixed_rotation',
    group: 'physics',
    doc: 'Whether a body never turns. Nothing happens without a body.',
    params: [entity, { name: 'fixed', type: 'boolean', doc: 'true never turns' }],
    example: 'ams.set_fixed_rotation(e, true)',
    run: (context, e, fixedRotation) => setBody(context, e, { fixedRotation }),
  }),
  define({
    name: 'set_damping',
    group: 'physics',
    doc: 'How much the air slows a body down. Nothing happens without a body.',
    params: [
      entity,
      { ...number('damping', 'part of the velocity that is lost in a sixtieth of a second'), min: 0, max: 1 },
      {
        ...number('spin', 'part of the spin that is lost; stays as it is when left out'),
        min: 0,
        max: 1,
        optional: true,
      },
    ],
    example: 'ams.set_damping(e, 0.1, 0.2)',
    run: (context, e, damping, angularDamping) =>
      setBody(context, e, { damping, ...(angularDamping === undefined ? {} : { angularDamping }) }),
  }),
  define({
    name: 'is_sleeping',
    group: 'physics',
    doc: 'Whether a body rests until something wakes it.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true at rest' },
    example: 'assert(not ams.is_sleeping(e))',
    neutral: false,
    run: ({ world }, e) => world.physics.asleep(e),
  }),
  define({
    name: 'wake',
    group: 'physics',
    doc: 'Wakes a body that rests. Changing its speed or place does that too.',
    params: [entity],
    example: 'ams.wake(e)',
    run: ({ world, later }, e) => later(() => world.physics.wake(e)),
  }),
];
