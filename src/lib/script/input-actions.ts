/** Which input actions are to run in a tick. */
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameWorld } from '../engine/game-world.ts';
import type { ComponentData } from '../schema/components.ts';

interface Action {
  readonly entity: EntityRecord;
  /** Of its InputAction component. */
  readonly key: string;
}

/**
 * Those whose input does what they wait for. A click is for the front-most entity under the pointer that has an
 * action for clicks.
 */
export function inputActionsOf<A extends Action>(world: GameWorld, actions: readonly A[]): A[] {
  if (actions.length === 0) return [];
  const component = ({ entity, key }: Action): ComponentData<'InputAction'> =>
    (entity.components as unknown as Readonly<Record<string, ComponentData<'InputAction'>>>)[key]!;
  const clicked = clickedIn(
    world,
    new Set(actions.filter((action) => component(action).on === 'click').map(({ entity }) => entity)),
  );
  return actions.filter((action) => {
    const { on, input } = component(action);
    switch (on) {
      case 'click':
        return clicked.has(action.entity);
      case 'press':
        return world.inputOf(action.entity).wasPressed(input);
      case 'hold':
        return world.inputOf(action.entity).isDown(input);
      case 'release':
        return world.inputOf(action.entity).wasReleased(input);
    }
  });
}

/** Those that somebody has just clicked: of each player the front-most one that they may. */
function clickedIn(world: GameWorld, clickable: ReadonlySet<EntityRecord>): Set<EntityRecord> {
  const clicked = new Set<EntityRecord>();
  if (clickable.size === 0) return clicked;
  const { list } = world.players;
  for (const input of list.length > 0 ? list.map((player) => player.input) : [world.input]) {
    const { x, y, pressed } = input.pointer;
    const found =
      pressed &&
      world.pick(x, y, (entity) => {
        if (!entity.visible || !clickable.has(entity)) return false;
        const own = world.inputOf(entity);
        return own === input || own === world.input;
      });
    if (found) clicked.add(found);
  }
  return clicked;
}
