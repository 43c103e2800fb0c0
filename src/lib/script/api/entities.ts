/** Entities: making, finding and ending them, and what they carry. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { LONGEST_SIDE } from '../looks.ts';
import { ScriptFault } from '../vm.ts';
import {
  define,
  entity,
  number,
  text,
  type ApiContext,
  type ApiFunction,
  type LuaValue,
  mustBeKeepable,
} from './define.ts';

/** Living entities; more would stop the game. */
const MAX_ENTITIES = 20_000;

const optionalNumber = (name: string, doc: string, unit: string) =>
  ({
    name,
    type: 'number',
    doc: `${doc}; 0 or nothing takes that of the prefab`,
    unit,
    optional: true,
  }) as const;
const optionalText = (name: string, doc: string) =>
  ({ name, type: 'string', doc: `${doc}; "" or nothing takes that of the prefab`, optional: true }) as const;

/** Sets a value that `ams.get_prop` reads; nil removes it. */
function setProp(
  { undo }: ApiContext,
  e: EntityRecord,
  key: string,
  value: string | number | boolean | null,
): void {
  mustBeKeepable('set_prop', e.props, key, value);
  const before = e.props.get(key);
  undo(() => {
    if (before === undefined) e.props.delete(key);
    else e.props.set(key, before);
  });
  if (value === null) e.props.delete(key);
  else e.props.set(key, value);
}

export const entityFunctions: readonly ApiFunction[] = [
  define({
    name: 'is_alive',
    group: 'entities',
    doc: 'Whether an entity is in the game. True until the end of the tick in which it is destroyed.',
    params: [entity],
    returns: { type: 'boolean', doc: 'false once it is gone, and for ids that nothing has' },
    example: 'assert(ams.is_alive(e))\nassert(not ams.is_alive("nobody"))',
    neutral: false,
    run: (_, e) => e.alive,
  }),
  define({
    name: 'destroy',
    group: 'entities',
    doc: 'Removes an entity at the end of the tick, after its on_destroy.',
    params: [entity],
    example: 'ams.destroy(e)',
    run({ world, later }, e) {
      later(() => world.destroy(e));
    },
  }),
  define({
    name: 'spawn',
    group: 'entities',
    doc: 'Makes an entity from a prefab. It is in the game from the end of the tick on.',
    params: [
      text('type', 'name of the prefab'),
      number('x', 'where its anchor goes', 'px'),
      number('y', 'where its anchor goes', 'px'),
      optionalNumber('vx', 'velocity to the right', 'px/s'),
      optionalNumber('vy', 'velocity downwards', 'px/s'),
      { ...optionalNumber('width', 'width', 'px'), min: 0, max: LONGEST_SIDE },
      { ...optionalNumber('height', 'height', 'px'), min: 0, max: LONGEST_SIDE },
      optionalText('color', 'colour'),
      optionalText('sprite', 'id of an image'),
    ],
    returns: { type: 'entity', doc: 'the new entity; nil for an unknown prefab' },
    example: 'local ball = ams.spawn("Ball", e.x, e.y - 20, 0, -200)\nassert(ball)',
    moves: true,
    spawns: true,
    run({ world, undo }, type, x, y, vx, vy, width, height, color, sprite) {
      const options: Record<string, number | string> = { x, y };
      for (const [key, value] of Object.entries({ vx, vy, width, height, color, sprite }))
        if (value) options[key] = value;
      if (world.entities().length >= MAX_ENTITIES)
        throw new ScriptFault(`there are ${MAX_ENTITIES} entities already; destroy some first`);
      const spawned = world.spawn(type, options as unknown as Parameters<typeof world.spawn>[1]);
      if (spawned) undo(() => world.destroy(spawned));
      return spawned;
    },
  }),
  define({
    name: 'find',
    group: 'entities',
    doc: 'The first entity of a name.',
    params: [text('name', 'the name in the hierarchy')],
    returns: { type: 'entity', doc: 'nil when there is none' },
    example: 'local other = ams.find("Other")\nassert(other and ams.get_name(other) == "Other")',
    run: ({ world }, name) => world.byName(name) ?? null,
  }),
  define({
    name: 'get_name',
    group: 'entities',
    doc: 'The name of an entity in the hierarchy.',
    params: [entity],
    returns: { type: 'string', doc: 'nil for a dead entity' },
    example: 'assert(ams.get_name(e) == "Hero")',
    run: (_, e) => e.name,
  }),
  define({
    name: 'get_type',
    group: 'entities',
    doc: 'The name of the prefab that an entity comes from, else its own name.',
    params: [entity],
    returns: { type: 'string', doc: 'nil for a dead entity' },
    example: 'local type = ams.get_type(e)',
    run: (_, e) => e.type,
  }),
  define({
    name: 'has_tag',
    group: 'entities',
    doc: 'Whether an entity has a tag.',
    params: [entity, text('tag', 'the tag')],
    returns: { type: 'boolean', doc: 'true when it has' },
    example: 'assert(ams.has_tag(e, "hero"))',
    neutral: false,
    run: (_, e, tag) => e.tags.includes(tag),
  }),
  define({
    name: 'get_entities_of_type',
    group: 'entities',
    doc: 'All entities of a prefab, in order of the scene.',
    params: [text('type', 'name of the prefab')],
    returns: { type: 'list of entities', doc: 'from index 1 on; empty for none' },
    example: 'for _, coin in ipairs(ams.get_entities_of_type("Coin")) do coin.y = coin.y - 1 end',
    run: ({ world }, type) => world.byType(type),
  }),
  define({
    name: 'get_entities_by_tag',
    group: 'entities',
    doc: 'All entities with a tag, in order of the scene.',
    params: [text('tag', 'the tag')],
    returns: { type: 'list of entities', doc: 'from index 1 on; empty for none' },
    example: 'local heroes = ams.get_entities_by_tag("hero")\nassert(heroes[1] == e)',
    run: ({ world }, tag) => world.byTag(tag),
  }),
  define({
    name: 'count_entities_by_tag',
    group: 'entities',
    doc: 'How many entities have a tag.',
    params: [text('tag', 'the tag')],
    returns: { type: 'number', doc: '0 for none' },
    example: 'assert(ams.count_entities_by_tag("hero") == 1)',
    run: ({ world }, tag) => world.byTag(tag).length,
  }),
  define({
    name: 'get_all_entity_ids',
    group: 'entities',
    doc: 'Every entity of the scene, in order.',
    params: [],
    returns: { type: 'list of entities', doc: 'from index 1 on' },
    example: 'assert(#ams.get_all_entity_ids() >= 1)',
    run: ({ world }) => world.entities(),
  }),
  define({
    name: 'get_health',
    group: 'entities',
    doc: 'Health of an entity, a number that scripts use as they like.',
    params: [entity],
    returns: { type: 'number', doc: '0 for a dead entity' },
    example: 'local health = ams.get_health(e)',
    neutral: 0,
    run: (_, e) => e.health,
  }),
  define({
    name: 'set_health',
    group: 'entities',
    doc: 'Changes the health of an entity. Nothing happens at 0 by itself.',
    params: [entity, number('health', 'the new health')],
    example: 'ams.set_health(e, ams.get_health(e) - 1)',
    run({ undo }, e, health) {
      const before = e.health;
      undo(() => (e.health = before));
      e.health = health;
    },
  }),
  define({
    name: 'get_prop',
    group: 'entities',
    doc: 'A value that was set with set_prop or in the Properties of the entity.',
    params: [entity, text('key', 'its name')],
    returns: { type: 'value', doc: 'nil when it is not set' },
    example: 'ams.set_prop(e, "coins", 3)\nassert(ams.get_prop(e, "coins") == 3)',
    run: (_, e, key) => e.props.get(key) ?? null,
  }),
  define({
    name: 'set_prop',
    group: 'entities',
    doc: 'Keeps a number, text or boolean with an entity, for all scripts. It survives changes of the script.',
    params: [entity, text('key', 'its name'), { name: 'value', type: 'value', doc: 'nil removes it' }],
    example:
      'ams.set_prop(e, "door", "open")\nams.set_prop(e, "door", nil)\nassert(ams.get_prop(e, "door") == nil)',
    run: setProp,
  }),
  define({
    name: 'get_config',
    group: 'entities',
    doc: 'The value of a property of a behaviour on an entity, as the inspector shows it.',
    params: [
      entity,
      text('behaviour', 'file name of the script without folder and ending'),
      text('key', 'name of the property'),
      { name: 'default', type: 'any', doc: 'returned when there is none', optional: true },
    ],
    returns: { type: 'value', doc: 'the value, else `default`' },
    example: 'assert(ams.get_config(e, "example", "speed", 80) == 80)',
    run: ({ config }, e, behaviour, key, otherwise): LuaValue => config(e, behaviour, key) ?? otherwise,
  }),
];
