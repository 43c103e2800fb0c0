/** What of a project people have worked on, from what their changes wrote to. */
import * as Y from 'yjs';
import type { WorkedOn } from '../schema/worked-on.ts';
import { layout } from './layout.ts';

/** So many things of one kind are told apart; what is more is not counted. */
const MOST = 2000;

/** Which things were worked on, of each kind their ids. */
export class Touched {
  readonly #things = new Map<WorkedOn, Set<string>>();
  readonly #roots: ReadonlyMap<unknown, string>;

  constructor(doc: Y.Doc) {
    this.#roots = new Map(Object.entries(layout(doc)).map(([name, root]) => [root, name]));
  }

  get empty(): boolean {
    return this.#things.size === 0;
  }

  /** Takes note of all that a transaction changed. */
  note(transaction: Y.Transaction): void {
    for (const [type, keys] of transaction.changed) {
      const path: string[] = [];
      let at: Y.AbstractType<unknown> | null = type as Y.AbstractType<unknown>;
      while (at?._item) {
        path.unshift(String(at._item.parentSub ?? ''));
        at = at._item.parent as Y.AbstractType<unknown> | null;
      }
      const root = this.#roots.get(at);
      if (root !== undefined) this.#noteIn(root, path, keys);
    }
  }

  /** As plain data. */
  toJSON(): Record<string, string[]> {
    return Object.fromEntries([...this.#things].map(([kind, ids]) => [kind, [...ids]]));
  }

  /** Adds what {@link toJSON} gave. */
  add(things: Readonly<Record<string, readonly string[]>>): void {
    for (const [kind, ids] of Object.entries(things)) this.#add(kind as WorkedOn, ids);
  }

  clear(): void {
    this.#things.clear();
  }

  #noteIn(root: string, path: readonly string[], changed: ReadonlySet<string | null>): void {
    const keys = [...changed].map((key) => key ?? '');
    const [first, part, id] = path;
    if (root === 'project') this.#add('settings', keys);
    else if (root !== 'scenes')
      // Of records each key is a thing of its own, or a part of one (`coin/name`).
      this.#add(root as WorkedOn, first === undefined ? keys.map((key) => key.split('/')[0]!) : [first]);
    else if (first === undefined) this.#add('scenes', keys);
    else if (part === 'entities')
      this.#add(
        'entities',
        (id === undefined ? keys : [id]).map((entity) => `${first}/${entity}`),
      );
    else this.#add('scenes', [first]);
  }

  #add(kind: WorkedOn, ids: Iterable<string>): void {
    const known = this.#things.get(kind) ?? new Set();
    for (const id of ids) if (known.size < MOST) known.add(id);
    if (known.size > 0) this.#things.set(kind, known);
  }
}
