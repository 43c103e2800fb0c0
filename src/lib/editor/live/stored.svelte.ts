/**
 * A small value that this browser remembers: a rune whose every assignment is written to localStorage. Where
 * storage is refused (private windows), it still works for this visit.
 */
export class Stored<T> {
  #key: string;
  #value: T;

  /**
   * @param key name in localStorage, without the `perigee.` that all of them share
   * @param fallback used when nothing is stored, or what is stored does not pass `check`
   */
  constructor(key: string, fallback: T, check: (value: unknown) => value is T) {
    this.#key = `perigee.${key}`;
    let initial = fallback;
    try {
      const text = localStorage.getItem(this.#key);
      const stored: unknown = text === null ? undefined : JSON.parse(text);
      if (check(stored)) initial = stored;
    } catch {
      // Unreadable is the same as not there.
    }
    this.#value = $state.raw(initial);
  }

  get value(): T {
    return this.#value;
  }

  /** Takes a value for this visit only. */
  hold(value: T): void {
    this.#value = value;
  }

  set value(value: T) {
    this.#value = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Kept for this visit only.
    }
  }
}
