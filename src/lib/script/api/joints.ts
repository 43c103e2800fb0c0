/** Ties between bodies. */
import type { Vec2 } from '../../base/geometry.ts';
import { components, type ComponentData } from '../../schema/components.ts';
import { checkField } from '../../schema/check-fields.ts';
import { ScriptFault } from '../vm.ts';
import { define, entity, number, text, type ApiFunction, type LuaValue } from './define.ts';

const types = components.Joint.fields.type.options;
/** What a script may set of a joint, in the names of scripts: `motor_speed` is `motorSpeed` in the table. */
const settings = Object.keys(components.Joint.fields).filter((name) => name !== 'type' && name !== 'to');
const snake = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
const known = new Map(settings.map((name) => [snake(name), name]));

const isPoint = (value: LuaValue): value is readonly number[] | { x: number; y: number } =>
  typeof value === 'object' && value !== null;

/** Fields of a Joint component as a script gives them; a point is `{ 0, -16 }` or `{ x = 0, y = -16 }`. */
function fieldsOf(value: LuaValue, where: string): Partial<ComponentData<'Joint'>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ScriptFault(
      `bad argument 'settings' to '${where}' (a table such as { length = 100 } expected)`,
    );
  const fields: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value as Readonly<Record<string, LuaValue>>)) {
    const field = known.get(key);
    if (field === undefined)
      throw new ScriptFault(`a joint has no setting "${key}"; it has ${[...known.keys()].join(', ')}`);
    const list =
      isPoint(given) &&
      (Array.isArray(given) ? given : [(given as { x: number }).x, (given as { y: number }).y]);
    const wrong = checkField('Joint', field, list || given);
    if (wrong) throw new ScriptFault(`the setting ${key} of a joint ${wrong}`);
    fields[field] = list || given;
  }
  return fields;
}

const joint = text('joint', 'what add_joint, grab or get_joints gave');
const settingsParam = {
  name: 'settings',
  type: 'any',
  doc: `a table of ${[...known.keys()].join(', ')}`,
  optional: true,
} as const;

export const jointFunctions: readonly ApiFunction[] = [
  define({
    name: 'add_joint',
    group: 'joints',
    doc: 'Ties the body of an entity to another one, or to the scene. It ends with either of them.',
    params: [
      entity,
      { ...text('type', 'how it holds'), options: types },
      { name: 'other', type: 'entity', doc: 'the other body; nil ties it to the scene', optional: true },
      settingsParam,
    ],
    returns: { type: 'string', doc: 'the joint, for the other functions; nil for a dead entity' },
    example:
      'local rope = ams.add_joint(e, "rope", ams.find("Other"), { length = 100, anchor = { 0, -8 } })\nams.remove_joint(rope)',
    run({ world, undo }, e, type, other, options) {
      const fields = fieldsOf(options, 'add_joint');
      const made = world.physics.addJoint(e, { ...fields, type, to: other?.id ?? '' });
      undo(() => world.physics.removeJoint(made));
      return made;
    },
  }),
  define({
    name: 'set_joint',
    group: 'joints',
    doc: 'Changes settings of a joint, such as the speed of its motor.',
    params: [joint, { ...settingsParam, optional: false }],
    example:
      'local hinge = ams.add_joint(e, "revolute")\nams.set_joint(hinge, { motor = true, motor_speed = 180 })',
    run({ world, later }, which, options) {
      const fields = fieldsOf(options, 'set_joint');
      later(() => world.physics.setJoint(which, fields));
    },
  }),
  define({
    name: 'remove_joint',
    group: 'joints',
    doc: 'Ends a joint or a grab. Nothing happens for one that is gone.',
    params: [joint],
    example: 'for _, joint in ipairs(ams.get_joints(e)) do ams.remove_joint(joint) end',
    run: ({ world, later }, which) => later(() => world.physics.removeJoint(which)),
  }),
  define({
    name: 'get_joint',
    group: 'joints',
    doc: 'What a joint is doing.',
    params: [joint],
    returns: {
      type: 'table',
      doc: '{ entity, other, type, x1, y1, x2, y2, length, angle, force }; nil for one that is gone or was added in this tick',
    },
    example:
      'local info = ams.get_joint("none")\nif info and info.force > 5000 then ams.remove_joint("none") end',
    run({ world }, which) {
      const info = world.physics.joint(which);
      if (!info) return null;
      const { entity: owner, other, type, from, to, length, angle, force } = info;
      return {
        entity: owner,
        other,
        type,
        x1: from[0],
        y1: from[1],
        x2: to[0],
        y2: to[1],
        length,
        angle,
        force,
      };
    },
  }),
  define({
    name: 'get_joints',
    group: 'joints',
    doc: 'The joints of an entity, at either end.',
    params: [entity],
    returns: { type: 'list of texts', doc: 'from index 1 on; empty for none' },
    example: 'assert(#ams.get_joints(e) == 0)',
    neutral: [],
    run: ({ world }, e) => world.physics.jointsOf(e),
  }),
  define({
    name: 'grab',
    group: 'joints',
    doc: 'Takes hold of a body at a point, as the mouse does; pull_to moves it, remove_joint lets go.',
    params: [
      entity,
      number('x', 'where it is held, in the scene', 'px'),
      number('y', 'where it is held, in the scene', 'px'),
      {
        ...number('force', 'the most it pulls with; a hundred times its weight when left out'),
        min: 0,
        max: 1e9,
        optional: true,
      },
    ],
    returns: { type: 'string', doc: 'the joint; nil for a dead entity' },
    example: 'local hold = ams.grab(e, e.x, e.y)\nams.pull_to(hold, 200, 100)',
    run({ world, undo }, e, x, y, force) {
      const at: Vec2 = [x, y];
      const made = force === undefined ? world.physics.grab(e, at) : world.physics.grab(e, at, force);
      undo(() => world.physics.removeJoint(made));
      return made;
    },
  }),
  define({
    name: 'pull_to',
    group: 'joints',
    doc: 'Moves the point that a grabbed body is pulled to.',
    params: [
      text('joint', 'what grab gave'),
      number('x', 'in the scene', 'px'),
      number('y', 'in the scene', 'px'),
    ],
    example:
      'local hold = ams.grab(e, e.x, e.y)\nams.pull_to(hold, ams.get_pointer_x(), ams.get_pointer_y())',
    run: ({ world, later }, which, x, y) => later(() => world.physics.pullTo(which, [x, y])),
  }),
];
