import { NOT_LOADED } from '../../base/late.ts';
import { toasts } from './toasts.svelte.ts';

/** A part of the open project whose code comes late. */
export class LateLive<T extends { dispose(): void }> {
  #now: T | null = $state.raw(null);
  #coming: Promise<T | null> | null = null;
  #disposed = false;
  readonly #make: () => Promise<T>;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** The part, when it is there. */
  get now(): T | null {
    return this.#now;
  }

  /** Has it come. After a failure the next call tries again. @returns `null` when it does not come */
  load(): Promise<T | null> {
    this.#coming ??= this.#make().then(
      (part) => {
        if (this.#disposed) part.dispose();
        else this.#now = part;
        return part;
      },
      () => {
        this.#coming = null;
        return null;
      },
    );
    return this.#coming;
  }

  /** Gives it to somebody who was asked for it, or says that it does not come. */
  async with(fn: (part: T) => unknown): Promise<void> {
    const part = await this.load();
    if (part) fn(part);
    else toasts.say(NOT_LOADED);
  }

  dispose(): void {
    this.#disposed = true;
    this.#now?.dispose();
  }
}
