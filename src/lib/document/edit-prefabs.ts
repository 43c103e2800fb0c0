/** Typed writes of what instances set over their prefabs, and of instances that are taken apart. */
import type * as Y from 'yjs';
import { counted, shortName } from '../base/words.ts';
import { fieldOf } from '../schema/components.ts';
import {
  definitionId,
  levelsOf,
  overrideKey,
  overridesOf,
  type Level,
  type Override,
} from '../schema/prefab-overrides.ts';
import { renamedEntity, unpackAll, unpackOnce, type Unpacked } from '../schema/prefab-unpack.ts';
import type { EntityData, ProjectData } from '../schema/project.ts';
import { innerId, splitId } from '../schema/resolve.ts';
import {
  createEntity,
  deleteEntities,
  removeComponent,
  setEntity,
  setFields,
  setRecordEntry,
} from './edit.ts';
import { entityKeys, setKey } from './entity-keys.ts';
import { entityToFlat } from './flat.ts';
import { entityMap, type EntityHome } from './layout.ts';
import type { Origin } from './origin.ts';
import { namesOf } from './step-names.ts';
import { transact } from './step.ts';

type Prefabs = ProjectData['prefabs'];

/** Puts what an instance sets back to what its prefab says. */
export function revertOverrides(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  instance: string,
  overrides: readonly Override[],
): void {
  const step = () => `Revert ${counted(overrides.length, 'override')} of ${namesOf(doc, home, [instance])}`;
  transact(doc, origin, step, () => {
    for (const { path, component, field, entry } of overrides) {
      const id = innerId(instance, path);
      if (component === '') revertOwn(doc, origin, home, id, field);
      else if (field === '') removeComponent(doc, origin, home, id, component);
      else if (entry !== '') setRecordEntry(doc, origin, home, id, component, field, entry, undefined);
      else setFields(doc, origin, home, id, component, { [field]: undefined });
    }
  });
}

function revertOwn(doc: Y.Doc, origin: Origin, home: EntityHome, id: string, field: string): void {
  if (id.includes('/')) entityKeys(doc, home, id)?.delete(field);
  else if (field === 'tags') setEntity(doc, origin, home, id, { tags: [] });
  else if (field === 'visible') setEntity(doc, origin, home, id, { visible: true });
}

/** Why something that an instance sets cannot go into its prefab; `null` when it can. */
export function refusal(instance: string, { component, field, value, lost }: Override): string | null {
  if (lost) return 'The prefab has no such entity any more.';
  if (component === '' || field === '' || fieldOf(component, field)?.type !== 'entity') return null;
  const target = String(value);
  return target === '' || splitId(target).owner === instance
    ? null
    : 'It names an entity outside of the prefab.';
}

/**
 * Moves what an instance sets into the definition of its prefab, so that all instances have it.
 * @param into which of the prefabs that an inner entity comes from: 0 is the instance's own, further ones stand inside of it
 * @returns how many could not be moved, see {@link refusal}
 */
export function applyOverrides(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  prefabs: Prefabs,
  instance: { id: string; data: EntityData },
  overrides: readonly Override[],
  into = 0,
): number {
  const movable = overrides.filter((override) => refusal(instance.id, override) === null);
  const name = shortName(prefabs[instance.data.prefab]?.name ?? '');
  const step = () => `Apply ${counted(movable.length, 'override')} to ${name}`;
  let refused = overrides.length - movable.length;
  transact(doc, origin, step, () => {
    for (const override of movable) {
      const levels = levelsOf(prefabs, instance.data.prefab, override.path);
      const level = levels[Math.min(into, levels.length - 1)];
      const value = level && valueAt(prefabs, instance.id, level, override);
      if (!level || !value) {
        refused++;
        continue;
      }
      writeInto(doc, origin, level, override, value.value);
      // What stands between the instance and that prefab would hide it.
      for (const { prefab, id } of levels.slice(0, levels.indexOf(level))) {
        const { owner, path } = splitId(id);
        const holder = prefabs[prefab]!.entities[owner];
        const same =
          holder && overridesOf(prefabs, holder).find((each) => isSame(each, { ...override, path }));
        if (same) revertOverrides(doc, origin, { prefab }, owner, [same]);
      }
      revertOverrides(doc, origin, home, instance.id, [override]);
    }
  });
  return refused;
}

const isSame = (a: Override, b: Override): boolean => overrideKey(a) === overrideKey(b);

/** A value as the definition of a prefab says it; `null` when it names something that is not in that prefab. */
function valueAt(
  prefabs: Prefabs,
  instance: string,
  { prefab, at }: Level,
  { component, field, value }: Override,
): { value: unknown } | null {
  const rename = (target: string): string | null => {
    if (target === '') return '';
    const { owner, path } = splitId(target);
    if (owner !== instance) return null;
    if (at === '' || path === at) return definitionId(prefabs[prefab]!, at === '' ? path : '');
    return path.startsWith(`${at}/`) ? definitionId(prefabs[prefab]!, path.slice(at.length + 1)) : null;
  };
  if (component === '') return { value };
  const fields = field === '' ? (value as Record<string, unknown>) : { [field]: value };
  const renamed: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(fields)) {
    renamed[name] = fieldOf(component, name)?.type === 'entity' ? rename(String(item)) : item;
    if (renamed[name] === null) return null;
  }
  return { value: field === '' ? renamed : renamed[field] };
}

function writeInto(
  doc: Y.Doc,
  origin: Origin,
  { prefab, id }: Level,
  { component, field, entry }: Override,
  value: unknown,
): void {
  const home = { prefab };
  if (component === '') {
    if (field === 'removed') deleteEntities(doc, origin, home, [id]);
    else setEntity(doc, origin, home, id, { [field]: value });
  } else if (entry !== '') setRecordEntry(doc, origin, home, id, component, field, entry, value);
  else if (field !== '') setFields(doc, origin, home, id, component, { [field]: value });
  else setFields(doc, origin, home, id, component, value as Record<string, unknown>);
}

/**
 * Takes an instance apart: by one level, or until nothing of it is an instance. What names its inner entities follows.
 * @param all everything in the scene or prefab
 * @returns whether it was an instance
 */
export function unpackInstance(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  prefabs: Prefabs,
  all: Readonly<Record<string, EntityData>>,
  instance: string,
  how: 'once' | 'all',
  newId: () => string,
): boolean {
  const unpacked = (how === 'once' ? unpackOnce : unpackAll)(prefabs, all, instance, newId);
  if (!unpacked) return false;
  const step = () => `Unpack ${namesOf(doc, home, [instance])}`;
  transact(doc, origin, step, () => writeUnpacked(doc, origin, home, all, unpacked));
  return true;
}

function writeUnpacked(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  all: Readonly<Record<string, EntityData>>,
  { entities, rename }: Unpacked,
): void {
  for (const [id, entity] of entities) rewrite(doc, origin, home, id, entity);
  const others = Object.fromEntries(Object.entries(all).filter(([id]) => !entities.has(id)));
  renameReferences(doc, origin, home, others, rename);
}

/** Lets entities that name others by their old ids name them by their new ones. */
export function renameReferences(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  entities: Readonly<Record<string, EntityData>>,
  rename: (id: string) => string,
): void {
  for (const [id, entity] of Object.entries(entities)) {
    const renamed = renamedEntity(entity, rename);
    if (renamed !== entity) rewrite(doc, origin, home, id, renamed);
  }
}

/** Makes an entity what it is to be key by key, so that what others change of it at the same time stays. */
function rewrite(doc: Y.Doc, origin: Origin, home: EntityHome, id: string, entity: EntityData): void {
  const map = entityMap(doc, home, id);
  if (!map) return createEntity(doc, origin, home, id, entity);
  const flat = new Map(entityToFlat(entity));
  for (const key of [...map.keys()]) if (!flat.has(key)) map.delete(key);
  for (const [key, value] of flat) setKey(map, key, value);
}
