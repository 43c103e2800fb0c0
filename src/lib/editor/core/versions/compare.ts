/** What differs between two states of a project, thing by thing. Pure. */
import { diffLines, linesOf } from '../../../base/line-diff.ts';
import { inOrder } from '../../../base/order.ts';
import { same } from '../../../base/same.ts';
import { counted } from '../../../base/words.ts';
import type { RestorePart } from '../../../document/restore.ts';
import { fieldWords } from '../../../document/step-names.ts';
import { isLinePin } from '../../../schema/comments.ts';
import { fieldOf } from '../../../schema/components.ts';
import { definitionHome } from '../../../schema/definition-scene.ts';
import type { EntityData, ProjectData, StoredComponent } from '../../../schema/project.ts';
import type { TileChunks } from '../../../schema/tiles.ts';
import { valueInWords } from '../value-words.ts';

export type ChangedKind =
  'scene' | 'layer' | 'entity' | 'prefab' | 'script' | 'tileset' | 'asset' | 'settings' | 'comment';

/** One field that is another now. */
export interface FieldChange {
  /** What it is: `Transform position`. */
  what: string;
  /** In words; '' where the change says all. */
  then: string;
  now: string;
}

/** One thing that differs. */
export interface ProjectChange {
  /** Unique in the list. */
  key: string;
  kind: ChangedKind;
  /** `added` since then, `removed` since then, or `changed`. */
  how: 'added' | 'removed' | 'changed';
  name: string;
  /** Id of it, or path. */
  id: string;
  /** Where an entity or layer is: id of the scene, or the name of a prefab's definition; '' for all else. */
  home: string;
  fields: readonly FieldChange[];
  /** What brings it back. */
  part: RestorePart;
}

type Fields = Readonly<Record<string, unknown>>;

/** All that differs, in the order in which the editor lists things. @param then the earlier state */
export function compareProjects(then: ProjectData, now: ProjectData): ProjectChange[] {
  return [
    ...scenes(then, now),
    ...prefabs(then, now),
    ...scripts(then, now),
    ...records('tileset', then.tilesets, now.tilesets),
    ...records('asset', then.assets, now.assets),
    ...settings(then, now),
    ...comments(then, now),
  ];
}

/** The ids of two records, those of now in their order, then those that are gone. */
const idsOf = (then: Fields, now: Fields): string[] => [
  ...Object.keys(now),
  ...Object.keys(then).filter((id) => !Object.hasOwn(now, id)),
];

const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

function change(
  kind: ChangedKind,
  how: ProjectChange['how'],
  { id, name, home = '', part }: { id: string; name: string; home?: string; part: RestorePart },
  fields: readonly FieldChange[] = [],
): ProjectChange {
  return { key: `${kind} ${home} ${id}`, kind, how, id, name, home, fields, part };
}

function scenes(then: ProjectData, now: ProjectData): ProjectChange[] {
  const ordered = Object.fromEntries(inOrder(now.scenes));
  return idsOf(then.scenes, ordered).flatMap((id): ProjectChange[] => {
    const [was, is] = [own(then.scenes, id), own(now.scenes, id)];
    const part: RestorePart = { kind: 'scene', id };
    if (!was || !is)
      return [change('scene', is ? 'added' : 'removed', { id, name: (is ?? was)!.name, part })];
    if (same(was, is)) return [];
    const { layers: oldLayers, entities: oldEntities, ...oldHead } = was;
    const { layers, entities, ...head } = is;
    const fields = fieldsOf({ ...oldHead, ...oldHead.settings }, { ...head, ...head.settings }, ['settings']);
    return [
      ...(fields.length > 0
        ? [change('scene', 'changed', { id, name: is.name, part: { kind: 'head', home: id } }, fields)]
        : []),
      ...idsOf(oldLayers, layers).flatMap((layer): ProjectChange[] => {
        const at = { id: layer, home: id, part: { kind: 'layer', scene: id, id: layer } as const };
        return recordChange('layer', at, own(oldLayers, layer), own(layers, layer));
      }),
      ...entityChanges(id, oldEntities, entities),
    ];
  });
}

function prefabs(then: ProjectData, now: ProjectData): ProjectChange[] {
  return idsOf(then.prefabs, now.prefabs).flatMap((id): ProjectChange[] => {
    const [was, is] = [own(then.prefabs, id), own(now.prefabs, id)];
    const part: RestorePart = { kind: 'prefab', id };
    if (!was || !is)
      return [change('prefab', is ? 'added' : 'removed', { id, name: (is ?? was)!.name, part })];
    const home = definitionHome(id);
    const { entities: oldEntities, ...oldHead } = was;
    const { entities, ...head } = is;
    const fields = fieldsOf(oldHead, head);
    return [
      ...(fields.length > 0
        ? [change('prefab', 'changed', { id, name: is.name, part: { kind: 'head', home } }, fields)]
        : []),
      ...entityChanges(home, oldEntities, entities),
    ];
  });
}

function entityChanges(
  home: string,
  then: Readonly<Record<string, EntityData>>,
  now: Readonly<Record<string, EntityData>>,
): ProjectChange[] {
  const ordered = Object.fromEntries(inOrder(now));
  return idsOf(then, ordered).flatMap((id): ProjectChange[] => {
    const [was, is] = [own(then, id), own(now, id)];
    const at = { id, home, name: (is ?? was)!.name, part: { kind: 'entity', home, id } as const };
    if (!was || !is) return [change('entity', is ? 'added' : 'removed', at)];
    const fields = entityFields(was, is);
    return fields.length > 0 ? [change('entity', 'changed', at, fields)] : [];
  });
}

function entityFields(was: EntityData, is: EntityData): FieldChange[] {
  const { components: before, overrides: overBefore = {}, ...oldFields } = was;
  const { components: after, overrides: overAfter = {}, ...fields } = is;
  return [
    ...fieldsOf(oldFields as unknown as Fields, fields as unknown as Fields),
    ...componentFields(before, after),
    ...idsOf(overBefore, overAfter).flatMap((path) => {
      const { components: old = {}, ...oldOwn } = overBefore[path] ?? {};
      const { components: next = {}, ...nextOwn } = overAfter[path] ?? {};
      const inside = [...fieldsOf(oldOwn as Fields, nextOwn as Fields), ...componentFields(old, next)];
      return inside.map((field) => ({ ...field, what: `${path}: ${field.what}` }));
    }),
  ];
}

function componentFields(
  then: Readonly<Record<string, StoredComponent>>,
  now: Readonly<Record<string, StoredComponent>>,
): FieldChange[] {
  return idsOf(then, now).flatMap((key): FieldChange[] => {
    const [was, is] = [own(then, key), own(now, key)];
    if (!was || !is) return [{ what: fieldWords(key, []), then: is ? 'none' : '', now: is ? '' : 'none' }];
    return idsOf(was, is)
      .filter((field) => !same(was[field], is[field]))
      .flatMap((field): FieldChange[] => {
        const what = fieldWords(key, [field]);
        if (fieldOf(key, field)?.type !== 'tiles') return [inWords(what, was[field], is[field])];
        const cells = changedCells((was[field] ?? {}) as TileChunks, (is[field] ?? {}) as TileChunks);
        return [{ what, then: '', now: `${counted(cells, 'tile')} changed` }];
      });
  });
}

/** How many cells of a tile layer are others. */
function changedCells(then: TileChunks, now: TileChunks): number {
  let count = 0;
  for (const key of idsOf(then, now)) {
    const [was, is] = [then[key], now[key]];
    const length = (was ?? is)!.length;
    for (let at = 0; at < length; at++) if ((was?.[at] ?? 0) !== (is?.[at] ?? 0)) count++;
  }
  return count;
}

function scripts(then: ProjectData, now: ProjectData): ProjectChange[] {
  return idsOf(then.scripts, now.scripts)
    .sort()
    .flatMap((path): ProjectChange[] => {
      const [was, is] = [own(then.scripts, path), own(now.scripts, path)];
      if (was === is) return [];
      const at = { id: path, name: path, part: { kind: 'script', id: path } as const };
      if (was === undefined || is === undefined)
        return [change('script', was === undefined ? 'added' : 'removed', at)];
      let [added, removed] = [0, 0];
      for (const hunk of diffLines(linesOf(was), linesOf(is))) {
        added += hunk.added;
        removed += hunk.removed;
      }
      return [change('script', 'changed', at, [{ what: 'Lines', then: `−${removed}`, now: `+${added}` }])];
    });
}

function records<T extends { name: string }>(
  kind: 'tileset' | 'asset',
  then: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
): ProjectChange[] {
  return idsOf(then, now).flatMap((id) =>
    recordChange(kind, { id, part: { kind, id } }, own(then, id), own(now, id)),
  );
}

function recordChange<T extends { name: string }>(
  kind: ChangedKind,
  at: { id: string; home?: string; part: RestorePart },
  was: T | undefined,
  is: T | undefined,
): ProjectChange[] {
  const named = { ...at, name: (is ?? was)!.name };
  if (!was || !is) return [change(kind, is ? 'added' : 'removed', named)];
  const fields = fieldsOf(was as unknown as Fields, is as unknown as Fields);
  return fields.length > 0 ? [change(kind, 'changed', named, fields)] : [];
}

function settings(then: ProjectData, now: ProjectData): ProjectChange[] {
  const fields = fieldsOf({ name: then.name, ...then.settings }, { name: now.name, ...now.settings });
  const at = { id: '', name: 'Settings', part: { kind: 'settings' } as const };
  return fields.length > 0 ? [change('settings', 'changed', at, fields)] : [];
}

/** Only what was said and is gone: nothing that was said since is to be taken back. */
function comments(
  { comments: then = {} }: ProjectData,
  { comments: now = {} }: ProjectData,
): ProjectChange[] {
  return Object.entries(then)
    .filter(([id]) => !Object.hasOwn(now, id))
    .map(([id, { by, text, pin }]) => {
      const where = isLinePin(pin)
        ? [{ what: 'About', then: `${pin.script}, line ${pin.line}`, now: '' }]
        : [];
      const at = { id, name: `${by}: ${text}`, part: { kind: 'comment', id } as const };
      return change('comment', 'removed', at, where);
    });
}

/** Names of fields that say nothing by their value. */
const SILENT = new Set(['order', 'sha256', 'parent', 'layer', 'root', 'id']);
const WORDS: Readonly<Record<string, string>> = {
  order: 'Place in the list',
  sha256: 'Contents',
  parent: 'Parent',
  layer: 'Layer',
};

function fieldsOf(then: Fields, now: Fields, except: readonly string[] = []): FieldChange[] {
  return idsOf(then, now)
    .filter((field) => !except.includes(field) && !same(then[field], now[field]))
    .map((field) => {
      const spaced = field.replace(/([A-Z])/gu, ' $1').toLowerCase();
      const what = WORDS[field] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
      return SILENT.has(field) ? { what, then: '', now: 'changed' } : inWords(what, then[field], now[field]);
    });
}

/** A record of many entries is told by how many of them are others. */
function inWords(what: string, then: unknown, now: unknown): FieldChange {
  const [before, after] = [valueInWords(then), valueInWords(now)];
  if (before !== after) return { what, then: before, now: after };
  const [a, b] = [then ?? {}, now ?? {}] as [Fields, Fields];
  const count = idsOf(a, b).filter((key) => !same(a[key], b[key])).length;
  return { what, then: '', now: `${count} changed` };
}
