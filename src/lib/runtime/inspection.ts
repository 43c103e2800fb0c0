/** What one entity of a running game is at the moment, told to a page at a pace that people can read. */
import { HOT_STRIDE } from '../engine/game-world.ts';
import type { World } from '../engine/world.ts';
import { fieldOf } from '../schema/components.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { FromWorker } from './protocol.ts';
import type { RunningValues } from './running-values.ts';
import { runningEntity } from './scene-differences.ts';

/** Milliseconds between two tellings while the game plays. */
const TELL_EVERY = 150;

/** What an entity is now; `null` when it is not in the game. */
export function runningValues(world: Pick<World, 'hot' | 'find'>, id: string): RunningValues | null {
  const found = world.find(id);
  if (!found) return null;
  const { props, ...entity } = runningEntity(world.hot, found);
  const [vx, vy] = world.hot.subarray(found.slot * HOT_STRIDE + 2, found.slot * HOT_STRIDE + 4);
  return {
    entity: { ...entity, components: withoutTiles(entity.components) },
    velocity: [vx!, vy!],
    values: Object.fromEntries(props),
  };
}

function withoutTiles(components: ResolvedEntity['components']): ResolvedEntity['components'] {
  return Object.fromEntries(
    Object.entries(components as Record<string, Record<string, unknown>>).map(([key, fields]) => [
      key,
      Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [
          field,
          fieldOf(key, field)?.type === 'tiles' ? {} : value,
        ]),
      ),
    ]),
  ) as unknown as ResolvedEntity['components'];
}

/** Tells a page what the entity that it looks at is. */
export class InspectionTeller {
  #entity: string | null = null;
  #last = -Infinity;

  /** @param clock milliseconds that never go back */
  constructor(
    private readonly post: (message: FromWorker) => void,
    private readonly clock: () => number,
  ) {}

  /** Which entity is told of from now on, also in later runs; none with `null`. */
  follow(entity: string | null): void {
    this.#entity = entity;
  }

  /** Tells unless it has told just now. */
  tellInPassing(id: number, world: World): void {
    if (this.#entity !== null && this.clock() - this.#last >= TELL_EVERY) this.tell(id, world);
  }

  tell(id: number, world: World): void {
    if (this.#entity === null) return;
    this.#last = this.clock();
    this.post({ kind: 'inspected', id, entity: this.#entity, now: runningValues(world, this.#entity) });
  }
}
