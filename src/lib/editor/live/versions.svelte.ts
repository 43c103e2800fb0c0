/** The versions of the open project as somebody looks through them: one compared with the project as it is, and what is to come back. */
import { named } from '../../base/words.ts';
import { readProject } from '../../document/read.ts';
import { restore, type RestorePart } from '../../document/restore.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { ListedVersion } from '../client/version-shelf.ts';
import { compareProjects, type ProjectChange } from '../core/versions/compare.ts';
import { withNeeds } from '../core/versions/parts.ts';
import { versionTitle } from '../core/versions/words.ts';
import type { Editor } from './editor.svelte.ts';
import { shelfOf } from './version-shelves.ts';

/** What others change meanwhile is compared anew after so many milliseconds. */
const REST_MS = 400;

/** A version that is looked at. */
interface Opened {
  info: ListedVersion;
  doc: Awaited<ReturnType<ReturnType<typeof shelfOf>['open']>>;
  project: ProjectData;
}

export class Versions {
  /** All versions, the newest first; `null` until they are here. */
  list: readonly ListedVersion[] | null = $state.raw(null);
  /** The server's versions are in the list. */
  reachable = $state(true);
  /** What went wrong last, for the user; '' for nothing. */
  failed = $state('');
  /** Id of the version that is looked at, or is on its way; '' for none. */
  chosen = $state('');
  opened: Opened | null = $state.raw(null);
  /** The project as it is now, followed at a distance. */
  now: ProjectData = $state.raw(null!);
  /** Keys of changes that are to be taken back. */
  picked: ReadonlySet<string> = $state.raw(new Set());
  /** What was brought back last, and how to take that back. */
  restored: { text: string; undo: (() => void) | null } | null = $state.raw(null);
  /** Key of the change that is shown. */
  shown = $state('');

  readonly changes: readonly ProjectChange[] = $derived(
    this.opened ? compareProjects(this.opened.project, this.now) : [],
  );
  readonly current: ProjectChange | null = $derived(
    this.changes.find(({ key }) => key === this.shown) ?? this.changes[0] ?? null,
  );

  readonly #editor: Editor;
  readonly #stop: () => void;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.now = editor.project;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = editor.reader.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        this.now = editor.project;
      }, REST_MS);
    });
    this.#stop = () => {
      clearTimeout(timer);
      stop();
    };
    void this.refresh();
  }

  dispose(): void {
    this.#stop();
    this.opened?.doc.destroy();
  }

  /** Reads the list again. */
  async refresh(): Promise<void> {
    await this.#try(async () => {
      const { versions, reachable } = await shelfOf(this.#editor.connection).list();
      this.list = versions;
      this.reachable = reachable;
    });
  }

  /** Keeps the project as it is now under a name. @returns whether it is kept */
  async keep(name: string): Promise<boolean> {
    const { connection, doc, people } = this.#editor;
    const kept = await this.#try(() => shelfOf(connection).keep(doc, 'named', name, people.me.value.name));
    await this.refresh();
    return kept;
  }

  /** Looks at a version. */
  async open(info: ListedVersion): Promise<void> {
    this.chosen = info.id;
    await this.#try(async () => {
      const doc = await shelfOf(this.#editor.connection).open(info.id);
      if (this.chosen !== info.id) return doc.destroy();
      this.opened?.doc.destroy();
      this.picked = new Set();
      this.restored = null;
      this.shown = '';
      this.now = this.#editor.project;
      this.opened = { info, doc, project: readProject(doc) };
    });
  }

  /** Closes the version that is looked at. */
  close(): void {
    this.chosen = '';
    this.opened?.doc.destroy();
    this.opened = null;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#try(() => shelfOf(this.#editor.connection).rename(id, name));
    await this.refresh();
  }

  async remove(id: string): Promise<void> {
    await this.#try(() => shelfOf(this.#editor.connection).remove(id));
    if (this.chosen === id) this.close();
    await this.refresh();
  }

  /** Marks changes to be taken back, or not. */
  pick(keys: readonly string[], on: boolean): void {
    const picked = new Set(this.picked);
    for (const key of keys)
      if (on) picked.add(key);
      else picked.delete(key);
    this.picked = picked;
  }

  /** Brings back all of the version, or what is picked of it, as one step. How the project is now is kept before. */
  restore(what: 'everything' | 'picked'): void {
    const { opened } = this;
    if (!opened) return;
    const editor = this.#editor;
    const { doc, origin, connection, people } = editor;
    const chosen = this.changes.filter(({ key }) => this.picked.has(key));
    const parts: RestorePart[] | 'everything' =
      what === 'everything'
        ? what
        : withNeeds(
            chosen.map(({ part }) => part),
            opened.project,
            editor.project,
          );
    void this.#try(() => shelfOf(connection).keep(doc, 'restore', '', people.me.value.name)).then(() =>
      this.refresh(),
    );
    const title = versionTitle(opened.info);
    const names = chosen.map(({ name }) => name);
    const thing = what === 'everything' ? `“${title}”` : `${named(names, 'thing', 'things')} of “${title}”`;
    const { position } = editor.history;
    restore(doc, origin, opened.doc, parts, `Restore ${thing}`);
    this.now = editor.project;
    this.picked = new Set();
    const done = editor.history.position > position;
    this.restored = { text: `Restored ${thing}.`, undo: done ? () => this.#undo(position) : null };
  }

  /** Takes back what was restored last. */
  #undo(position: number): void {
    this.#editor.history.goTo(position);
    this.now = this.#editor.project;
    this.restored = null;
  }

  async #try(task: () => Promise<unknown>): Promise<boolean> {
    try {
      await task();
      this.failed = '';
      return true;
    } catch (error) {
      this.failed = (error as Error).message;
      return false;
    }
  }
}
