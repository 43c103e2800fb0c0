/** How the colliders of an entity behave: what they are made of, what they bump into. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { typeOfKey, type ComponentData } from '../../schema/components.ts';
import { ScriptFault } from '../vm.ts';
import { define, entity, number, text, type ApiContext, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';
import { namesOf } from './filters.ts';

type Collider = ComponentData<'Collider'>;

const keysOf = (e: EntityRecord): string[] =>
  Object.keys(e.components).filter((key) => typeOfKey(key) === 'Collider');

function firstOf(e: EntityRecord): Collider | null {
  const key = keysOf(e)[0];
  return key === undefined ? null : (e.components as unknown as Readonly<Record<string, Collider>>)[key]!;
}

function setAll(context: ApiContext, e: EntityRecord, fields: Partial<Collider>): void {
  for (const key of keysOf(e)) setFields(context, e, key, fields);
}

/** A name that the project knows; '' is none. */
function known(list: readonly string[], name: string, what: string): string {
  if (name !== '' && !list.includes(name))
    throw new ScriptFault(`there is no ${what} "${name}"; there is ${list.join(', ')}`);
  return name;
}

const part = (name: string, doc: string) => ({ ...number(name, doc), min: 0, max: 1 });

export const collisionFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_material',
    group: 'collisions',
    doc: 'What the collider of an entity is made of.',
    params: [entity],
    returns: { type: 'string', doc: '"" for values of its own; nil without a collider' },
    example: 'assert(ams.get_material(e) == "")',
    run: (_, e) => firstOf(e)?.material ?? null,
  }),
  define({
    name: 'set_material',
    group: 'collisions',
    doc: 'Makes the colliders of an entity of ice, rubber, wood, metal, stone, mud or a material of the project.',
    params: [entity, text('material', 'its name; "" for values of their own')],
    example: 'ams.set_material(e, "ice")\nassert(ams.get_material(e) == "ice")',
    run: (context, e, material) =>
      setAll(context, e, { material: known(context.world.physics.materials, material, 'material') }),
  }),
  define({
    name: 'set_friction',
    group: 'collisions',
    doc: 'How well the colliders of an entity grip, while they have no material.',
    params: [entity, part('friction', '0 is ice, 1 rubber')],
    example: 'ams.set_friction(e, 0)',
    run: (context, e, friction) => setAll(context, e, { friction }),
  }),
  define({
    name: 'set_bounce',
    group: 'collisions',
    doc: 'How well the colliders of an entity bounce, while they have no material.',
    params: [entity, part('bounce', '0 falls dead, 1 bounces back as fast')],
    example: 'ams.set_bounce(e, 0.9)',
    run: (context, e, restitution) => setAll(context, e, { restitution }),
  }),
  define({
    name: 'is_sensor',
    group: 'collisions',
    doc: 'Whether the collider of an entity notices others without stopping them.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true for a sensor' },
    example: 'assert(not ams.is_sensor(e))',
    neutral: false,
    run: (_, e) => firstOf(e)?.sensor ?? false,
  }),
  define({
    name: 'set_sensor',
    group: 'collisions',
    doc: 'Makes the colliders of an entity sensors, or solid again.',
    params: [entity, { name: 'sensor', type: 'boolean', doc: 'true notices others without stopping them' }],
    example: 'ams.set_sensor(e, true)\nassert(ams.is_sensor(e))',
    run: (context, e, sensor) => setAll(context, e, { sensor }),
  }),
  define({
    name: 'get_collision_layer',
    group: 'collisions',
    doc: 'The collision layer of an entity.',
    params: [entity],
    returns: { type: 'string', doc: '"" for the first of the project; nil without a collider' },
    example: 'local layer = ams.get_collision_layer(e)',
    run: (_, e) => firstOf(e)?.collisionLayer ?? null,
  }),
  define({
    name: 'set_collision_layer',
    group: 'collisions',
    doc: 'Puts the colliders of an entity into a collision layer of the project.',
    params: [entity, text('layer', 'its name; "" for the first')],
    example: 'ams.set_collision_layer(e, "default")',
    run: (context, e, layer) =>
      setAll(context, e, {
        collisionLayer: known(context.world.physics.collisionLayers, layer, 'collision layer'),
      }),
  }),
  define({
    name: 'set_collides_with',
    group: 'collisions',
    doc: 'Which collision layers the colliders of an entity bump into or notice. Both sides must agree.',
    params: [
      entity,
      { name: 'layers', type: 'any', doc: 'a name or a list of names; {} or nil for all', optional: true },
    ],
    example: 'ams.set_collides_with(e, { "default" })\nams.set_collides_with(e)',
    run: (context, e, layers) =>
      setAll(context, e, {
        collidesWith: namesOf(layers, 'set_collides_with').map((name) =>
          known(context.world.physics.collisionLayers, name, 'collision layer'),
        ),
      }),
  }),
  define({
    name: 'get_touching',
    group: 'collisions',
    doc: 'What touches an entity, as of the end of the last tick.',
    params: [entity],
    returns: {
      type: 'list of tables',
      doc: '{ entity, x, y, normal_x, normal_y, impulse, sensor } each; the normal points from the other one to `e`',
    },
    example: 'for _, touch in ipairs(ams.get_touching(e)) do ams.log(touch.entity) end',
    neutral: [],
    run: ({ world }, e) =>
      world.physics.touching(e).map(({ other, point, normal, impulse, sensor }) => ({
        entity: other,
        x: point[0],
        y: point[1],
        normal_x: normal[0],
        normal_y: normal[1],
        impulse,
        sensor,
      })),
  }),
  define({
    name: 'is_touching',
    group: 'collisions',
    doc: 'Whether two entities touch each other, as of the end of the last tick.',
    params: [entity, { name: 'other', type: 'entity', doc: 'the other one' }],
    returns: { type: 'boolean', doc: 'true while they touch' },
    example: 'assert(not ams.is_touching(e, ams.find("Coin")))',
    neutral: false,
    run: ({ world }, e, other) => world.physics.touching(e).some((touch) => touch.other === other),
  }),
];
