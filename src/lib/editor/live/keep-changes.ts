/** What a run has made of a scene, as a list to choose from, and its way into the document as one edit. */
import type * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { inOrder, orderBetween } from '../../base/order.ts';
import { createEntity, deleteEntities, removeComponent, setEntity, setFields } from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import type { Origin } from '../../document/origin.ts';
import type { EntityDifference } from '../../runtime/timeline.ts';
import { blankEntity } from '../../schema/blank.ts';
import { defaultsOf, fieldOf, isComponentType, typeOfKey } from '../../schema/components.ts';
import type { ProjectData, ResolvedEntity, SceneData, StoredComponent } from '../../schema/project.ts';
import { splitId } from '../../schema/resolve.ts';
import { checkField } from '../../schema/check-fields.ts';
import { valueInWords } from '../core/value-words.ts';

/** One thing to keep or not. */
export interface KeepRow {
  /** Unique in the list. */
  key: string;
  /** What it is: `Transform position`, or '' for a whole entity. */
  what: string;
  /** From what to what, in words. */
  change: string;
}

/** All that one entity has to keep. */
export interface KeepGroup {
  id: string;
  name: string;
  rows: readonly KeepRow[];
}

const keyOf = (id: string, component = '', field = ''): string => `${id} ${component} ${field}`;

/**
 * The differences that the document can take: those of what an instance brings with it become overrides. A value that no field can hold
 * stays in the game.
 */
export function keepable(
  differences: readonly EntityDifference[],
  entities: SceneData['entities'],
): EntityDifference[] {
  const gone = new Set(differences.flatMap(({ kind, id }) => (kind === 'gone' ? [id] : [])));
  /** It is inside of an instance that is gone itself. */
  const goesWithOther = (id: string): boolean => {
    for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1))
      if (gone.has(id.slice(0, at))) return true;
    return false;
  };
  return differences.flatMap((difference): EntityDifference[] => {
    if (difference.kind === 'new') return [difference];
    const { owner, path } = splitId(difference.id);
    const own = Object.hasOwn(entities, owner) ? entities[owner] : undefined;
    if (!own || (path !== '' && own.prefab === '')) return [];
    if (difference.kind === 'gone') return goesWithOther(difference.id) ? [] : [difference];
    const inner = path !== '';
    const fields = difference.fields.filter(({ component, field, running }) => {
      // Where an inner entity hangs, on which layer, and what components it has is its prefab's affair.
      if (inner && component === '' && (field === 'parent' || field === 'layer')) return false;
      if (inner && running === undefined) return false;
      return running === undefined || checkField(component, field, running) === null;
    });
    return fields.length > 0 ? [{ ...difference, fields }] : [];
  });
}

/** The list that somebody ticks, entity by entity. */
export function keepGroups(differences: readonly EntityDifference[]): KeepGroup[] {
  return differences.map((difference) => {
    const { id, name } = difference;
    if (difference.kind === 'new')
      return { id, name, rows: [{ key: keyOf(id), what: '', change: 'made by the game' }] };
    if (difference.kind === 'gone')
      return { id, name, rows: [{ key: keyOf(id), what: '', change: 'destroyed by the game' }] };
    const rows = difference.fields.map(({ component, field, document, running }) => ({
      key: keyOf(id, component, field),
      what: `${component} ${fieldOf(component, field)?.label?.toLowerCase() ?? field}`,
      change: `${valueInWords(document)} → ${valueInWords(running)}`,
    }));
    return { id, name, rows };
  });
}

/** Where the changes go. */
export interface KeepTarget {
  doc: Y.Doc;
  origin: Origin;
  project: ProjectData;
  /** Id of the scene. */
  scene: string;
}

/** Writes what was chosen into the document, as one step of undo. */
export function keepDifferences(
  { doc, origin, project, scene }: KeepTarget,
  differences: readonly EntityDifference[],
  chosen: ReadonlySet<string>,
): void {
  const entities = project.scenes[scene]?.entities ?? {};
  let order = inOrder(entities).at(-1)?.[1].order ?? null;
  transact(doc, origin, 'Keep what the game changed', () => {
    for (const difference of differences) {
      const { id } = difference;
      if (difference.kind === 'changed') {
        for (const { component, field, running } of difference.fields) {
          if (!chosen.has(keyOf(id, component, field))) continue;
          if (component === '') setEntity(doc, origin, scene, id, { [field]: running });
          else if (running === undefined) removeComponent(doc, origin, scene, id, component);
          else setFields(doc, origin, scene, id, component, { [field]: running });
        }
      } else if (!chosen.has(keyOf(id))) continue;
      else if (difference.kind === 'gone') deleteEntities(doc, origin, scene, [id]);
      else {
        const { name, parent, layer, tags, visible, components } = difference.entity;
        order = orderBetween(order, null);
        const placed = { parent: parent !== null && Object.hasOwn(entities, parent) ? parent : null, order };
        const data = { name, layer, tags, visible, components: storedOf(components), ...placed };
        createEntity(doc, origin, scene, newId(), blankEntity(data));
      }
    }
  });
}

/** Only what differs from the defaults, as a document holds it. */
function storedOf(components: ResolvedEntity['components']): Record<string, StoredComponent> {
  const stored: Record<string, StoredComponent> = {};
  for (const [key, fields] of Object.entries(components as Record<string, Record<string, unknown>>)) {
    const type = typeOfKey(key);
    if (!isComponentType(type)) continue;
    const defaults = defaultsOf(type) as Record<string, unknown>;
    stored[key] = Object.fromEntries(
      Object.entries(fields).filter(
        ([field, value]) =>
          JSON.stringify(value) !== JSON.stringify(defaults[field]) && checkField(key, field, value) === null,
      ),
    );
  }
  return stored;
}
