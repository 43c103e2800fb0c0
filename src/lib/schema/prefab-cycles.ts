/** Prefabs that contain each other: which instances have to be read as plain entities so that every prefab has an end. */
import type { PrefabData, ProjectData } from './project.ts';

type Prefabs = ProjectData['prefabs'];

/** Prefabs may stand inside of each other this deep. */
export const MOST_DEPTH = 64;

/** Instances inside of one prefab that are left as plain entities, by the id of the entity. */
export type CutInstances = ReadonlyMap<string, ReadonlySet<string>>;

/** The instances in a prefab, by id of the entity, always in the same order. */
function instancesIn(prefabs: Prefabs, { entities }: PrefabData): [entity: string, prefab: string][] {
  return Object.keys(entities)
    .sort()
    .flatMap((id): [string, string][] => {
      const { prefab } = entities[id]!;
      return prefab !== '' && Object.hasOwn(prefabs, prefab) ? [[id, prefab]] : [];
    });
}

interface Visit {
  readonly id: string;
  readonly instances: [entity: string, prefab: string][];
  next: number;
  height: number;
}

/**
 * The instances that close a ring or stand too deep. Prefabs and entities are gone through by id, so that all readers cut at the
 * same place.
 */
export function cutInstances(prefabs: Prefabs): CutInstances {
  const cut = new Map<string, Set<string>>();
  const heights = new Map<string, number>();
  const open = new Set<string>();
  const leaveOut = (prefab: string, entity: string) =>
    cut.set(prefab, (cut.get(prefab) ?? new Set()).add(entity));
  for (const start of Object.keys(prefabs).sort()) {
    if (heights.has(start)) continue;
    const begin = (id: string): Visit => {
      open.add(id);
      return { id, instances: instancesIn(prefabs, prefabs[id]!), next: 0, height: 1 };
    };
    const stack = [begin(start)];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const [entity, prefab] = top.instances[top.next] ?? [];
      if (entity === undefined || prefab === undefined) {
        open.delete(top.id);
        heights.set(top.id, top.height);
        stack.pop();
        continue;
      }
      const height = heights.get(prefab);
      if (height === undefined && !open.has(prefab)) {
        stack.push(begin(prefab));
        continue;
      }
      top.next++;
      if (height === undefined || height >= MOST_DEPTH) leaveOut(top.id, entity);
      else top.height = Math.max(top.height, height + 1);
    }
  }
  return cut;
}

/**
 * Whether a prefab contains another, at any depth, or is that one itself.
 * @param inside the prefabs that a prefab has instances of
 */
export function containsPrefab(
  inside: (prefab: string) => Iterable<string>,
  prefab: string,
  other: string,
): boolean {
  const seen = new Set<string>();
  const left = [prefab];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (id === other) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    left.push(...inside(id));
  }
  return false;
}

/** Prefabs without rings: the instances that {@link cutInstances} names are plain entities. The same object when there are none. */
export function withoutRings(prefabs: Prefabs): { prefabs: Prefabs; cut: CutInstances } {
  const cut = cutInstances(prefabs);
  if (cut.size === 0) return { prefabs, cut };
  const sound = Object.entries(prefabs).map(([id, prefab]): [string, PrefabData] => {
    const gone = cut.get(id);
    if (!gone) return [id, prefab];
    const entities = Object.entries(prefab.entities).map(
      ([key, entity]) => [key, gone.has(key) ? { ...entity, prefab: '' } : entity] as const,
    );
    return [id, { ...prefab, entities: Object.fromEntries(entities) }];
  });
  return { prefabs: Object.fromEntries(sound), cut };
}
