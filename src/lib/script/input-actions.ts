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
  const { x, y, pressed } = world.pointer;
  const clickable = pressed
    ? new Set(actions.filter((action) => component(action).on === 'click').map(({ entity }) => entity))
    : null;
  const clicked = clickable?.size
    ? world.pick(x, y, (entity) => entity.visible && clickable.has(entity))
    : null;
  return actions.filter((action) => {
    const { on, input } = component(action);
    switch (on) {
      case 'click':
        return action.entity === clicked;
      case 'press':
        return world.input.wasPressed(input);
      case 'hold':
        return world.input.isDown(input);
      case 'release':
        return world.input.wasReleased(input);
    }
  });
}
