/** The versions of projects that are open in this page. Loaded when somebody first asks for them, or some wait here. */
import { objectStore } from '../client/object-store.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import { VersionShelf } from '../client/version-shelf.ts';
import {
  deleteVersion,
  listVersions,
  readVersion,
  renameVersion,
  sendVersion,
  type NewVersion,
} from '../client/versions-api.ts';

const shelves = new WeakMap<ProjectConnection, VersionShelf>();

/** Where it is noted that versions of a project wait on this device: the page asks for it before this file is loaded. */
const waitingMark = (project: string): string => `perigee/versions/${project}`;

/** The versions of an open project. What waits here is sent whenever the server is reached. */
export function shelfOf(connection: ProjectConnection): VersionShelf {
  const known = shelves.get(connection);
  if (known) return known;
  const { id } = connection;
  const shelf = new VersionShelf({
    list: () => listVersions(id),
    read: (version) => readVersion(id, version),
    send: (version) => sendVersion(id, version),
    rename: (version, name) => renameVersion(id, version, name),
    remove: (version) => deleteVersion(id, version),
    kept:
      typeof indexedDB === 'undefined'
        ? null
        : objectStore<NewVersion>(`perigee-versions/${id}`, 'versions', 'id'),
    mark(waiting) {
      if (waiting) localStorage.setItem(waitingMark(id), '1');
      else localStorage.removeItem(waitingMark(id));
    },
  });
  shelves.set(connection, shelf);
  connection.onStatus(() => {
    if (connection.status === 'saved') void shelf.flush();
  });
  return shelf;
}
