/** Where a file, script, prefab or tileset of the project is used. Pure. */
import { inOrder } from '../../../base/order.ts';
import { fieldOf, typeOfKey } from '../../../schema/components.ts';
import type { EntityData, ProjectData } from '../../../schema/project.ts';

/** What can be used. */
export interface Used {
  kind: 'asset' | 'script' | 'prefab' | 'tileset';
  /** Id, or path of a script. */
  id: string;
}

/** One place that uses something. */
export interface Usage {
  /** Where it is: a scene, the definition of a prefab, a tileset, or a line of a script. */
  at:
    | { kind: 'scene'; scene: string; entity: string }
    | { kind: 'prefab'; prefab: string; entity: string }
    | { kind: 'tileset'; tileset: string }
    | { kind: 'script'; path: string; line: number };
  /** Name of what uses it. */
  name: string;
  /** Name of what that is in; '' for nothing. */
  within: string;
  /** How: `Sprite asset`. */
  how: string;
}

/** The name that people and scripts know a thing by; `null` when the project has it no more. */
export function nameOfUsed(project: ProjectData, { kind, id }: Used): string | null {
  if (kind === 'script') return project.scripts[id] === undefined ? null : id;
  const records = { asset: project.assets, prefab: project.prefabs, tileset: project.tilesets }[kind];
  return records[id]?.name ?? null;
}

/** All that can be looked for, by name: prefabs, scripts, assets, tilesets. */
export function allUsed(project: ProjectData): Used[] {
  const byName = (
    kind: 'asset' | 'prefab' | 'tileset',
    records: Readonly<Record<string, { name: string }>>,
  ) =>
    Object.entries(records)
      .sort(([, a], [, b]) => a.name.localeCompare(b.name))
      .map(([id]): Used => ({ kind, id }));
  return [
    ...byName('prefab', project.prefabs),
    ...Object.keys(project.scripts)
      .sort()
      .map((id): Used => ({ kind: 'script', id })),
    ...byName('asset', project.assets),
    ...byName('tileset', project.tilesets),
  ];
}

/** Every place that uses something: scenes first, then prefabs, tilesets and scripts that name it in quotes. */
export function usagesOf(project: ProjectData, used: Used): Usage[] {
  const found: Usage[] = [];
  const own = nameOfUsed(project, used);
  for (const [scene, { name, entities }] of inOrder(project.scenes))
    for (const [entity, data] of inOrder(entities))
      for (const how of waysOf(data, used, own))
        found.push({ at: { kind: 'scene', scene, entity }, name: data.name, within: name, how });
  for (const [prefab, { name, entities }] of inOrder(project.prefabs))
    for (const [entity, data] of inOrder(entities))
      for (const how of waysOf(data, used, own))
        found.push({ at: { kind: 'prefab', prefab, entity }, name: data.name, within: name, how });
  if (used.kind === 'asset')
    for (const [tileset, { name, image, tiles }] of Object.entries(project.tilesets)) {
      if (image === used.id) found.push({ at: { kind: 'tileset', tileset }, name, within: '', how: 'image' });
      const own = Object.keys(tiles).filter((tile) => tiles[tile]?.image === used.id);
      if (own.length > 0)
        found.push({
          at: { kind: 'tileset', tileset },
          name,
          within: '',
          how: `image of tile ${own.join(', ')}`,
        });
    }
  return [...found, ...mentions(project, used)];
}

/** How many instances of a prefab there are, in scenes and inside of other prefabs. */
export function instancesOf(project: ProjectData, prefab: string): number {
  let count = 0;
  for (const { entities } of [...Object.values(project.scenes), ...Object.values(project.prefabs)])
    for (const entity of Object.values(entities)) if (entity.prefab === prefab) count++;
  return count;
}

/** How an entity uses something, once for each way. */
function waysOf(entity: EntityData, { kind, id }: Used, own: string | null): string[] {
  const ways = kind === 'prefab' && entity.prefab === id ? ['instance'] : [];
  for (const [key, fields] of Object.entries(entity.components))
    for (const [field, value] of Object.entries(fields)) {
      const spec = fieldOf(key, field);
      if (!spec) continue;
      const uses =
        (spec.type === kind && value === id) ||
        (kind === 'prefab' && spec.type === 'record' && Object.values(value as object).includes(own)) ||
        (kind === 'tileset' && spec.type === 'tilesets' && namesTileset(value, id));
      if (uses) ways.push(`${typeOfKey(key)} ${(spec.label ?? field).toLowerCase()}`);
    }
  return ways;
}

const namesTileset = (value: unknown, id: string): boolean =>
  Array.isArray(value) && value.some((use: unknown) => (use as { tileset?: unknown } | null)?.tileset === id);

/** Lines of scripts that have its name in quotes: `ams.spawn("Coin", 10, 20)`. */
function mentions(project: ProjectData, used: Used): Usage[] {
  const own = nameOfUsed(project, used);
  if (own === null || used.kind === 'tileset') return [];
  const stem = own.replace(/^.*\//u, '').replace(/\.[^.]*$/u, '');
  const names = used.kind === 'prefab' ? [own] : [own, stem];
  const quoted = new Set(names.filter(Boolean).flatMap((name) => [`"${name}"`, `'${name}'`]));
  const found: Usage[] = [];
  for (const [path, source] of Object.entries(project.scripts)) {
    if (used.kind === 'script' && path === used.id) continue;
    source.split('\n').forEach((text, at) => {
      if (![...quoted].some((name) => text.includes(name))) return;
      const how = text.trim().slice(0, 60);
      found.push({ at: { kind: 'script', path, line: at + 1 }, name: `${path}:${at + 1}`, within: '', how });
    });
  }
  return found;
}
