/** Which scripts are on which entities. */
import type { EntityRecord } from '../engine/entity-record.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { VmBehaviour } from './vm.ts';

/** A behaviour on an entity, whether its script is loaded or not. */
export interface Attachment {
  readonly entity: EntityRecord;
  readonly key: string;
  readonly path: string;
  /** What the entity sets; defaults of the script come under it. */
  values: Readonly<Record<string, PropertyValue>>;
  properties: Readonly<Record<string, PropertyValue>>;
  behaviour: VmBehaviour | null;
  enabled: boolean;
}

/** What of an attachment can change. */
type SavedAttachment = Pick<Attachment, 'values' | 'properties' | 'behaviour' | 'enabled'> & {
  readonly attachment: Attachment;
};

export type SavedAttachments = readonly (readonly [EntityRecord, readonly SavedAttachment[]])[];

/** The attachments of a world, by entity. */
export class Attachments {
  readonly #byEntity = new Map<EntityRecord, readonly Attachment[]>();
  /** As last saved, until something changes. */
  #saved: SavedAttachments | null = null;

  has(entity: EntityRecord): boolean {
    return this.#byEntity.has(entity);
  }

  of(entity: EntityRecord): readonly Attachment[] {
    return this.#byEntity.get(entity) ?? [];
  }

  *all(): Generator<Attachment> {
    for (const list of this.#byEntity.values()) yield* list;
  }

  /** The attachments of an entity from now on. */
  set(entity: EntityRecord, list: readonly Attachment[]): void {
    if (list.length > 0) this.#byEntity.set(entity, list);
    else this.#byEntity.delete(entity);
    this.#saved = null;
  }

  clear(): void {
    this.#byEntity.clear();
    this.#saved = null;
  }

  /** To be told of every change of an attachment itself. */
  changed(): void {
    this.#saved = null;
  }

  save(): SavedAttachments {
    return (this.#saved ??= [...this.#byEntity].map(([entity, list]) => [
      entity,
      list.map((attachment) => {
        const { values, properties, behaviour, enabled } = attachment;
        return { attachment, values, properties, behaviour, enabled };
      }),
    ]));
  }

  /** @returns whether anything had changed */
  restore(saved: SavedAttachments): boolean {
    if (saved === this.#saved) return false;
    this.#byEntity.clear();
    for (const [entity, list] of saved) {
      for (const { attachment, ...fields } of list) Object.assign(attachment, fields);
      this.#byEntity.set(
        entity,
        list.map(({ attachment }) => attachment),
      );
    }
    return true;
  }

  /** Says that everything is as it was saved. */
  keep(saved: SavedAttachments): void {
    this.#saved = saved;
  }
}
