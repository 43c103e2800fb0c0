import { compareOrder } from '../base/order.ts';
import type { EntityData } from './project.ts';

type Entities = Readonly<Record<string, EntityData>>;

/** Children of each parent in order; entities whose parent is missing or circular stand at the top. */
export function childrenOf(entities: Entities): Map<string | null, string[]> {
  const children = new Map<string | null, string[]>();
  const parents = soundParents(entities);
  for (const [id] of Object.entries(entities).sort(compareOrder)) {
    const parent = parents.get(id) ?? null;
    const list = children.get(parent);
    if (list) list.push(id);
    else children.set(parent, [id]);
  }
  return children;
}

/** The parent of each entity as it should be read: dangling parents and cycles cut. */
export function soundParents(entities: Entities): Map<string, string | null> {
  const sound = new Map<string, string | null>();
  const below: string[] = [];
  for (const id in entities) {
    const { parent } = entities[id]!;
    if (parent === null || !Object.hasOwn(entities, parent)) sound.set(id, null);
    else below.push(id);
  }
  for (const start of below.sort()) {
    const path: string[] = [];
    let id: string | null = start;
    while (id !== null && !sound.has(id)) {
      const at: number = path.indexOf(id);
      if (at >= 0) {
        // Cut the ring at its smallest id, so that all readers cut it at the same place.
        sound.set(path.slice(at).sort()[0]!, null);
        break;
      }
      path.push(id);
      id = entities[id]!.parent;
    }
    for (const each of path) if (!sound.has(each)) sound.set(each, entities[each]!.parent);
  }
  return sound;
}
