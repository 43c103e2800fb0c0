import { isRecord, isString } from '../../base/guards.ts';
import { Stored } from './stored.svelte.ts';

/** A project that was opened in this browser. */
export interface RecentProject {
  id: string;
  name: string;
  /** When it was last opened here, milliseconds since 1970. */
  modified: number;
}

const LIMIT = 50;
const isList = (value: unknown): value is RecentProject[] =>
  Array.isArray(value) &&
  value.every(
    (entry) =>
      isRecord(entry) && isString(entry.id) && isString(entry.name) && typeof entry.modified === 'number',
  );

const stored = new Stored<RecentProject[]>('recent', [], isList);

/** Projects opened in this browser, last one first: what the start page shows where the server lists none. */
export const recent = {
  get list(): readonly RecentProject[] {
    return stored.value;
  },
  /** Puts a project at the top. */
  note(id: string, name: string): void {
    stored.value = [
      { id, name, modified: Date.now() },
      ...stored.value.filter((entry) => entry.id !== id),
    ].slice(0, LIMIT);
  },
  forget(id: string): void {
    stored.value = stored.value.filter((entry) => entry.id !== id);
  },
};
