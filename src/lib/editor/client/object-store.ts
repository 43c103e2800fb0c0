/** One list of things in this browser's own storage (IndexedDB). */

/** A store whose things have a key of their own. Every call rejects where the browser refuses. */
export interface ObjectStore<T> {
  put(value: T): Promise<void>;
  delete(key: string): Promise<void>;
  all(): Promise<T[]>;
}

/**
 * Opens a store when it is first used.
 * @param database its name, of which the store is the only one
 * @param keyPath the field by which things are known
 */
export function objectStore<T>(database: string, store: string, keyPath: string): ObjectStore<T> {
  let opened: Promise<IDBDatabase> | null = null;
  const ask = async <R>(
    mode: IDBTransactionMode,
    what: (objects: IDBObjectStore) => IDBRequest<R>,
  ): Promise<R> => {
    const open = await (opened ??= openDatabase(database, store, keyPath));
    return new Promise((resolve, reject) => {
      const transaction = open.transaction(store, mode);
      const request = what(transaction.objectStore(store));
      // Written is what the transaction has ended with: a full disk shows only then.
      transaction.oncomplete = () => resolve(request.result);
      const fail = () => reject(transaction.error ?? request.error ?? new Error('storage failed'));
      transaction.onerror = fail;
      transaction.onabort = fail;
    });
  };
  return {
    put: async (value) => void (await ask('readwrite', (objects) => objects.put(value))),
    delete: async (key) => void (await ask('readwrite', (objects) => objects.delete(key))),
    all: () => ask('readonly', (objects) => objects.getAll() as IDBRequest<T[]>),
  };
}

function openDatabase(name: string, store: string, keyPath: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage failed'));
  });
}
