/** A value that others can follow. Replace the value, never mutate it. */
export class Signal<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Tells the followers unless it is the value already. */
  set value(next: T) {
    if (Object.is(next, this.#value)) return;
    this.#value = next;
    for (const fn of [...this.#listeners]) fn(next);
  }

  /** Calls back after each change. Returns what ends it. */
  subscribe(fn: (value: T) => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }
}
