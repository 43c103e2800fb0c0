/** Who plays: seats of a game that several people play at once. A game of one person has none. */
import type { Restorable } from '../base/restorable.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { EntityRecord } from './entity-record.ts';
import { InputState, type HeldInput, type SavedInput } from './input.ts';

/** How many may play one game at once. */
export const MAX_PLAYERS = 32;

/** What is known of somebody before the game knows them. */
export interface PlayerInfo {
  /** The seat, from 1 to {@link MAX_PLAYERS}; entities are owned by this number. */
  readonly id: number;
  readonly name: string;
  /** CSS colour by which others tell them apart. */
  readonly color: string;
}

/** Somebody who plays. */
export interface Player extends PlayerInfo {
  /** What only they hold. */
  readonly input: InputState;
  /** Values that scripts keep for them; they go when the player does. */
  readonly values: Map<string, PropertyValue>;
}

export type SavedPlayers = readonly {
  readonly player: Player;
  readonly input: SavedInput;
  readonly values: readonly (readonly [string, PropertyValue])[];
}[];

/** The players of a world, in order of their seats. */
export class Players implements Restorable<SavedPlayers> {
  #list: Player[] = [];

  get list(): readonly Player[] {
    return this.#list;
  }

  find(id: number): Player | undefined {
    return this.#list.find((player) => player.id === id);
  }

  /** Somebody comes. Does nothing when the seat is taken. */
  add({ id, name, color }: PlayerInfo): void {
    if (this.find(id)) return;
    const player: Player = { id, name, color, input: new InputState(), values: new Map() };
    this.#list = [...this.#list, player].sort((a, b) => a.id - b.id);
  }

  remove(id: number): void {
    this.#list = this.#list.filter((player) => player.id !== id);
  }

  /** A new game begins. */
  reset(): void {
    for (const { values } of this.#list) values.clear();
  }

  /** Begins a tick with what each player holds; who has sent nothing holds nothing. */
  advance(held: ReadonlyMap<number, HeldInput>, actions: InputState['actions']): void {
    for (const { id, input } of this.#list) {
      input.actions = actions;
      input.advance(held.get(id) ?? nothingHeld);
    }
  }

  save(): SavedPlayers {
    return this.#list.map((player) => ({
      player,
      input: player.input.save(),
      values: [...player.values],
    }));
  }

  restore(saved: SavedPlayers): void {
    this.#list = saved.map(({ player }) => player);
    for (const { player, input, values } of saved) {
      player.input.restore(input);
      player.values.clear();
      for (const [key, value] of values) player.values.set(key, value);
    }
  }
}

const nothingHeld: HeldInput = { keys: [], pointer: null, buttons: [] };

/** The seat that an entity, or the nearest one above it, belongs to; 0 for nobody's. */
export function ownerOf(entity: EntityRecord | null): number {
  for (let up = entity; up; up = up.parent) if (up.owner !== 0) return up.owner;
  return 0;
}

/** What several people hold, as if one held all of it: the input of what belongs to nobody. */
export function heldTogether(all: readonly HeldInput[]): HeldInput {
  const [first = nothingHeld] = all;
  if (all.length <= 1) return first;
  const wheel = all.reduce((sum, held) => sum + (held.wheel ?? 0), 0);
  const pads = all.flatMap(({ gamepads = [] }) => gamepads.filter((pad) => pad !== null));
  return {
    keys: [...new Set(all.flatMap(({ keys }) => keys))].sort(),
    pointer: all.find(({ pointer }) => pointer)?.pointer ?? null,
    buttons: [...new Set(all.flatMap(({ buttons }) => buttons))].sort((a, b) => a - b),
    ...(wheel === 0 ? {} : { wheel }),
    touches: all.flatMap(({ touches = [] }, at) =>
      touches.map((touch) => ({ ...touch, id: touch.id * all.length + at })),
    ),
    gamepads: pads.slice(0, 4),
  };
}
