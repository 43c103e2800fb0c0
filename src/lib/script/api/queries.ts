/** Finding entities by where they are. All see the scene as it was at the start of the tick. */
import { atan2 } from '../../base/maths.ts';
import type { EntityRecord } from '../../engine/entity-record.ts';
import { HOT_STRIDE, type GameWorld } from '../../engine/game-world.ts';
import type { QueryHit } from '../../engine/game-physics.ts';
import { define, entity, number, side, type ApiFunction, type LuaValue } from './define.ts';
import { filterOf, ignored, layersParam } from './filters.ts';

const place = (world: GameWorld, { slot }: EntityRecord): [number, number] => [
  world.hot[slot * HOT_STRIDE]!,
  world.hot[slot * HOT_STRIDE + 1]!,
];

const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const hitTable = (hit: QueryHit | null): LuaValue =>
  hit && {
    entity: hit.entity,
    x: hit.point[0],
    y: hit.point[1],
    normal_x: hit.normal[0],
    normal_y: hit.normal[1],
    fraction: hit.fraction,
  };

const way = [
  number('x1', 'start', 'px'),
  number('y1', 'start', 'px'),
  number('x2', 'end', 'px'),
  number('y2', 'end', 'px'),
] as const;

const HIT = '{ entity, x, y, normal_x, normal_y, fraction }, fraction from 0 at the start to 1 at the end';
const sensors = { name: 'sensors', type: 'boolean', doc: 'true counts sensors too', optional: true } as const;

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
  define({
    name: 'raycast',
    group: 'queries',
    doc: 'The first solid thing on the way from one point to another.',
    params: [...way, ignored, layersParam],
    returns: { type: 'table', doc: `${HIT}; nil for no hit` },
    example:
      'local hit = ams.raycast(e.x, e.y, e.x, e.y + 100, e)\nif hit then ams.draw_circle(hit.x, hit.y, 4) end',
    run: ({ world }, x1, y1, x2, y2, ignore, layers) =>
      hitTable(world.physics.raycast([x1, y1], [x2, y2], filterOf(ignore, layers, 'raycast'))),
  }),
  define({
    name: 'raycast_all',
    group: 'queries',
    doc: 'Every solid thing on the way from one point to another, the nearest first.',
    params: [...way, ignored, layersParam],
    returns: { type: 'list of tables', doc: `${HIT} each; empty for no hit` },
    example:
      'for _, hit in ipairs(ams.raycast_all(0, e.y, 960, e.y, e)) do ams.log(hit.entity .. " at " .. hit.fraction) end',
    run: ({ world }, x1, y1, x2, y2, ignore, layers) =>
      world.physics.raycastAll([x1, y1], [x2, y2], filterOf(ignore, layers, 'raycast_all')).map(hitTable),
  }),
  define({
    name: 'cast_circle',
    group: 'queries',
    doc: 'The first solid thing that a circle meets on its way from one point to another.',
    params: [...way, side('radius', 'of the circle'), ignored, layersParam],
    returns: { type: 'table', doc: `${HIT}; nil for no hit` },
    example: 'local hit = ams.cast_circle(e.x, e.y, e.x, e.y + 100, 12, e)',
    run: ({ world }, x1, y1, x2, y2, radius, ignore, layers) =>
      hitTable(
        world.physics.castShape(
          { kind: 'circle', radius },
          [x1, y1],
          [x2, y2],
          filterOf(ignore, layers, 'cast_circle'),
        ),
      ),
  }),
  define({
    name: 'cast_box',
    group: 'queries',
    doc: 'The first solid thing that a box meets on its way from one point to another.',
    params: [...way, side('width', 'of the box'), side('height', 'of the box'), ignored, layersParam],
    returns: { type: 'table', doc: `${HIT}; nil for no hit` },
    example: 'local hit = ams.cast_box(e.x, e.y, e.x + 200, e.y, 24, 24, e)',
    run: ({ world }, x1, y1, x2, y2, width, height, ignore, layers) =>
      hitTable(
        world.physics.castShape(
          { kind: 'box', width, height },
          [x1, y1],
          [x2, y2],
          filterOf(ignore, layers, 'cast_box'),
        ),
      ),
  }),
  define({
    name: 'at_point',
    group: 'queries',
    doc: 'The entities whose colliders hold a point.',
    params: [number('x', 'of the point', 'px'), number('y', 'of the point', 'px'), layersParam, sensors],
    returns: { type: 'list of entities', doc: 'in order of the scene; empty for none' },
    example:
      'for _, other in ipairs(ams.at_point(ams.get_pointer_x(), ams.get_pointer_y())) do ams.set_tint(other, "#ff8888") end',
    run: ({ world }, x, y, layers, counts) =>
      world.physics.atPoint([x, y], { ...filterOf(null, layers, 'at_point'), sensors: counts ?? false }),
  }),
  define({
    name: 'in_rect',
    group: 'queries',
    doc: 'The entities whose colliders meet a rectangle.',
    params: [
      number('x', 'left', 'px'),
      number('y', 'top', 'px'),
      side('width', 'to the right'),
      side('height', 'downwards'),
      layersParam,
      sensors,
    ],
    returns: { type: 'list of entities', doc: 'in order of the scene; empty for none' },
    example: 'local near = ams.in_rect(e.x - 50, e.y - 50, 100, 100)\nams.log(#near .. " near")',
    run: ({ world }, x, y, width, height, layers, counts) =>
      world.physics.inRect(x, y, width, height, {
        ...filterOf(null, layers, 'in_rect'),
        sensors: counts ?? false,
      }),
  }),
  define({
    name: 'in_radius',
    group: 'queries',
    doc: 'The entities whose colliders meet a circle.',
    params: [
      number('x', 'centre', 'px'),
      number('y', 'centre', 'px'),
      side('radius', 'of the circle'),
      layersParam,
      sensors,
    ],
    returns: { type: 'list of entities', doc: 'in order of the scene; empty for none' },
    example: 'for _, other in ipairs(ams.in_radius(e.x, e.y, 120)) do ams.apply_impulse(other, 0, -100) end',
    run: ({ world }, x, y, radius, layers, counts) =>
      world.physics.inCircle([x, y], radius, {
        ...filterOf(null, layers, 'in_radius'),
        sensors: counts ?? false,
      }),
  }),
];
