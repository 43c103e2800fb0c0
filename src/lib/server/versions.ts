import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as Y from 'yjs';
import { newId } from '../base/ids.ts';
import type { VersionInfo } from '../net/versions.ts';
import { InTurn } from './in-turn.ts';
import { surplusVersions } from './thin-versions.ts';
import type { UpdateLog } from './update-log.ts';

/** A version that there is no more room for. */
export class TooManyVersionsError extends Error {}

/** At most so many named versions, and so many bytes of them. */
const MOST_NAMED = 1000;
const MOST_NAMED_BYTES = 1024 * 1024 * 1024;

/** What was worked on since the last version: ids by kind, and who did it. */
export interface Since {
  things: Readonly<Record<string, readonly string[]>>;
  by: readonly string[];
}

/** How many things of each kind were worked on. */
export const countsOf = ({ things }: Since): VersionInfo['touched'] =>
  Object.fromEntries(Object.entries(things).map(([kind, ids]) => [kind, ids.length]));

/** What is kept of a project's versions beside their bytes. */
interface Shelf {
  /** Newest last. */
  versions: VersionInfo[];
  /** The state of which the newest one was made, as {@link stateOf} tells it; '' for none. */
  state: string;
  since: Since;
}

const NOTHING: Since = { things: {}, by: [] };

/**
 * How projects were at some moments. Each version is a whole document, compressed, in a record of its own beside the log of updates;
 * versions that nobody named are thinned as they grow older.
 */
export class Versions {
  readonly #inTurn = new InTurn();

  constructor(
    private readonly log: UpdateLog,
    private readonly now: () => number = Date.now,
  ) {}

  /** All versions of a project, the newest first. */
  async list(project: string): Promise<VersionInfo[]> {
    return (await this.#read(project)).versions.toReversed();
  }

  /** When the newest version was made, in milliseconds since 1970 (0 for none), and what is known of the time since. */
  async newest(project: string): Promise<{ at: number; state: string; since: Since }> {
    const { versions, state, since } = await this.#read(project);
    return { at: versions.at(-1)?.at ?? 0, state, since };
  }

  /** The document of a version, compressed by gzip, in format 2 of Yjs; `null` when there is none. */
  bytesOf(project: string, id: string): Promise<Uint8Array | null> {
    return this.log.getRecord(bytesKey(project, id));
  }

  /**
   * Keeps a version, durable when it resolves. One whose id is known already is kept as it is.
   * @param document in format 2 of Yjs
   * @throws {@link TooManyVersionsError} for a named one that there is no room for
   */
  async add(
    project: string,
    version: Omit<VersionInfo, 'size' | 'id'> & { id?: string },
    document: Uint8Array,
    state = '',
  ): Promise<void> {
    const bytes = await promisify(gzip)(document);
    await this.#change(project, (shelf) => {
      if (version.id !== undefined && shelf.versions.some(({ id }) => id === version.id)) return null;
      const info: VersionInfo = { ...version, id: version.id ?? newId(), size: bytes.length };
      if (info.kind === 'named') makeSureOfRoom(shelf.versions, bytes.length);
      const all = [...shelf.versions, info].sort((a, b) => a.at - b.at);
      const surplus = surplusVersions(all, this.now());
      surplus.delete(info.id);
      return {
        shelf: {
          versions: all.filter(({ id }) => !surplus.has(id)),
          state: all.at(-1) === info ? state : shelf.state,
          since: NOTHING,
        },
        bytes: [[info.id, bytes] as const, ...[...surplus].map((id): [string, null] => [id, null])],
      };
    });
  }

  /** Gives a version a name, by which it stays. @returns `false` when there is none. */
  rename(project: string, id: string, name: string): Promise<boolean> {
    return this.#change(project, (shelf) => {
      const found = shelf.versions.find((version) => version.id === id);
      if (!found) return null;
      if (found.kind !== 'named') makeSureOfRoom(shelf.versions, found.size);
      const versions = shelf.versions.map((each): VersionInfo =>
        each === found ? { ...found, kind: 'named', name } : each,
      );
      return { shelf: { ...shelf, versions }, bytes: [] };
    });
  }

  /** Removes a version for good. @returns `false` when there is none. */
  delete(project: string, id: string): Promise<boolean> {
    return this.#change(project, (shelf) => {
      const versions = shelf.versions.filter((version) => version.id !== id);
      if (versions.length === shelf.versions.length) return null;
      return { shelf: { ...shelf, versions }, bytes: [[id, null]] };
    });
  }

  /** Keeps in mind what was worked on since the newest version, for when the project is opened again. */
  async remember(project: string, since: Since): Promise<void> {
    await this.#change(project, (shelf) => ({ shelf: { ...shelf, since }, bytes: [] }));
  }

  /** Removes all versions of a project. */
  async deleteProject(project: string): Promise<void> {
    await this.#inTurn.run(project, async () => {
      const { versions } = await this.#read(project);
      const gone = versions.map(({ id }) => [bytesKey(project, id), null] as const);
      await this.log.putRecords(new Map([...gone, [shelfKey(project), null]]));
    });
  }

  #change(
    project: string,
    change: (
      shelf: Shelf,
    ) => { shelf: Shelf; bytes: readonly (readonly [id: string, bytes: Uint8Array | null])[] } | null,
  ): Promise<boolean> {
    return this.#inTurn.run(project, async () => {
      const changed = change(await this.#read(project));
      if (!changed) return false;
      const shelf = new TextEncoder().encode(JSON.stringify(changed.shelf));
      await this.log.putRecords(
        new Map([
          ...changed.bytes.map(([id, bytes]) => [bytesKey(project, id), bytes] as const),
          [shelfKey(project), shelf] as const,
        ]),
      );
      return true;
    });
  }

  async #read(project: string): Promise<Shelf> {
    const bytes = await this.log.getRecord(shelfKey(project));
    if (!bytes) return { versions: [], state: '', since: NOTHING };
    return JSON.parse(new TextDecoder().decode(bytes)) as Shelf;
  }
}

/** What a document holds, as a short text that two equal states have in common. */
export const stateOf = (doc: Y.Doc): string =>
  createHash('sha256')
    .update(Y.encodeSnapshotV2(Y.snapshot(doc)))
    .digest('base64url');

/** The reverse of what {@link Versions.bytesOf} gives. */
export const unpackVersion = (bytes: Uint8Array): Promise<Uint8Array> => promisify(gunzip)(bytes);

function makeSureOfRoom(versions: readonly VersionInfo[], more: number): void {
  const named = versions.filter(({ kind }) => kind === 'named');
  const bytes = named.reduce((sum, { size }) => sum + size, more);
  if (named.length >= MOST_NAMED || bytes > MOST_NAMED_BYTES)
    throw new TooManyVersionsError('There are too many named versions: delete some that nobody needs.');
}

const shelfKey = (project: string) => `versions/${project}`;
const bytesKey = (project: string, id: string) => `version/${project}/${id}`;
