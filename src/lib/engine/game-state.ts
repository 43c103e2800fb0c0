import type { PropertyValue } from '../schema/fields.ts';

/** Lives at the start of a game. */
const START_LIVES = 3;

/** Keys and values that a game may keep; each text at most {@link MAX_STORED_TEXT} characters. */
export const MAX_STORED_KEYS = 1000;
export const MAX_STORED_TEXT = 10_000;

/** What is about the game as a whole rather than about one entity or scene. It outlives a change of scene. */
export class GameState {
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

  /** Whether the lives are those of the start. */
  get untouched(): boolean {
    return this.lives === START_LIVES && this.values.size === 0 && this.storage.size === 0;
  }
}
