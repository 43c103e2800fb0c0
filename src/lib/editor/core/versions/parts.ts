/** What has to be brought back along with what somebody chose, so that it makes sense. Pure. */
import type { RestorePart } from '../../../document/restore.ts';
import { fieldOf } from '../../../schema/components.ts';
import { definitionOf } from '../../../schema/definition-scene.ts';
import type { EntityData, ProjectData } from '../../../schema/project.ts';

const entitiesIn = (project: ProjectData, home: string): Readonly<Record<string, EntityData>> => {
  const prefab = definitionOf(home);
  return (prefab === null ? project.scenes[home] : project.prefabs[prefab])?.entities ?? {};
};

const keyOf = (part: RestorePart): string => JSON.stringify(part);

/**
 * Parts with all they need: an entity that comes back brings what stood below it and what it stood in, if that is gone as well, and the
 * prefabs, files, tilesets and scripts that it uses and the project has no more; one that goes takes along what was put below it since.
 * @param then the project as it was
 */
export function withNeeds(parts: readonly RestorePart[], then: ProjectData, now: ProjectData): RestorePart[] {
  const all = new Map<string, RestorePart>();
  const queue = [...parts];
  for (let part = queue.shift(); part; part = queue.shift()) {
    const key = keyOf(part);
    if (all.has(key)) continue;
    all.set(key, part);
    queue.push(...needsOf(part, then, now));
  }
  return [...all.values()];
}

function needsOf(part: RestorePart, then: ProjectData, now: ProjectData): RestorePart[] {
  switch (part.kind) {
    case 'entity':
      return entityNeeds(String(part.home), part.id, then, now);
    case 'scene':
    case 'prefab': {
      const { entities = {} } = then[`${part.kind}s`][part.id] ?? {};
      return Object.values(entities).flatMap((entity) => missing(usedBy(entity), then, now));
    }
    case 'tileset': {
      const tileset = then.tilesets[part.id];
      const images = tileset
        ? [tileset.image, ...Object.values(tileset.tiles).map(({ image }) => image ?? '')]
        : [];
      return missing(
        images.map((id): RestorePart => ({ kind: 'asset', id })),
        then,
        now,
      );
    }
    default:
      return [];
  }
}

function entityNeeds(home: string, id: string, then: ProjectData, now: ProjectData): RestorePart[] {
  const [before, after] = [entitiesIn(then, home), entitiesIn(now, home)];
  const at = (entity: string): RestorePart => ({ kind: 'entity', home, id: entity });
  const was = before[id];
  const below = (all: Readonly<Record<string, EntityData>>) =>
    Object.keys(all).filter((each) => all[each]!.parent === id);
  if (!was) return below(after).map(at);
  const needs = missing(usedBy(was), then, now);
  if (was.parent !== null && before[was.parent] && !after[was.parent]) needs.push(at(was.parent));
  if (!after[id])
    needs.push(
      ...below(before)
        .filter((each) => !after[each])
        .map(at),
    );
  const layers = now.scenes[home]?.layers;
  if (layers && !layers[was.layer] && then.scenes[home]?.layers[was.layer])
    needs.push({ kind: 'layer', scene: home, id: was.layer });
  return needs;
}

/** What an entity names of the project. */
function usedBy(entity: EntityData): RestorePart[] {
  const used: RestorePart[] = entity.prefab === '' ? [] : [{ kind: 'prefab', id: entity.prefab }];
  const stores = [
    entity.components,
    ...Object.values(entity.overrides ?? {}).map(({ components }) => components),
  ];
  for (const components of stores)
    for (const [key, fields] of Object.entries(components))
      for (const [field, value] of Object.entries(fields)) {
        const type = fieldOf(key, field)?.type;
        if ((type === 'asset' || type === 'script') && value) used.push({ kind: type, id: String(value) });
        if (type === 'tilesets' && Array.isArray(value))
          for (const use of value as { tileset?: unknown }[])
            used.push({ kind: 'tileset', id: String(use?.tileset) });
      }
  return used;
}

const recordOf = { asset: 'assets', script: 'scripts', prefab: 'prefabs', tileset: 'tilesets' } as const;

/** Those that the project had and has no more. */
const missing = (used: readonly RestorePart[], then: ProjectData, now: ProjectData): RestorePart[] =>
  used.filter((part) => {
    if (!(part.kind in recordOf) || !('id' in part)) return false;
    const record = recordOf[part.kind as keyof typeof recordOf];
    return Object.hasOwn(then[record], part.id) && !Object.hasOwn(now[record], part.id);
  });
