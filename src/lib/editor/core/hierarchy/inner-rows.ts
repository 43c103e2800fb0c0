/** What an instance brings with it, as a tree that stands below it in the hierarchy. Pure. */
import { templateOf, type Template } from '../../../schema/prefab-template.ts';
import type { EntityData, ProjectData } from '../../../schema/project.ts';
import { innerId } from '../../../schema/resolve.ts';

/** The parts of one instance, under the ids that they have in the scene. */
export interface InnerTree {
  /** Parts below the instance itself and below each part, back to front. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Parts that are instances themselves. */
  readonly instances: ReadonlySet<string>;
}

const NONE: InnerTree = { children: new Map(), instances: new Set() };

const known = new WeakMap<EntityData, { template: Template | null; id: string; tree: InnerTree }>();

/** The parts of an entity without those that it leaves out; none for what is no instance. The same object until something changes. */
export function innerTreeOf(prefabs: ProjectData['prefabs'], id: string, entity: EntityData): InnerTree {
  if (entity.prefab === '') return NONE;
  const template = templateOf(prefabs, entity.prefab);
  const before = known.get(entity);
  if (before && before.template === template && before.id === id) return before.tree;
  const tree = template ? workedOut(template, id, entity) : NONE;
  known.set(entity, { template, id, tree });
  return tree;
}

function workedOut(template: Template, id: string, { overrides }: EntityData): InnerTree {
  const children = new Map<string, string[]>();
  const instances = new Set<string>();
  const gone = new Set<string>();
  for (const { path, parent, prefab } of template) {
    if (parent === null) continue;
    if (overrides?.[path]?.removed || gone.has(parent)) {
      gone.add(path);
      continue;
    }
    const above = innerId(id, parent);
    const siblings = children.get(above);
    if (siblings) siblings.push(innerId(id, path));
    else children.set(above, [innerId(id, path)]);
    if (prefab !== '') instances.add(innerId(id, path));
  }
  return children.size === 0 ? NONE : { children, instances };
}
