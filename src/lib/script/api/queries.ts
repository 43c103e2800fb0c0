/** Finding entities by where they are. Positions are those at the start of the tick. */
import { atan2 } from '../../base/maths.ts';
import { HOT_STRIDE, type EntityRecord, type GameWorld } from '../../engine/game-world.ts';
import { define, entity, number, type ApiFunction } from './define.ts';

const place = (world: GameWorld, { slot }: EntityRecord): [number, number] => [
  world.hot[slot * HOT_STRIDE]!,
  world.hot[slot * HOT_STRIDE + 1]!,
];

const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

export const queryFunctions: readonly ApiFunction[] = [
  define({
    name: 'nearest',
    group: 'queries',
    doc: 'The entity whose anchor is nearest to a point.',
    params: [
      number('x', 'of the point', 'px'),
      number('y', 'of the point', 'px'),
      {
        name: 'tag',
        type: 'string',
        doc: 'only entities with this tag; "" or nothing for all',
        optional: true,
      },
      { name: 'ignore', type: 'entity', doc: 'an entity that does not count', optional: true },
    ],
    returns: { type: 'entity', doc: 'the first of equally near ones; nil for none' },
    example:
      'local enemy = ams.nearest(e.x, e.y, "enemy", e)\nif enemy then ams.look_at(e, enemy.x, enemy.y) end',
    run({ world }, x, y, tag, ignore) {
      let best: EntityRecord | null = null;
      let least = Infinity;
      for (const each of tag ? world.byTag(tag) : world.entities()) {
        if (each === ignore) continue;
        const [ex, ey] = place(world, each);
        const distance = length(ex - x, ey - y);
        if (distance < least) [best, least] = [each, distance];
      }
      return best;
    },
  }),
  define({
    name: 'get_entities_by_name',
    group: 'queries',
    doc: 'All entities of a name, in order of the scene.',
    params: [{ name: 'name', type: 'string', doc: 'the name in the hierarchy' }],
    returns: { type: 'list of entities', doc: 'from index 1 on; empty for none' },
    example: 'assert(ams.get_entities_by_name("Hero")[1] == e)',
    run: ({ world }, name) => world.entities().filter((each) => each.name === name),
  }),
  define({
    name: 'get_distance',
    group: 'queries',
    doc: 'How far apart the anchors of two entities are.',
    params: [entity, { name: 'other', type: 'entity', doc: 'the other one' }],
    returns: { type: 'number', unit: 'px', doc: 'the distance; nil for a dead entity' },
    example: 'if ams.get_distance(e, ams.find("Other")) < 50 then ams.log("close") end',
    run({ world }, e, other) {
      if (!other) return null;
      const [x, y] = place(world, e);
      const [ox, oy] = place(world, other);
      return length(ox - x, oy - y);
    },
  }),
  define({
    name: 'get_direction',
    group: 'queries',
    doc: 'The angle from one entity towards another.',
    params: [entity, { name: 'other', type: 'entity', doc: 'the other one' }],
    returns: { type: 'number', unit: '°', doc: 'clockwise, 0 right, 90 down; nil for a dead entity' },
    example: 'local angle = ams.get_direction(e, ams.find("Other"))',
    run({ world }, e, other) {
      if (!other) return null;
      const [x, y] = place(world, e);
      const [ox, oy] = place(world, other);
      return (atan2(oy - y, ox - x) * 180) / Math.PI;
    },
  }),
];
