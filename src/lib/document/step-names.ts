/** Names of the steps that a single write makes, taken before it is made. */
import * as Y from 'yjs';
import { named, shortName } from '../base/words.ts';
import { fieldOf, typeOfKey } from '../schema/components.ts';
import type { EntityData } from '../schema/project.ts';
import { splitId } from '../schema/resolve.ts';
import { assetNameKey } from './asset-keys.ts';
import { entitiesOf, layout, type EntityHome } from './layout.ts';

type Root = 'scenes' | 'prefabs' | 'tilesets' | 'assets';

const nameIn = (holder: unknown): string => {
  const name: unknown =
    holder instanceof Y.Map ? holder.get('name') : (holder as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? shortName(name) : '';
};

/** What is called so in one of the roots; its kind where it has no name. */
export const nameOf = (doc: Y.Doc, root: Root, id: string): string =>
  (root === 'assets' && nameIn({ name: layout(doc).assets.get(assetNameKey(id)) })) ||
  nameIn(layout(doc)[root].get(id)) ||
  `a ${root.slice(0, -1)}`;

/** `Hero`, or `3 entities`. What an instance brings with it goes by the instance's name. */
export function namesOf(doc: Y.Doc, home: EntityHome, ids: readonly string[]): string {
  const entities = entitiesOf(doc, home);
  const [first = ''] = ids;
  return named(ids.length === 1 ? [nameIn(entities?.get(splitId(first).owner))] : ids);
}

/** `Rename Hero to Villain`, `Hide Hero`: what setting fields of an entity does. */
export function settingName(
  doc: Y.Doc,
  home: EntityHome,
  ids: readonly string[],
  fields: Partial<Omit<EntityData, 'components'>>,
): string {
  const who = namesOf(doc, home, ids);
  if (fields.name !== undefined) return `Rename ${who} to ${shortName(fields.name)}`;
  if (fields.parent !== undefined)
    return fields.parent === null
      ? `Move ${who} to the top`
      : `Move ${who} into ${namesOf(doc, home, [fields.parent])}`;
  if (fields.layer !== undefined) return `Move ${who} to another layer`;
  if (fields.visible !== undefined) return `${fields.visible ? 'Show' : 'Hide'} ${who}`;
  if (fields.locked !== undefined) return `${fields.locked ? 'Lock' : 'Unlock'} ${who}`;
  if (fields.tags !== undefined) return `Change tags of ${who}`;
  if (fields.order !== undefined) return `Reorder ${who}`;
  return `Change ${who}`;
}

/** `Shape` for a component's key, `Script hero` for one of several. */
const componentWords = (key: string): string => {
  const type = typeOfKey(key);
  return key === type ? type : `${type} ${key.slice(type.length + 1)}`;
};

/** `Shape fill`, `Shape` for several fields at once. */
export function fieldWords(key: string, fields: readonly string[]): string {
  const [field] = fields;
  if (fields.length !== 1 || field === undefined) return componentWords(key);
  return `${componentWords(key)} ${(fieldOf(key, field)?.label ?? field.replace(/([A-Z])/gu, ' $1')).toLowerCase()}`;
}
