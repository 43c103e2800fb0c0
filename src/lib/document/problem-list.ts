import type { ReadProblem } from './read-value.ts';

/** Path of what was read, from the root: `['scenes', id, 'entities', id]`. */
export type Place = readonly string[];

/** What had to be repaired, by the place it was read from: reading a place again replaces what was said about it. */
export class ProblemList {
  readonly #said = new Map<string, { place: Place; problems: readonly ReadProblem[] }>();

  get all(): readonly ReadProblem[] {
    return [...this.#said.values()].flatMap(({ problems }) => problems);
  }

  /**
   * Reads a place, and keeps what was wrong in it.
   * @param where names the place for the user, from what was read
   */
  reading<T>(place: Place, where: (value: T) => string, read: (report: (message: string) => void) => T): T {
    const messages: string[] = [];
    const value = read((message) => messages.push(message));
    // Nearly always: nothing wrong before, nothing wrong now.
    if (messages.length === 0 && this.#said.size === 0) return value;
    const key = JSON.stringify(place);
    if (messages.length === 0) this.#said.delete(key);
    else
      this.#said.set(key, {
        place,
        problems: messages.map((message) => ({
          place,
          where: where(value) || place.at(-1) || 'Nameless',
          message,
        })),
      });
    return value;
  }

  /** The place is gone, or will be read anew as a whole: nothing in it is wrong any more. */
  forget(place: Place): void {
    for (const [key, said] of this.#said)
      if (place.every((part, at) => said.place[at] === part)) this.#said.delete(key);
  }
}
