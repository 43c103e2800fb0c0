import type { EntityData, ProjectData } from '../../schema/project.ts';
import { templateOf, type Part } from '../../schema/prefab-template.ts';
import { resolveId, splitId } from '../../schema/resolve.ts';

type Prefabs = ProjectData['prefabs'];

/** What the prefab of an instance says of an entity that it brings with it, '' for its root; `null` where it says nothing. */
export function inheritedPart(prefabs: Prefabs, instance: EntityData, path: string): Part | null {
  const template = instance.prefab === '' ? null : templateOf(prefabs, instance.prefab);
  return template?.find((part) => part.path === path) ?? null;
}

/**
 * An entity as it is stored. What an instance brings with it has the instance's overrides as its components; `undefined` for what is not there.
 * @param owner the entity of the document that the id belongs to
 */
export function storedEntity(
  prefabs: Prefabs,
  owner: EntityData | null | undefined,
  id: string,
): EntityData | undefined {
  const { owner: ownerId, path } = splitId(id);
  if (!owner || path === '') return owner ?? undefined;
  const part = inheritedPart(prefabs, owner, path);
  const resolved = part && resolveId(prefabs, { [ownerId]: owner }, id);
  if (!part || !resolved) return undefined;
  const { name, parent, layer, tags, visible } = resolved;
  const components = owner.overrides?.[path]?.components ?? {};
  const { locked } = owner;
  return { name, parent, order: '', layer, tags, visible, locked, prefab: part.prefab, components };
}
