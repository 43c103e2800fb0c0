/** The entities inside of what is inspected, as a list to choose from. */
import { definitionId, type Override } from '../../../schema/prefab-overrides.ts';
import { templateOf, type Template } from '../../../schema/prefab-template.ts';
import type { EntityData } from '../../../schema/project.ts';
import { innerId } from '../../../schema/resolve.ts';
import type { Editor } from '../../live/editor.svelte.ts';

interface PartItem {
  id: string;
  name: string;
  depth: number;
  nested: boolean;
  overridden: boolean;
}

function itemsOf(
  template: Template,
  idOf: (path: string) => string,
  nameOf: (path: string, name: string) => string,
  overridden: (path: string) => boolean,
): PartItem[] {
  const depths = new Map<string, number>();
  return template.map(({ path, parent, name, prefab }) => {
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(path, depth);
    return {
      id: idOf(path),
      name: nameOf(path, name),
      depth,
      nested: prefab !== '' && path !== '',
      overridden: overridden(path),
    };
  });
}

/**
 * Parts of the definition that is shown, or of the one instance that is selected or that the selected entity is inside of; nothing where
 * there are none.
 */
export function partsFor(
  { docs, desk }: Editor,
  ids: readonly string[],
  instance: { id: string; data: EntityData; overrides: readonly Override[] } | null,
): PartItem[] {
  const { prefabs } = docs;
  const { prefab: definition } = desk.inspection;
  if (definition !== null) {
    const prefab = prefabs[definition]!;
    const template = templateOf(prefabs, definition) ?? [];
    return itemsOf(
      template,
      (path) => definitionId(prefab, path),
      (path, name) => (path === '' ? prefab.name : name),
      () => false,
    );
  }
  if (!instance || ids.length !== 1) return [];
  const { id, data, overrides } = instance;
  return itemsOf(
    templateOf(prefabs, data.prefab) ?? [],
    (path) => innerId(id, path),
    (path, name) => (path === '' ? data.name : (data.overrides?.[path]?.name ?? name)),
    (path) => overrides.some((each) => each.path === path),
  ).filter((item) => desk.inspection.stored(item.id));
}
