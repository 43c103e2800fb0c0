/** Code that nobody needs at the first sight. */

/** A module that comes when it is asked for, or ahead of that with {@link fetchLate}. */
export class Late<T> {
  readonly #get: () => Promise<T>;
  #coming: Promise<T> | null = null;
  #module: T | null = null;

  constructor(get: () => Promise<T>) {
    this.#get = get;
  }

  /** The module when it is there already. */
  get now(): T | null {
    return this.#module;
  }

  /** Fetches it once. After a failure, such as a lost connection, the next call tries again. */
  load(): Promise<T> {
    this.#coming ??= this.#get().then(
      (module) => (this.#module = module),
      (error: unknown) => {
        this.#coming = null;
        throw error;
      },
    );
    return this.#coming;
  }
}

const all: Late<unknown>[] = [];

/**
 * Names a module that is loaded late.
 * @param get an `import(...)`
 */
export function late<T>(get: () => Promise<T>): Late<T> {
  const made = new Late(get);
  all.push(made);
  return made;
}

/** Fetches everything that was named, so that it is there at once and without a connection. What fails now comes later. */
export async function fetchLate(): Promise<void> {
  await Promise.allSettled(all.map((each) => each.load()));
}

/** What is said where such a module does not come. */
export const NOT_LOADED =
  'This part of the editor could not be loaded. Is the server running, and the network there?';
