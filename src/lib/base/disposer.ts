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

  /** Adds an event listener and its removal. */
  listen<E extends Event = Event>(
    target: EventTarget,
    type: string,
    fn: (event: E) => void,
    options?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, fn as EventListener, options);
    this.add(() => target.removeEventListener(type, fn as EventListener, options));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const step of this.#steps.splice(0).reverse()) step();
  }
}
