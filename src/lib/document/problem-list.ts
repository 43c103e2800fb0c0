import * as Y from 'yjs';
import { readEntity } from './read-entity.ts';
import { strayIn } from './read-records.ts';
import type { ReadProblem } from './read-value.ts';
import type { EntityData } from '../schema/project.ts';

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

  /** @param message `null` says nothing, and takes back what was said */
  say(place: Place, where: string, message: string | null): void {
    if (message === null) this.forget(place);
    else
      this.reading(
        place,
        () => where,
        (report) => report(message),
      );
  }

  /** Says when what lies at the last part of a place is left out of its map. */
  noteStray(place: Place, map: unknown): void {
    const id = place.at(-1)!;
    this.say(place, id, strayIn(map, id));
  }

  /** Says what of a map is left out. */
  noteStrays(place: Place, map: unknown): void {
    if (!(map instanceof Y.Map)) return;
    for (const id of map.keys()) {
      const message = strayIn(map, id);
      if (message !== null) this.say([...place, id], id, message);
    }
  }

  readEntity(place: Place, entity: Y.Map<unknown>): EntityData {
    return this.reading(
      place,
      ({ name }) => name,
      (report) => readEntity(entity, report),
    );
  }
}
