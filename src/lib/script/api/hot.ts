/** Position and velocity: the hot fields of entities, which the machine reads and writes by itself. */
import { HOT_FIELDS } from '../../engine/game-world.ts';
import { entity, type ApiFunction } from './define.ts';

/** The machine writes hot fields by itself, whatever finite number it is; the world cuts it to what it can count with. */
const number = (name: string, doc: string, unit: string) => ({ name, type: 'number', doc, unit }) as const;

const fields: Record<(typeof HOT_FIELDS)[number], { unit: string; doc: string; sample: number }> = {
  x: { unit: 'px', doc: 'horizontal position of the anchor', sample: 120 },
  y: { unit: 'px', doc: 'vertical position of the anchor, downwards', sample: 80 },
  vx: { unit: 'px/s', doc: 'horizontal velocity', sample: 60 },
  vy: { unit: 'px/s', doc: 'vertical velocity, downwards', sample: -200 },
  rotation: { unit: '°', doc: 'rotation, clockwise', sample: 45 },
  angular_velocity: { unit: '°/s', doc: 'turning speed, clockwise', sample: 90 },
};

const single: readonly ApiFunction[] = HOT_FIELDS.flatMap((name, field): ApiFunction[] => {
  const { unit, doc, sample } = fields[name];
  const group = name === 'x' || name === 'y' || name === 'rotation' ? 'transform' : 'physics';
  return [
    {
      name: `get_${name}`,
      group,
      doc: `The ${doc}. The same as \`e.${name}\`.`,
      params: [entity],
      returns: { type: 'number', unit, doc: `the ${doc}; nil for a dead entity` },
      example: `local value = ams.get_${name}(e)\nassert(value == e.${name})`,
      hot: { fields: [field], access: 'get' },
    },
    {
      name: `set_${name}`,
      group,
      doc: `Sets the ${doc}. The same as \`e.${name} = value\`; ignored for a dead entity.`,
      params: [entity, number('value', doc, unit)],
      example: `ams.set_${name}(e, ${sample})\nassert(e.${name} == ${sample})`,
      hot: { fields: [field], access: 'set' },
    },
  ];
});

export const hotFunctions: readonly ApiFunction[] = [
  ...single,
  {
    name: 'set_position',
    group: 'transform',
    doc: 'Moves an entity to a point of the scene at once; ignored for a dead entity.',
    params: [entity, number('x', 'where its anchor goes', 'px'), number('y', 'where its anchor goes', 'px')],
    example: 'ams.set_position(e, 64, 32)\nassert(e.x == 64 and e.y == 32)',
    hot: { fields: [HOT_FIELDS.indexOf('x'), HOT_FIELDS.indexOf('y')], access: 'set' },
  },
  {
    name: 'set_velocity',
    group: 'physics',
    doc: 'Sets both parts of the velocity; ignored for a dead entity.',
    params: [entity, number('vx', 'to the right', 'px/s'), number('vy', 'downwards', 'px/s')],
    example: 'ams.set_velocity(e, 100, -300)\nassert(e.vx == 100 and e.vy == -300)',
    hot: { fields: [HOT_FIELDS.indexOf('vx'), HOT_FIELDS.indexOf('vy')], access: 'set' },
  },
];
