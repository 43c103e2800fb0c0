/** What the inspector does to what it shows: each is one undoable edit, or, for a running game, one change of that game. */
import type * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { addComponent, removeComponent, setFields, setRecordEntry } from '../../document/edit.ts';
import { applyOverrides, revertOverrides, unpackInstance } from '../../document/edit-prefabs.ts';
import { prefabOf } from '../../document/layout.ts';
import type { Origin } from '../../document/origin.ts';
import { fieldWords, namesOf } from '../../document/step-names.ts';
import { transact } from '../../document/step.ts';
import { changedFields } from '../../runtime/field-changes.ts';
import { checkField } from '../../schema/check-fields.ts';
import { fieldOf, specOf, typeOfKey } from '../../schema/components.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { Override } from '../../schema/prefab-overrides.ts';
import type { EntityData, ProjectData, ResolvedEntity } from '../../schema/project.ts';
import { componentFrom, componentText, freeKey, pastedFields } from '../core/component-clipboard.ts';
import type { CommandHost } from '../core/command-host.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';

type Entities = readonly ResolvedEntity[];

/** A value for an entry of a record, from what it is in each entity; `undefined` takes the entry away. */
export type EntryValue = PropertyValue | undefined | ((old: PropertyValue | undefined) => PropertyValue);

/** Numbers as people would have written them. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 100) / 100;
  return Array.isArray(value) ? (value.map(rounded) as unknown) : value;
}

const fieldsOf = (entity: ResolvedEntity, component: string): Readonly<Record<string, unknown>> =>
  (entity.components as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[component] ?? {};

/** What of the editor it works on. */
interface InspectorHost {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly desk: SceneDesk;
  readonly project: ProjectData;
  say(text: string): void;
  readonly commandHost: Pick<CommandHost, 'clipboard'>;
}

export class InspectorEdits {
  readonly #editor: InspectorHost;

  constructor(editor: InspectorHost) {
    this.#editor = editor;
  }

  /** Sets a field of one component in each entity, from what it is there. */
  setField(entities: Entities, component: string, field: string, next: (value: unknown) => unknown): void {
    this.#write(entities, `Change ${fieldWords(component, [field])} of`, (id, entity) =>
      this.#set(id, component, { [field]: next(fieldsOf(entity, component)[field]) }),
    );
  }

  /** Sets one entry of a record, such as a property of a script; `undefined` takes it away. */
  setEntry(entities: Entities, component: string, field: string, entry: string, value: EntryValue): void {
    const { doc, origin, desk } = this.#editor;
    this.#write(entities, `Change ${entry} of`, (id, entity) => {
      const old = fieldsOf(entity, component)[field] as Readonly<Record<string, PropertyValue>> | undefined;
      const next = typeof value === 'function' ? value(old?.[entry]) : value;
      setRecordEntry(doc, origin, desk.inspection.home, id, component, field, entry, next);
    });
  }

  /** Puts fields back: to what the prefab says, else to their defaults. */
  reset(entities: Entities, component: string, fields: readonly string[]): void {
    const nothing = Object.fromEntries(fields.map((field) => [field, undefined]));
    this.#write(entities, `Reset ${fieldWords(component, fields)} of`, (id) =>
      this.#set(id, component, nothing),
    );
  }

  removeComponent(entities: Entities, component: string): void {
    const { doc, origin, desk } = this.#editor;
    this.#write(entities, `Remove ${fieldWords(component, [])} from`, (id) =>
      removeComponent(doc, origin, desk.inspection.home, id, component),
    );
  }

  /** Copies a component as it is, through the system's clipboard. */
  async copyComponent(entity: ResolvedEntity, component: string): Promise<void> {
    await this.#editor.commandHost.clipboard.write(
      Promise.resolve(componentText(component, fieldsOf(entity, component))),
    );
    this.#editor.say(`${component} is copied.`);
  }

  /** Sets all fields of a component to those that were copied from one of the same type. */
  async pasteValues(entities: Entities, component: string): Promise<void> {
    const copied = componentFrom(await this.#editor.commandHost.clipboard.read());
    if (!copied || typeOfKey(copied.key) !== typeOfKey(component))
      return this.#editor.say(
        copied
          ? `${typeOfKey(copied.key)} was copied: its values do not fit ${typeOfKey(component)}.`
          : 'No component was copied. Copy one from its menu first.',
      );
    this.#write(entities, `Paste ${fieldWords(component, [])} into`, (id) =>
      this.#set(id, component, pastedFields(copied)),
    );
  }

  /** Adds the component that was copied; an entity that can only have one and has it takes the values. */
  async pasteComponent(entities: Entities): Promise<void> {
    const copied = componentFrom(await this.#editor.commandHost.clipboard.read());
    if (!copied) return this.#editor.say('No component was copied. Copy one from its menu first.');
    const { doc, origin, desk } = this.#editor;
    const type = typeOfKey(copied.key);
    this.#write(entities, `Paste ${fieldWords(copied.key, [])} into`, (id, { components }) => {
      if (!specOf(type)?.many && Object.hasOwn(components, type)) this.#set(id, type, pastedFields(copied));
      else {
        const wish = copied.key.slice(type.length + 1);
        const key = specOf(type)?.many ? freeKey(type, wish, Object.keys(components)) : type;
        addComponent(doc, origin, desk.inspection.home, id, key, copied.fields);
      }
    });
  }

  /** Writes what a running game has made of an entity into the document; velocities are what it does, not what it is. */
  keep(entity: ResolvedEntity, running: ResolvedEntity): void {
    this.#write([entity], 'Keep what play changed of', (id) => {
      for (const [key, now] of Object.entries(
        running.components as Record<string, Record<string, unknown>>,
      )) {
        const before = fieldsOf(entity, key);
        const fields = changedFields(before, now).filter(
          (field) =>
            fieldOf(key, field)?.type !== 'tiles' &&
            !(key === 'Body' && field === 'velocity') &&
            checkField(key, field, now[field]) === null,
        );
        if (fields.length > 0)
          this.#set(id, key, Object.fromEntries(fields.map((field) => [field, rounded(now[field])])));
      }
    });
  }

  // --- Instances ----------------------------------------------------------------------------------------------

  /** Puts what an instance sets back to what its prefab says. */
  revert(instance: string, overrides: readonly Override[]): void {
    const { doc, origin, desk } = this.#editor;
    revertOverrides(doc, origin, desk.inspection.home, instance, overrides);
  }

  /**
   * Moves what an instance sets into its prefab, or into one of those that stand inside of it.
   * @param into 0 for the instance's own prefab
   */
  apply(instance: { id: string; data: EntityData }, overrides: readonly Override[], into = 0): void {
    const { doc, origin, desk, project } = this.#editor;
    const refused = applyOverrides(
      doc,
      origin,
      desk.inspection.home,
      project.prefabs,
      instance,
      overrides,
      into,
    );
    if (refused > 0)
      this.#editor.say(
        refused === 1 && overrides.length === 1
          ? 'It stays with the instance: the prefab knows nothing of what it names.'
          : `${refused} of ${overrides.length} stay with the instance: the prefab knows nothing of what they name.`,
      );
  }

  /** Takes an instance apart by one level, or all the way. */
  unpack(instance: string, how: 'once' | 'all'): void {
    const { doc, origin, desk, project } = this.#editor;
    const prefab = prefabOf(desk.inspection.home);
    const owner = prefab === null ? project.scenes[desk.sceneId] : project.prefabs[prefab];
    if (owner)
      unpackInstance(
        doc,
        origin,
        desk.inspection.home,
        project.prefabs,
        owner.entities,
        instance,
        how,
        newId,
      );
  }

  #set(id: string, component: string, fields: Readonly<Record<string, unknown>>): void {
    const { doc, origin, desk } = this.#editor;
    setFields(doc, origin, desk.inspection.home, id, component, fields);
  }

  #write(entities: Entities, what: string, write: (id: string, entity: ResolvedEntity) => void): void {
    const { doc, origin, desk } = this.#editor;
    const ids = entities.map(({ id }) => id);
    transact(
      doc,
      origin,
      () => `${what} ${namesOf(doc, desk.inspection.home, ids)}`,
      () => entities.forEach((entity) => write(entity.id, entity)),
    );
  }
}
