/** Files that wait for the server, in this browser's own storage. */

export interface KeptUpload {
  sha256: string;
  name: string;
  blob: Blob;
}

/** Where files wait. Nothing here fails: without storage they wait in the page alone. */
export interface KeptUploads {
  put(upload: KeptUpload): Promise<void>;
  delete(sha256: string): Promise<void>;
  all(): Promise<KeptUpload[]>;
}

const STORE = 'uploads';

/** The files of one project that wait, in IndexedDB; `null` where the browser has none. */
export function keptUploads(project: string): KeptUploads | null {
  if (typeof indexedDB === 'undefined') return null;
  let opened: Promise<IDBDatabase> | null = null;
  const open = () => (opened ??= openDatabase(`perigee-uploads/${project}`));
  const ask = async <T>(
    mode: IDBTransactionMode,
    what: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const request = what(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('storage failed'));
    });
  };
  return {
    put: (upload) =>
      ask('readwrite', (store) => store.put(upload)).then(
        () => {},
        () => {},
      ),
    delete: (sha256) => ask('readwrite', (store) => store.delete(sha256)).catch(() => {}),
    all: () => ask('readonly', (store) => store.getAll() as IDBRequest<KeptUpload[]>).catch(() => []),
  };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'sha256' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage failed'));
  });
}
