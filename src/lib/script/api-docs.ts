/** The Lua API as plain data for completion, hover, signature help and the reference. Loads no Lua machine. */
import type { ScriptKind } from '../schema/script-kinds.ts';
import { api } from './api.ts';
import type { ApiDoc } from './api/define.ts';

export type { ApiDoc };

/** Something beside the functions of `ams` that the editor completes. */
export interface NameDoc {
  name: string;
  doc: string;
  /** How it is written in full, for snippets and hovers. */
  signature: string;
}

/** Every function of the table `ams`. */
export const apiDocs: readonly ApiDoc[] = api.map(({ name, group, doc, params, returns, example }) => ({
  name,
  group,
  doc,
  params,
  ...(returns ? { returns } : {}),
  example,
}));

/** A function as one line: `ams.set_x(e, value)`; optional parameters in brackets. */
export function signatureOf({ name, params }: Pick<ApiDoc, 'name' | 'params'>, table = 'ams'): string {
  return `${table}.${name}(${params.map((param) => (param.optional ? `[${param.name}]` : param.name)).join(', ')})`;
}

/** Functions that a behaviour's table may have; the engine calls them. */
export const hookDocs: readonly NameDoc[] = [
  {
    name: 'on_spawn',
    signature: 'on_spawn(e, props)',
    doc: 'Called once, before the first update of the entity.',
  },
  {
    name: 'on_update',
    signature: 'on_update(e, dt, props)',
    doc: 'Called every tick; `dt` is the time since the last one in seconds.',
  },
  {
    name: 'on_collision',
    signature: 'on_collision(e, other, contact, props)',
    doc: 'Called when a contact begins. `contact` has normal_x, normal_y (from `other` towards `e`), x, y, sensor and impulse (how hard, in mass times px/s).',
  },
  {
    name: 'on_collision_stay',
    signature: 'on_collision_stay(e, other, contact, props)',
    doc: 'Called every further tick while they touch.',
  },
  {
    name: 'on_collision_end',
    signature: 'on_collision_end(e, other, props)',
    doc: 'Called when a contact ends.',
  },
  {
    name: 'on_message',
    signature: 'on_message(e, name, data, props)',
    doc: 'Called for messages sent with ams.emit.',
  },
  {
    name: 'on_animation_event',
    signature: 'on_animation_event(e, name, animation, props)',
    doc: 'Called when a step of the animation of `e` begins that has an event, such as a foot that comes down.',
  },
  {
    name: 'on_animation_end',
    signature: 'on_animation_end(e, animation, props)',
    doc: 'Called when the animation of `e` has played as often as it should.',
  },
  { name: 'on_destroy', signature: 'on_destroy(e, props)', doc: 'Called before the entity is removed.' },
  {
    name: 'on_player_join',
    signature: 'on_player_join(e, player, props)',
    doc: 'Called when somebody comes to play together; `player` has id, name and color. A game with this hook makes what its players play by itself.',
  },
  {
    name: 'on_player_leave',
    signature: 'on_player_leave(e, player, props)',
    doc: 'Called when a player has gone, before what belongs to them is destroyed.',
  },
  {
    name: 'on_paused',
    signature: 'on_paused(e, dt, props)',
    doc: 'Called every tick instead of on_update while ams.pause has stopped time.',
  },
  {
    name: 'on_reload',
    signature: 'on_reload(e, props)',
    doc: 'Called after the script was changed while the game runs.',
  },
];

/** Functions that the tables of actions and generators have. */
export const actionDocs: readonly (NameDoc & { kind: ScriptKind })[] = [
  {
    name: 'execute',
    kind: 'collision_action',
    signature: 'execute(a, b, modifier)',
    doc: 'Called when `a`, which has the component, touches `b`. `modifier` holds the values of the component.',
  },
  {
    name: 'execute',
    kind: 'input_action',
    signature: 'execute(x, y, args, e)',
    doc: 'Called when the player clicks `e`, which has the component, or presses its input; `x` and `y` are where the pointer is in the scene.',
  },
  {
    name: 'generate',
    kind: 'generator',
    signature: 'generate(args, e)',
    doc: 'Called before `e`, which has the component, enters the scene; what it returns fills the field that the component names. A point is { x, y }.',
  },
];

/** Fields of entities. */
export const fieldDocs: readonly NameDoc[] = [
  { name: 'x', signature: 'e.x', doc: 'Horizontal position of the anchor in px.' },
  { name: 'y', signature: 'e.y', doc: 'Vertical position of the anchor in px, downwards.' },
  { name: 'vx', signature: 'e.vx', doc: 'Horizontal velocity in px/s.' },
  { name: 'vy', signature: 'e.vy', doc: 'Vertical velocity in px/s, downwards.' },
  { name: 'rotation', signature: 'e.rotation', doc: 'Rotation in degrees, clockwise, 0 = right.' },
  {
    name: 'angular_velocity',
    signature: 'e.angular_velocity',
    doc: 'Turning speed in degrees/s, clockwise.',
  },
];
