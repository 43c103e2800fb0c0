import type { Restorable } from '../base/restorable.ts';
import type { PropertyValue } from '../schema/fields.ts';

/** Lives at the start of a game. */
const START_LIVES = 3;

/** Keys and values that a game may keep; each text at most {@link MAX_STORED_TEXT} characters. */
export const MAX_STORED_KEYS = 1000;
export const MAX_STORED_TEXT = 10_000;

export interface SavedGame extends Pick<GameState, 'lives' | 'paused'> {
  readonly values: ReadonlyMap<string, PropertyValue>;
  readonly storage: ReadonlyMap<string, PropertyValue>;
}

/** What is about the game as a whole rather than about one entity or scene. It outlives a change of scene. */
export class GameState implements Restorable<SavedGame> {
  lives = START_LIVES;
  /** Values that all scripts share. */
  readonly values = new Map<string, PropertyValue>();
  /** Values that outlive the run: whoever runs the game keeps them and gives them to the next run. */
  readonly storage: Map<string, PropertyValue>;
  /** While it is set, time, timers, updates and physics stand still. */
  paused = false;
  readonly #changed = new Map<string, PropertyValue | null>();

  constructor(stored: Readonly<Record<string, PropertyValue>> = {}) {
    this.storage = new Map(Object.entries(stored));
  }

  /** Keeps a value beyond the run; `null` forgets it. */
  store(key: string, value: PropertyValue | null): void {
    if (value === null) this.storage.delete(key);
    else this.storage.set(key, value);
    this.#changed.set(key, value);
  }

  /** What was stored since the last call, in the order of its keys' first change; `null` for what was forgotten. */
  takeStored(): [key: string, value: PropertyValue | null][] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** A new game begins: lives and values are as at the start, what is stored stays. */
  reset(): void {
    this.lives = START_LIVES;
    this.values.clear();
    this.paused = false;
  }

  save(): SavedGame {
    const { lives, paused, values, storage } = this;
    return { lives, paused, values: new Map(values), storage: new Map(storage) };
  }

  /** What was stored since then is taken back by {@link takeStored} too, as whoever keeps it may know of it. */
  restore({ lives, paused, values, storage }: SavedGame): void {
    this.lives = lives;
    this.paused = paused;
    for (const key of this.storage.keys()) if (!storage.has(key)) this.#changed.set(key, null);
    for (const [key, value] of storage)
      if (!Object.is(this.storage.get(key), value)) this.#changed.set(key, value);
    for (const key of this.#changed.keys()) this.#changed.set(key, storage.get(key) ?? null);
    refill(this.values, values);
    refill(this.storage, storage);
  }

  /** Whether the lives are those of the start. */
  get untouched(): boolean {
    return this.lives === START_LIVES && this.values.size === 0 && this.storage.size === 0;
  }
}

function refill(map: Map<string, PropertyValue>, from: ReadonlyMap<string, PropertyValue>): void {
  map.clear();
  for (const [key, value] of from) map.set(key, value);
}
