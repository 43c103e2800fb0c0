/**
 * Renaming a property in the text of a script: the values that entities set for it go along. Done by whoever has changed
 * the text, once the text is saved or rests, as one undoable edit.
 */
import * as Y from 'yjs';
import { setRecordEntry } from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import { type EntityHome, layout } from '../../document/layout.ts';
import type { Origin } from '../../document/origin.ts';
import type { PropertySpec } from '../../script/properties.ts';
import { specOf } from '../../schema/components.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { EntityData, ProjectData } from '../../schema/project.ts';

/** A pause in typing that long, in milliseconds, counts as finished for now. */
const RESTED = 1500;

/** What it needs of the editor. */
export interface RenamingHost {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  project(): ProjectData;
}

type Values = Readonly<Record<string, PropertyValue>>;

/** The fields of a component that hold values for its script. */
const valueFields = (key: string): string[] =>
  Object.entries(specOf(key)?.fields ?? {}).flatMap(([name, spec]) =>
    spec.type === 'record' && spec.widget === 'properties' ? [name] : [],
  );

/** Gives values of a script's properties their new names, on every entity of scenes and prefabs. @param rename the values as they are to be */
export function renameInDocument(
  { doc, origin, project }: RenamingHost,
  path: string,
  rename: (values: Values) => Values,
): void {
  const { scenes, prefabs } = project();
  const visit = (home: EntityHome, entities: Readonly<Record<string, EntityData>>): void => {
    for (const [id, { prefab: kind, components }] of Object.entries(entities)) {
      const prefab = kind ? prefabs[kind] : undefined;
      const inherited = prefab?.entities[prefab.root]?.components;
      for (const [key, fields] of Object.entries(components)) {
        if ((fields.script ?? inherited?.[key]?.script) !== path) continue;
        for (const field of valueFields(key)) {
          const before = (fields[field] ?? {}) as Values;
          const after = rename(before);
          if (after === before) continue;
          for (const name of Object.keys(before))
            if (!Object.hasOwn(after, name))
              setRecordEntry(doc, origin, home, id, key, field, name, undefined);
          for (const [name, value] of Object.entries(after))
            if (!Object.hasOwn(before, name)) setRecordEntry(doc, origin, home, id, key, field, name, value);
        }
      }
    }
  };
  transact(doc, origin, `Rename properties of ${path}`, () => {
    for (const [scene, { entities }] of Object.entries(scenes)) visit(scene, entities);
    for (const [prefab, { entities }] of Object.entries(prefabs)) visit({ prefab }, entities);
  });
}

/** Watches the texts of scripts for renamed properties. */
export class PropertyRenames {
  readonly #host: RenamingHost;
  readonly #scripts: Y.Map<Y.Text>;
  /** Texts as they were when their names were last in order. */
  readonly #base: Map<string, string>;
  /** Scripts that were changed here, and when to look at them. */
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(host: RenamingHost) {
    this.#host = host;
    this.#scripts = layout(host.doc).scripts;
    this.#base = new Map(Object.entries(host.project().scripts));
    this.#scripts.observeDeep(this.#changed);
  }

  /** Looks at all that waits at once, as saving does. */
  async flush(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map((path) => this.#look(path, true)));
  }

  dispose(): void {
    this.#scripts.unobserveDeep(this.#changed);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  readonly #changed = (
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
    { local }: Y.Transaction,
  ): void => {
    for (const { path, keys } of events as readonly Y.YEvent<Y.AbstractType<unknown>>[]) {
      const [typedIn] = path;
      for (const each of typeof typedIn === 'string' ? [typedIn] : keys.keys()) {
        // A whole text put in place of another is not a renaming by hand.
        if (local && typeof typedIn === 'string') this.#wait(each);
        else if (!this.#waiting.has(each)) this.#settle(each);
      }
    }
  };

  #wait(path: string): void {
    clearTimeout(this.#waiting.get(path));
    this.#waiting.set(
      path,
      setTimeout(() => void this.#look(path, false), RESTED),
    );
  }

  #settle(path: string): void {
    const text = this.#scripts.get(path)?.toString();
    if (text === undefined) this.#base.delete(path);
    else this.#base.set(path, text);
  }

  async #look(path: string, saved: boolean): Promise<void> {
    clearTimeout(this.#waiting.get(path));
    const base = this.#base.get(path);
    const text = this.#scripts.get(path)?.toString();
    if (base === undefined || text === undefined || base === text) {
      this.#waiting.delete(path);
      return this.#settle(path);
    }
    const { readProperties, renamedProperties, renameValues } = await import('../../script/properties.ts');
    // Typed on meanwhile: another look follows.
    if (this.#scripts.get(path)?.toString() !== text || this.#base.get(path) !== base) return;
    this.#waiting.delete(path);
    const [before, after] = [readProperties(base), readProperties(text)];
    // Half-typed code declares nothing; what it is compared with stays.
    if (after.error) return;
    const renamed = renamedProperties(before.properties, after.properties);
    if (renamed.size > 0)
      renameInDocument(this.#host, path, (values) => renameValues(values, renamed, after.properties));
    if (saved || allAccountedFor(before.properties, after.properties, renamed)) this.#base.set(path, text);
  }
}

/** Whether no property has vanished that might still come back under another name. */
function allAccountedFor(
  before: readonly PropertySpec[],
  after: readonly PropertySpec[],
  renamed: ReadonlyMap<string, string>,
): boolean {
  const names = new Set(after.map(({ name }) => name));
  return before.every(({ name }) => names.has(name) || renamed.has(name));
}
