/** What each player of a game plays: made by its scripts, or, where they know nothing of players, a hero for everybody. */
import type { Entity } from '../engine/entity.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import { ownerOf, type PlayerInfo } from '../engine/players.ts';
import type { World } from '../engine/world.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { ResolvedEntity } from '../schema/project.ts';

/** Lua that asks what a player presses. */
const readsInput =
  /\bams\s*\.\s*(?:is_key_down|was_key_|is_input_down|was_input_|get_input_|is_gamepad_down|was_gamepad_|get_gamepad_|get_touches|is_pointer_down|was_pointer_|get_pointer_|is_mouse_down|was_mouse_)/u;

/** Heroes without a place of their own begin so many times their width beside each other. */
const APART = 1.25;

/**
 * The entity of a scene that a player plays: the first with a script, or an action, that listens to input; one with a body is
 * more likely to be it than a button or a menu. `null` when there is none.
 */
export function heroOf(
  entities: Iterable<ResolvedEntity>,
  scripts: Readonly<Record<string, string>>,
): ResolvedEntity | null {
  const listening = [...entities].filter(({ components }) =>
    Object.entries(components as unknown as Readonly<Record<string, Record<string, unknown>>>).some(
      ([key, fields]) => {
        if (typeOfKey(key) === 'Script')
          return fields['enabled'] !== false && readsInput.test(scripts[String(fields['script'])] ?? '');
        return (
          typeOfKey(key) === 'InputAction' &&
          (fields as unknown as ComponentData<'InputAction'>).on !== 'click'
        );
      },
    ),
  );
  return listening.find(({ components }) => components.Body) ?? listening[0] ?? null;
}

/** The id of what stands in for an entity of the document where another player plays. */
const copyId = (id: string, seat: number): string => `${id}@${seat}`;

/**
 * Gives players what they play, and takes it back. The first one who comes plays the scene's own hero; for others it is there
 * once more. A player begins at the entity tagged `spawn_N`, with the number of their seat, else at one of those tagged `spawn`,
 * else beside the hero.
 */
export class PlayerSeats {
  constructor(
    private readonly world: World,
    /** Entities as they are in the document, back to front. */
    private readonly documents: () => ReadonlyMap<string, ResolvedEntity>,
    /** Lets entities live at once, with their scripts. */
    private readonly welcome: (sources: readonly ResolvedEntity[]) => void,
  ) {}

  /** Seats somebody in a game that knows nothing of players. */
  seat({ id: seat }: PlayerInfo): void {
    const { world } = this;
    if (world.entities().some((entity) => entity.owner === seat)) return;
    const documents = this.documents();
    const hero = heroOf(documents.values(), world.data.scripts);
    if (!hero) return;
    const own = world.find(hero.id);
    const from = world.players.list.findIndex(({ id }) => id === seat);
    if (own && own.owner === 0) {
      own.owner = seat;
      const place = this.#spawnPoint(seat);
      if (place) world.placeAt(own, place);
      return;
    }
    const [width] = hero.components.Transform.size;
    const beside = Math.ceil(from / 2) * (from % 2 === 0 ? 1 : -1) * width * APART;
    const [x, y] = hero.components.Transform.position;
    const place = this.#spawnPoint(seat) ?? [x + beside, y];
    const copies = [...documents.values()]
      .filter(({ id }) => isBelow(id, hero.id, documents))
      .map((source) => copyOf(source, seat, source === hero ? place : null));
    this.welcome(copies);
    const made = world.find(copyId(hero.id, seat));
    if (made) made.owner = seat;
  }

  /** What belonged to a player goes; the scene's own hero waits for somebody else. */
  leave(seat: number): void {
    for (const entity of this.world.entities()) {
      if (entity.owner !== seat) continue;
      entity.owner = 0;
      if (!this.documents().has(entity.id)) this.world.destroy(entity);
    }
  }

  /** Those that stand in for an entity of the document where others play. */
  copiesOf(id: string): Entity[] {
    return this.world.players.list.flatMap(({ id: seat }) => this.world.find(copyId(id, seat)) ?? []);
  }

  #spawnPoint(seat: number): readonly [number, number] | null {
    const { world } = this;
    const any = world.byTag('spawn');
    const point = world.byTag(`spawn_${seat}`)[0] ?? any[(seat - 1) % Math.max(1, any.length)];
    if (!point) return null;
    const at = point.slot * HOT_STRIDE;
    return [world.hot[at]!, world.hot[at + 1]!];
  }
}

/** Whether an entity is another one, or below it. */
function isBelow(id: string, top: string, documents: ReadonlyMap<string, ResolvedEntity>): boolean {
  for (let up: string | null | undefined = id; up; up = documents.get(up)?.parent)
    if (up === top) return true;
  return false;
}

function copyOf(
  source: ResolvedEntity,
  seat: number,
  place: readonly [number, number] | null,
): ResolvedEntity {
  const { Transform } = source.components;
  return {
    ...source,
    id: copyId(source.id, seat),
    parent: place === null && source.parent !== null ? copyId(source.parent, seat) : source.parent,
    components: place
      ? { ...source.components, Transform: { ...Transform, position: [place[0], place[1]] } }
      : source.components,
  };
}

/** The entity that a player's camera follows: the first that is theirs. */
export const entityOfPlayer = (world: World, seat: number): Entity | null =>
  world.entities().find((entity) => ownerOf(entity) === seat) ?? null;
