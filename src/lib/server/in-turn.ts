/** Lets what belongs to one name happen one after the other, in the order in which it was asked for. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(name) ?? Promise.resolve()).catch(() => {}).then(task);
    this.#last.set(name, done);
    const forget = () => this.#last.get(name) === done && this.#last.delete(name);
    done.then(forget, forget);
    return done;
  }
}
