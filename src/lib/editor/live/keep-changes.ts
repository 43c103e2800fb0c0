/** What a run has made of a scene, as a list to choose from, and its way into the document as one edit. */
import type * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { inOrder, orderBetween } from '../../base/order.ts';
import { isRecord } from '../../base/guards.ts';
import { createEntity, deleteEntities, removeComponent, setFields } from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import type { Origin } from '../../document/origin.ts';
import type { EntityDifference } from '../../runtime/timeline.ts';
import { blankEntity } from '../../schema/blank.ts';
import { defaultsOf, fieldOf, isComponentType, typeOfKey } from '../../schema/components.ts';
import type { ProjectData, ResolvedEntity, SceneData, StoredComponent } from '../../schema/project.ts';
import { checkField } from '../../schema/check-fields.ts';

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
 * The differences that the document can take. What a prefab's instance brings with it is not the scene's own, and a value that no field
 * can hold stays in the game.
 */
export function keepable(
  differences: readonly EntityDifference[],
  entities: SceneData['entities'],
): EntityDifference[] {
  return differences.flatMap((difference): EntityDifference[] => {
    if (difference.kind === 'new') return [difference];
    if (!Object.hasOwn(entities, difference.id)) return [];
    if (difference.kind === 'gone') return [difference];
    const fields = difference.fields.filter(
      ({ component, field, running }) =>
        running === undefined || checkField(component, field, running) === null,
    );
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
      change: `${inWords(document)} → ${inWords(running)}`,
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
          if (running === undefined) removeComponent(doc, origin, scene, id, component);
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

/** A value as a list shows it. */
function inWords(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (typeof value === 'string') return value === '' ? 'none' : value.slice(0, 40);
  if (Array.isArray(value))
    return value.length <= 4 ? value.map(inWords).join(', ') : `${value.length} values`;
  if (isRecord(value)) {
    const entries = Object.entries(value);
    return entries.length <= 3
      ? entries.map(([name, each]) => `${name} ${inWords(each)}`).join(', ') || 'none'
      : `${entries.length} values`;
  }
  return String(value);
}
