import type * as Y from 'yjs';
import { splitId } from '../schema/resolve.ts';
import { overrideKeyOf } from './flat.ts';
import { entityMap, type EntityHome, type EntityMap } from './layout.ts';

/**
 * The keys of one entity where they lie: in its own map, or, for an entity that an instance brings with it (`instance/eye`), in the map
 * of the instance under the path of the inner one. Writers need not know which.
 */
export class EntityKeys {
  readonly #map: EntityMap;
  readonly #prefix: string;

  constructor(map: EntityMap, path: string) {
    this.#map = map;
    this.#prefix = path === '' ? '' : overrideKeyOf(path, '');
  }

  /** Whether these are overrides inside of an instance. */
  get inner(): boolean {
    return this.#prefix !== '';
  }

  get(key: string): unknown {
    return this.#map.get(this.#prefix + key);
  }

  has(key: string): boolean {
    return this.#map.has(this.#prefix + key);
  }

  /** Sets a key only when that changes something, so that nothing is sent or undone in vain. */
  set(key: string, value: unknown): void {
    setKey(this.#map, this.#prefix + key, value);
  }

  delete(key: string): void {
    if (this.has(key)) this.#map.delete(this.#prefix + key);
  }

  keys(): string[] {
    const prefix = this.#prefix;
    const all = [...this.#map.keys()];
    if (prefix === '') return all.filter((key) => !key.startsWith('@'));
    return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }
}

/** Sets a key only when that changes something, so that nothing is sent or undone in vain. */
export function setKey(map: Y.Map<unknown>, key: string, value: unknown): void {
  const before = map.get(key);
  if (before === value) return;
  if (value instanceof Uint8Array) {
    if (before instanceof Uint8Array && sameBytes(before, value)) return;
  } else if (typeof value === 'object' && value !== null && JSON.stringify(before) === JSON.stringify(value))
    return;
  map.set(key, value);
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** The keys of an entity, or of what an instance sets of one that it brings; `null` when it, or the instance, is not there. */
export function entityKeys(doc: Y.Doc, home: EntityHome, id: string): EntityKeys | null {
  const { owner, path } = splitId(id);
  const entity = entityMap(doc, home, owner);
  return entity && new EntityKeys(entity, path);
}
