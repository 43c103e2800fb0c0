/** Files that wait for the server, in this browser's own storage. */
import { objectStore } from './object-store.ts';

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

/** The files of one project that wait, in IndexedDB; `null` where the browser has none. */
export function keptUploads(project: string): KeptUploads | null {
  if (typeof indexedDB === 'undefined') return null;
  const store = objectStore<KeptUpload>(`perigee-uploads/${project}`, 'uploads', 'sha256');
  return {
    put: (upload) => store.put(upload).catch(() => {}),
    delete: (sha256) => store.delete(sha256).catch(() => {}),
    all: () => store.all().catch(() => []),
  };
}
