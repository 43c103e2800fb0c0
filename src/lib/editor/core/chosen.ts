/** What can be selected, as commands and tools see it: entities of a scene, and parts that instances in it bring. */
import { isString } from '../../base/guards.ts';
import { templateOf } from '../../schema/prefab-template.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import { resolveId, splitId } from '../../schema/resolve.ts';
import type { EditorHost } from './editor-host.ts';
import { topmost } from './selection.ts';

type Looking = Pick<EditorHost, 'reader' | 'scene' | 'selection'>;

export interface Chosen {
  /** Prefab and defaults applied. */
  readonly entity: ResolvedEntity;
  /** It, or the instance that brings it, is. */
  readonly locked: boolean;
  /** An instance brings it. */
  readonly part: boolean;
}

/** One by its id; `null` when it is not in the scene on screen. */
export function chosen({ reader, scene }: Pick<Looking, 'reader' | 'scene'>, id: string): Chosen | null {
  const { scenes, prefabs } = reader.project;
  const entities = scenes[scene() ?? '']?.entities ?? {};
  const { owner, path } = splitId(id);
  const entity = resolveId(prefabs, entities, id);
  return entity && { entity, locked: entities[owner]!.locked, part: path !== '' };
}

/** Those of the selection that go, hide or are copied as a whole, without locked ones. */
export function chosenOnes(host: Looking): Chosen[] {
  const known = new Map<string, Chosen>();
  for (const id of host.selection.ids) {
    const found = chosen(host, id);
    if (found) known.set(id, found);
  }
  const parentOf = (id: string) => (known.get(id) ?? chosen(host, id))?.entity.parent;
  return topmost([...known.keys()], parentOf)
    .map((id) => known.get(id)!)
    .filter(({ locked }) => !locked);
}

/** Whether a component of an entity comes from its prefab, so that it can only be changed here, not removed. */
export function comesFromPrefab(
  { reader, scene }: Pick<Looking, 'reader' | 'scene'>,
  id: string,
  component: string,
): boolean {
  const { scenes, prefabs } = reader.project;
  const { owner, path } = splitId(id);
  const prefab = scenes[scene() ?? '']?.entities[owner]?.prefab ?? '';
  const part = prefab && templateOf(prefabs, prefab)?.find((each) => each.path === path);
  return !!part && Object.hasOwn(part.components, component);
}

/** The first script that an entity carries; `null` without one. */
export function firstScript(entity: ResolvedEntity | null): string | null {
  const components = Object.values((entity?.components ?? {}) as Record<string, { script?: unknown }>);
  const path = components.find((fields) => isString(fields.script))?.script;
  return isString(path) ? path : null;
}
