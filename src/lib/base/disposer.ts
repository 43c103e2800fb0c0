/** Collects teardown functions and runs them once, last added first. */
export class Disposer {
  #steps: (() => void)[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  /** Registers a teardown step; runs it at once when already disposed. Returns the step. */
  add<T extends () => void>(step: T): T {
    if (this.#disposed) step();
    else this.#steps.push(step);
    return step;
  }

  /** Adds a DOM-style listener and its removal. */
  listen<E extends string>(
    target: {
      addEventListener(type: E, fn: (event: never) => void, options?: AddEventListenerOptions): void;
      removeEventListener(type: E, fn: (event: never) => void, options?: AddEventListenerOptions): void;
    },
    type: E,
    fn: (event: never) => void,
    options?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, fn, options);
    this.add(() => target.removeEventListener(type, fn, options));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const step of this.#steps.splice(0).reverse()) step();
  }
}
