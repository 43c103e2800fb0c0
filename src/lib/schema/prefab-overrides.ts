/** What an instance sets over its prefab, and where in the definitions of prefabs it would go. Pure. */
import { fieldOf, isComponentType, typeOfKey } from './components.ts';
import { templateOf, type Part } from './prefab-template.ts';
import type { EntityData, InnerOverride, PrefabData, ProjectData, StoredComponent } from './project.ts';
import { innerId, splitId } from './resolve.ts';

type Prefabs = ProjectData['prefabs'];
type Components = EntityData['components'];

/** One thing that an instance sets over its prefab. */
export interface Override {
  /** The entity inside of the instance, '' for its root. */
  path: string;
  /** Key of the component; '' for a field of the entity itself. */
  component: string;
  /** '' for a component that the instance has and its prefab has not. */
  field: string;
  /** Entry of a record, such as a property of a script; '' for a whole field. */
  entry: string;
  value: unknown;
  /** What the prefab says; `undefined` where it says nothing. */
  inherited: unknown;
  /** The prefab has no such entity any more. */
  lost: boolean;
}

/** Two overrides of one thing have the same key. */
export const overrideKey = ({
  path,
  component,
  field,
  entry,
}: Omit<Override, 'value' | 'inherited' | 'lost'>) => JSON.stringify([path, component, field, entry]);

/** Where an instance stands is its own affair. */
const isPlacement = (path: string, component: string, field: string): boolean =>
  path === '' && component === 'Transform' && (field === 'position' || field === 'rotation');

/** Own fields of an inner entity that an instance may set. */
const innerNames = ['name', 'tags', 'visible', 'removed'] as const;

/** All that an instance sets, but for its name and place: its root first, then what is inside by path. */
export function overridesOf(prefabs: Prefabs, entity: EntityData): Override[] {
  const template = entity.prefab === '' ? null : templateOf(prefabs, entity.prefab);
  if (!template) return [];
  const parts = new Map(template.map((part) => [part.path, part]));
  const found: Override[] = [];
  const own = (path: string, field: string, value: unknown, inherited: unknown) =>
    found.push({ path, component: '', field, entry: '', value, inherited, lost: !parts.has(path) });
  const root = parts.get('')!;
  if (entity.tags.length > 0) own('', 'tags', entity.tags, root.tags);
  if (!entity.visible && root.visible) own('', 'visible', false, true);
  found.push(...componentOverrides('', entity.components, root));
  for (const path of Object.keys(entity.overrides ?? {}).sort()) {
    const override = entity.overrides![path]!;
    const part = parts.get(path);
    for (const name of innerNames)
      if (override[name] !== undefined)
        own(path, name, override[name], name === 'removed' ? false : part?.[name]);
    found.push(...componentOverrides(path, override.components, part));
  }
  return found;
}

function componentOverrides(path: string, components: Components, part: Part | undefined): Override[] {
  const base = (part?.components ?? {}) as Readonly<Record<string, StoredComponent>>;
  return Object.entries(components).flatMap(([component, fields]): Override[] => {
    if (!isComponentType(typeOfKey(component))) return [];
    const before = base[component];
    const at = { path, component, lost: !part };
    if (!before && part) return [{ ...at, field: '', entry: '', value: fields, inherited: undefined }];
    return Object.entries(fields).flatMap(([field, value]): Override[] => {
      const spec = fieldOf(component, field);
      if (!spec || isPlacement(path, component, field)) return [];
      if (spec.type !== 'record') return [{ ...at, field, entry: '', value, inherited: before?.[field] }];
      const entries = (before?.[field] ?? {}) as Readonly<Record<string, unknown>>;
      return Object.entries(value as object).map(([entry, item]) => ({
        ...at,
        field,
        entry,
        value: item as unknown,
        inherited: entries[entry],
      }));
    });
  });
}

/** Id, in the definition of a prefab, of the entity that stands at a path of its instances. */
export function definitionId({ root, entities }: PrefabData, path: string): string {
  if (path === '') return root;
  const { owner } = splitId(path);
  return owner !== root && Object.hasOwn(entities, owner) ? path : innerId(root, path);
}

/** One of the prefabs that say what an inner entity is. */
export interface Level {
  prefab: string;
  /** Id of the entity in that prefab's definition. */
  id: string;
  /** Path, in the outermost instance, of the instance of this prefab. */
  at: string;
}

/** The prefabs that an entity of an instance comes from, outermost first. */
export function levelsOf(prefabs: Prefabs, prefab: string, path: string): Level[] {
  const levels: Level[] = [];
  const seen = new Set<string>();
  let at = '';
  for (let data = prefabs[prefab]; data && !seen.has(prefab); data = prefabs[prefab]) {
    seen.add(prefab);
    const id = definitionId(data, path);
    levels.push({ prefab, id, at });
    const { owner, path: rest } = splitId(id);
    if (owner !== data.root) at = at === '' ? owner : `${at}/${owner}`;
    prefab = data.entities[owner]?.prefab ?? '';
    path = rest;
  }
  return levels;
}

/** Stored fields of one over those of another, record entries one by one. */
export function mergeStored(before: Components, after: Components): Record<string, StoredComponent> {
  const merged: Record<string, StoredComponent> = { ...before };
  for (const [key, fields] of Object.entries(after)) {
    const next: Record<string, unknown> = { ...merged[key] };
    for (const [field, value] of Object.entries(fields)) {
      const record = fieldOf(key, field)?.type === 'record';
      next[field] = record ? { ...(next[field] as object), ...(value as object) } : value;
    }
    merged[key] = next;
  }
  return merged;
}

/** What one instance sets inside of itself over what another does. */
export function mergeOverrides(
  before: EntityData['overrides'],
  after: EntityData['overrides'],
): Record<string, InnerOverride> {
  const merged: Record<string, InnerOverride> = { ...before };
  for (const [path, override] of Object.entries(after ?? {})) {
    const own = merged[path];
    merged[path] = own
      ? { ...own, ...override, components: mergeStored(own.components, override.components) }
      : override;
  }
  return merged;
}

/** Components in which every field that names an entity names it by another id. The same object when none does. */
export function renameIn(components: Components, rename: (id: string) => string): Components {
  let next: Record<string, StoredComponent> | null = null;
  for (const [key, fields] of Object.entries(components))
    for (const [field, value] of Object.entries(fields)) {
      if (fieldOf(key, field)?.type !== 'entity') continue;
      const name = rename(String(value));
      if (name === value) continue;
      next ??= { ...components };
      next[key] = { ...next[key], [field]: name };
    }
  return next ?? components;
}
