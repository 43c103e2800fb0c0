import { IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from 'y-indexeddb';
import * as Y from 'yjs';

/** Where y-indexeddb keeps changes, and how long it lets them rest before it makes one of many, in milliseconds. */
const UPDATES = 'updates';
const REST_MS = 1000;
/** How soon a device that had no room is asked again, in milliseconds. */
const AGAIN_MS = 5000;

/**
 * A copy of a document in this browser's own storage, as y-indexeddb lays it out; this class writes it, so that it knows
 * when the browser does not take what was written.
 */
export class LocalCopy {
  readonly #store: IndexeddbPersistence;
  readonly #doc: Y.Doc;
  readonly #onKept: (kept: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Something could not be written, and has not been since. */
  #missing = false;
  #kept = true;
  #ended = false;

  /** @param onKept told when the browser has no room (`false`), and when all is written again */
  constructor(name: string, doc: Y.Doc, onRead: () => void, onKept: (kept: boolean) => void) {
    this.#doc = doc;
    this.#onKept = onKept;
    this.#store = new IndexeddbPersistence(name, doc);
    doc.off('update', this.#store._storeUpdate);
    this.#store.on('synced', onRead);
    // A browser that keeps nothing, such as in some private windows.
    void this.#store._db.catch(() => this.#set(false));
    doc.on('destroy', () => {
      this.#ended = true;
      clearTimeout(this.#timer);
    });
  }

  /** Resolves when all that was kept is in the document. Never does where the browser keeps nothing. */
  get whenRead(): Promise<unknown> {
    return this.#store.whenSynced;
  }

  /** Whether a change came from here. */
  made(origin: unknown): boolean {
    return origin === this.#store;
  }

  /** Writes a change down. */
  readonly keep = (update: Uint8Array, origin: unknown): void => {
    if (this.made(origin) || !this.#store.db) return;
    // Once something is missing, what follows it is of no use: all of it is written instead.
    if (this.#missing) return;
    this.#write(update, () => {
      if (++this.#store._dbsize >= PREFERRED_TRIM_SIZE)
        this.#later(REST_MS, () => void storeState(this.#store, false));
    });
  };

  #write(bytes: Uint8Array, then: () => void): void {
    try {
      const transaction = this.#store.db!.transaction([UPDATES], 'readwrite');
      transaction.objectStore(UPDATES).add(bytes);
      transaction.oncomplete = then;
      transaction.onabort = () => this.#failed();
      // At once, not when the browser next thinks of it: the tab may be closed in the next moment.
      transaction.commit();
    } catch {
      // The browser has closed the storage: it cleared it, or is about to end.
      this.#failed();
    }
  }

  #failed(): void {
    if (this.#ended) return;
    this.#missing = true;
    this.#set(false);
    this.#later(AGAIN_MS, () => {
      this.#missing = false;
      this.#write(Y.encodeStateAsUpdate(this.#doc), () => this.#set(!this.#missing));
    });
  }

  #later(ms: number, task: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(task, ms);
  }

  #set(kept: boolean): void {
    if (kept === this.#kept || this.#ended) return;
    this.#kept = kept;
    this.#onKept(kept);
  }
}
