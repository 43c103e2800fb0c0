/** Several people in one game: who they are, what belongs to whom, and what is kept for each of them. */
import { MAX_PLAYERS, ownerOf, type Player } from '../../engine/players.ts';
import { ScriptFault } from '../vm.ts';
import {
  define,
  entity,
  text,
  type ApiContext,
  type ApiFunction,
  type LuaValue,
  mustBeKeepable,
} from './define.ts';

const player = {
  name: 'player',
  type: 'integer',
  doc: 'number of the player, `id` in what ams.players returns',
  min: 1,
  max: MAX_PLAYERS,
} as const;

function mustPlay({ world }: ApiContext, fn: string, id: number): Player {
  const found = world.players.find(id);
  if (!found) throw new ScriptFault(`bad argument #1 to '${fn}' (no player ${id} is in the game)`);
  return found;
}

const entitiesOf = ({ world }: ApiContext, id: number) =>
  world.entities().filter((each) => ownerOf(each) === id);

export const playerFunctions: readonly ApiFunction[] = [
  define({
    name: 'players',
    group: 'players',
    doc: 'Who plays together. Nobody is listed in a game that one person plays alone. A behaviour whose table has `predict = true` is also run by its player, ahead of the server: it must keep all that it remembers in values of its entity (set_prop), and only move that.',
    params: [],
    returns: { type: 'list of tables', doc: '{ id, name, color } each, in order of their seats' },
    example: 'for _, player in ipairs(ams.players()) do ams.log(player.name .. " plays") end',
    run: ({ world }) => world.players.list.map(({ id, name, color }) => ({ id, name, color })),
  }),
  define({
    name: 'get_owner',
    group: 'players',
    doc: 'The player to whom an entity, or the nearest one above it, belongs. Functions about input hear only them there.',
    params: [entity],
    returns: { type: 'number', doc: 'number of the player; 0 for nobody' },
    example: 'assert(ams.get_owner(e) == 0)',
    neutral: 0,
    run: (_, e) => ownerOf(e),
  }),
  define({
    name: 'set_owner',
    group: 'players',
    doc: 'Gives an entity to a player: its behaviours then hear only what they press, and their camera follows it.',
    params: [entity, { ...player, min: 0, doc: 'number of the player; 0 gives it to nobody' }],
    example: 'ams.set_owner(e, 0)',
    run({ undo }, e, id) {
      const before = e.owner;
      undo(() => (e.owner = before));
      e.owner = id;
    },
  }),
  define({
    name: 'get_player_entity',
    group: 'players',
    doc: 'The first entity that belongs to a player.',
    params: [player],
    returns: { type: 'entity', doc: 'the entity, nil when they have none' },
    example: 'local hero = ams.get_player_entity(1)\nassert(hero == nil)',
    run: (context, id) => entitiesOf(context, id)[0] ?? null,
  }),
  define({
    name: 'get_player_value',
    group: 'players',
    doc: 'A value that set_player_value has set for one player.',
    params: [
      player,
      text('key', 'its name'),
      { name: 'default', type: 'any', doc: 'returned when there is none', optional: true },
    ],
    returns: { type: 'value', doc: 'the value, else `default`' },
    example: 'local coins = ams.get_player_value(1, "coins", 0)\nassert(coins == 0)',
    run: ({ world }, id, key, otherwise): LuaValue => world.players.find(id)?.values.get(key) ?? otherwise,
  }),
  define({
    name: 'set_player_value',
    group: 'players',
    doc: 'Keeps a number, text or boolean for one player until they leave; what all share is kept by set_value.',
    params: [player, text('key', 'its name'), { name: 'value', type: 'value', doc: 'nil removes it' }],
    example:
      'local owner = ams.get_owner(e)\nif owner > 0 then ams.set_player_value(owner, "coins", ams.get_player_value(owner, "coins", 0) + 1) end',
    run(context, id, key, value) {
      const { values } = mustPlay(context, 'set_player_value', id);
      mustBeKeepable('set_player_value', values, key, value);
      const before = values.get(key) ?? null;
      const put = (next: typeof value) => (next === null ? values.delete(key) : values.set(key, next));
      context.undo(() => put(before));
      put(value);
    },
  }),
  define({
    name: 'emit_to_player',
    group: 'messages',
    doc: 'Sends a message to all entities that belong to a player.',
    params: [
      player,
      text('name', 'of the message'),
      { name: 'data', type: 'any', doc: 'a value or table of values for on_message', optional: true },
    ],
    example: 'ams.emit_to_player(1, "your_turn")',
    run: (context, id, name, content) => context.send(entitiesOf(context, id), name, content),
  }),
];
