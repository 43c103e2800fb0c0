/** What scripts are told of the contacts of a tick. */
import type { EntityContact } from '../engine/bodies.ts';
import type { Entity } from '../engine/entity.ts';
import type { World } from '../engine/world.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { ContactInfo, ScriptEvent, ScriptRunner } from '../script/runner.ts';

/** Who else wants to know which two begin to touch. */
interface ContactWatcher {
  contact(a: Entity, b: Entity): void;
}

/** Events of contacts that began or ended since the last call, then of those that hold, for scripts that ask for them. */
export function contactEvents(world: World, scripts: ScriptRunner, watcher?: ContactWatcher): ScriptEvent[] {
  const events = world.takeContacts().flatMap((contact): ScriptEvent[] => {
    const { a, b } = contact;
    if (contact.kind === 'end')
      return [
        { kind: 'collision-end', entity: a, other: b },
        { kind: 'collision-end', entity: b, other: a },
        ...collisionActions('end', a, b),
      ];
    watcher?.contact(a, b);
    return [
      { kind: 'collision', entity: a, other: b, contact: contactFor('a', contact) },
      { kind: 'collision', entity: b, other: a, contact: contactFor('b', contact) },
      ...collisionActions('begin', a, b),
    ];
  });
  // What lies still touches in every tick: only those who ask are told.
  const asking = scripts.entitiesWith('on_collision_stay');
  if (asking.size === 0) return events;
  for (const contact of world.bodies.holdingContacts()) {
    const { a, b } = contact;
    if (asking.has(a))
      events.push({ kind: 'collision-stay', entity: a, other: b, contact: contactFor('a', contact) });
    if (asking.has(b))
      events.push({ kind: 'collision-stay', entity: b, other: a, contact: contactFor('b', contact) });
  }
  return events;
}

/** A contact as one of the two sees it. */
function contactFor(side: 'a' | 'b', { normal, point, sensor, impulse }: EntityContact): ContactInfo {
  const [x, y] = side === 'a' ? normal : [0 - normal[0], 0 - normal[1]];
  return { normalX: x, normalY: y, x: point[0], y: point[1], sensor, impulse };
}

/** The collision actions that a contact of two entities sets off: those of the first, then those of the second. */
function collisionActions(
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
