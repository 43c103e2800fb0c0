import type { PropertyValue } from '../schema/fields.ts';
import type { GameEvent } from './protocol.ts';

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

/** What a game has stored, kept in the browser under one key. Where the browser keeps nothing, it lasts as long as the page. */
export class StoredValues {
  #values: Record<string, PropertyValue> = {};

  /** @param game what tells the game from others of the same site */
  constructor(
    private readonly game: string,
    private readonly shelf: () => Shelf = () => localStorage,
  ) {
    try {
      const parsed: unknown = JSON.parse(this.shelf().getItem(this.#key) ?? '{}');
      if (typeof parsed === 'object' && parsed !== null)
        for (const [key, value] of Object.entries(parsed))
          if (['number', 'string', 'boolean'].includes(typeof value))
            Object.defineProperty(this.#values, key, {
              value,
              enumerable: true,
              writable: true,
              configurable: true,
            });
    } catch {
      // Storage that is blocked or holds something else: the game begins without.
    }
  }

  /** For the start of a run. */
  get all(): Readonly<Record<string, PropertyValue>> {
    return { ...this.#values };
  }

  /** Takes over what a running game has stored; other events are none of its business. */
  take(event: GameEvent): void {
    if (event.kind !== 'stored') return;
    const { [event.key]: _, ...rest } = this.#values;
    this.#values = event.value === null ? rest : { ...rest, [event.key]: event.value };
    try {
      this.shelf().setItem(this.#key, JSON.stringify(this.#values));
    } catch {
      // Full or blocked: it lasts as long as the page.
    }
  }

  get #key(): string {
    return `perigee.game.${this.game}`;
  }
}
