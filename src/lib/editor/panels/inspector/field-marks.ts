/** What stands beside the fields of the selected entities. */
import { levelsOf, type Override } from '../../../schema/prefab-overrides.ts';
import type { EntityData, ResolvedEntity } from '../../../schema/project.ts';
import { splitId } from '../../../schema/resolve.ts';
import { valueInWords } from '../../core/value-words.ts';
import type { Editor } from '../../live/editor.svelte.ts';
import type { Mark } from './marks.ts';

/** What is inspected, as the document has it. */
export interface Inspected {
  /** As stored, one for each entity. */
  stored: readonly EntityData[];
  /** The one instance that the one entity is, or is inside of. */
  instance: { id: string; data: EntityData; overrides: readonly Override[] } | null;
  /** What it sets of that entity. */
  marks: readonly Override[];
}

/** Entities that are looked at for what stands beside a field; more are too many to tell. */
const MOST = 50;

/** The prefabs that an override can be applied to, outermost first. */
export function applyTargets(
  editor: Editor,
  instance: NonNullable<Inspected['instance']>,
  override: Override,
): { name: string; apply: () => void }[] {
  const { prefabs } = editor.docs;
  return levelsOf(prefabs, instance.data.prefab, override.path).map(({ prefab }, into) => ({
    name: prefabs[prefab]?.name ?? prefab,
    apply: () => editor.inspector.apply(instance, [override], into),
  }));
}

/**
 * What stands beside a field, or one entry of a record; `null` where it is not set.
 * @param back what it is where nobody sets it
 */
export function fieldMark(
  editor: Editor,
  { stored, instance, marks }: Inspected,
  entities: readonly ResolvedEntity[],
  component: string,
  field: string,
  back: unknown,
  entry = '',
): Mark | null {
  const own = marks.find(
    (each) => each.component === component && each.field === field && each.entry === entry,
  );
  if (own && instance)
    return {
      kind: 'override',
      back: valueInWords(own.inherited),
      reset: () => editor.inspector.revert(instance.id, [own]),
      targets: applyTargets(editor, instance, own),
    };
  const isSet = stored.slice(0, MOST).some(({ components }) => {
    const value = components[component]?.[field];
    return entry === '' ? value !== undefined : Object.hasOwn((value as object | undefined) ?? {}, entry);
  });
  if (!isSet) return null;
  const ofPrefab = entities.some(({ id }, at) => id.includes('/') || stored[at]?.prefab !== '');
  return {
    kind: 'set',
    back: ofPrefab && !instance ? 'what their prefabs say' : valueInWords(back),
    reset: () =>
      entry === ''
        ? editor.inspector.reset(entities, component, [field])
        : editor.inspector.setEntry(entities, component, field, entry, undefined),
  };
}

/** What an instance sets of one of its entities. */
export const marksOf = (overrides: readonly Override[], id: string): Override[] =>
  overrides.filter(({ path }) => path === splitId(id).path);
