import { isPlayed } from '../../schema/test-files.ts';
import type { GameClient } from '../client/game-client.ts';

/** A pause in typing that long, in milliseconds, counts as finished for now. */
const SETTLED = 300;

/** A script that a running game refused; its earlier text keeps running. */
export interface RefusedScript {
  line: number;
  message: string;
}

/** Passes changed scripts on to the running game, when they are saved or typing has settled. */
export class HotReload {
  #client: GameClient;
  #source: (path: string) => string | null;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #live: ReadonlySet<string> = $state.raw(new Set());
  #waiting: ReadonlySet<string> = $state.raw(new Set());
  #refused: ReadonlyMap<string, RefusedScript> = $state.raw(new Map());
  #stop: (() => void)[];

  /** @param source text of a script as it is in the document, `null` when there is none */
  constructor(client: GameClient, source: (path: string) => string | null) {
    this.#client = client;
    this.#source = source;
    let active = client.active;
    this.#stop = [
      client.onEvent((event) => {
        if (event.kind !== 'script-loaded') return;
        const took = event.error === null && !this.#timers.has(event.path);
        this.#refused = changed(this.#refused, event.path, event.error);
        this.#live = withOrWithout(this.#live, event.path, took);
        if (took) this.#waiting = withOrWithout(this.#waiting, event.path, false);
      }),
      client.onStatus(({ phase }) => {
        if (active === (phase !== 'stopped')) return;
        active = phase !== 'stopped';
        this.#forget();
      }),
    ];
  }

  /** Scripts whose present text runs in the game because it was swapped in. */
  get live(): ReadonlySet<string> {
    return this.#live;
  }

  /** Scripts whose present text does not run yet. */
  get waiting(): ReadonlySet<string> {
    return this.#waiting;
  }

  /** Scripts whose present text does not compile. */
  get refused(): ReadonlyMap<string, RefusedScript> {
    return this.#refused;
  }

  /** Somebody changed scripts; they go to the game once nobody types any more. */
  changed(paths: Iterable<string>): void {
    if (!this.#client.active) return;
    for (const path of paths) {
      if (!isPlayed(path)) continue;
      clearTimeout(this.#timers.get(path));
      this.#timers.set(
        path,
        setTimeout(() => this.#send(path), SETTLED),
      );
      this.#live = withOrWithout(this.#live, path, false);
      this.#waiting = withOrWithout(this.#waiting, path, true);
    }
  }

  /** Passes all that waits on at once, as saving does. */
  flush(): void {
    for (const path of [...this.#timers.keys()]) this.#send(path);
  }

  dispose(): void {
    this.#forget();
    for (const stop of this.#stop) stop();
  }

  #send(path: string): void {
    clearTimeout(this.#timers.get(path));
    this.#timers.delete(path);
    this.#client.edit([{ kind: 'script', path, source: this.#source(path) }]);
  }

  #forget(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#live = new Set();
    this.#waiting = new Set();
    this.#refused = new Map();
  }
}

function withOrWithout(set: ReadonlySet<string>, item: string, included: boolean): ReadonlySet<string> {
  if (set.has(item) === included) return set;
  const next = new Set(set);
  if (included) next.add(item);
  else next.delete(item);
  return next;
}

function changed<T>(map: ReadonlyMap<string, T>, key: string, value: T | null): ReadonlyMap<string, T> {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next;
}
