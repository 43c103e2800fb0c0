/** What the host keeps for scripts: it counts against what they may keep. */
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameWorld } from '../engine/game-world.ts';
import type { Attachments } from './attachments.ts';
import type { LuaValue } from './runner.ts';
import type { HeldValues } from './vm.ts';
import type { Message } from './waiting.ts';

/** About what a value takes. Entities are the world's. */
function bytesOf(value: LuaValue): number {
  if (typeof value === 'string') return 40 + 2 * value.length;
  if (typeof value !== 'object' || value === null || 'slot' in value) return 8;
  if (Array.isArray(value))
    return (value as LuaValue[]).reduce<number>((sum, item) => sum + bytesOf(item), 40);
  return bytesOf(Object.entries(value));
}

/** Values that scripts have left with entities, the game and messages, blamed on a script of who has them. */
export function* heldValues(
  world: GameWorld,
  attachments: Attachments,
  mail: readonly Message[],
): Generator<HeldValues> {
  const scriptOf = (entity: EntityRecord): string => attachments.of(entity)[0]?.path ?? '';
  for (const entity of world.entities())
    if (entity.props.size > 0)
      yield {
        path: scriptOf(entity),
        what: `values of the entity '${entity.id}'`,
        bytes: bytesOf([...entity.props]),
      };
  yield { path: '', what: 'values of the game', bytes: bytesOf([...world.game.values]) };
  for (const { entity, name, data } of mail)
    yield { path: scriptOf(entity), what: `messages '${name}'`, bytes: bytesOf(data) };
}
