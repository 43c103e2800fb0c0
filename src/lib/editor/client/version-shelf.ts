/**
 * The versions of a project as somebody sees them: those of the server, and those that were kept here and are not there yet. A new one is
 * written to this device first and brought to the server when that can be reached, also by a later page.
 */
import * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { MAX_VERSION_NAME, type VersionInfo } from '../../net/versions.ts';
import type { ObjectStore } from './object-store.ts';
import { UnreachableError, type NewVersion } from './versions-api.ts';

/** The longest name of a version, in characters. */
export const LONGEST_NAME = MAX_VERSION_NAME;

/** A version in a list. */
export interface ListedVersion extends VersionInfo {
  /** It is on this device only, until the server can be reached. */
  waiting: boolean;
}

/** What the shelf stands on. */
export interface ShelfDeps {
  list(): Promise<VersionInfo[]>;
  read(id: string): Promise<Uint8Array>;
  send(version: NewVersion): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Where new ones wait beyond this page; `null` where the browser has no such place. */
  kept: ObjectStore<NewVersion> | null;
  /** Tells whether any wait, so that a later page knows without opening the store. */
  mark(waiting: boolean): void;
}

export class VersionShelf {
  readonly #waiting = new Map<string, NewVersion>();
  readonly #deps: ShelfDeps;
  readonly #ready: Promise<void>;
  #sending: Promise<void> | null = null;
  #refused = '';

  constructor(deps: ShelfDeps) {
    this.#deps = deps;
    this.#ready = this.#resume();
  }

  /** What the server said of a version that it does not take; '' for nothing. */
  get refused(): string {
    return this.#refused;
  }

  /** All versions, the newest first. @returns with `reachable` false those of this device only */
  async list(): Promise<{ versions: ListedVersion[]; reachable: boolean }> {
    await this.flush();
    let reachable = true;
    let stored: VersionInfo[] = [];
    try {
      stored = await this.#deps.list();
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      reachable = false;
    }
    const known = new Set(stored.map(({ id }) => id));
    const waiting = [...this.#waiting.values()]
      .filter(({ id }) => !known.has(id))
      .map(({ bytes, by, ...version }): ListedVersion => {
        const more = { by: by === '' ? [] : [by], touched: {}, size: bytes.length };
        return { ...version, ...more, waiting: true };
      });
    const versions = [...waiting, ...stored.map((version) => ({ ...version, waiting: false }))];
    return { versions: versions.sort((a, b) => b.at - a.at), reachable };
  }

  /**
   * Keeps the document as it is now. Resolves when it is written to this device or to the server; rejects with what to tell
   * the user when neither takes it.
   */
  async keep(doc: Y.Doc, kind: NewVersion['kind'], name: string, by: string): Promise<void> {
    const bytes = new Uint8Array(Y.encodeStateAsUpdateV2(doc));
    const version: NewVersion = { id: newId(), kind, name, by, at: Date.now(), bytes };
    await this.#ready;
    this.#waiting.set(version.id, version);
    this.#refused = '';
    const here = await this.#keepHere(version);
    await this.flush();
    if (this.#refused !== '') throw new Error(this.#refused);
    if (here || !this.#waiting.has(version.id)) return;
    throw new Error(
      'The server cannot be reached, and this browser has no room: the version is kept only until this page is closed.',
    );
  }

  /** The document as it was. */
  async open(id: string): Promise<Y.Doc> {
    await this.#ready;
    const bytes = this.#waiting.get(id)?.bytes ?? (await this.#deps.read(id));
    const doc = new Y.Doc();
    Y.applyUpdateV2(doc, bytes);
    return doc;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.flush();
    const waiting = this.#waiting.get(id);
    if (!waiting) return this.#deps.rename(id, name);
    const named: NewVersion = { ...waiting, kind: 'named', name };
    this.#waiting.set(id, named);
    await this.#keepHere(named);
  }

  async remove(id: string): Promise<void> {
    await this.#ready;
    if (this.#waiting.has(id)) await this.#forget(id);
    else await this.#deps.remove(id);
  }

  /** Brings what waits to the server, if that can be reached. */
  flush(): Promise<void> {
    this.#sending ??= this.#send().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #send(): Promise<void> {
    await this.#ready;
    for (const version of [...this.#waiting.values()]) {
      try {
        await this.#deps.send(version);
      } catch (error) {
        if (error instanceof UnreachableError) return;
        // However often it is asked: it would only stand in the way of the others.
        this.#refused = (error as Error).message;
      }
      await this.#forget(version.id);
    }
  }

  async #keepHere(version: NewVersion): Promise<boolean> {
    if (!this.#deps.kept) return false;
    try {
      await this.#deps.kept.put(version);
      this.#deps.mark(true);
      return true;
    } catch {
      return false;
    }
  }

  async #forget(id: string): Promise<void> {
    this.#waiting.delete(id);
    await this.#deps.kept?.delete(id).catch(() => {});
    if (this.#waiting.size === 0) this.#deps.mark(false);
  }

  async #resume(): Promise<void> {
    for (const version of (await this.#deps.kept?.all().catch(() => [])) ?? [])
      this.#waiting.set(version.id, version);
  }
}
