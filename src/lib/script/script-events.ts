/** What of a script is called for an event, with which arguments, and for which components of an entity. */
import { typeOfKey } from '../schema/components.ts';
import type { LuaValue, ScriptEvent } from './runner.ts';

/** Name of the function for each kind of event. */
export const hooks: Readonly<Record<ScriptEvent['kind'], string>> = {
  action: 'execute',
  spawn: 'on_spawn',
  collision: 'on_collision',
  'collision-stay': 'on_collision_stay',
  'collision-end': 'on_collision_end',
  message: 'on_message',
  'animation-event': 'on_animation_event',
  'animation-end': 'on_animation_end',
  'player-join': 'on_player_join',
  'player-leave': 'on_player_leave',
  destroy: 'on_destroy',
};

/** What that function gets after the entity. */
export function argumentsOf(event: ScriptEvent): LuaValue[] {
  switch (event.kind) {
    case 'collision':
    case 'collision-stay': {
      const { normalX, normalY, x, y, sensor, impulse } = event.contact;
      return [event.other, { normal_x: normalX, normal_y: normalY, x, y, sensor, impulse }];
    }
    case 'collision-end':
    case 'action':
      return [event.other];
    case 'message':
      return [event.name, event.data];
    case 'animation-event':
      return [event.name, event.animation];
    case 'animation-end':
      return [event.animation];
    case 'player-join':
    case 'player-leave': {
      const { id, name, color } = event.player;
      return [{ id, name, color }];
    }
    case 'spawn':
    case 'destroy':
      return [];
  }
}

/** Whether the component under a key is a behaviour: hooks are for these; actions and generators run when they are asked to. */
export const isBehaviour = (key: string): boolean =>
  !['CollisionAction', 'InputAction', 'Generator'].includes(typeOfKey(key));

/** Whether an event is for the component under a key. */
export function isMeant(event: ScriptEvent, key: string): boolean {
  if (event.kind === 'action') return event.key === key;
  if (event.kind === 'spawn' && event.key !== undefined && event.key !== key) return false;
  return isBehaviour(key);
}
