import type { Entity } from '../engine/entity.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { ScriptEvent } from '../script/runner.ts';

/** The collision actions that a contact of two entities sets off: those of the first, then those of the second. */
export function collisionActions(
  when: ComponentData<'CollisionAction'>['when'],
  a: Entity,
  b: Entity,
): ScriptEvent[] {
  return [...actionsOf(when, a, b), ...actionsOf(when, b, a)];
}

function* actionsOf(when: string, entity: Entity, other: Entity): Generator<ScriptEvent> {
  for (const [key, fields] of Object.entries(entity.components)) {
    if (typeOfKey(key) !== 'CollisionAction') continue;
    const action = fields as ComponentData<'CollisionAction'>;
    const meant = action.with === '' || other.tags.includes(action.with);
    if (meant && action.when === when) yield { kind: 'action', entity, key, other };
  }
}
